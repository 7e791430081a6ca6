/** Variables in rows: CSV with the columns name, value and secret. */
import type { Entry, Read } from './entry.ts'

const YES = /^(?:true|yes|y|1|x|secret)$/i
const TITLES: Readonly<Record<string, keyof Entry>> = {
  name: 'name',
  key: 'name',
  variable: 'name',
  value: 'value',
  secret: 'secret',
  type: 'secret',
}

/** Which column holds what; the usual order where the first row is no heading. */
function columnsOf(first: readonly string[]): {
  readonly headed: boolean
  readonly of: Readonly<Record<string, number>>
} {
  const titles = first.map((cell) => {
    const title = cell.trim().toLowerCase()
    return Object.hasOwn(TITLES, title) ? TITLES[title] : undefined
  })
  const headed = titles.includes('name') && titles.includes('value')
  return headed
    ? { headed, of: { name: titles.indexOf('name'), value: titles.indexOf('value'), secret: titles.indexOf('secret') } }
    : { headed, of: { name: 0, value: 1, secret: 2 } }
}

/** Reads the rows of a CSV text. */
export function readRows(rows: readonly (readonly string[])[]): Read {
  const [first = []] = rows
  const { headed, of } = columnsOf(first)
  if (!headed && !rows.some(({ length }) => length === 2 || length === 3))
    return {
      problem: 'this CSV holds no names and values',
      help: 'its columns are name, value and, where you like, secret',
    }
  const entries: Entry[] = []
  const notes: string[] = []
  for (const [at, row] of rows.entries()) {
    if (headed && at === 0) continue
    const name = row[of.name!]?.trim() ?? ''
    if (name === '' || (!headed && (row.length < 2 || row.length > 3)))
      notes.push(`row ${at + 1} is left out: it is no name with a value`)
    else entries.push({ name, value: row[of.value!] ?? '', secret: YES.test(row[of.secret!]?.trim() ?? '') })
  }
  return { entries, notes }
}
