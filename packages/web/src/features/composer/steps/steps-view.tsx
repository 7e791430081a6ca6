/** The steps of a test as cards. */
import type { Outline } from '@merlon/language'
import { useEffect, useMemo, useRef } from 'react'
import type { DocumentState, StepId } from '../../../document/session.ts'
import type { Composer } from '../composer.ts'
import { focusInspector } from '../side-pane.tsx'
import { AddRow } from './add-row.tsx'
import { AddBranchRow, BranchRow } from './branch-row.tsx'
import { cardProps } from './card-props.ts'
import { Guides, INDENT } from './guides.tsx'
import { RoundsRow } from './rounds-row.tsx'
import { RowList } from './row-list.tsx'
import { type Row, rowsOf } from './rows.ts'
import { namedListsOf } from './siblings.ts'
import { type CardHandlers, StepCard } from './step-card.tsx'
import { StepCommands } from './step-commands.tsx'
import { StepOverlays } from './step-overlays.tsx'
import type { CheckedSteps } from './summary.ts'
import { goTo, useHandlers } from './use-handlers.ts'
import { containersAround, focusCard, type StepsState, useSteps } from './use-steps.ts'

interface RowProps {
  readonly row: Row
  readonly composer: Composer
  readonly state: StepsState
  readonly checked: CheckedSteps
  readonly selected: ReadonlySet<StepId>
  readonly handlers: CardHandlers
}

function RowView(props: RowProps) {
  const { row, composer, state, handlers } = props
  if (row.kind === 'step') return <StepCard {...cardProps(row, props)} handlers={handlers} />
  if (row.kind === 'rounds')
    return <RoundsRow id={row.id} depth={row.depth} loop={composer.results.loop(row.id)} onPick={composer.pickRound} />
  if (row.kind === 'add')
    return composer.session.current.readOnly ? null : (
      <AddRow
        row={row}
        state={state}
        handlers={handlers}
        onAdd={({ list, index }, anchor) => state.open({ is: 'palette', place: { list, index }, anchor })}
      />
    )
  if (row.kind === 'branch') return <BranchRow row={row} composer={composer} state={state} handlers={handlers} />
  if (row.kind === 'add-branch')
    return composer.session.current.readOnly ? null : <AddBranchRow row={row} composer={composer} />
  return (
    <div role="none" className="relative" style={{ paddingLeft: row.depth * INDENT }}>
      <Guides depth={row.depth} line={false} />
      <div
        role="treeitem"
        tabIndex={-1}
        aria-selected="false"
        aria-level={row.depth + 1}
        className="flex items-center gap-2 pt-2.5 pb-2 pl-1 text-sm font-semibold text-muted after:h-px after:flex-1 after:bg-line"
      >
        {row.title}
      </div>
    </div>
  )
}

/** Copying and pasting by the browser's own events. */
function useClipboard(composer: Composer, state: StepsState) {
  const ids = composer.selection.length > 0 ? composer.selection : state.current === undefined ? [] : [state.current]
  const onCard = (event: React.ClipboardEvent): boolean =>
    event.target instanceof Element && event.target.matches('[data-step]')
  const copy = (event: React.ClipboardEvent): boolean => {
    if (!onCard(event) || String(getSelection()) !== '') return false
    event.clipboardData.setData('text/plain', state.actions.yaml(ids))
    event.preventDefault()
    return true
  }
  return {
    onCopy: (event: React.ClipboardEvent) => void copy(event),
    onCut: (event: React.ClipboardEvent) => {
      if (copy(event) && !composer.session.current.readOnly) state.actions.remove(ids)
    },
    onPaste: (event: React.ClipboardEvent) => {
      if (!onCard(event) || composer.session.current.readOnly) return
      event.preventDefault()
      void state.actions.paste(event.clipboardData.getData('text/plain'), ids.at(-1))
    },
  }
}

/** Unfolds what is around a step that somebody wants to see, and puts the focus on it. */
function useReveal(composer: Composer, state: StepsState, revealed: { readonly id: StepId } | undefined): void {
  const shown = useRef<object>(undefined)
  useEffect(() => {
    if (!revealed || shown.current === revealed) return
    shown.current = revealed
    for (const around of containersAround(composer, revealed.id)) state.fold(around, false)
    state.setCurrent(revealed.id)
    state.anchor.current = revealed.id
    focusCard(revealed.id)
  })
}

function useRows(outline: Outline, composer: Composer, state: StepsState): { rows: Row[]; order: StepId[] } {
  const { session, results } = composer
  const rows = rowsOf(outline, {
    session,
    folded: state.folded,
    isLoop: (id) => results.loop(id).rounds.length > 0,
    namedLists: (component) => namedListsOf(composer.component(component)),
  })
  return { rows, order: rows.flatMap((row) => (row.kind === 'step' ? [row.id] : [])) }
}

export interface StepsViewProps {
  readonly composer: Composer
  readonly document: DocumentState
  readonly checked: CheckedSteps
  readonly revealed: { readonly id: StepId } | undefined
  /** What scrolls. */
  readonly scroller: HTMLElement | null
}

export function StepsView({ composer, document: state, checked, revealed, scroller }: StepsViewProps) {
  const steps = useSteps(composer)
  const { rows, order } = useRows(state.outline, composer, steps)
  const world = { composer, state: steps, order }
  const handlers = useHandlers(world)
  const clipboard = useClipboard(composer, steps)
  const selected = useMemo(() => new Set(composer.selection), [composer.selection])
  useReveal(composer, steps, revealed)
  const at = rows.findIndex((row) => row.kind === 'step' && row.id === steps.current)
  return (
    <>
      <div role="tree" aria-label="Steps" aria-multiselectable="true" data-steps="" {...clipboard}>
        <RowList
          rows={rows}
          current={at}
          scroller={scroller}
          render={(row) => (
            <RowView
              row={row}
              composer={composer}
              state={steps}
              checked={checked}
              selected={selected}
              handlers={handlers}
            />
          )}
        />
      </div>
      <p role="status" className="sr-only">
        {steps.announced}
      </p>
      <StepCommands
        world={{
          composer,
          state: steps,
          order,
          go(id, modifiers) {
            goTo(world, id, modifiers)
            focusCard(id)
          },
          openAt(of) {
            const id = steps.current
            const anchor = id === undefined ? null : globalThis.document.getElementById(`step-${id}`)
            const main = globalThis.document.querySelector('[data-add="add steps"] button')
            if (of === 'palette') {
              const place = steps.actions.placeAfter(composer.selection.at(-1) ?? id)
              const at = anchor ?? main
              if (at) steps.open({ is: 'palette', place, anchor: at })
            } else if (anchor) steps.open({ is: 'menu', of, anchor: anchor.getBoundingClientRect() })
          },
        }}
      />
      <StepOverlays composer={composer} state={steps} onAdded={focusInspector} />
    </>
  )
}
