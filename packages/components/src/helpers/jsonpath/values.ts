/** JSON values as JSONPath sees them: their children, and how they compare (RFC 9535, section 2.3.5.2.2). */
import { compareNumeric, ExactNumber, type HelperUse } from '@merlon/language'

/** Stands for no value at all. */
export const nothing = Symbol('nothing')

export type Members = Readonly<Record<string, unknown>>

/** A map of plain data. Elements of XML, dates and the like have no members here. */
export function isMembers(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The elements of a list or the values of a map; undefined for what has none. */
export function childrenOf(value: unknown, use: HelperUse): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (!isMembers(value)) return undefined
  const children = Object.values(value)
  use.charge(children.length >> 3)
  return children
}

/** Whether two values are equal: numbers by value with all their digits, lists and maps member by member. */
export function same(one: unknown, other: unknown, use: HelperUse): boolean {
  const pending: [unknown, unknown][] = [[one, other]]
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    use.charge(1)
    const [a, b] = pair
    if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length !== b.length) return false
      use.charge(a.length)
      for (const [at, item] of a.entries()) pending.push([item, b[at]])
    } else if (isMembers(a) && isMembers(b)) {
      const names = Object.keys(a)
      use.charge(names.length)
      if (names.length !== Object.keys(b).length || !names.every((name) => Object.hasOwn(b, name))) return false
      for (const name of names) pending.push([a[name], b[name]])
    } else if (!sameScalar(a, b, use)) return false
  }
  return true
}

function sameScalar(a: unknown, b: unknown, use: HelperUse): boolean {
  if (typeof a === 'string' && typeof b === 'string') use.charge(Math.min(a.length, b.length) >> 4)
  if (isNumber(a) && isNumber(b)) return order(a, b) === 0
  return a === b
}

/** Whether one is less than the other: two numbers, or two texts by their code points. Others have no order. */
export function less(one: unknown, other: unknown, use: HelperUse): boolean {
  if (isNumber(one) && isNumber(other)) return order(one, other) < 0
  if (typeof one !== 'string' || typeof other !== 'string') return false
  use.charge(Math.min(one.length, other.length) >> 3)
  return textLess(one, other)
}

function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber
}

/** Below, above or 0; NaN, which is in no order, is less than nothing and equal to nothing. */
function order(a: number | ExactNumber, b: number | ExactNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b < 0 || a < b ? -1 : 1
  const left = a instanceof ExactNumber ? a.text : String(a)
  const right = b instanceof ExactNumber ? b.text : String(b)
  if (/[NI]/.test(left + right)) return Number(left) < Number(right) ? -1 : 1
  return compareNumeric(left, right)
}

function textLess(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (left !== right) return rank(left) < rank(right)
  }
  return a.length < b.length
}

/** Puts halves of pairs after all other units, where their code points belong. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
