/** What happens on cards, as one object that never changes: cards that show the same are not drawn again. */
import { curlOf, eachStep, type StepReport } from '@merlon/protocol'
import { useLayoutEffect, useMemo, useRef } from 'react'
import { ApiError, call } from '../../../api/client.ts'
import type { StepId } from '../../../document/session.ts'
import { copyText } from '../../../ui/clipboard.ts'
import { toast } from '../../../ui/toast.tsx'
import type { Composer, StepResult } from '../composer.ts'
import type { DragWorld } from './drag.ts'
import type { DropSpot } from './drop-spot.ts'
import { choose, type Modifiers } from './select.ts'
import type { InsertPlace } from './step-actions.ts'
import type { CardHandlers } from './step-card.tsx'
import { containersAround, focusCard, type StepsState } from './use-steps.ts'

/** Attaches something as soon as what drags is loaded, which is after the cards are drawn. */
function attachedSoon(attach: (drag: typeof import('./drag.ts')) => () => void): () => void {
  let end: (() => void) | undefined
  let ended = false
  void import('./drag.ts').then((loaded) => {
    if (!ended) end = attach(loaded)
  })
  return () => {
    ended = true
    end?.()
  }
}

/** The request that a step sent, or the one that brought what it looked at. */
function requestBehind({ set, step }: StepResult): StepReport | undefined {
  if (step.request) return step
  let found: StepReport | undefined
  eachStep(set.steps, (one) => {
    if (one.id === step.origin?.step) found = one
  })
  return found
}

async function copyCurl(result: StepResult): Promise<void> {
  const request = requestBehind(result)?.request
  if (!request) return
  try {
    const body = request.body && (await call('runBody', { run: result.run, hash: request.body.hash }))
    await copyText(curlOf(request, body as Parameters<typeof curlOf>[1]), 'the request as curl')
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    toast(error.message, { tone: 'fail' })
  }
}

export interface World {
  readonly composer: Composer
  readonly state: StepsState
  readonly order: readonly StepId[]
}

/** Selects a step as a click or a key does, and gives it the focus. */
export function goTo(world: World, id: StepId, modifiers: Modifiers): void {
  const { composer, state, order } = world
  const { selection, anchor } = choose(
    id,
    modifiers,
    { selection: composer.selection, anchor: state.anchor.current },
    order,
  )
  state.anchor.current = anchor
  composer.select(selection)
  state.setCurrent(id)
}

const placeBeside = (composer: Composer, spot: DropSpot): InsertPlace | undefined => {
  if ('row' in spot) return spot.place
  const { id, where } = spot
  const step = composer.session.step(id)
  const list = step?.lists[0]
  if (!step) return undefined
  if (where === 'inside') return list && { list: list.path, index: list.steps.length }
  return { list: step.path.slice(0, -1), index: Number(step.path.at(-1)) + (where === 'after' ? 1 : 0) }
}

function dragWorld(now: { readonly current: World }): DragWorld {
  return {
    dragged(id) {
      const { selection } = now.current.composer
      return selection.includes(id) ? selection : [id]
    },
    canHold: (id) => (now.current.composer.session.step(id)?.lists.length ?? 0) > 0,
    isOpen(id) {
      const { composer, state } = now.current
      return (composer.session.step(id)?.lists.length ?? 0) > 0 && !state.folded.has(id)
    },
    canDrop(dragged, id) {
      const { composer } = now.current
      if (composer.session.current.readOnly || dragged.includes(id)) return false
      return !containersAround(composer, id).some((around) => dragged.includes(around))
    },
    canDropAt(dragged, { list }) {
      const { composer } = now.current
      const isInside = (id: StepId): boolean =>
        composer.session.step(id)?.path.every((part, at) => part === list[at]) !== false
      return !composer.session.current.readOnly && !dragged.some(isInside)
    },
    over: (spot) => now.current.state.setDrop(spot),
    drop(dragged, spot) {
      const { composer, state } = now.current
      state.setDrop(undefined)
      const place = placeBeside(composer, spot)
      if (place) state.actions.moveTo(dragged, place)
    },
  }
}

const INTERACTIVE = 'button, a, select, input, textarea'

export function useHandlers(world: World): CardHandlers {
  const now = useRef(world)
  useLayoutEffect(() => {
    now.current = world
  })
  return useMemo((): CardHandlers => {
    const drag = dragWorld(now)
    return {
      onPointer(id, event) {
        if (event.target instanceof Element && event.target.closest(INTERACTIVE)) return
        // A text that was selected with the mouse is to be copied, not the step.
        if (String(getSelection()) !== '' && !event.shiftKey) return
        goTo(now.current, id, { shift: event.shiftKey, toggle: event.metaKey || event.ctrlKey })
        focusCard(id)
      },
      onKeys(id, event) {
        if (event.target !== event.currentTarget) return
        // The browser then tells of copying and pasting by events of its own, which need no permission.
        if ((event.metaKey || event.ctrlKey) && /^[cxv]$/i.test(event.key)) event.stopPropagation()
        if (event.key !== ' ') return
        event.preventDefault()
        goTo(now.current, id, { shift: event.shiftKey, toggle: true })
      },
      onFocus: (id) => now.current.state.setCurrent(id),
      onFold: (id) => now.current.state.fold(id),
      onMenu(id, anchor) {
        const { composer, state } = now.current
        if (!composer.selection.includes(id)) composer.select([id])
        state.setCurrent(id)
        state.open({ is: 'menu', of: 'all', anchor })
      },
      onInsert(id, anchor) {
        const { composer, state } = now.current
        const place = placeBeside(composer, { id, where: 'before' })
        if (place && !composer.session.current.readOnly) state.open({ is: 'palette', place, anchor })
      },
      onCopyCurl(id) {
        const result = now.current.composer.result(id)
        if (result) void copyCurl(result)
      },
      onShowInCode: (line) => now.current.composer.showInCode(line),
      attach: (id, element, card) => attachedSoon(({ attachDrag }) => attachDrag(id, element, card, drag)),
      attachPlace: (row, element, place) =>
        attachedSoon(({ attachDropPlace }) => attachDropPlace(row, element, place, drag)),
    }
  }, [])
}
