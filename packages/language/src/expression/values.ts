/** Values as expressions know them: plain data, the values of `../values`, and a few that live only inside an evaluation. */
import { ExactNumber, textOf, XmlNode, xmlText } from '../values/index.ts'
import { Bytes } from './bytes.ts'
import { Callable, Helper, Namespace } from './callable.ts'
import { dateText } from './dates.ts'
import { LimitReached, limits } from './limits.ts'
import { RegularExpression } from './regular.ts'
import type { Run } from './run.ts'
import type { ExpressionError } from './types.ts'

export type PlainMap = Record<string, unknown>

/** A map of plain data: JSON's object. Everything else that is an object has a class of its own. */
export function isPlain(value: unknown): value is PlainMap {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Sets an own member, whatever its name: `__proto__` becomes ordinary data. */
export function define(map: PlainMap, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true })
  } else map[key] = value
}

/** What a value is, for messages: `a list`, `text`. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || value instanceof ExactNumber) return 'a number'
  if (Array.isArray(value)) return 'a list'
  if (value instanceof XmlNode) return 'an XML element'
  if (value instanceof Date) return 'a date'
  if (value instanceof Helper) return 'a helper'
  if (value instanceof Namespace) return 'a built-in'
  if (value instanceof Callable) return 'a function'
  if (value instanceof RegularExpression) return 'a regular expression'
  if (value instanceof Bytes) return 'bytes'
  if (value instanceof Map) return 'a Map'
  if (value instanceof Set) return 'a Set'
  return isPlain(value) ? 'a map' : 'a value'
}

export function typeOf(value: unknown): string {
  if (value instanceof ExactNumber) return 'number'
  if (value instanceof Namespace) return value.callable || value.constructible ? 'function' : 'object'
  if (value instanceof Helper) return value.object.call ? 'function' : 'object'
  return value instanceof Callable ? 'function' : typeof value
}

/** The trimmed text that an element of XML is compared by. */
export function elementText(node: XmlNode, run: Run): string {
  for (const child of node.children) run.charge(1 + (typeof child === 'string' ? child.length >> 3 : 0))
  return xmlText(node).trim()
}

/** The text that an element prints as: its own, or its XML. */
export function elementPrint(node: XmlNode, run: Run): string {
  const own = elementText(node, run)
  if (own !== '') return own
  chargeTree(node, run)
  return textOf(node)
}

/** Charges the elements and texts below an element. */
export function chargeTree(node: XmlNode, run: Run): void {
  const pending: (XmlNode | string)[] = [node]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') run.charge(next.length >> 3)
    else {
      run.charge(2 + next.attributes.size)
      for (const child of next.children) pending.push(child)
    }
  }
}

/** What JavaScript's arithmetic and comparison make of a value first. An exact number stays one. */
export function primitive(value: unknown, run: Run, dateAs: 'text' | 'number' = 'text'): unknown {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value
  if (value instanceof XmlNode) return elementPrint(value, run)
  if (value instanceof Date && dateAs === 'number') return value.getTime()
  return toText(value, run)
}

/** JavaScript's `String(value)`; a date is in UTC, and a map never runs a `toString` of its own. */
export function toText(value: unknown, run: Run): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return joined(value, ',', run)
  if (value instanceof ExactNumber) return value.text
  if (value instanceof XmlNode) return elementPrint(value, run)
  if (value instanceof Date) return dateText(value)
  if (value instanceof RegularExpression) return `/${value.source}/${value.flags}`
  if (value instanceof Bytes) return value.text('utf8', run)
  if (value instanceof Map) return '[object Map]'
  if (value instanceof Set) return '[object Set]'
  return value instanceof Callable ? '[function]' : '[object Object]'
}

/** JavaScript's `list.join(separator)`, lists within included; a list within itself is empty there, as in JavaScript. */
export function joined(list: readonly unknown[], separator: string, run: Run): string {
  const open = new Set<unknown>()
  const join = (items: readonly unknown[], between: string): string => {
    if (open.has(items)) return ''
    if (open.size >= limits.nesting) throw tooDeep()
    open.add(items)
    let length = 0
    const texts: string[] = []
    for (const item of items) {
      run.charge(1)
      const text = item === null || item === undefined ? '' : Array.isArray(item) ? join(item, ',') : toText(item, run)
      length += text.length + between.length
      if (length > limits.text) run.chargeText(length)
      texts.push(text)
    }
    open.delete(items)
    run.chargeText(length)
    return texts.join(between)
  }
  return join(list, separator)
}

export function tooDeep(): ExpressionError {
  return new LimitReached(`stopped: lists and maps are nested deeper than ${limits.nesting} levels`)
}

/** JavaScript's `Number(value)`. */
export function toNumber(value: unknown, run: Run): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string') {
    run.charge(value.length >> 3)
    return Number(value)
  }
  if (value instanceof ExactNumber) return Number(value.text)
  if (typeof value !== 'object' || value === null) return Number(value)
  const plain = primitive(value, run, 'number')
  return typeof plain === 'number' ? plain : Number(plain)
}

/** A whole number as arguments of built-ins want it: NaN and nothing become 0 or what stands in for it. */
export function toInteger(value: unknown, run: Run, absent = 0): number {
  if (value === undefined) return absent
  const number = Math.trunc(toNumber(value, run))
  return Number.isNaN(number) ? 0 : number
}

/** A start or end as `slice` counts: negative from the end, kept within the length. */
export function toPosition(value: unknown, length: number, run: Run, absent: number): number {
  const at = toInteger(value, run, absent)
  return at < 0 ? Math.max(0, length + at) : Math.min(at, length)
}

/** The name of a member. */
export function toKey(key: unknown, run: Run): string {
  if (typeof key !== 'string') return toText(key, run)
  if (key.length > 64) run.charge(key.length >> 3)
  return key
}
