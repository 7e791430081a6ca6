/** Makes a row a place to drop steps at: the beginning or the end of a list. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { InsertPlace } from './step-actions.ts'
import type { CardHandlers } from './step-card.tsx'
import type { StepsState } from './use-steps.ts'

export function useDropPlace(
  handlers: CardHandlers,
  state: StepsState,
  row: string,
  place: InsertPlace,
): { readonly ref: RefObject<HTMLDivElement | null>; readonly over: boolean } {
  const ref = useRef<HTMLDivElement>(null)
  const now = useRef(place)
  useLayoutEffect(() => {
    now.current = place
  })
  useEffect(
    () => (ref.current ? handlers.attachPlace(row, ref.current, () => now.current) : undefined),
    [handlers, row],
  )
  return { ref, over: state.drop !== undefined && 'row' in state.drop && state.drop.row === row }
}
