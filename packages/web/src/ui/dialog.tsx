import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'

export interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
  /** Buttons, the one to choose last. */
  readonly actions?: ReactNode
  readonly size?: 'small' | 'medium' | 'large'
}

const sizes = { small: 'w-110', medium: 'w-160', large: 'w-240' }

/** Whoever opens a dialog wants to fill it in: the first field has the focus, and without one the dialog itself. */
function focusFirstField(event: Event): void {
  event.preventDefault()
  const dialog = event.currentTarget
  if (!(dialog instanceof HTMLElement) || dialog.contains(document.activeElement)) return
  const field = dialog.querySelector<HTMLElement>(
    '[data-autofocus], input:not([type=hidden]):not([disabled]), textarea, select',
  )
  ;(field ?? dialog).focus()
}

/** A dialog in the middle of the page; Escape and a click beside it close it. */
export function Dialog({ open, onClose, title, description, children, actions, size = 'small' }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(now) => now || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          tabIndex={-1}
          onOpenAutoFocus={focusFirstField}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'fixed top-[12vh] left-1/2 z-40 flex max-h-[80vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-[10px] bg-raised shadow-pop focus:outline-none',
            sizes[size],
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description === undefined ? null : (
                <Radix.Description className="mt-0.5 text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X size={15} />} />
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto px-5 py-2">{children}</div>
          {actions === undefined ? (
            <div className="h-3" />
          ) : (
            <div className="flex justify-end gap-2 border-t border-line px-5 py-3">{actions}</div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
