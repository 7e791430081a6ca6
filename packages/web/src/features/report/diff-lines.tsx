import { classNames } from '../../ui/class-names.ts'
import { lineDiff, withContext } from './line-diff.ts'

/** The lines in which two texts differ, with some around them. `names` say which text is which. */
export function DiffLines({
  before,
  after,
  names,
}: {
  before: string
  after: string
  names: { readonly before: string; readonly after: string }
}) {
  const signs = { ' ': 'same', '-': names.before, '+': names.after } as const
  return (
    <>
      <p aria-hidden="true" className="mb-1 flex gap-4 text-sm text-muted">
        <span>− {names.before}</span>
        <span>+ {names.after}</span>
      </p>
      <pre tabIndex={0} className="max-h-80 overflow-auto font-mono text-sm leading-5 print:max-h-none">
        {withContext(lineDiff(before, after)).map((line, at) => (
          <span
            // A line is told by its place alone.
            key={`${at.toString()} ${line?.sign ?? ''}`}
            className={classNames(
              'block px-2 break-words whitespace-pre-wrap',
              line?.sign === '-' && 'bg-fail-soft',
              line?.sign === '+' && 'bg-pass-soft',
              line === undefined && 'text-faint',
            )}
          >
            {line === undefined ? (
              '  …'
            ) : (
              <>
                <span className="sr-only">{signs[line.sign]}: </span>
                {line.sign} {line.text}
              </>
            )}
          </span>
        ))}
      </pre>
    </>
  )
}
