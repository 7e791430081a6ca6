/** Lines at the left of nested rows: one for each container around them, and one to the step below. */

/** Width of one level, in pixels. */
export const INDENT = 26

const CENTRE = 15

const LINES = `repeating-linear-gradient(90deg, transparent 0 ${CENTRE - 1}px, var(--line) ${CENTRE - 1}px ${CENTRE + 1}px, transparent ${CENTRE + 1}px ${INDENT}px)`

export function Guides({ depth, line }: { depth: number; line: boolean }) {
  return (
    <span aria-hidden="true">
      {depth === 0 ? null : (
        <span className="absolute inset-y-0 left-0" style={{ width: depth * INDENT, background: LINES }} />
      )}
      {line ? (
        <span
          className="absolute top-[29px] -bottom-[11px] w-px bg-line-strong"
          style={{ left: depth * INDENT + CENTRE }}
        />
      ) : null}
    </span>
  )
}
