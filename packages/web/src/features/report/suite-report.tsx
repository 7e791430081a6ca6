/** A run of several tests: failures first, each a way into its own report. */
import type { RunReport } from '@merlon/protocol'
import { useDeferredValue, useMemo, useRef } from 'react'
import { Link } from 'wouter'
import { Select } from '../../ui/field.tsx'
import { Message } from '../../ui/message.tsx'
import { FlakyBadge, OutcomeDisc, OutcomeWord } from '../../ui/outcome.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { countText, durationText } from '../../ui/words.ts'
import { testFailed } from './checks.ts'
import { useReportPlace } from './place.ts'
import { visibleText } from './pretty.ts'
import { ReportSearch } from './report-search.tsx'
import {
  type FoundStep,
  filtered,
  type SuiteFilter,
  type SuiteOrder,
  type SuiteRow,
  type SuiteStatus,
  slowestRequests,
  suiteRows,
  tagsOf,
} from './suite-rows.ts'
import { SuiteTiles } from './tiles.tsx'
import { useListKeys } from './use-list-keys.ts'

const MOST_FOUND = 5
const MOST_SLOW = 10

const ORDERS: readonly { value: SuiteOrder; label: string }[] = [
  { value: 'failures', label: 'Failures first' },
  { value: 'slowest', label: 'Slowest first' },
  { value: 'as-run', label: 'As they ran' },
]

const labelOf = ({ step: { title, label } }: FoundStep): string => {
  const text = title ?? label
  return visibleText(text.length > 200 ? `${text.slice(0, 200)}…` : text).replace(/\s+/g, ' ')
}

function FoundSteps({ run, row: { test, found } }: { run: string; row: SuiteRow }) {
  const place = useReportPlace()
  if (found.length === 0) return null
  return (
    <ul className="pb-1.5 pl-10 text-sm">
      {found.slice(0, MOST_FOUND).map((one) => (
        <li key={`${one.set}/${one.step.id}`}>
          <Link
            href={place.addressOf(run, { test: test.test, set: one.set, step: one.step.id })}
            className="flex min-h-6 items-center gap-2 hover:underline"
          >
            <OutcomeDisc outcome={one.step.status ?? 'errored'} size={14} />
            <span className="truncate font-mono">{labelOf(one)}</span>
          </Link>
        </li>
      ))}
      {found.length > MOST_FOUND ? (
        <li className="text-muted">and {countText(found.length - MOST_FOUND, 'more step')}</li>
      ) : null}
    </ul>
  )
}

function TestRow({ run, row, place: at }: { run: string; row: SuiteRow; place: number }) {
  const place = useReportPlace()
  const { test, checks, outcome, message } = row
  return (
    <li
      data-index={at}
      className="border-t border-line first:border-t-0"
      style={{ contentVisibility: 'auto', containIntrinsicSize: 'auto 46px' }}
    >
      <Link
        href={place.addressOf(run, { test: test.test })}
        data-row
        className="flex min-h-11 items-center gap-3 px-3 py-1.5 hover:bg-sunken"
      >
        <OutcomeDisc outcome={outcome} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{visibleText(test.name)}</span>
          <span className="block truncate text-sm text-muted">
            {message === undefined ? visibleText(test.file) : <Message text={message} />}
          </span>
        </span>
        {test.flaky ? <FlakyBadge /> : null}
        {testFailed(test) ? <OutcomeWord outcome={outcome} /> : null}
        <span className="w-44 text-right text-sm text-muted">
          {checks.failed > 0 ? `${checks.failed} of ${checks.total} failed` : countText(checks.total, 'check')}
          {test.runs.length > 1 ? ` · ${countText(test.runs.length, 'input set')}` : ''}
        </span>
        <span className="w-16 text-right text-sm text-muted">{durationText(test.durationMs)}</span>
      </Link>
      <FoundSteps run={run} row={row} />
    </li>
  )
}

