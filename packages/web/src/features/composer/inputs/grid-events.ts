/** What keys, the mouse and the clipboard do in a table of values. */
import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react'
import { toast } from '../../../ui/toast.tsx'
import { countText } from '../../../ui/words.ts'
import { cellText, readCell } from './cells.ts'
import { type Extent, type GridState, moved, type Place, type Range, rangeOf } from './grid-state.ts'
import { freshName, pastePlan } from './input-edits.ts'
import type { GridProps } from './input-grid.tsx'
import { readTable, tableText } from './table-text.ts'

const MOST_PASTED = 20_000

/** The cell that an event is about; none of a menu or a field in it. */
function placeOf(target: EventTarget): Place | undefined {
  const cell = target instanceof HTMLElement ? target.dataset.cell : undefined
  const [row, column] = cell?.split(':').map(Number) ?? []
  return row === undefined || column === undefined ? undefined : { row, column }
}

/** The text of a cell, as it is typed and copied. */
function textAt({ rows, columns, words }: GridProps, { row, column }: Place): string {
  if (row < 0) return column < 0 ? words.row : (columns[column]?.name ?? '')
  if (column < 0) return rows[row]?.name ?? ''
  const variable = columns[column]?.name
  const values = rows[row]?.values
  return variable !== undefined && values && Object.hasOwn(values, variable) ? cellText(values[variable]) : ''
}

const placesIn = ({ from, to }: Range): Place[][] =>
  Array.from({ length: to.row - from.row + 1 }, (_, row) =>
    Array.from({ length: to.column - from.column + 1 }, (__, column) => ({
      row: from.row + row,
      column: from.column + column,
    })),
  )

/** Carries out what was typed into a cell. */
function commit({ rows, columns, actions }: GridProps, { row, column }: Place, typed: string): void {
  const name = typed.trim()
  const variable = columns[column]?.name
  const set = rows[row]?.name
  if (row < 0) {
    if (column < 0 || name === '' || name === variable) return
    if (variable === undefined) actions.addColumn?.(name)
    else actions.renameColumn?.(variable, name)
  } else if (column < 0) {
    if (name === '' || name === set) return
    if (set === undefined) actions.addRow(name)
    else actions.renameRow(set, name)
  } else {
    const cell = readCell(typed)
    if (!cell && (set === undefined || variable === undefined)) return
    const names = rows.map((one) => one.name)
    const known = columns.map((one) => one.name)
    actions.write([
      {
        row: set ?? freshName('set ', rows.length + 1, names),
        column: variable ?? freshName('variable', columns.length + 1, known),
        cell,
      },
    ])
  }
}

function clear({ rows, columns, actions }: GridProps, range: Range): void {
  const writes = placesIn(range)
    .flat()
    .flatMap(({ row, column }) => {
      const set = rows[row]
      const variable = columns[column]?.name
      return set && variable !== undefined && Object.hasOwn(set.values, variable)
        ? [{ row: set.name, column: variable, cell: undefined }]
        : []
    })
  if (writes.length > 0) actions.write(writes)
}

function paste({ rows, columns, actions, words }: GridProps, state: GridState, text: string): void {
  let texts = readTable(text)
  const range = rangeOf(state)
  const [[only] = []] = texts
  // One value fills everything that is marked.
  if (texts.length === 1 && texts[0]?.length === 1) texts = placesIn(range).map((line) => line.map(() => only ?? ''))
  if (texts.flat().length > MOST_PASTED) {
    toast(
      `That is more than ${countText(MOST_PASTED, 'cell')}: keep it in a file below files/ and name that as inputs.`,
      {
        tone: 'fail',
      },
    )
    return
  }
  const table = { columns: columns.map(({ name }) => name), rows: rows.map(({ name }) => name) }
  const plan = pastePlan(table, range.from, texts)
  const fixed = actions.addColumn === undefined
  const writes = fixed ? plan.filter(({ column }) => table.columns.includes(column)) : plan
  if (writes.length > 0) actions.write(writes)
  else toast(`There is nothing in that to paste as ${words.column}.`)
}

export interface GridEvents {
  /** Begins to type into a cell, with what stands there. */
  readonly begin: (place: Place) => void
  readonly onTypingKey: (event: KeyboardEvent<HTMLInputElement>) => void
  /** The focus went elsewhere: what was typed counts. */
  readonly leave: () => void
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void
    readonly onMouseDown: (event: MouseEvent) => void
    readonly onDoubleClick: (event: MouseEvent) => void
    readonly onCopy: (event: ClipboardEvent) => void
    readonly onCut: (event: ClipboardEvent) => void
    readonly onPaste: (event: ClipboardEvent) => void
  }
}

const isFixedHead = ({ actions }: GridProps, { row, column }: Place): boolean =>
  row < 0 && (column < 0 || actions.renameColumn === undefined)

