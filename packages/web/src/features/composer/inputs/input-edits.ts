/** Changes of globals and input sets, as tables make them: many cells at once, and each time one change of the file. */
import { addInputSet, type Edited, editsBetween, removeAt, setAt, setInput, valueAt } from '@merlon/language'
import { type Cell, readCell } from './cells.ts'

export interface Write {
  readonly row: string
  readonly column: string
  /** undefined takes the value away. */
  readonly cell: Cell | undefined
}

type Change = (text: string) => Edited

/** One change after another as one. The first that cannot be done is why none is. */
export function inTurn(text: string, changes: Iterable<Change>): Edited {
  let now = text
  for (const change of changes) {
    const edited = change(now)
    if ('problem' in edited) return edited
    now = edited.text
  }
  return { text: now, edits: editsBetween(text, now) }
}

function written(text: string, path: readonly string[], { value, source }: Cell): Edited {
  return source === undefined ? setAt(text, path, value) : setAt(text, path, value, { source })
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** From here on a row is written as a whole: cell by cell, the file would be read too often. */
const MANY = 300

function byRow(writes: readonly Write[]): Map<string, Write[]> {
  const rows = new Map<string, Write[]>()
  for (const write of writes) {
    const row = rows.get(write.row)
    if (row) row.push(write)
    else rows.set(write.row, [write])
  }
  return rows
}

const valuesOf = (writes: readonly Write[]): Record<string, unknown> =>
  Object.fromEntries(writes.flatMap(({ column, cell }) => (cell ? [[column, cell.value]] : [])))

function rowChanges(row: string, writes: readonly Write[], known: unknown, many: boolean): Change[] {
  if (known === undefined) {
    const exact = writes.filter(({ cell }) => typeof cell?.value === 'number' && String(cell.value) !== cell.source)
    return [
      (text) => addInputSet(text, row, valuesOf(writes)),
      ...exact.map(
        ({ column, cell }): Change =>
          (text) =>
            written(text, ['inputs', row, column], cell!),
      ),
    ]
  }
  if (many && isMap(known)) {
    const rest = Object.entries(known).filter(([name]) => !writes.some(({ column }) => column === name))
    const values = { ...Object.fromEntries(rest), ...valuesOf(writes) }
    return [(text) => setAt(text, ['inputs', row], values)]
  }
  return writes.map(({ column, cell }) => (text) => {
    if (!cell) return setInput(text, row, column, undefined)
    // A set that is there with nothing in it, or a file of sets: the language knows what to do or say.
    return cell.source === undefined
      ? setInput(text, row, column, cell.value)
      : written(text, ['inputs', row, column], cell)
  })
}

/** Writes cells of input sets; sets and variables that are not there yet are made. */
export function writeSets(text: string, writes: readonly Write[]): Edited {
  const sets = valueAt(text, ['inputs'])?.value
  const known = isMap(sets) ? sets : {}
  const many = writes.length > MANY
  const changes = [...byRow(writes)].flatMap(([row, of]) =>
    rowChanges(row, of, Object.hasOwn(known, row) ? (known[row] ?? null) : undefined, many),
  )
  return inTurn(text, changes)
}

/** Writes globals; one whose value is taken away stays, and is null. */
export const writeGlobals = (text: string, writes: readonly Write[]): Edited =>
  inTurn(
    text,
    writes.map(
      ({ row, cell }) =>
        (now) =>
          written(now, ['globals', row], cell ?? { value: null }),
    ),
  )

export const removeGlobal = (text: string, name: string): Edited => removeAt(text, ['globals', name])

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly string[]
}

/** A name that is not there yet, numbered: `set 3`, or `variable3`, which expressions can say. */
export function freshName(word: string, from: number, taken: readonly string[]): string {
  let number = from
  while (taken.includes(`${word}${number}`)) number += 1
  return `${word}${number}`
}

/** The names of lines of a table from a place on, made up where there are no more. */
function namesFrom(known: readonly string[], at: number, count: number, word: string): string[] {
  const names = [...known]
  while (names.length < at + count) names.push(freshName(word, names.length + 1, names))
  return names.slice(at, at + count)
}

/**
 * What pasting a table means at a place. Row -1 is the head, column -1 holds the names of the rows: a paste that begins
 * there says which variables or sets it is about.
 */
export function pastePlan(
  { columns, rows }: Table,
  at: { readonly row: number; readonly column: number },
  texts: readonly (readonly string[])[],
): Write[] {
  const hasHead = at.row < 0
  const hasNames = at.column < 0
  const lines = hasHead ? texts.slice(1) : texts
  const width = Math.max(...texts.map((line) => line.length)) - (hasNames ? 1 : 0)
  const head = hasHead ? (texts[0] ?? []).slice(hasNames ? 1 : 0) : []
  const columnNames = hasHead
    ? Array.from({ length: width }, (_, index) => head[index]?.trim() || freshName('variable', index + 1, columns))
    : namesFrom(columns, Math.max(0, at.column), width, 'variable')
  const first = hasHead ? rows.length : at.row
  const rowNames = namesFrom(rows, first, lines.length, 'set ')
  return lines.flatMap((line, index) => {
    const row = (hasNames ? line[0]?.trim() : undefined) || rowNames[index]!
    const cells = hasNames ? line.slice(1) : line
    return columnNames
      .slice(0, cells.length)
      .map((column, place) => ({ row, column, cell: readCell(cells[place] ?? '') }))
  })
}

/** Rows of a table with a head, as input sets: a column `name` names the set and stays a variable. */
export function setsOfTable(
  [head = [], ...lines]: readonly (readonly string[])[],
  typed: boolean,
  taken: readonly string[],
) {
  const names = [...taken]
  return lines.map((line) => {
    const values: Record<string, unknown> = {}
    for (const [index, column] of head.entries()) {
      const text = line[index] ?? ''
      const value = typed ? (readCell(text)?.value ?? '') : text
      Object.defineProperty(values, column.trim(), { value, enumerable: true, configurable: true, writable: true })
    }
    const own = String(values.name ?? '').trim()
    const name =
      own !== '' && !names.includes(own)
        ? own
        : freshName(own === '' ? 'row ' : `${own} `, names.length - taken.length + 1, names)
    names.push(name)
    return { name, values }
  })
}

/** Adds sets behind those that are there, or puts them in their place. */
export function importSets(text: string, sets: ReturnType<typeof setsOfTable>, replace: boolean): Edited {
  const all = Object.fromEntries(sets.map(({ name, values }) => [name, values]))
  if (replace || valueAt(text, ['inputs'])?.value == null) return setAt(text, ['inputs'], all)
  return inTurn(
    text,
    sets.map(
      ({ name, values }) =>
        (now) =>
          addInputSet(now, name, values),
    ),
  )
}
