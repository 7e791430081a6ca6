/** Groovy's operators over safe values: `==` compares values, `+` and `-` also work on lists and maps. */
import { compareNumeric, ExactNumber, XmlNode } from '../values/index.ts'
import { requireOpen } from './access.ts'
import { copyMembers } from './iterate.ts'
import { limits } from './limits.ts'
import { add, type Binary, concatenate, strictEquals, textOrder } from './operators.ts'
import type { Run } from './run.ts'
import { ExpressionError } from './types.ts'
import { elementText, isPlain, kindOf, type PlainMap, toNumber, tooDeep, toText } from './values.ts'

function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber
}

/** The text of a value in `"…${ }"` and `+`: `[1, 2]`, `[a:1]`, `null`. */
export function groovyText(value: unknown, run: Run, depth = 0): string {
  if (value === undefined || value === null) return 'null'
  if (!Array.isArray(value) && !isPlain(value)) return toText(value, run)
  if (depth > limits.nesting) throw tooDeep()
  const parts = Array.isArray(value)
    ? value.map((item) => groovyText(item, run, depth + 1))
    : Object.keys(value).map((key) => `${key}:${groovyText(value[key], run, depth + 1)}`)
  const length = parts.reduce((sum, part) => sum + part.length + 2, 2)
  run.charge(parts.length)
  run.chargeText(length)
  return parts.length === 0 && isPlain(value) ? '[:]' : `[${parts.join(', ')}]`
}

/** `==`: numbers by value, lists and maps deeply, an element of XML as its text; a number never equals a text. */
export function groovyEquals(a: unknown, b: unknown, run: Run, depth = 0): boolean {
  run.charge(1)
  if (a === null || a === undefined) return b === null || b === undefined
  const left = a instanceof XmlNode ? elementText(a, run) : a
  const right = b instanceof XmlNode ? elementText(b, run) : b
  if (depth > limits.nesting) throw tooDeep()
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => groovyEquals(item, right[at], run, depth + 1))
  }
  if (isPlain(left) && isPlain(right)) return sameMembers(left, right, run, depth)
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime()
  if (isNumber(left) !== isNumber(right)) return false
  return strictEquals(left, right, run)
}

function sameMembers(a: PlainMap, b: PlainMap, run: Run, depth: number): boolean {
  const keys = Object.keys(a)
  run.charge(keys.length)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && groovyEquals(a[key], b[key], run, depth + 1))
}

/** `<=>`: negative, zero or positive. Nothing comes before everything. */
export function groovyOrder(a: unknown, b: unknown, run: Run): number {
  const left = a instanceof XmlNode ? elementText(a, run) : a
  const right = b instanceof XmlNode ? elementText(b, run) : b
  if (left === null || left === undefined) return right === null || right === undefined ? 0 : -1
  if (right === null || right === undefined) return 1
  if (typeof left === 'string' && typeof right === 'string') return textOrder(left, right, run)
  if (isNumber(left) && isNumber(right)) return numberOrder(left, right, run)
  if (left instanceof Date && right instanceof Date) return Math.sign(left.getTime() - right.getTime())
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right)
  throw new ExpressionError(`${kindOf(left)} and ${kindOf(right)} cannot be compared`, {
    help: 'make both numbers with `.toInteger()` or `.toDouble()`, or both text',
  })
}

function numberOrder(a: number | ExactNumber, b: number | ExactNumber, run: Run): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b)
  const [left, right] = [toText(a, run), toText(b, run)]
  run.charge((left.length + right.length) >> 3)
  const finite = Number.isFinite(Number(left)) && Number.isFinite(Number(right))
  return finite ? compareNumeric(left, right) : Math.sign(Number(left) - Number(right))
}

/** An operator on numbers; anything else is refused by name. */
function numeric(sign: string, work: (a: number, b: number) => number): Binary {
  return (a, b, run) => {
    const wrong = isNumber(a) ? b : a
    if (isNumber(a) && isNumber(b)) return work(toNumber(a, run), toNumber(b, run))
    throw new ExpressionError(`\`${sign}\` needs numbers; found ${kindOf(wrong)}`)
  }
}

