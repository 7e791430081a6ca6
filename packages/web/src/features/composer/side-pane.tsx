/** The pane at the right: its width is dragged or moved by keyboard, and it folds away. Both are remembered. */
import { PanelRightClose, PanelRightOpen } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useChoice } from '../../app/choices.ts'
import { useCommands } from '../../app/commands.ts'
import { IconButton } from '../../ui/button.tsx'

const LEAST = 320
const MOST = 760
const STEP = 24

const within = (width: number): number => Math.max(LEAST, Math.min(MOST, Math.round(width)))

function Handle({ width, setWidth }: { width: number; setWidth: (width: number) => void }) {
  const begun = useRef<{ readonly x: number; readonly width: number }>(undefined)
  return (
    <hr
      aria-orientation="vertical"
      aria-label="Width of the inspector"
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      className="absolute inset-y-0 -left-1.5 z-10 m-0 h-auto w-3 cursor-col-resize touch-none border-0 bg-[linear-gradient(var(--line),var(--line))] bg-size-[1px_100%] bg-position-[50%] bg-no-repeat hover:bg-[linear-gradient(var(--accent),var(--accent))] hover:bg-size-[2px_100%] focus-visible:bg-[linear-gradient(var(--accent),var(--accent))] focus-visible:bg-size-[3px_100%] focus-visible:outline-none"
      onPointerDown={(event) => {
        begun.current = { x: event.clientX, width }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={({ clientX }) => {
        if (begun.current) setWidth(within(begun.current.width + begun.current.x - clientX))
      }}
      onPointerUp={() => {
        begun.current = undefined
      }}
      onKeyDown={(event) => {
        const move = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key]
        if (move === undefined) return
        event.preventDefault()
        setWidth(within(width + move))
      }}
    />
  )
}

export function SidePane({ children }: { children: ReactNode }) {
  const [width, setWidth] = useChoice('inspector.width', 440)
  const [closed, setClosed] = useChoice('inspector.closed', false)
  useCommands([
    {
      id: 'inspector',
      title: closed ? 'Show the inspector' : 'Hide the inspector',
      group: 'Composer',
      keys: 'Mod+I',
      run: () => setClosed(!closed),
    },
  ])
  if (closed)
    return (
      <div className="border-l border-line bg-panel p-1">
        <IconButton
          label="Show the inspector"
          shortcut="Mod+I"
          icon={<PanelRightOpen size={15} />}
          onClick={() => setClosed(false)}
        />
      </div>
    )
  return (
    <aside
      aria-label="Inspector"
      data-inspector=""
      style={{ width: within(width) }}
      className="relative flex max-w-[60%] shrink-0 flex-col bg-panel"
    >
      <Handle width={within(width)} setWidth={setWidth} />
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden">{children}</div>
      <div className="flex justify-end border-t border-line px-1 py-0.5">
        <IconButton
          label="Hide the inspector"
          shortcut="Mod+I"
          icon={<PanelRightClose size={15} />}
          onClick={() => setClosed(true)}
        />
      </div>
    </aside>
  )
}

const FIELDS = 'input:not([type="hidden"]), textarea, select, [contenteditable="true"]'
/** The form of a step is loaded with the first one, which takes its time on a slow line. */
const PATIENCE_MS = 15_000

/** Moves the focus to the first field of the inspector, as soon as it is drawn; not from who has begun something else. */
export function focusInspector(): void {
  const begin = performance.now()
  const elsewhere = new AbortController()
  const leave = (): void => elsewhere.abort()
  for (const event of ['keydown', 'pointerdown'])
    window.addEventListener(event, leave, { capture: true, once: true, signal: elsewhere.signal })
  const attempt = (): void => {
    if (elsewhere.signal.aborted) return
    const field =
      document.querySelector('[data-inspector] :is(form, [data-form])')?.querySelector<HTMLElement>(FIELDS) ??
      document.querySelector('[data-inspector]')?.querySelector<HTMLElement>(FIELDS)
    if (field) field.focus()
    if (field || performance.now() - begin > PATIENCE_MS) leave()
    else requestAnimationFrame(attempt)
  }
  requestAnimationFrame(() => requestAnimationFrame(attempt))
}
