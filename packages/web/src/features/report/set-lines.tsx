/** What stands above the steps of an input set: its name and counts, and the attempts before the one that counts. */
import type { SetReport, TestReport } from '@merlon/protocol'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { FlakyBadge, OutcomeDisc } from '../../ui/outcome.tsx'
import { countText, durationText } from '../../ui/words.ts'
import { checksOf } from './checks.ts'
import type { Item } from './items.ts'
import { visibleText } from './pretty.ts'
import { ROW_HEIGHT } from './report-row.tsx'

export const SET_HEIGHT = 46

export function SetHeader({ test, set, running }: { test: TestReport; set: SetReport; running: boolean }) {
  const tags = set.tags.filter((tag) => !test.tags.includes(tag))
  const { failed, total } = checksOf([set])
  return (
    <div className="bg-bg">
      <div className="flex items-center gap-2.5 border-b border-line pt-4 pb-1.5" style={{ minHeight: SET_HEIGHT }}>
        <OutcomeDisc outcome={set.status ?? (running ? 'running' : 'errored')} />
        <h2 className="truncate text-lg font-semibold">{visibleText(set.inputSet) || 'Run'}</h2>
        {failed > 0 ? (
          <span className="rounded-full bg-fail-soft px-2 py-0.5 text-sm font-semibold text-fail">{failed} failed</span>
        ) : null}
        {set.flaky ? <FlakyBadge /> : null}
        <span className="text-sm whitespace-nowrap text-muted">
          {countText(total, 'check')} · {durationText(set.durationMs)}
          {set.attempts ? ` · ${countText(set.attempts.length + 1, 'attempt')}` : ''}
        </span>
        {tags.length > 0 ? <span className="truncate text-sm text-faint">{visibleText(tags.join(', '))}</span> : null}
      </div>
    </div>
  )
}

export function AttemptLine({
  item: { attempt, number, of, folded },
  onToggle,
}: {
  item: Extract<Item, { is: 'attempt' }>
  onToggle: () => void
}) {
  const { failed, total } = checksOf([attempt])
  return (
    <button
      type="button"
      data-row
      aria-expanded={!folded}
      onClick={onToggle}
      className="flex w-full items-center gap-2.5 border-b border-line px-3 text-left text-muted hover:text-text"
      style={{ minHeight: ROW_HEIGHT }}
    >
      {folded ? <ChevronRight size={14} aria-hidden="true" /> : <ChevronDown size={14} aria-hidden="true" />}
      <OutcomeDisc outcome={attempt.status ?? 'errored'} size={14} />
      <span className="font-medium">
        Attempt {number} of {of}
      </span>
      <span className="text-sm">
        {failed > 0 ? `${failed} of ` : ''}
        {countText(total, 'check')}
        {failed > 0 ? ' failed' : ''} · {durationText(attempt.durationMs)} · it was run again
      </span>
    </button>
  )
}
