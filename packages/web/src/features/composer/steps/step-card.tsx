/** A step as a card with the outcome of its last run beside it. */
import { type ComponentDocument, type Diagnostic, holdsFault } from '@merlon/protocol'
import { ChevronDown, ChevronRight, Ellipsis, Plus, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { StepId } from '../../../document/session.ts'
import type { Loop } from '../../../run/results.ts'
import { classNames } from '../../../ui/class-names.ts'
import { OutcomeDisc, type Shown } from '../../../ui/outcome.tsx'
import type { StepResult } from '../composer.ts'
import { COLORS } from './colors.ts'
import { FailureStory, tellsStory } from './failure-story.tsx'
import { Guides, INDENT } from './guides.tsx'
import type { InsertPlace } from './step-actions.ts'
import { StepFacts } from './step-facts.tsx'
import { Words } from './value-text.tsx'

/** What happens on a card; the same object for all of them, all the time. */
export interface CardHandlers {
  readonly onPointer: (id: StepId, event: React.MouseEvent) => void
  readonly onKeys: (id: StepId, event: React.KeyboardEvent) => void
  readonly onFocus: (id: StepId) => void
  readonly onFold: (id: StepId) => void
  readonly onMenu: (id: StepId, anchor: DOMRect) => void
  readonly onInsert: (id: StepId, anchor: Element) => void
  readonly onCopyCurl: (id: StepId) => void
  readonly onShowInCode: (line: number) => void
  readonly attach: (id: StepId, element: HTMLElement, handle: HTMLElement) => () => void
  readonly attachPlace: (row: string, element: HTMLElement, place: () => InsertPlace) => () => void
}

export interface CardProps {
  readonly id: StepId
  readonly depth: number
  readonly index: number
  readonly size: number
  readonly line: number
  readonly component: ComponentDocument | undefined
  readonly name: string
  readonly title: string | undefined
  readonly skip: string | undefined
  readonly summary: string
  readonly writes: string
  readonly foldable: boolean
  readonly folded: boolean
  readonly inside: number
  readonly selected: boolean
  /** Reached by Tab. */
  readonly current: boolean
  readonly result: StepResult | undefined
  readonly loop: Loop | undefined
  readonly problems: readonly Diagnostic[]
  readonly drop: 'before' | 'after' | 'inside' | undefined
  readonly handlers: CardHandlers
}

/** The outcome that a card shows: a container that is done is no better than what is in it. */
export function outcomeOf(result: StepResult | undefined): Shown {
  if (!result) return 'none'
  const { status = 'running' } = result.step
  return status === 'passed' && holdsFault(result.step) ? 'failed' : status
}

function Problems({ problems, tabIndex, handlers }: Pick<CardProps, 'problems' | 'handlers'> & { tabIndex: number }) {
  return problems.map(({ code, message, help, location, severity }) => (
    <div
      key={`${code}${location?.column}${message}`}
      className={classNames(
        'flex items-start gap-2 border-t border-line px-3 py-1.5 text-sm last:rounded-b-[7px]',
        severity === 'error' ? 'bg-fail-soft text-fail' : 'bg-warn-soft text-warn',
      )}
    >
      <TriangleAlert size={13} aria-label={severity} className="mt-0.5 shrink-0" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        <Words text={message} />
        {help === undefined ? null : (
          <span className="text-muted">
            {' '}
            · <Words text={help} />
          </span>
        )}
      </span>
      <button
        type="button"
        tabIndex={tabIndex}
        className="min-h-6 shrink-0 font-medium text-accent-text hover:underline"
        onClick={() => handlers.onShowInCode(location?.line ?? 1)}
      >
        Line {location?.line}
      </button>
    </div>
  ))
}

function Head(props: CardProps) {
  const { id, component, name, title, skip, summary, writes, foldable, folded, inside, handlers, current } = props
  const tabIndex = current ? 0 : -1
  return (
    <div className="flex min-h-9.5 items-center gap-2.5 py-1 pr-1.5 pl-3">
      {foldable ? (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={folded ? 'Unfold' : 'Fold'}
          className="-my-1 -mr-1.5 -ml-2 grid size-6 place-items-center rounded-md text-faint hover:bg-sunken hover:text-text"
          onClick={() => handlers.onFold(id)}
        >
          {folded ? <ChevronRight size={14} /> : <ChevronDown size={14} />}
        </button>
      ) : null}
      <span
        className={classNames(
          'w-22 shrink-0 text-xs leading-tight font-bold tracking-wide uppercase',
          COLORS[component?.category ?? 'report'],
        )}
      >
        {component?.title ?? (name || 'empty step')}
      </span>
      <span className={classNames('min-w-0 flex-1 truncate', skip !== undefined && 'line-through decoration-skip/60')}>
        {title === undefined ? null : <bdi className="mr-2">{title}</bdi>}
        <bdi className={classNames('font-mono text-sm', title !== undefined && 'text-faint')} title={summary}>
          {summary}
        </bdi>
        {writes === '' ? null : (
          <span className="font-mono text-sm">
            <span className="text-faint"> → </span>
            {writes}
          </span>
        )}
      </span>
      {folded ? <span className="text-sm text-faint">{inside} inside</span> : null}
      {skip === undefined ? null : <span className="max-w-40 truncate text-sm text-skip">skipped: {skip}</span>}
      <StepFacts result={props.result} loop={props.loop} />
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label="Actions"
        aria-haspopup="menu"
        className="grid size-6.5 shrink-0 place-items-center rounded-md text-faint hover:bg-sunken hover:text-text focus-visible:opacity-100 [@media(hover:hover)]:opacity-0 [@media(hover:hover)]:group-hover:opacity-100 group-aria-selected:opacity-100!"
        onClick={(event) => handlers.onMenu(id, event.currentTarget.getBoundingClientRect())}
      >
        <Ellipsis size={15} aria-hidden="true" />
      </button>
    </div>
  )
}

const DROP_LINES = { before: '-top-1', after: '-bottom-1', inside: '' }

export const StepCard = memo(function StepCard(props: CardProps) {
  const { id, depth, index, size, selected, current, result, problems, drop, handlers, foldable, folded, skip } = props
  const outcome = outcomeOf(result)
  return (
    <div
      id={`step-${id}`}
      data-step={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={index + 1}
      aria-setsize={size}
      aria-selected={selected}
      {...(foldable ? { 'aria-expanded': !folded } : {})}
      tabIndex={current ? 0 : -1}
      className="group relative pb-1.5 outline-none"
      style={{ paddingLeft: depth * INDENT }}
      ref={(row) => {
        const card = row?.querySelector<HTMLElement>('[data-card]')
        return row && card ? handlers.attach(id, row, card) : undefined
      }}
      onFocus={(event) => event.target === event.currentTarget && handlers.onFocus(id)}
      onClick={(event) => handlers.onPointer(id, event)}
      onKeyDown={(event) => handlers.onKeys(id, event)}
      onContextMenu={(event) => {
        event.preventDefault()
        handlers.onMenu(id, new DOMRect(event.clientX, event.clientY, 0, 0))
      }}
    >
      <Guides depth={depth} line={index < size - 1 || (foldable && !folded)} />
      <div className="grid grid-cols-[30px_minmax(0,1fr)]">
        <div className="relative flex justify-center pt-[11px]">
          <OutcomeDisc outcome={outcome} />
        </div>
        <div
          data-card=""
          data-drop={drop}
          className={classNames(
            'relative min-w-0 rounded-lg border bg-raised shadow-card group-focus-visible:outline-2 group-focus-visible:outline-offset-1 group-focus-visible:outline-accent',
            selected ? 'border-accent ring-3 ring-accent-soft' : 'border-line',
            skip !== undefined && 'border-dashed bg-transparent shadow-none',
            drop === 'inside' && 'outline-2 outline-dashed outline-accent',
          )}
        >
          <Head {...props} />
          {result && tellsStory(result.step) ? (
            <FailureStory
              result={result}
              line={props.line}
              tabIndex={current ? 0 : -1}
              onCopyCurl={() => handlers.onCopyCurl(id)}
              onShowInCode={() => handlers.onShowInCode(props.line)}
            />
          ) : null}
          <Problems problems={problems} tabIndex={current ? 0 : -1} handlers={handlers} />
          {drop === undefined || drop === 'inside' ? null : (
            <span aria-hidden="true" className={`absolute -inset-x-0.5 h-0.5 rounded bg-accent ${DROP_LINES[drop]}`} />
          )}
        </div>
      </div>
      <button
        type="button"
        tabIndex={current ? 0 : -1}
        aria-label="Add a step before"
        style={{ left: depth * INDENT + 3 }}
        className="absolute -top-[15px] z-10 grid size-6 place-items-center rounded-full text-accent-text opacity-0 group-hover:opacity-50 hover:opacity-100! focus-visible:opacity-100!"
        onClick={(event) => handlers.onInsert(id, event.currentTarget)}
      >
        <span className="grid size-4 place-items-center rounded-full bg-accent text-on-accent">
          <Plus size={12} aria-hidden="true" />
        </span>
      </button>
    </div>
  )
})
