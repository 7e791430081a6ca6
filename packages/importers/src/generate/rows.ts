/** Steps for a CSV body: a list of rows, each a list of texts. */
import type { PrintStep } from '@merlon/language'
import { assertion, asValue, type Draft, elementName, loop, type Spot, scalarSteps, typeAssertion } from './draft.ts'
import { Scalars } from './scalars.ts'

type Table = readonly (readonly string[])[]

/** The texts of each column, over all rows. */
function columnsOf(rows: Table): Scalars[] {
  const columns: Scalars[] = []
  for (const row of rows) {
    for (const [at, cell] of row.entries()) (columns[at] ??= new Scalars(true)).add(cell)
  }
  return columns
}

const isName = (text: string): boolean => {
  const alone = new Scalars(true)
  alone.add(text)
  return text !== '' && alone.type === 'string'
}

/** The first row where it names the columns: names only, each once, above at least one column of numbers, dates or the like. */
function headerOf(tables: readonly Table[]): readonly string[] | undefined {
  const [header, ...others] = tables.map(([first]) => first)
  if (!header || !others.every((row) => row !== undefined && JSON.stringify(row) === JSON.stringify(header)))
    return undefined
  if (!header.every(isName) || new Set(header).size < header.length) return undefined
  const typed = columnsOf(tables.flatMap((rows) => rows.slice(1))).some(({ type }) => type !== 'string')
  return typed ? header : undefined
}

/** The steps for the tables of all samples. */
export function tableSteps(tables: readonly Table[], spot: Spot, draft: Draft): PrintStep[] {
  draft.take(4, spot)
  const steps = [typeAssertion('array', spot)]
  const header = headerOf(tables)
  if (header) {
    draft.note(spot, 'begins with the names of its columns, it seems; they are asserted as they are')
    const first = { ...spot, path: `${spot.path}[0]` }
    steps.push(assertion('assert-equals', first, [['value', header.map(asValue)]]))
  }
  const bodies = tables.map((rows) => (header ? rows.slice(1) : rows))
  const rows = bodies.flat()
  if (rows.length === 0) {
    draft.note(spot, 'has no rows, so what they hold is not known')
    return steps
  }
  const walked = header ? { ...spot, path: `${spot.path}.slice(1)` } : spot
  const mayBeEmpty = bodies.some((body) => body.length === 0)
  return [...steps, loop(walked, mayBeEmpty, rowSteps(rows, spot, draft))]
}

function rowSteps(rows: Table, spot: Spot, draft: Draft): PrintStep[] {
  const row: Spot = { ...spot, path: elementName(spot), where: `${spot.where}[]`, loops: spot.loops + 1 }
  const lengths = rows.map(({ length }) => length)
  const least = lengths.reduce((a, b) => Math.min(a, b))
  const isEven = lengths.every((length) => length === least)
  if (!isEven) draft.note(spot, 'has rows of different lengths')
  const length = assertion('assert-length', row, [[isEven ? 'value' : 'min', least]])
  const cells = columnsOf(rows).flatMap((column, at) =>
    scalarSteps(
      column,
      { ...row, path: `${row.path}[${at}]`, where: `${row.where}[${at}]`, absent: column.count < rows.length },
      draft,
    ),
  )
  return [length, ...cells]
}
