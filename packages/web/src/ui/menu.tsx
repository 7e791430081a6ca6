import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Keys } from './keys.tsx'

export interface MenuItem {
  readonly label: string
  readonly onSelect: () => void
  readonly shortcut?: string
  readonly icon?: ReactNode
  readonly disabled?: boolean
  readonly danger?: boolean
  /** A line above it. */
  readonly separated?: boolean
}

export const popoverLook = 'z-50 rounded-lg bg-raised p-1 shadow-pop'

/** A menu behind a button. `trigger` must be a button with a name. */
export function Menu({
  trigger,
  items,
  align = 'end',
}: {
  trigger: ReactNode
  items: readonly MenuItem[]
  align?: 'start' | 'end'
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={classNames(popoverLook, 'min-w-48')}
        >
          {items.map(({ label, onSelect, shortcut, icon, disabled = false, danger, separated }) => (
            <div key={label}>
              {separated ? <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line" /> : null}
              <DropdownMenu.Item
                disabled={disabled}
                onSelect={onSelect}
                className={classNames(
                  'flex cursor-pointer items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-accent-soft',
                  danger && 'text-fail',
                )}
              >
                {icon === undefined ? null : <span className="text-muted">{icon}</span>}
                <span className="flex-1">{label}</span>
                {shortcut === undefined ? null : <Keys keys={shortcut} />}
              </DropdownMenu.Item>
            </div>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
