/** Reads the arguments of helper functions, and says in the words of the test what is wrong with one. */

import { type Binary, describe, ExpressionError, isNumericText, kindOf, textOf, XmlNode } from '@merlon/language'

const LONGEST_SHOWN = 60

/** `` `N.random` needs min and max as numbers, got text "a" ``. */
export function wrongArgument(call: string, needs: string, got: unknown, help?: string): ExpressionError {
  return new ExpressionError(`\`${call}\` needs ${needs}, got ${received(got)}`, { help })
}

function received(value: unknown): string {
  if (typeof value === 'string') return `text ${quoted(value, '"')}`
  if (value instanceof XmlNode) return `the element <${value.name}>`
  return kindOf(value) === 'missing' ? 'nothing' : describe(value)
}

/** A text in quotes, or its length: half of a secret would no longer be found and masked. */
export function quoted(text: string, mark: '"' | "'" = "'"): string {
  if (text.length > LONGEST_SHOWN) return `of ${text.length} characters`
  return mark === '"' ? JSON.stringify(text) : `'${text}'`
}

/** The number that a number, numeric text or an element with numeric text holds; stored variables are text. */
export function numberIn(value: unknown): number | undefined {
  const kind = kindOf(value)
  if (kind !== 'number' && kind !== 'text' && kind !== 'xml') return undefined
  const text = textOf(value)
  const number = isNumericText(text) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

/** The text form of a scalar, a date (ISO 8601) or an element; `undefined` for lists, maps and what is not there. */
export function textIn(value: unknown): string | undefined {
  const kind = kindOf(value)
  const scalar = kind === 'text' || kind === 'number' || kind === 'boolean' || kind === 'date' || kind === 'xml'
  return scalar ? textOf(value) : undefined
}

/** Reads one number; `needs` completes the sentence "`call` needs …". */
export function needNumber(call: string, needs: string, value: unknown): number {
  const number = numberIn(value)
  if (number === undefined) throw wrongArgument(call, needs, value)
  return number
}

/** Reads a whole number from `least` to `most`. */
export function needWhole(call: string, what: string, value: unknown, least: number, most: number): number {
  const number = numberIn(value)
  if (number === undefined || !Number.isInteger(number) || number < least || number > most) {
    throw wrongArgument(call, `${what} as a whole number from ${least} to ${most}`, value)
  }
  return number
}

export function needText(call: string, needs: string, value: unknown): string {
  const text = textIn(value)
  if (text === undefined) throw wrongArgument(call, needs, value)
  return text
}

/** Reads `true`, `false` or one of these words; nothing gives `otherwise`. */
export function flag(call: string, what: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined) return otherwise
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw wrongArgument(call, `${what} as true or false`, value)
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return kindOf(value) === 'map'
}

export function isBinary(value: unknown): value is Binary {
  return kindOf(value) === 'binary'
}