function SlowestRequests({ report, revision }: { report: RunReport; revision: number }) {
  const place = useReportPlace()
  const now = useMemo(() => ({ report, revision }), [report, revision])
  const slowest = useMemo(() => slowestRequests(now.report, MOST_SLOW), [now])
  if (slowest.length === 0) return null
  const longest = Math.max(1, slowest[0]!.ms)
  return (
    <details className="mt-4 rounded-lg border border-line bg-raised">
      <summary className="px-3 py-2 font-medium">Slowest requests</summary>
      <ol>
        {slowest.map((one) => (
          <li key={`${one.test.test}/${one.set}/${one.step.id}`} className="border-t border-line">
            <Link
              href={place.addressOf(report.id, { test: one.test.test, set: one.set, step: one.step.id })}
              className="grid min-h-8 grid-cols-[minmax(0,1fr)_minmax(0,220px)_120px_60px] items-center gap-3 px-3 text-sm hover:bg-sunken"
            >
              <span className="truncate font-mono">{labelOf(one)}</span>
              <span className="truncate text-muted">{visibleText(one.test.name)}</span>
              <span aria-hidden="true" className="h-2 rounded-full bg-sunken">
                <span
                  className="block h-2 min-w-1 rounded-full bg-accent"
                  style={{ width: `${(one.ms / longest) * 100}%` }}
                />
              </span>
              <span className="text-right text-muted">{durationText(one.ms)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </details>
  )
}

function statusOptions(report: RunReport): { value: SuiteStatus; label: string }[] {
  const failed = report.tests.filter(testFailed).length
  const flaky = report.tests.filter((test) => test.flaky).length
  const passed = report.tests.filter(({ status }) => status === 'passed').length
  return [
    { value: 'all', label: `All ${report.tests.length}` },
    { value: 'failed', label: `Failed ${failed}` },
    ...(flaky > 0 ? [{ value: 'flaky', label: `Flaky ${flaky}` } as const] : []),
    { value: 'passed', label: `Passed ${passed}` },
  ]
}

/** What an overview begins with. */
export const everything: SuiteFilter = { status: 'all', tag: '', search: '', order: 'failures' }

export function SuiteReport({
  report,
  running,
  revision,
  filter,
  onFilter,
}: {
  report: RunReport
  running: boolean
  revision: number
  /** `search` is as it was typed. */
  filter: SuiteFilter
  onFilter: (filter: SuiteFilter) => void
}) {
  const wanted = useDeferredValue(filter.search.trim().toLowerCase())
  const now = useMemo(() => ({ report, revision }), [report, revision])
  const rows = useMemo(() => suiteRows(now.report, running), [now, running])
  const tags = useMemo(() => tagsOf(now.report), [now])
  const shown = useMemo(() => filtered(rows, { ...filter, search: wanted }), [rows, filter, wanted])
  const list = useRef<HTMLUListElement>(null)
  useListKeys({
    list: () => list.current,
    count: shown.length,
    takesFocus: () => true,
    scrollTo: (place) => list.current?.children[place]?.scrollIntoView({ block: 'nearest' }),
    first: () => 0,
  })
  const set = (change: Partial<SuiteFilter>): void => onFilter({ ...filter, ...change })
  return (
    <>
      <SuiteTiles report={report} />
      <div className="my-3 flex flex-wrap items-center gap-3 print:hidden">
        <Segmented
          label="Tests shown"
          value={filter.status}
          options={statusOptions(report)}
          onChange={(status) => set({ status })}
        />
        {tags.length === 0 ? null : (
          <Select
            aria-label="Tag"
            className="w-40!"
            value={filter.tag}
            onChange={(event) => set({ tag: event.target.value })}
            options={[{ value: '', label: 'Any tag' }, ...tags.map((tag) => ({ value: tag, label: visibleText(tag) }))]}
          />
        )}
        <Select
          aria-label="Order"
          className="w-36!"
          value={filter.order}
          onChange={(event) => set({ order: event.target.value as SuiteOrder })} // a value of one of the options
          options={ORDERS}
        />
        <ReportSearch
          value={filter.search}
          placeholder="Search tests and steps"
          onChange={(search) => set({ search })}
        />
      </div>
      <ul ref={list} className="rounded-lg border border-line bg-raised">
        {shown.map((row, place) => (
          <TestRow key={row.test.test} run={report.id} row={row} place={place} />
        ))}
        {shown.length === 0 ? <li className="p-6 text-center text-muted">No test fits.</li> : null}
      </ul>
      <SlowestRequests report={report} revision={revision} />
    </>
  )
}
