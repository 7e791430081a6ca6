/** What every reader of text answers with: the value, or where and why the text could not be read. */
import { positionAt } from '../source.ts'

export interface ParseProblem {
  /** Says what was expected, what was found and at which line and column. */
  readonly message: string
  /** In UTF-16 units from the start of the text; a byte order mark counts. */
  readonly offset: number
  /** From 1. */
  readonly line: number
  /** From 1, in code points. */
  readonly column: number
}

export type Parsed<T> = { readonly value: T } | { readonly problem: ParseProblem }

/** A problem at an offset of a text; `say` makes the message from ` at line 3, column 5` or a like phrase. */
export function problemAt(text: string, offset: number, say: (place: string) => string): { problem: ParseProblem } {
  const { line, column } = positionAt({ path: '', text }, offset)
  return { problem: { message: say(`at line ${line}, column ${column}`), offset, line, column } }
}

/** The text without its byte order mark, and how many units that took away. */
export function withoutMark(text: string): { text: string; skipped: number } {
  return text.charCodeAt(0) === 0xfeff ? { text: text.slice(1), skipped: 1 } : { text, skipped: 0 }
}
