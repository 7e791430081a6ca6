/** JavaScript's operators over safe values. An element of XML acts as its text, an exact number keeps its digits in comparisons. */
import { compareNumeric, ExactNumber, isNumericText, XmlNode } from '../values/index.ts'
import { Callable, Namespace } from './callable.ts'
import type { Run } from './run.ts'
import { ExpressionError } from './types.ts'
import { elementText, isPlain, kindOf, primitive, toKey, toNumber, toText } from './values.ts'

/** Joins two texts; cheap for the longer one, as the engine only links them. */
export function concatenate(a: string, b: string, run: Run): string {
  const length = a.length + b.length
  if (length > 1_000) {
    run.charge(Math.min(a.length, b.length) >> 3)
    run.checkText(length)
  }
  return a + b
}

export function add(a: unknown, b: unknown, run: Run): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a + b
  const left = primitive(a, run)
  const right = primitive(b, run)
  if (isText(left) || isText(right)) return concatenate(toText(left, run), toText(right, run), run)
  return toNumber(left, run) + toNumber(right, run)
}

// A function's primitive is a text, too, and so is every other object's.
function isText(value: unknown): boolean {
  return typeof value === 'string' || value instanceof Callable
}

function sameText(a: string, b: string, run: Run): boolean {
  if (a.length !== b.length) return false
  if (a.length > 64) run.charge(a.length >> 3)
  return a === b
}

/** Orders an exact number and what can be compared with it by digits; undefined where the other is no number. */
function exactOrder(a: unknown, b: unknown, run: Run): number | undefined {
  const left = digits(a)
  const right = digits(b)
  if (left === undefined || right === undefined) return undefined
  run.charge((left.length + right.length) >> 3)
  return compareNumeric(left, right)
}

function digits(value: unknown): string | undefined {
  if (value instanceof ExactNumber) return value.text
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  return typeof value === 'string' && isNumericText(value.trim()) ? value.trim() : undefined
}

export function strictEquals(a: unknown, b: unknown, run: Run): boolean {
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b, run)
  if (typeof a !== 'object' && typeof b !== 'object') return a === b
  if (a instanceof XmlNode) return a === b || (isTextual(b) && strictEquals(elementText(a, run), b, run))
  if (b instanceof XmlNode) return isTextual(a) && strictEquals(a, elementText(b, run), run)
  if (a instanceof ExactNumber || b instanceof ExactNumber) return exactOrder(a, b, run) === 0
  return a === b
}

function isTextual(value: unknown): boolean {
  return typeof value === 'string' || value instanceof XmlNode || value instanceof ExactNumber
}

/** `==`. */
export function looseEquals(a: unknown, b: unknown, run: Run): boolean {
  if (a === null || a === undefined) return b === null || b === undefined
  if (b === null || b === undefined) return false
  if (typeof a === typeof b && typeof a !== 'object') return strictEquals(a, b, run)
  const left = a instanceof XmlNode ? elementText(a, run) : a
  const right = b instanceof XmlNode ? elementText(b, run) : b
  if (isObject(left) && isObject(right)) return left === right
  const p = isObject(left) ? primitive(left, run) : left
  const q = isObject(right) ? primitive(right, run) : right
  if (p instanceof ExactNumber || q instanceof ExactNumber) return exactOrder(p, q, run) === 0
  if (typeof p === 'string' && typeof q === 'string') return sameText(p, q, run)
  return toNumber(p, run) === toNumber(q, run)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
}

/** Negative, zero or positive; undefined where one side is no number (JavaScript: every comparison is false). */
export function order(a: unknown, b: unknown, run: Run): number | undefined {
  const left = a instanceof XmlNode ? elementText(a, run) : primitive(a, run, 'number')
  const right = b instanceof XmlNode ? elementText(b, run) : primitive(b, run, 'number')
  if (typeof left === 'string' && typeof right === 'string') return textOrder(left, right, run)
  if (left instanceof ExactNumber || right instanceof ExactNumber) {
    const exact = exactOrder(left, right, run)
    if (exact !== undefined) return exact
  }
  const difference = toNumber(left, run) - toNumber(right, run)
  if (!Number.isNaN(difference)) return difference
  // Infinity compared with itself.
  return toNumber(left, run) === toNumber(right, run) ? 0 : undefined
}

export function textOrder(a: string, b: string, run: Run): number {
  run.charge(Math.min(a.length, b.length) >> 3)
  return a < b ? -1 : a > b ? 1 : 0
}

export const comparisons = {
  '<': (a: unknown, b: unknown, run: Run) =>
    typeof a === 'number' && typeof b === 'number' ? a < b : (order(a, b, run) ?? Number.NaN) < 0,
  '<=': (a: unknown, b: unknown, run: Run) =>
    typeof a === 'number' && typeof b === 'number' ? a <= b : (order(a, b, run) ?? Number.NaN) <= 0,
  '>': (a: unknown, b: unknown, run: Run) =>
    typeof a === 'number' && typeof b === 'number' ? a > b : (order(a, b, run) ?? Number.NaN) > 0,
  '>=': (a: unknown, b: unknown, run: Run) =>
    typeof a === 'number' && typeof b === 'number' ? a >= b : (order(a, b, run) ?? Number.NaN) >= 0,
}

export function isIn(key: unknown, container: unknown, run: Run): boolean {
  if (Array.isArray(container) || isPlain(container)) return Object.hasOwn(container, toKey(key, run))
  throw new ExpressionError(`\`in\` looks for a name in a map or a list; its right side is ${kindOf(container)}`, {
    help: 'to look for an element of a list, write `list.includes(element)`',
  })
}

function isInstance(value: unknown, type: unknown): boolean {
  const holds = type instanceof Namespace ? type.holds(value) : undefined
  if (holds !== undefined) return holds
  throw new ExpressionError('`instanceof` knows Array, Object, Date, RegExp, Map, Set and Error only')
}

export type Binary = (a: unknown, b: unknown, run: Run) => unknown

export const arithmetic: Readonly<Record<string, Binary>> = {
  '+': add,
  '-': (a, b, run) => toNumber(a, run) - toNumber(b, run),
  '*': (a, b, run) => toNumber(a, run) * toNumber(b, run),
  '/': (a, b, run) => toNumber(a, run) / toNumber(b, run),
  '%': (a, b, run) => toNumber(a, run) % toNumber(b, run),
  '**': (a, b, run) => toNumber(a, run) ** toNumber(b, run),
  '|': (a, b, run) => toNumber(a, run) | toNumber(b, run),
  '&': (a, b, run) => toNumber(a, run) & toNumber(b, run),
  '^': (a, b, run) => toNumber(a, run) ^ toNumber(b, run),
  '<<': (a, b, run) => toNumber(a, run) << toNumber(b, run),
  '>>': (a, b, run) => toNumber(a, run) >> toNumber(b, run),
  '>>>': (a, b, run) => toNumber(a, run) >>> toNumber(b, run),
}

export const javascriptBinary: Readonly<Record<string, Binary>> = {
  ...arithmetic,
  ...comparisons,
  '==': looseEquals,
  '!=': (a, b, run) => !looseEquals(a, b, run),
  '===': strictEquals,
  '!==': (a, b, run) => !strictEquals(a, b, run),
  in: isIn,
  instanceof: isInstance,
}
