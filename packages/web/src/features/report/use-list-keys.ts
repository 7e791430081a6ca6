/** Walks the rows of a long list with the keyboard, also those that are not drawn yet. */
import { useEffect, useRef } from 'react'
import { useCommands } from '../../app/commands.ts'

interface ListKeys {
  readonly list: () => HTMLElement | null
  readonly count: number
  /** Whether the focus can stand on an item. */
  readonly takesFocus: (place: number) => boolean
  readonly scrollTo: (place: number) => void
  /** The item to begin with where none has the focus. */
  readonly first: () => number
}

const PLACE = 'data-index'

function control(list: HTMLElement | null, place: number): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[${PLACE}="${place}"] [data-row]`) ?? null
}

function placeOf(list: HTMLElement | null): number | undefined {
  const { activeElement } = document
  if (!list?.contains(activeElement)) return undefined
  const place = activeElement?.closest(`[${PLACE}]`)?.getAttribute(PLACE)
  return place === null || place === undefined ? undefined : Number(place)
}

/** J, K and arrows. Items are marked with `data-index`, and what takes the focus in them with `data-row`. */
export function useListKeys({ list, count, takesFocus, scrollTo, first }: ListKeys): void {
  const wanted = useRef<number>(undefined)
  const focus = (): void => {
    if (wanted.current === undefined) return
    const found = control(list(), wanted.current)
    if (!found) return
    wanted.current = undefined
    found.focus({ preventScroll: true })
  }
  // A row that was out of sight is there after the next drawing.
  useEffect(focus)
  const move = (by: 1 | -1): void => {
    // A key may be pressed again before the row of the last one is drawn.
    const now = wanted.current ?? placeOf(list())
    let place = now === undefined ? first() : now + by
    while (place >= 0 && place < count && !takesFocus(place)) place += by
    if (place < 0 || place >= count) return
    wanted.current = place
    scrollTo(place)
    focus()
  }
  useCommands([
    { id: 'next-row', title: 'Next step', group: 'Report', keys: 'J', run: () => move(1), hidden: true },
    { id: 'previous-row', title: 'Previous step', group: 'Report', keys: 'K', run: () => move(-1), hidden: true },
  ])
  const onKeyDown = (event: KeyboardEvent): void => {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || !target.hasAttribute('data-row')) return
    const open = target.getAttribute('aria-expanded')
    if (key === 'ArrowDown') move(1)
    else if (key === 'ArrowUp') move(-1)
    else if ((key === 'ArrowRight' && open === 'false') || (key === 'ArrowLeft' && open === 'true')) target.click()
    else return
    event.preventDefault()
  }
  useEffect(() => {
    const element = list()
    element?.addEventListener('keydown', onKeyDown)
    return () => element?.removeEventListener('keydown', onKeyDown)
  })
}
