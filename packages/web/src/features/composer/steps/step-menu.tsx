/** The menu of a step, or of all that are selected. One for the whole page: it opens where it is asked for. */
import { ChevronRight } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { Keys } from '../../../ui/keys.tsx'
import { popoverLook } from '../../../ui/menu.tsx'

export interface StepMenuEntry {
  readonly label: string
  readonly about?: string
  readonly keys?: string
  readonly run?: () => void
  readonly disabled?: boolean
  readonly danger?: boolean
  readonly separated?: boolean
  readonly inner?: readonly StepMenuEntry[]
}

const itemLook =
  'flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-2 outline-none select-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-accent-soft data-[state=open]:bg-accent-soft'

function Entry({ entry }: { entry: StepMenuEntry }): ReactNode {
  const { label, about, keys, run, disabled = false, danger, inner } = entry
  if (inner)
    return (
      <DropdownMenu.Sub>
        <DropdownMenu.SubTrigger disabled={disabled || inner.length === 0} className={itemLook}>
          <span className="flex-1">{label}</span>
          <ChevronRight size={13} aria-hidden="true" className="text-faint" />
        </DropdownMenu.SubTrigger>
        <DropdownMenu.Portal>
          <DropdownMenu.SubContent
            collisionPadding={8}
            className={classNames(
              popoverLook,
              'max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-auto',
            )}
          >
            <Entries entries={inner} />
          </DropdownMenu.SubContent>
        </DropdownMenu.Portal>
      </DropdownMenu.Sub>
    )
  return (
    <DropdownMenu.Item disabled={disabled} onSelect={run} className={classNames(itemLook, danger && 'text-fail')}>
      <span className="flex-1">{label}</span>
      {about === undefined ? null : <span className="text-sm text-muted">{about}</span>}
      {keys === undefined ? null : <Keys keys={keys} />}
    </DropdownMenu.Item>
  )
}

const Entries = ({ entries }: { entries: readonly StepMenuEntry[] }) =>
  entries.map((entry) => (
    <div key={entry.label}>
      {entry.separated ? <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line" /> : null}
      <Entry entry={entry} />
    </div>
  ))

/** Opened by key or by click, the arrow keys begin at the first entry. One function: a new one would run at each drawing. */
function focusFirst(menu: HTMLElement | null): void {
  if (menu) requestAnimationFrame(() => menu.querySelector<HTMLElement>('[role="menuitem"]')?.focus())
}

export function StepMenu({
  label,
  anchor,
  entries,
  onClose,
  onClosed,
}: {
  label: string
  anchor: DOMRect
  entries: readonly StepMenuEntry[]
  onClose: () => void
  /** Where the focus goes then. */
  onClosed: () => void
}) {
  const { left, top, width, height } = anchor
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => open || onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" className="pointer-events-none fixed" style={{ left, top, width, height }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          ref={focusFirst}
          aria-label={label}
          aria-labelledby={undefined}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className={classNames(
            popoverLook,
            'max-h-(--radix-dropdown-menu-content-available-height) min-w-56 overflow-auto',
          )}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            onClosed()
          }}
        >
          <Entries entries={entries} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
