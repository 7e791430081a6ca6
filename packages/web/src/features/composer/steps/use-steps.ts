/** What the list of steps keeps for itself: what is folded, where the focus is, and what is open over it. */
import { eachOutlineStep, shapesOf } from '@merlon/language'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { StepId } from '../../../document/session.ts'
import type { Composer } from '../composer.ts'
import { type DropSpot, sameSpot } from './drop-spot.ts'
import { type InsertPlace, StepActions } from './step-actions.ts'

export type Overlay =
  | { readonly is: 'menu'; readonly of: 'all' | 'wrap' | 'turn'; readonly anchor: DOMRect }
  | { readonly is: 'palette'; readonly place: InsertPlace; readonly anchor: Element }
  | { readonly is: 'extract' }

export interface StepsState {
  readonly actions: StepActions
  readonly folded: ReadonlySet<StepId>
  readonly fold: (id: StepId, folded?: boolean) => void
  /** The step that Tab reaches. */
  readonly current: StepId | undefined
  readonly setCurrent: (id: StepId) => void
  /** Where a range of selected steps begins. */
  readonly anchor: { current: StepId | undefined }
  readonly overlay: Overlay | undefined
  readonly open: (overlay: Overlay) => void
  /** Closes what is open, unless something else was opened in its place. */
  readonly close: (is: Overlay['is']) => void
  readonly drop: DropSpot | undefined
  readonly setDrop: (spot: DropSpot | undefined) => void
  readonly announced: string
}

export function useSteps(composer: Composer): StepsState {
  const { session, language } = composer
  const [folded, setFolded] = useState<ReadonlySet<StepId>>(new Set())
  const [chosen, setCurrent] = useState<StepId>()
  const [overlay, open] = useState<Overlay>()
  const [drop, setDropSpot] = useState<DropSpot>()
  const [announced, announce] = useState('')
  const anchor = useRef<StepId>(undefined)

  const functions = useMemo(
    () => ({
      fold: (id: StepId, now?: boolean): void =>
        setFolded((before) => {
          const next = new Set(before)
          if (now ?? !before.has(id)) next.add(id)
          else next.delete(id)
          return next
        }),
      close: (is: Overlay['is']): void => open((now) => (now?.is === is ? undefined : now)),
      setDrop: (spot: DropSpot | undefined): void => setDropSpot((before) => (sameSpot(before, spot) ? before : spot)),
      moved: (before: readonly StepId[], after: readonly StepId[]): void =>
        setFolded((now) => new Set([...now].map((id) => after[before.indexOf(id)] ?? id))),
    }),
    [],
  )
  const shapes = useMemo(() => shapesOf(language.catalog), [language])
  const [actions] = useState(() => new StepActions(composer, shapes, announce, functions.moved))
  useEffect(() => {
    actions.composer = composer
  }, [actions, composer])

  const first = session.current.outline.sections.find(({ steps }) => steps.length > 0)?.steps[0]
  const isThere = chosen !== undefined && session.step(chosen) !== undefined
  const current = isThere ? chosen : first && session.idOf(first)
  return { actions, ...functions, folded, current, setCurrent, anchor, overlay, open, drop, announced }
}

/** Puts the focus on the card of a step, once it is drawn. */
export function focusCard(id: StepId): void {
  let tries = 0
  const attempt = (): void => {
    const card = document.getElementById(`step-${id}`)
    if (card) card.focus()
    else if ((tries += 1) < 30) requestAnimationFrame(attempt)
  }
  requestAnimationFrame(attempt)
}

/** The containers around a step, outermost first. */
export function containersAround({ session }: Composer, id: StepId): StepId[] {
  const step = session.step(id)
  if (!step) return []
  return eachOutlineStep(session.current.outline)
    .filter(({ path }) => path.length < step.path.length && path.every((part, at) => part === step.path[at]))
    .map((one) => session.idOf(one))
}
