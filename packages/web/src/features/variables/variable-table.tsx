/** The variables of a file in rows; of many, only those on the screen are drawn. */
import type { VariableView } from '@merlon/protocol/http'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Empty } from '../../ui/states.tsx'
import { VariableColumns } from './variable-columns.tsx'
import type { VariableFile } from './variable-file.ts'
import { type Question, type Row, VariableRow } from './variable-row.tsx'

const ROW_PX = 36
/** So many are drawn without more ado, and found by the browser's own search. */
const FEW = 100

/** What stands in for rows that are not drawn. */
const Gap = ({ height }: { height: number }) => (height > 0 ? <tbody aria-hidden="true" style={{ height }} /> : null)

function useDrawn(count: number, scroller: HTMLElement | null) {
  const table = useRef<HTMLTableElement>(null)
  const [above, setAbove] = useState(0)
  // What stands above the table may come and go: mistakes, a conflict.
  useEffect(() => {
    const top = table.current?.offsetTop ?? 0
    if (top !== above) setAbove(top)
  })
  const virtual = useVirtualizer({
    count,
    enabled: count > FEW,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_PX,
    scrollMargin: above,
    overscan: 12,
  })
  if (count <= FEW) return { table, from: 0, to: count }
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  return { table, from: first, to: (items.at(-1)?.index ?? first - 1) + 1 }
}

export function VariableTable({
  rows,
  file,
  views,
  environment,
  readOnly,
  scroller,
  onAsk,
  children,
}: {
  rows: readonly Row[]
  file: VariableFile
  views: ReadonlyMap<string, VariableView>
  environment: string
  readOnly: boolean
  /** What scrolls around the table. */
  scroller: HTMLElement | null
  onAsk: (question: Question, row: Row) => void
  /** Below the rows. */
  children: ReactNode
}) {
  const { table, from, to } = useDrawn(rows.length, scroller)
  return (
    <div className="rounded-lg border border-line bg-raised">
      <table
        ref={table}
        aria-label={`Variables of the ${file.place}`}
        aria-rowcount={rows.length + 1}
        className="w-full table-fixed"
      >
        <VariableColumns aside={environment === '' ? 'No environment' : `In ${environment}`} />
        <Gap height={from * ROW_PX} />
        <tbody>
          {rows.slice(from, to).map((row, index) => (
            <VariableRow
              key={row.name}
              row={row}
              at={from + index + 2}
              file={file}
              view={views.get(row.name)}
              environment={environment}
              readOnly={readOnly}
              onAsk={onAsk}
            />
          ))}
        </tbody>
        <Gap height={(rows.length - to) * ROW_PX} />
      </table>
      {rows.length === 0 ? (
        <Empty title="No variables yet">Add the first below, or import them from a file.</Empty>
      ) : null}
      {children}
    </div>
  )
}
