/** Short words about what was just done, with a way back where there is one. */
import { useSyncExternalStore } from 'react'
import { Button } from './button.tsx'

interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'fail'
  readonly action?: { readonly label: string; readonly run: () => void }
}

const STAYS_MS = 6000
let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function become(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

const remove = (id: number): void => become(toasts.filter((one) => one.id !== id))

export function toast(text: string, more: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  last += 1
  const id = last
  become([...toasts.slice(-2), { id, text, tone: 'plain', ...more }])
  setTimeout(() => remove(id), STAYS_MS)
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  return (
    <div role="status" aria-live="polite" className="fixed bottom-9 left-1/2 z-50 flex -translate-x-1/2 flex-col gap-2">
      {shown.map(({ id, text, tone, action }) => (
        <div key={id} className="flex items-center gap-3 rounded-lg bg-raised px-3.5 py-2 shadow-pop" data-tone={tone}>
          <span className={tone === 'fail' ? 'text-fail' : ''}>{text}</span>
          {action === undefined ? null : (
            <Button
              look="link"
              onClick={() => {
                action.run()
                remove(id)
              }}
            >
              {action.label}
            </Button>
          )}
        </div>
      ))}
    </div>
  )
}