/** Begins to type into a cell with what stands there; a list, a map or a long text is edited elsewhere. */
function begin(props: GridProps, state: GridState, place: Place): void {
  const { rows, columns, readOnly, actions } = props
  if (readOnly || isFixedHead(props, place)) return
  state.go(place)
  const variable = columns[place.column]?.name
  const row = rows[place.row]
  const value = variable === undefined ? undefined : row?.values[variable]
  const isLarge = (typeof value === 'object' && value !== null) || (typeof value === 'string' && /[\r\n]/.test(value))
  if (row && variable !== undefined && isLarge) actions.openStructure(row.name, variable)
  else state.type(textAt(props, place))
}

function finish(props: GridProps, state: GridState): void {
  const { typing, cursor } = state
  state.type(undefined)
  if (typing !== undefined && typing !== textAt(props, cursor)) commit(props, cursor, typing)
}

/** Moves the row of a place among the others, and the focus with it. */
function moveRow({ rows, actions, readOnly }: GridProps, state: GridState, { row, column }: Place, by: number): void {
  const to = row + by
  const name = rows[row]?.name
  if (name === undefined || readOnly || !actions.moveRow || to < 0 || to >= rows.length) return
  actions.moveRow(name, to)
  state.go({ row: to, column })
}

function onKey(props: GridProps, state: GridState, extent: Extent, event: KeyboardEvent): void {
  const place = placeOf(event.target)
  if (!place || state.typing !== undefined || event.nativeEvent.isComposing) return
  const { key, altKey } = event
  const mod = event.ctrlKey || event.metaKey
  const next = altKey ? undefined : moved(place, extent, key, mod)
  if (next) state.go(next, event.shiftKey)
  else if (altKey && key === 'ArrowUp') moveRow(props, state, place, -1)
  else if (altKey && key === 'ArrowDown') moveRow(props, state, place, 1)
  else if ((key === 'Enter' && !mod) || key === 'F2') begin(props, state, place)
  else if ((key === 'Delete' || key === 'Backspace') && !props.readOnly) clear(props, rangeOf(state))
  else if (key.toLowerCase() === 'a' && mod) {
    state.go({ row: 0, column: 0 })
    state.go({ row: props.rows.length - 1, column: props.columns.length - 1 }, true)
  } else if (key.length === 1 && !mod && !altKey && !props.readOnly && !isFixedHead(props, place)) state.type(key)
  else return
  event.preventDefault()
}

function onTypingKey(props: GridProps, state: GridState, event: KeyboardEvent<HTMLInputElement>): void {
  const { key, shiftKey } = event
  if (event.nativeEvent.isComposing || !['Escape', 'Enter', 'Tab'].includes(key)) return
  event.preventDefault()
  event.stopPropagation()
  if (key === 'Escape') {
    state.type(undefined)
    state.refocus()
    return
  }
  finish(props, state)
  const { row, column } = state.cursor
  const by = shiftKey ? -1 : 1
  state.go(key === 'Enter' ? { row: row + by, column } : { row, column: column + by })
}

/** Puts what is marked on the clipboard. True when it did. */
function copy(props: GridProps, state: GridState, event: ClipboardEvent): boolean {
  if (state.typing !== undefined || !placeOf(event.target)) return false
  const texts = placesIn(rangeOf(state)).map((line) => line.map((at) => textAt(props, at)))
  event.clipboardData.setData('text/plain', tableText(texts))
  event.preventDefault()
  return true
}

/** The place of the cell that the mouse is on; none on a control in it. */
function pointed(target: EventTarget): Place | undefined {
  if (!(target instanceof Element) || target.closest('button, input') !== null) return undefined
  const cell = target.closest('[data-cell]')
  return cell ? placeOf(cell) : undefined
}

export function useGridEvents(props: GridProps, state: GridState, extent: Extent): GridEvents {
  return {
    begin: (place) => begin(props, state, place),
    onTypingKey: (event) => onTypingKey(props, state, event),
    leave: () => finish(props, state),
    handlers: {
      onKeyDown: (event) => onKey(props, state, extent, event),
      onMouseDown(event) {
        const place = pointed(event.target)
        if (!place) return
        if (state.typing !== undefined) finish(props, state)
        state.go(place, event.shiftKey)
        if (event.shiftKey) event.preventDefault()
      },
      onDoubleClick(event) {
        const place = pointed(event.target)
        if (place) begin(props, state, place)
      },
      onCopy: (event) => void copy(props, state, event),
      onCut(event) {
        if (copy(props, state, event) && !props.readOnly) clear(props, rangeOf(state))
      },
      onPaste(event) {
        if (state.typing !== undefined || props.readOnly || !placeOf(event.target)) return
        event.preventDefault()
        paste(props, state, event.clipboardData.getData('text/plain'))
      },
    },
  }
}
