/**
 * A table of values that is edited like a spreadsheet: type to replace, Enter and Tab move on, ranges are copied and
 * pasted. It follows the grid pattern of the ARIA Authoring Practices: one stop for Tab, arrows inside.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { TriangleAlert } from 'lucide-react'
import { useCallback, useId, useRef } from 'react'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { kindOf } from './cells.ts'
import { Cell, ValueWords } from './grid-cell.tsx'
import { useGridEvents } from './grid-events.ts'
import { LineMenu } from './grid-menu.tsx'
import { cellId, type GridState, isInside, type Place, rangeOf, useGridState } from './grid-state.ts'
import type { Write } from './input-edits.ts'

export interface GridRow {
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
}

export interface GridColumn {
  readonly name: string
  readonly warning?: string | undefined
}

export interface GridActions {
  write(writes: readonly Write[]): void
  addRow(name: string): void
  renameRow(name: string, to: string): void
  removeRow(name: string): void
  moveRow?: ((name: string, to: number) => void) | undefined
  addColumn?: ((name: string) => void) | undefined
  renameColumn?: ((name: string, to: string) => void) | undefined
  removeColumn?: ((name: string) => void) | undefined
  /** A list or a map is edited elsewhere. */
  openStructure(row: string, column: string): void
}

export interface GridProps {
  readonly label: string
  /** What a row is, and what a column is: `Input set`, `variable`. */
  readonly words: { readonly row: string; readonly column: string }
  readonly rows: readonly GridRow[]
  readonly columns: readonly GridColumn[]
  readonly readOnly: boolean
  readonly actions: GridActions
}

/** Makes a table one whose cells take the focus and are marked. */
const asGrid = (readOnly: boolean) => ({
  role: 'grid',
  'aria-readonly': readOnly,
  'aria-multiselectable': true,
})

const ROW = 32
const TALLEST = 480

/** What a cell holds, as the screen reader and the line below say it. */
function cellWords({ rows, columns, words }: GridProps, { row, column }: Place): string {
  const set = rows[row]?.name
  const variable = columns[column]?.name
  if (row < 0 && column < 0) return `${words.row} and ${words.column}`
  if (row < 0) return variable === undefined ? `New ${words.column}: type its name` : `${words.column} ${variable}`
  if (set === undefined) return `New ${words.row}: type ${column < 0 ? 'its name' : 'a value'}`
  if (column < 0) return `${words.row} ${set}`
  if (variable === undefined) return `New ${words.column} in ${set}: type a value`
  return `${variable} in ${set}: ${kindOf(rows[row]?.values[variable])}`
}

export function InputGrid(props: GridProps) {
  const { label, rows, columns, readOnly, actions } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const growing = !readOnly && actions.addColumn !== undefined
  const extent = { rows: rows.length + (readOnly ? 0 : 1), columns: columns.length + (growing ? 1 : 0) }
  const virtual = useVirtualizer({
    count: extent.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollPaddingStart: ROW,
  })
  const show = useCallback((row: number): void => void (row >= 0 && virtual.scrollToIndex(row)), [virtual])
  const state = useGridState(id, extent, show)
  const events = useGridEvents(props, state, extent)
  const template = `minmax(168px, 220px) repeat(${extent.columns}, minmax(128px, 1fr))`
  const line = (row: number) => (
    <Line key={row} grid={id} row={row} props={props} state={state} events={events} extent={extent} />
  )
  return (
    <div>
      <div
        ref={scroller}
        style={{ maxHeight: TALLEST }}
        className="overflow-auto rounded-lg border border-line bg-panel"
      >
        <table
          {...asGrid(readOnly)}
          aria-label={label}
          aria-rowcount={extent.rows + 1}
          aria-colcount={extent.columns + 1}
          className="block w-max min-w-full"
          {...events.handlers}
        >
          <thead className="sticky top-0 z-20 block bg-sunken text-left">
            <tr aria-rowindex={1} style={{ gridTemplateColumns: template }} className="grid">
              {line(-1)}
            </tr>
          </thead>
          <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => (
              <tr
                key={index}
                aria-rowindex={index + 2}
                style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
                className="absolute inset-x-0 top-0 grid"
              >
                {line(index)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-1.5 min-h-5 text-sm text-muted">{cellWords(props, state.cursor)}</p>
    </div>
  )
}

interface LineProps {
  readonly grid: string
  readonly row: number
  readonly props: GridProps
  readonly state: GridState
  readonly events: ReturnType<typeof useGridEvents>
  readonly extent: { readonly rows: number; readonly columns: number }
}

/** The words in a cell: a name, a value, or what may be added here. */
function Content({ props: { rows, columns, words }, place: { row, column } }: { props: GridProps; place: Place }) {
  const add = (word: string) => <span className="truncate font-normal text-muted">+ {word}</span>
  if (row < 0 && column < 0) return <span className="truncate text-muted first-letter:uppercase">{words.row}</span>
  if (row < 0)
    return columns[column] ? <bdi className="truncate font-mono">{columns[column].name}</bdi> : add(words.column)
  if (column < 0) return rows[row] ? <bdi className="truncate font-medium">{rows[row].name}</bdi> : add(words.row)
  const variable = columns[column]?.name
  if (!rows[row] || variable === undefined) return null
  const { values } = rows[row]
  return (
    <span className="flex min-w-0 flex-1 items-baseline font-mono text-sm">
      <ValueWords value={Object.hasOwn(values, variable) ? values[variable] : undefined} />
    </span>
  )
}

function Line({ grid, row, props, state, events, extent }: LineProps) {
  const { cursor, typing } = state
  const range = rangeOf(state)
  const several = range.from.row !== range.to.row || range.from.column !== range.to.column
  const names = [' names', ...props.columns.map(({ name }) => `=${name}`), ' new']
  return names.slice(0, extent.columns + 1).map((key, index) => {
    const place = { row, column: index - 1 }
    const active = cursor.row === row && cursor.column === place.column
    const warning = row < 0 ? props.columns[place.column]?.warning : undefined
    return (
      <Cell
        key={key}
        id={cellId(grid, place)}
        heads={row < 0 ? 'col' : place.column < 0 ? 'row' : undefined}
        row={row}
        column={place.column}
        active={active}
        marked={several && isInside(place, range)}
        typing={active ? typing : undefined}
        readOnly={props.readOnly}
        label={cellWords(props, place)}
        className={place.column < 0 ? 'sticky left-0 z-10 bg-sunken' : ''}
        aside={
          <>
            {warning === undefined ? null : <Warning text={warning} />}
            <LineMenu props={props} place={place} active={active} onRename={() => events.begin(place)} />
          </>
        }
        onType={state.type}
        onTypingKey={events.onTypingKey}
        onLeave={events.leave}
      >
        <Content props={props} place={place} />
      </Cell>
    )
  })
}

const Warning = ({ text }: { text: string }) => (
  <Tooltip text={text}>
    <span role="img" aria-label={text} className="ml-1 grid size-5 shrink-0 place-items-center text-warn">
      <TriangleAlert size={13} aria-hidden="true" />
    </span>
  </Tooltip>
)
