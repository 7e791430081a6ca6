/** The steps of all input sets as one long list, of which only what is in sight is drawn. */
import type { RunReport, TestReport } from '@merlon/protocol'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Message } from '../../ui/message.tsx'
import { toggled } from '../../ui/toggled.ts'
import { type Item, itemsOf, keyOf, openAtFirst, type Target } from './items.ts'
import { useReportPlace } from './place.ts'
import { ReportRow, ROW_HEIGHT } from './report-row.tsx'
import { AttemptLine, SET_HEIGHT, SetHeader } from './set-lines.tsx'
import { StepDetail } from './step-detail.tsx'
import { useListKeys } from './use-list-keys.ts'
import { usePrinting } from './use-printing.ts'

export interface TimelineOptions {
  readonly failedOnly: boolean
  readonly search: string
  /** Only this input set. */
  readonly only: number | undefined
}

interface TimelineProps {
  readonly report: RunReport
  readonly test: TestReport
  readonly options: TimelineOptions
  readonly at: Target
  readonly running: boolean
  /** What scrolls; the list stands somewhere inside it. */
  readonly scroller: HTMLElement | null
  /** Tells that the report, which stays the same object, says more than before. */
  readonly revision: number
}

const HEIGHTS: Readonly<Record<Item['is'], number>> = {
  set: SET_HEIGHT,
  row: ROW_HEIGHT,
  attempt: ROW_HEIGHT,
  detail: 420,
  words: 28,
}

/** On paper, a report of more rows than this is cut. */
const MOST_PRINTED = 2000

const TONES = { bad: 'text-fail', notice: 'text-sm text-warn', fact: 'text-sm text-muted' } as const

function nothingText({ search, failedOnly }: TimelineOptions): string {
  if (search !== '') return 'No step fits this search.'
  return failedOnly ? 'Nothing failed.' : 'Nothing has run yet.'
}

/** Scrolls once to the step that the address names, as soon as it is there. */
function useScrollTo(target: Target, items: readonly Item[], scroll: (place: number) => void, ready: boolean): void {
  const key = target.step === undefined ? undefined : keyOf(target.set ?? 0, target.step)
  const done = useRef<string>(undefined)
  useEffect(() => {
    if (key === undefined || done.current === key || !ready) return
    const place = items.findIndex((item) => item.key === key)
    if (place < 0) return
    done.current = key
    scroll(place)
  })
}

const holdsControl = (item: Item | undefined): boolean =>
  item?.is === 'attempt' || (item?.is === 'row' && item.row.is !== 'group')

export const Timeline = memo(function Timeline(props: TimelineProps) {
  const { report, test, options, at, running, scroller, revision } = props
  const [folds, setFolds] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openAtFirst(test, at))
  const look = useReportPlace().useLook()
  const printing = usePrinting()
  const list = useRef<HTMLDivElement>(null)
  // The report stays the same object while it grows.
  const now = useMemo(() => ({ test, revision }), [test, revision])
  const items = useMemo(
    () => itemsOf(now.test, { ...options, toggled: folds, open, target: at }),
    [now, options, folds, open, at],
  )
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    getItemKey: (place) => items[place]?.key ?? place,
    estimateSize: (place) => HEIGHTS[items[place]?.is ?? 'row'],
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
  })
  useScrollTo(at, items, (place) => virtual.scrollToIndex(place, { align: 'start' }), scroller !== null)
  useListKeys({
    list: () => list.current,
    count: items.length,
    takesFocus: (place) => holdsControl(items[place]),
    scrollTo: (place) => virtual.scrollToIndex(place, { align: 'auto' }),
    first: () => virtual.getVirtualItemForOffset(virtual.scrollOffset ?? 0)?.index ?? 0,
  })
  const draw = (item: Item): ReactNode => {
    switch (item.is) {
      case 'set':
        return <SetHeader test={test} set={item.set} running={running} />
      case 'words':
        return (
          <p className={`px-3 py-1 ${TONES[item.tone]}`}>
            <Message text={item.text} />
          </p>
        )
      case 'attempt':
        return <AttemptLine item={item} onToggle={() => setFolds((all) => toggled(all, item.key))} />
      case 'row':
        return (
          <ReportRow
            row={item.row}
            look={look}
            running={running}
            totalMs={item.totalMs}
            open={item.open}
            onOpen={(key) => setOpen((all) => toggled(all, key))}
            onToggle={(key) => setFolds((all) => toggled(all, key))}
          />
        )
      case 'detail':
        return <StepDetail report={report} test={test} set={item.set} step={item.row.step} earlier={item.earlier} />
    }
  }
  if (items.length === 0) return <p className="py-10 text-center text-muted">{nothingText(options)}</p>
  if (printing)
    return (
      <div>
        {items.slice(0, MOST_PRINTED).map((item) => (
          <div key={item.key} className="break-inside-avoid bg-raised">
            {draw(item)}
          </div>
        ))}
        {items.length > MOST_PRINTED ? <p className="py-2 text-muted">The rest is left out on paper.</p> : null}
      </div>
    )
  return (
    <div ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => (
        <div
          key={key}
          data-index={index}
          ref={virtual.measureElement}
          className="absolute inset-x-0 top-0 bg-raised"
          style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
        >
          {draw(items[index]!)}
        </div>
      ))}
    </div>
  )
})
