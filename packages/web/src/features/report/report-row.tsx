import { holdsFault, isAtFault, type StepReport } from '@merlon/protocol'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { OutcomeDisc, outcomeText, type Shown } from '../../ui/outcome.tsx'
import { countText, durationText, withoutWord } from '../../ui/words.ts'
import type { StepLook } from './place.ts'
import { visibleText } from './pretty.ts'
import type { Row } from './rows.ts'
import { WaterfallBar } from './waterfall.tsx'

export const ROW_HEIGHT = 33

function summaryOf(step: StepReport, title: string): string {
  const rest = step.title ?? withoutWord(step.label, step.component, title)
  return visibleText(rest.length > 300 ? `${rest.slice(0, 300)}…` : rest).replace(/\s+/g, ' ')
}

function resultWord({ response, status }: StepReport): string {
  if (response && response.status > 0) return String(response.status)
  return status === undefined || status === 'passed' ? '' : status
}

/** A container whose own work went well may hold a step that failed. */
const worst = ({ status }: StepReport): Shown => (status === 'passed' || status === undefined ? 'failed' : status)

interface Common {
  readonly onToggle: (key: string) => void
}

function FoldButton({
  rowKey,
  folded,
  label,
  stop,
  onToggle,
}: Common & {
  rowKey: string
  folded: boolean
  label: string
  /** Nothing else in its row takes the focus. */
  stop?: boolean
}) {
  return (
    <button
      type="button"
      aria-expanded={!folded}
      aria-label={`${folded ? 'Unfold' : 'Fold'} ${label}`}
      {...(stop ? { 'data-row': '' } : {})}
      onClick={(event) => {
        event.stopPropagation()
        onToggle(rowKey)
      }}
      className="grid size-6 place-items-center rounded text-muted hover:bg-sunken"
    >
      {folded ? <ChevronRight size={14} aria-hidden="true" /> : <ChevronDown size={14} aria-hidden="true" />}
    </button>
  )
}

const StepLine = memo(function StepLine({
  row,
  status,
  look,
  totalMs,
  open,
  onOpen,
  onToggle,
}: Common & {
  row: Extract<Row, { is: 'step' }>
  status: Shown
  look: StepLook
  totalMs: number
  open: boolean
  onOpen: (key: string) => void
}) {
  const { step, depth, startMs, folded } = row
  const { response, durationMs } = step
  return (
    <div
      className={classNames('flex items-center gap-2.5 border-b border-line pr-3', isAtFault(step) && 'font-medium')}
      style={{ paddingLeft: 12 + depth * 18, minHeight: ROW_HEIGHT }}
    >
      {folded === undefined ? null : (
        <FoldButton rowKey={`fold ${row.key}`} folded={folded} label={step.label} onToggle={onToggle} />
      )}
      <OutcomeDisc outcome={status} size={14} />
      <button
        type="button"
        aria-expanded={open}
        data-row
        onClick={() => onOpen(row.key)}
        className="grid min-h-8 min-w-0 flex-1 grid-cols-[minmax(64px,auto)_minmax(0,1fr)_64px_minmax(90px,24%)_60px] items-center gap-3 text-left hover:text-accent-text"
      >
        <span className="text-xs font-bold tracking-wide uppercase" style={{ color: `var(--${look.category})` }}>
          {look.title}
        </span>
        <span className="truncate font-mono text-sm">{summaryOf(step, look.title)}</span>
        <span className={classNames('text-sm font-semibold', outcomeText(status))}>{resultWord(step)}</span>
        {response ? <WaterfallBar metrics={response.metrics} startMs={startMs} totalMs={totalMs} /> : <span />}
        <span className="text-right text-sm text-muted">
          {durationMs === undefined ? '' : durationText(durationMs)}
        </span>
      </button>
    </div>
  )
})

export function ReportRow({
  row,
  look,
  ...rest
}: Common & {
  row: Row
  look: (component: string) => StepLook
  running: boolean
  totalMs: number
  open: boolean
  onOpen: (key: string) => void
}) {
  if (row.is === 'group')
    return (
      <h3
        className="flex items-center border-b border-line bg-sunken px-3 text-sm font-semibold text-muted"
        style={{ minHeight: ROW_HEIGHT }}
      >
        {row.label}
      </h3>
    )
  if (row.is === 'step') {
    const { running, ...line } = rest
    const status =
      holdsFault(row.step) && row.step.status !== undefined
        ? worst(row.step)
        : (row.step.status ?? (running ? 'running' : 'errored'))
    return <StepLine row={row} look={look(row.step.component)} status={status} {...line} />
  }
  const label =
    row.is === 'round' ? `item ${visibleText(row.label)}` : `${countText(row.count, 'round')} of ${row.of} passed`
  return (
    <div
      className="flex items-center gap-2 border-b border-line text-muted"
      style={{ paddingLeft: 12 + row.depth * 18, minHeight: ROW_HEIGHT }}
    >
      <FoldButton rowKey={row.key} folded={row.folded} label={label} onToggle={rest.onToggle} stop />
      <OutcomeDisc outcome={row.is === 'round' ? row.outcome : 'passed'} size={14} />
      <span className="text-sm">{label}</span>
    </div>
  )
}
