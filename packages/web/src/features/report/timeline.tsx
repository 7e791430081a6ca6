/** The steps of all input sets as one long list, of which only what is in sight is drawn. */
import type { RunReport, SetReport, TestReport } from '@merlon/protocol'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage } from '../../api/queries.ts'
import { Message } from '../../ui/message.tsx'
import { OutcomeDisc } from '../../ui/outcome.tsx'
import { countText, durationText } from '../../ui/words.ts'
import { componentsByName } from '../composer/composer.ts'
import { checksOf } from './checks.ts'
import { visibleText } from './pretty.ts'
import { ReportRow, ROW_HEIGHT, type StepLook } from './report-row.tsx'
import { firstFaults, type Row, rowsOf } from './rows.ts'
import { StepDetail } from './step-detail.tsx'

type Item =
  | { readonly is: 'set'; readonly key: string; readonly set: SetReport }
  | { readonly is: 'row'; readonly key: string; readonly set: SetReport; readonly row: Row }
  | {
      readonly is: 'detail'
      readonly key: string
      readonly set: SetReport
      readonly step: Extract<Row, { is: 'step' }>
    }
  | { readonly is: 'words'; readonly key: string; readonly text: string; readonly bad: boolean }

const OPEN_AT_FIRST = 3
const SET_HEIGHT = 46

export interface TimelineOptions {
  readonly failedOnly: boolean
  readonly search: string
  /** Only this input set. */
  readonly only: number | undefined
}

function SetHeader({ set, running }: { set: SetReport; running: boolean }) {
  const { failed, total } = checksOf([set])
  return (
    <div className="flex items-center gap-2.5 border-b border-line pt-4 pb-1.5" style={{ minHeight: SET_HEIGHT }}>
      <OutcomeDisc outcome={set.status ?? (running ? 'running' : 'errored')} />
      <h2 className="truncate text-lg font-semibold">{visibleText(set.inputSet) || 'Run'}</h2>
      {failed > 0 ? (
        <span className="rounded-full bg-fail-soft px-2 py-0.5 text-sm font-semibold text-fail">{failed} failed</span>
      ) : null}
      <span className="text-sm text-muted">
        {countText(total, 'check')} · {durationText(set.durationMs)}
      </span>
      {set.tags.length > 0 ? <span className="truncate text-sm text-faint">{set.tags.join(', ')}</span> : null}
    </div>
  )
}

const wordsOf = ({ set, message, notices = [], facts }: SetReport): Item[] => [
  ...(message === undefined || message === ''
    ? []
    : [{ is: 'words', key: `message ${set}`, text: message, bad: true } as const]),
  ...notices.map((text) => ({ is: 'words', key: `notice ${set} ${text}`, text, bad: false }) as const),
  ...Object.entries(facts).map(
    ([id, { label, value }]) =>
      ({ is: 'words', key: `fact ${set} ${id}`, text: `${label}: ${value}`, bad: false }) as const,
  ),
]

/** What begins open: the first failures, and the step that the address names. */
const openAtFirst = (test: TestReport, at: Target): Set<string> =>
  new Set([
    ...test.runs
      .flatMap((set) => firstFaults(set, OPEN_AT_FIRST).map((step) => `${set.set}/${step}`))
      .slice(0, OPEN_AT_FIRST),
    ...(at.step === undefined ? [] : [`${at.set ?? 0}/${at.step}`]),
  ])

export interface Target {
  readonly set: number | undefined
  readonly step: number | undefined
}

function toggled<T>(of: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(of)
  if (!next.delete(one)) next.add(one)
  return next
}

function useLooks(): (component: string) => StepLook {
  const { data } = useLanguage()
  return useMemo(() => {
    const components = data ? componentsByName(data.catalog) : new Map()
    const looks = new Map<string, StepLook>()
    return (name) => {
      const known = looks.get(name)
      if (known) return known
      const component = components.get(name)
      const look = component
        ? { title: component.title, category: component.category }
        : { title: name, category: 'report' }
      looks.set(name, look)
      return look
    }
  }, [data])
}

const totalOf = (set: SetReport): number =>
  Math.max(
    set.durationMs,
    set.steps.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0),
  )

export const Timeline = memo(function Timeline({
  report,
  test,
  options,
  at,
  running,
  scroller,
}: {
  report: RunReport
  test: TestReport
  options: TimelineOptions
  at: Target
  running: boolean
  /** What scrolls; the list stands somewhere inside it. */
  scroller: HTMLElement | null
  /** Tells that the report, which stays the same object, says more than before. */
  revision: number
}) {
  const [folds, setFolds] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openAtFirst(test, at))
  const look = useLooks()
  const list = useRef<HTMLDivElement>(null)
  const sets = test.runs.filter(({ set, status }) =>
    options.only === undefined
      ? !options.failedOnly || (status !== 'passed' && status !== undefined)
      : set === options.only,
  )
  const items = sets.flatMap((set): Item[] => [
    { is: 'set', key: `set ${set.set}`, set },
    ...wordsOf(set),
    ...rowsOf(set, { toggled: folds, failedOnly: options.failedOnly, search: options.search }).flatMap(
      (row): Item[] => {
        const line: Item = { is: 'row', key: row.key, set, row }
        return row.is === 'step' && open.has(row.key)
          ? [line, { is: 'detail', key: `detail ${row.key}`, set, step: row }]
          : [line]
      },
    ),
  ])
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    getItemKey: (place) => items[place]?.key ?? place,
    estimateSize: (place) => ({ set: SET_HEIGHT, row: ROW_HEIGHT, detail: 420, words: 28 })[items[place]?.is ?? 'row'],
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
  })
  const target = at.step === undefined ? undefined : `${at.set ?? 0}/${at.step}`
  const scrolledTo = useRef<string>(undefined)
  useEffect(() => {
    if (target === undefined || scrolledTo.current === target || !scroller) return
    const place = items.findIndex(({ key }) => key === target)
    if (place < 0) return
    scrolledTo.current = target
    virtual.scrollToIndex(place, { align: 'start' })
  })
  if (items.length === 0)
    return (
      <p className="py-10 text-center text-muted">
        {options.search !== ''
          ? 'No step fits this search.'
          : options.failedOnly
            ? 'Nothing failed.'
            : 'Nothing has run yet.'}
      </p>
    )
  return (
    <div ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index]!
        return (
          <div
            key={key}
            data-index={index}
            ref={virtual.measureElement}
            className="absolute inset-x-0 top-0 bg-raised"
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
          >
            {item.is === 'set' ? <SetHeaderPlace set={item.set} running={running} /> : null}
            {item.is === 'words' ? (
              <p className={item.bad ? 'px-3 py-1 text-fail' : 'px-3 py-1 text-sm text-muted'}>
                <Message text={item.text} />
              </p>
            ) : null}
            {item.is === 'row' ? (
              <ReportRow
                row={item.row}
                look={look}
                running={running}
                totalMs={totalOf(item.set)}
                open={open.has(item.row.key)}
                onOpen={(step) => setOpen((now) => toggled(now, `${item.set.set}/${step}`))}
                onToggle={(one) => setFolds((now) => toggled(now, one))}
              />
            ) : null}
            {item.is === 'detail' ? (
              <StepDetail report={report} test={test} set={item.set} step={item.step.step} />
            ) : null}
          </div>
        )
      })}
    </div>
  )
})

const SetHeaderPlace = (given: { set: SetReport; running: boolean }) => (
  <div className="bg-bg">
    <SetHeader {...given} />
  </div>
)
