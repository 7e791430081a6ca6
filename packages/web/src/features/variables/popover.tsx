import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { popoverLook } from '../../ui/menu.tsx'

/** What a button opens beside itself. `trigger` must be a button with a name; the content is there while it is open. */
export function Popover({ trigger, label, children }: { trigger: ReactNode; label: string; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className={classNames(popoverLook, 'max-h-96 w-110 max-w-[calc(100vw-32px)] overflow-auto p-3')}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
