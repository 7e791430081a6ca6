/** What the language says of equality and order, in its own words and as plainly as can be: slow, and shared with nothing. */
import { ExactNumber, XmlNode } from '@merlon/language'

export type ComparisonType = 'auto' | 'string' | 'number' | 'boolean' | 'strict' | 'integer' | 'float'
export const comparisonTypes: readonly ComparisonType[] = [
  'auto',
  'string',
  'number',
  'boolean',
  'strict',
  'integer',
  'float',
]

const NUMERIC = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

type Leaf =
  | { readonly is: 'number' | 'text' | 'boolean'; readonly text: string }
  | { readonly is: 'null' }
  | { readonly is: 'structure' }

function leaf(value: unknown): Leaf {
  if (value === null) return { is: 'null' }
  if (typeof value === 'number') return { is: 'number', text: String(value) }
  if (value instanceof ExactNumber) return { is: 'number', text: value.text }
  if (typeof value === 'string') return { is: 'text', text: value }
  if (typeof value === 'boolean') return { is: 'boolean', text: String(value) }
  // "An XML node is its text."
  if (value instanceof XmlNode) return { is: 'text', text: value.children.join('').trim() }
  return { is: 'structure' }
}

/** A numeric text as digits · 10^exponent. */
function decimal(text: string): { digits: bigint; exponent: number } {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const digits = BigInt(whole + fraction)
  return { digits: sign === '-' ? -digits : digits, exponent: Number(exponent) - fraction.length }
}

/** The difference of two numeric texts, exactly: negative, zero or positive. */
function difference(a: string, b: string): bigint {
  const [left, right] = [decimal(a), decimal(b)]
  const least = Math.min(left.exponent, right.exponent)
  return left.digits * 10n ** BigInt(left.exponent - least) - right.digits * 10n ** BigInt(right.exponent - least)
}

function isWhole(text: string): boolean {
  const { digits, exponent } = decimal(text)
  return exponent >= 0 || digits % 10n ** BigInt(-exponent) === 0n
}

const numeric = (one: Leaf): string | undefined =>
  (one.is === 'number' || one.is === 'text') && NUMERIC.test(one.text) ? one.text : undefined

const truth = (one: Leaf): string | undefined =>
  (one.is === 'boolean' || one.is === 'text') && (one.text === 'true' || one.text === 'false') ? one.text : undefined

function bothNumeric(a: Leaf, b: Leaf): [string, string] | undefined {
  const [left, right] = [numeric(a), numeric(b)]
  return left === undefined || right === undefined ? undefined : [left, right]
}

function equalNumbers(a: Leaf, b: Leaf, fits: (text: string) => boolean = () => true): boolean {
  const both = bothNumeric(a, b)
  return both !== undefined && difference(...both) === 0n && both.every(fits)
}

function equalLeaves(a: Leaf, b: Leaf): boolean {
  if (a.is === 'number' || b.is === 'number') return equalNumbers(a, b)
  if (a.is === 'text' && b.is === 'text') return a.text === b.text
  if (a.is === 'boolean' || b.is === 'boolean') return truth(a) !== undefined && truth(a) === truth(b)
  return a.is === 'null' && b.is === 'null'
}

function leavesFit(a: Leaf, b: Leaf, type: ComparisonType): boolean {
  switch (type) {
    case 'auto':
      return equalLeaves(a, b)
    case 'strict':
      return a.is === b.is && equalLeaves(a, b)
    case 'string':
      return a.is === 'null' || b.is === 'null' ? a.is === b.is : 'text' in a && 'text' in b && a.text === b.text
    case 'boolean':
      return truth(a) !== undefined && truth(a) === truth(b)
    case 'integer':
      return equalNumbers(a, b, isWhole)
    default:
      return equalNumbers(a, b)
  }
}

/** Types that say what a scalar must be say that a list or map is none. */
const scalarsOnly = (type: ComparisonType): boolean => ['number', 'boolean', 'integer', 'float'].includes(type)

export function isEqual(actual: unknown, expected: unknown, type: ComparisonType = 'auto'): boolean {
  const [a, b] = [leaf(actual), leaf(expected)]
  if (a.is !== 'structure' || b.is !== 'structure') {
    return a.is !== 'structure' && b.is !== 'structure' && leavesFit(a, b, type)
  }
  if (scalarsOnly(type) || Array.isArray(actual) !== Array.isArray(expected)) return false
  const [left, right] = [Object.entries(actual as object), Object.entries(expected as object)]
  return (
    left.length === right.length &&
    left.every(([key, member]) => right.some(([other, wanted]) => key === other && isEqual(member, wanted, type)))
  )
}

/** Negative, zero or positive; undefined where the two cannot be compared. */
export function order(actual: unknown, expected: unknown, type: ComparisonType = 'auto'): number | undefined {
  const [a, b] = [leaf(actual), leaf(expected)]
  if (!('text' in a) || !('text' in b) || type === 'boolean') return undefined
  const texts = a.text === b.text ? 0 : a.text < b.text ? -1 : 1
  if (type === 'string') return texts
  if (type === 'strict' && a.is !== b.is) return undefined
  if (a.is === 'boolean' || b.is === 'boolean') return undefined
  const both = bothNumeric(a, b)
  if (both) return Number(difference(...both) > 0n) - Number(difference(...both) < 0n)
  return type === 'auto' || type === 'strict' ? (a.is === 'text' && b.is === 'text' ? texts : undefined) : undefined
}

/** Whether a value is of a type that `assert-is` knows; those that are formats of texts apart. */
export function isOf(value: unknown, type: string, strict = false): boolean {
  const one = leaf(value)
  const isElement = value instanceof XmlNode
  const text = one.is === 'text' && !(strict && isElement) ? one.text : undefined
  switch (type) {
    case 'any':
      return true
    case 'null':
      return one.is === 'null'
    case 'array':
      return Array.isArray(value)
    case 'map':
    case 'object':
      return one.is === 'structure' && !Array.isArray(value)
    case 'string':
      return text !== undefined
    case 'boolean':
      return one.is === 'boolean' || (!strict && truth(one) !== undefined)
    case 'integer':
      return one.is === 'number' ? isWhole(one.text) : !strict && /^[+-]?\d+$/.test(text ?? '')
    default:
      return one.is === 'number' || (!strict && NUMERIC.test(text ?? ''))
  }
}
