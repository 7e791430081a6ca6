/** Fields that are not in the form yet, behind one button; searchable where they are many. */
import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { TextInput } from '../../../../ui/field.tsx'
import { popoverLook } from '../../../../ui/menu.tsx'
import { WithCode } from '../with-code.tsx'

export interface MoreField {
  readonly key: string
  readonly title: string
  readonly summary: string
}

const SEARCHED_FROM = 8

/** Up and down through the entries of a list, and back to the search. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (move === undefined) return
  event.preventDefault()
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, [data-entry]')]
  const at = stops.indexOf(document.activeElement as HTMLElement) // or nothing in the list
  stops[Math.max(0, Math.min(stops.length - 1, at + move))]?.focus()
}

export function MoreFields({ fields, onAdd }: { fields: readonly MoreField[]; onAdd: (key: string) => void }) {
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState('')
  const added = useRef(false)
  const found = fields.filter(({ title, summary }) =>
    `${title} ${summary}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  )
  const add = (key: string): void => {
    added.current = true
    setOpen(false)
    onAdd(key)
  }
  return (
    <Popover.Root
      open={open}
      onOpenChange={(now) => {
        setOpen(now)
        setWanted('')
      }}
    >
      <Popover.Trigger asChild>
        <Button look="quiet" className="-ml-2 h-7">
          More
          <ChevronDown size={13} aria-hidden="true" />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label="More fields"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={`${popoverLook} flex max-h-80 w-76 flex-col`}
          onKeyDown={moveFocus}
          onCloseAutoFocus={(event) => {
            // The field that was added has the focus then.
            if (added.current) event.preventDefault()
            added.current = false
          }}
        >
          {fields.length > SEARCHED_FROM ? (
            <TextInput
              aria-label="Search the fields"
              placeholder="Search"
              className="mb-1"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && found[0] && add(found[0].key)}
            />
          ) : null}
          <div className="overflow-auto">
            {found.map(({ key, title, summary }) => (
              <button
                key={key}
                type="button"
                data-entry=""
                className="block w-full rounded-md px-2 py-1 text-left hover:bg-accent-soft focus-visible:bg-accent-soft"
                onClick={() => add(key)}
              >
                <span className="block font-medium">{title}</span>
                <span className="block text-sm text-faint">
                  <WithCode text={summary} />
                </span>
              </button>
            ))}
            {found.length === 0 ? <p className="px-2 py-1 text-muted">Nothing is called that.</p> : null}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
