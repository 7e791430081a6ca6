/** The text forms of values: as templates write them into text, and as JSON. */
import { ExpressionError } from '../expression/types.ts'
import { ExactNumber, XmlNode } from './types.ts'
import { xmlScalar, xmlSource, xmlText } from './xml-node.ts'

/**
 * The text of a value in a template. A list of scalars is its items joined by commas; any other list or map is compact
 * JSON; an element of XML is its own trimmed text, or its XML where it has none; what is missing or null is empty.
 * Throws an ExpressionError when the text grows too long (see `jsonText`).
 */
export function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every(isScalar)) return value.map(scalarText).join(',')
  if (value instanceof XmlNode) return xmlText(value).trim() || xmlSource(value)
  return isScalar(value) ? scalarText(value) : jsonText(value)
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null || value instanceof ExactNumber || value instanceof Date
}

function scalarText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof ExactNumber) return value.text
  return value instanceof Date ? dateText(value) : String(value)
}

/** A date as ISO 8601 in UTC; empty for a date that is none (`new Date('soon')`). */
export function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

/** The containers that are being written, outermost first. */
interface Open {
  readonly value: object
  readonly keys: readonly string[] | undefined
  readonly length: number
  next: number
  written: boolean
}

/**
 * The value as JSON text (RFC 8259), compact or indented by that many blanks. Numbers with more digits than a double
 * holds keep them; an element of XML is written as its text, a date in ISO 8601; members without a value are left out.
 * However deep the value, the stack does not overflow. Throws an ExpressionError when the value contains itself or the
 * text would be longer than `limit` UTF-16 units.
 */
export function jsonText(value: unknown, indent = 0, limit = 64 * 2 ** 20): string {
  const parts: string[] = []
  const open: Open[] = []
  const ancestors = new Set<object>()
  let length = 0
  const write = (part: string) => {
    length += part.length
    if (length > limit) throw new ExpressionError(`the value's JSON text is longer than ${limit} characters`)
    parts.push(part)
  }
  const newLine = () => {
    if (indent > 0) write(`\n${' '.repeat(indent * open.length)}`)
  }
  const start = (inner: unknown) => {
    const container = containerOf(inner)
    if (!container) return write(leafJson(inner))
    if (ancestors.has(container.value)) throw new ExpressionError('the value contains itself, so it has no JSON text')
    ancestors.add(container.value)
    write(container.keys ? '{' : '[')
    open.push(container)
  }
  start(value)
  for (let top = open.at(-1); top; top = open.at(-1)) {
    if (top.next === top.length) {
      open.pop()
      ancestors.delete(top.value)
      if (top.written) newLine()
      write(top.keys ? '}' : ']')
      continue
    }
    const key = top.keys?.[top.next] ?? top.next
    top.next += 1
    const member: unknown = Reflect.get(top.value, key)
    if (top.keys && isLeftOut(member)) continue
    if (top.written) write(',')
    top.written = true
    newLine()
    if (top.keys) write(`${JSON.stringify(key)}${indent > 0 ? ': ' : ':'}`)
    start(member)
  }
  return parts.join('')
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol'
}

function containerOf(value: unknown): Open | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof ExactNumber || value instanceof XmlNode || value instanceof Date) return undefined
  const keys = Array.isArray(value) ? undefined : Object.keys(value)
  return { value, keys, length: Array.isArray(value) ? value.length : (keys?.length ?? 0), next: 0, written: false }
}

function leafJson(value: unknown): string {
  if (value instanceof ExactNumber) return value.text.replace(/^\+/, '')
  if (value instanceof XmlNode) return JSON.stringify(xmlScalar(value))
  if (value instanceof Date) return JSON.stringify(dateText(value) || null)
  if (typeof value === 'bigint') return String(value)
  return isLeftOut(value) ? 'null' : JSON.stringify(value)
}
