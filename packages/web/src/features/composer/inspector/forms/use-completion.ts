/** Completion in one field: what is offered, which of it is chosen, and taking it. */
import { applyCompletion, type Completion } from '@merlon/language'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'

const MOST = 60

export type Complete = (text: string, offset: number) => readonly Completion[]

/** The field itself, whether it has one line or several. */
export type TextField = HTMLInputElement | HTMLTextAreaElement

interface Offer {
  readonly items: readonly Completion[]
  readonly active: number
}

/** Where the caret is once a completion is taken. */
function caretAfter({ range, insert, caret, also = [] }: Completion): number {
  const shift = also
    .filter(({ end }) => end <= range.start)
    .reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0)
  return range.start + shift + (caret ?? insert.length)
}

/** Whether taking the only thing offered would change nothing. */
const isThereAlready = (text: string, items: readonly Completion[]): boolean =>
  items.length === 1 && applyCompletion(text, items[0]!) === text

export function useCompletion(complete: Complete | undefined, onText: (text: string) => void) {
  const field = useRef<TextField>(null)
  const [offer, setOffer] = useState<Offer>()
  const caret = useRef<number>(undefined)
  useLayoutEffect(() => {
    if (caret.current === undefined) return
    field.current?.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  })

  const close = (): void => setOffer(undefined)
  const ask = (text: string, offset: number): void => {
    const items = (complete?.(text, offset) ?? []).slice(0, MOST)
    setOffer(items.length === 0 || isThereAlready(text, items) ? undefined : { items, active: 0 })
  }
  const typed = (text: string, offset: number): void => {
    // Names are offered while one is typed, and members behind a dot; never behind a space or a closing bracket.
    if (/[\p{L}\p{N}_$.{["'/-]$/u.test(text.slice(0, offset))) ask(text, offset)
    else close()
  }
  const pick = (item: Completion): void => {
    const text = field.current?.value ?? ''
    caret.current = caretAfter(item)
    close()
    onText(applyCompletion(text, item))
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<TextField>): void => {
    const { key } = event
    if (!offer) {
      const asks = (key === ' ' && event.ctrlKey) || (key === 'ArrowDown' && event.currentTarget.tagName === 'INPUT')
      if (!asks || !complete) return
      event.preventDefault()
      ask(event.currentTarget.value, event.currentTarget.selectionStart ?? 0)
      return
    }
    const move = { ArrowDown: 1, ArrowUp: -1 }[key]
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    if (move !== undefined)
      setOffer({ ...offer, active: (offer.active + move + offer.items.length) % offer.items.length })
    else if ((key === 'Enter' || key === 'Tab') && plain) pick(offer.items[offer.active]!)
    else if (key === 'Escape') close()
    else {
      if (key === 'Enter' || key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End') close()
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return { field, offer, ask, close, typed, pick, onKeyDown }
}
