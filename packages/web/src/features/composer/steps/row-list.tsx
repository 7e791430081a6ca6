/** Rows below one another; where there are many, only those that can be seen are drawn. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { Row } from './rows.ts'

const MOST_DRAWN = 150
const OVERSCAN = 12
const HEIGHTS: Readonly<Record<Row['kind'], number>> = {
  step: 44,
  section: 38,
  branch: 42,
  rounds: 30,
  add: 30,
  'add-branch': 30,
}

interface RowListProps {
  readonly rows: readonly Row[]
  /** The row that has, or gets, the focus. */
  readonly current: number
  readonly scroller: HTMLElement | null
  readonly render: (row: Row) => ReactNode
}

export function RowList(props: RowListProps) {
  const { rows, render } = props
  if (rows.length > MOST_DRAWN) return <VirtualRows {...props} />
  return rows.map((row) => <Fragment key={row.key}>{render(row)}</Fragment>)
}

function VirtualRows({ rows, current, scroller, render }: RowListProps) {
  const list = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (at) => HEIGHTS[rows[at]!.kind],
    getItemKey: (at) => rows[at]!.key,
    overscan: OVERSCAN,
    scrollMargin: margin,
    // The row with the focus stays drawn, wherever one scrolls.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan)
      const to = Math.min(count - 1, endIndex + overscan)
      const shown = Array.from({ length: to - from + 1 }, (_, at) => from + at)
      return current < 0 || current >= count || (current >= from && current <= to)
        ? shown
        : [...shown, current].sort((a, b) => a - b)
    },
  })
  // What stands above the list may have grown since.
  useLayoutEffect(() => {
    if (list.current && scroller)
      setMargin(
        Math.round(
          list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop,
        ),
      )
  })
  return (
    <div ref={list} role="none" className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ key, index, start }) => (
        <div
          key={key}
          role="none"
          data-index={index}
          ref={virtual.measureElement}
          className="absolute inset-x-0 top-0"
          style={{ transform: `translateY(${start - margin}px)` }}
        >
          {render(rows[index]!)}
        </div>
      ))}
    </div>
  )
}