/** The items of the list that are in none of the others. */
export function without(list: readonly unknown[], removed: readonly unknown[], run: Run): unknown[] {
  return list.filter((item) => !removed.some((other) => groovyEquals(item, other, run)))
}

function plus(a: unknown, b: unknown, run: Run): unknown {
  if (Array.isArray(a)) {
    const more: readonly unknown[] = Array.isArray(b) ? b : [b]
    run.chargeList(a.length + more.length)
    return a.concat(more)
  }
  if (isPlain(a) && isPlain(b)) {
    const made: PlainMap = {}
    copyMembers(made, a, run)
    copyMembers(made, b, run)
    return made
  }
  if (isNumber(a) && isNumber(b)) return add(a, b, run)
  if (typeof a === 'string' || typeof b === 'string' || a instanceof XmlNode || b instanceof XmlNode) {
    return concatenate(groovyText(a, run), groovyText(b, run), run)
  }
  throw new ExpressionError(`\`+\` cannot join ${kindOf(a)} and ${kindOf(b)}`)
}

const subtract = numeric('-', (a, b) => a - b)
const multiply = numeric('*', (a, b) => a * b)

export function minus(a: unknown, b: unknown, run: Run): unknown {
  if (Array.isArray(a)) return without(a, Array.isArray(b) ? b : [b], run)
  if (typeof a !== 'string') return subtract(a, b, run)
  const removed = groovyText(b, run)
  run.charge(1 + (a.length >> 3) * (1 + (removed.length >> 7)))
  const at = a.indexOf(removed)
  return at < 0 ? a : a.slice(0, at) + a.slice(at + removed.length)
}

function times(a: unknown, b: unknown, run: Run): unknown {
  if (typeof a !== 'string' && !Array.isArray(a)) return multiply(a, b, run)
  const count = Math.max(0, Math.trunc(toNumber(b, run)) || 0)
  if (typeof a === 'string') {
    run.chargeText(a.length * count)
    return a.repeat(count)
  }
  run.chargeList(a.length * count)
  return Array.from({ length: count }, () => a).flat()
}

function shiftLeft(a: unknown, b: unknown, run: Run): unknown {
  if (typeof a === 'string') return concatenate(a, groovyText(b, run), run)
  if (!Array.isArray(a)) return numeric('<<', (left, right) => left << right)(a, b, run)
  requireOpen(a, 'the list', run)
  run.charge(1)
  if (a.push(b) > limits.list) run.chargeList(a.length)
  return a
}

function notZero(sign: string, work: (a: number, b: number) => number): Binary {
  return numeric(sign, (a, b) => {
    if (b === 0) throw new ExpressionError(`\`${sign}\` by zero`)
    return work(a, b)
  })
}

export const groovyBinary: Readonly<Record<string, Binary>> = {
  '+': plus,
  '-': minus,
  '*': times,
  '/': notZero('/', (a, b) => a / b),
  '%': notZero('%', (a, b) => a % b),
  '**': numeric('**', (a, b) => a ** b),
  '|': numeric('|', (a, b) => a | b),
  '&': numeric('&', (a, b) => a & b),
  '^': numeric('^', (a, b) => a ^ b),
  '<<': shiftLeft,
  '>>': numeric('>>', (a, b) => a >> b),
  '>>>': numeric('>>>', (a, b) => a >>> b),
  '==': (a, b, run) => groovyEquals(a, b, run),
  '!=': (a, b, run) => !groovyEquals(a, b, run),
  '===': (a, b, run) => groovyEquals(a, b, run),
  '!==': (a, b, run) => !groovyEquals(a, b, run),
  '<': (a, b, run) => groovyOrder(a, b, run) < 0,
  '<=': (a, b, run) => groovyOrder(a, b, run) <= 0,
  '>': (a, b, run) => groovyOrder(a, b, run) > 0,
  '>=': (a, b, run) => groovyOrder(a, b, run) >= 0,
}
