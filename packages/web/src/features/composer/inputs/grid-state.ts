/** Where the focus is in a table of values, what is marked, and what is being typed. */
import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/** Row -1 is the head; column -1 holds the names of the rows. The last row and column are there to add one. */
export interface Place {
  readonly row: number
  readonly column: number
}

export interface Extent {
  /** Of rows, and of columns without the names; with the ones that add. */
  readonly rows: number
  readonly columns: number
}

export interface GridState {
  readonly cursor: Place
  readonly anchor: Place
  /** The text that is being typed into the cell of the cursor. */
  readonly typing: string | undefined
  go(to: Place, extend?: boolean): void
  type(text: string | undefined): void
  /** Puts the focus on the cell of the cursor once it is drawn. */
  refocus(): void
}

const within = ({ row, column }: Place, { rows, columns }: Extent): Place => ({
  row: Math.max(-1, Math.min(row, rows - 1)),
  column: Math.max(-1, Math.min(column, columns - 1)),
})

export const cellId = (grid: string, { row, column }: Place): string => `${grid}-${row}-${column}`

export function useGridState(grid: string, extent: Extent, show: (row: number) => void): GridState {
  const [chosen, choose] = useState<{ cursor: Place; anchor: Place }>({
    cursor: { row: 0, column: 0 },
    anchor: { row: 0, column: 0 },
  })
  const [typing, type] = useState<string>()
  const cursor = within(chosen.cursor, extent)
  const anchor = within(chosen.anchor, extent)
  const wanted = useRef(false)
  const { row, column } = cursor
  const isTyping = typing !== undefined

  useLayoutEffect(() => {
    if (!wanted.current || isTyping) return
    wanted.current = false
    show(row)
    const focus = (): void => document.getElementById(cellId(grid, { row, column }))?.focus()
    if (document.getElementById(cellId(grid, { row, column }))) focus()
    else requestAnimationFrame(focus)
  })

  const { rows, columns } = extent
  const go = useCallback(
    (to: Place, extend = false): void => {
      const next = within(to, { rows, columns })
      wanted.current = true
      choose((before) => ({ cursor: next, anchor: extend ? before.anchor : next }))
    },
    [rows, columns],
  )
  const refocus = useCallback((): void => {
    wanted.current = true
    choose((before) => ({ ...before }))
  }, [])
  return { cursor, anchor, typing, go, type, refocus }
}

export interface Range {
  readonly from: Place
  readonly to: Place
}

export const rangeOf = ({ cursor, anchor }: Pick<GridState, 'cursor' | 'anchor'>): Range => ({
  from: { row: Math.min(cursor.row, anchor.row), column: Math.min(cursor.column, anchor.column) },
  to: { row: Math.max(cursor.row, anchor.row), column: Math.max(cursor.column, anchor.column) },
})

export const isInside = ({ row, column }: Place, { from, to }: Range): boolean =>
  from.row <= row && row <= to.row && from.column <= column && column <= to.column

/** Where a key leads. */
export function moved({ row, column }: Place, { rows, columns }: Extent, key: string, far: boolean): Place | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: far ? 0 : row - 1, column }
    case 'ArrowDown':
      return { row: far ? rows - 1 : row + 1, column }
    case 'ArrowLeft':
      return { row, column: far ? 0 : column - 1 }
    case 'ArrowRight':
      return { row, column: far ? columns - 1 : column + 1 }
    case 'Home':
      return { row: far ? 0 : row, column: -1 }
    case 'End':
      return { row: far ? rows - 1 : row, column: columns - 1 }
    case 'PageUp':
      return { row: row - 10, column }
    case 'PageDown':
      return { row: row + 10, column }
    default:
      return undefined
  }
}
