/** Reads CSV (RFC 4180): values between commas, in double quotes where they hold commas, quotes or line breaks. */
import { type Parsed, problemAt, withoutMark } from './problem.ts'

/**
 * The rows of a CSV text, each with as many values as it has; the first row is a row like any other. Lines end with
 * CRLF, LF or CR; empty lines are passed over; values are not trimmed. A quote that is not closed is a problem, and so
 * is one in the middle of a value.
 */
export function parseCsv(source: string): Parsed<string[][]> {
  const { text, skipped } = withoutMark(source)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const failed = (offset: number, message: string) =>
    problemAt(source, offset + skipped, (place) => `the CSV cannot be read ${place}: ${message}`)
  while (at < text.length) {
    const afterBreak = lineBreakAt(text, at)
    if (row.length === 0 && afterBreak > at) {
      at = afterBreak
      continue
    }
    const isQuoted = text[at] === '"'
    const cell = isQuoted ? quotedCell(text, at) : plainCell(text, at)
    if (!cell) return failed(at, 'the quote that begins here is not closed')
    row.push(cell.value)
    at = cell.end
    if (text[at] === ',') {
      at += 1
      if (at < text.length) continue
      row.push('')
    }
    const next = lineBreakAt(text, at)
    if (next === at && at < text.length) {
      return failed(at, isQuoted ? 'a comma or the end of the line was expected after the closing quote' : strayQuote)
    }
    rows.push(row)
    row = []
    at = next
  }
  return { value: rows }
}

const strayQuote = 'a value with a quote in it must stand in quotes, with each quote in it written twice'

/** The offset after the line break at `at`, or `at` itself where there is none. */
function lineBreakAt(text: string, at: number): number {
  if (text[at] === '\n') return at + 1
  if (text[at] !== '\r') return at
  return text[at + 1] === '\n' ? at + 2 : at + 1
}

interface Cell {
  readonly value: string
  readonly end: number
}

const plain = /[^,"\r\n]*/y

function plainCell(text: string, start: number): Cell {
  plain.lastIndex = start
  const value = plain.exec(text)?.[0] ?? ''
  return { value, end: start + value.length }
}

/** The cell whose opening quote stands at `start`; `undefined` where it is not closed. */
function quotedCell(text: string, start: number): Cell | undefined {
  let close = text.indexOf('"', start + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close < 0) return undefined
  return { value: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
}
