/** When two values of a test are equal, and which of two is greater. */
import { compareNumeric, isNumericText, isWholeNumber } from './decimal.ts'
import { dateText } from './text.ts'
import { ExactNumber, XmlNode } from './types.ts'
import { isBranch, xmlElements, xmlScalar, xmlText } from './xml-node.ts'

export { compareNumeric, isNumericText } from './decimal.ts'

/** The `type` of `assert-equals` and its kin. */
export type EqualityType = 'auto' | 'string' | 'number' | 'boolean' | 'strict' | 'integer' | 'float'

/**
 * Whether two values are equal, inside lists and maps leaf by leaf. Where either side is a number the other must be
 * numeric, and their values decide, exactly; booleans equal booleans and the words `true` and `false`; other texts are
 * compared as texts. Null equals only null, structure never a scalar, `undefined` nothing, itself included. An element
 * of XML is its trimmed text; two elements of which either has child elements are compared whole.
 */
export function equal(actual: unknown, expected: unknown): boolean {
  return sameTree(actual, expected, equalLeaves)
}

/**
 * Whether two values are equal in the way that `type` says. `auto` is `equal`. `strict` asks for the same JSON type as
 * well. `string` compares scalars by their text and never converts, inside lists and maps leaf by leaf. The others take
 * two scalars and fail where either is not such a value: `number` and `float` a numeric, `integer` a whole number
 * (`5.0` is one), `boolean` a boolean or one of its words.
 */
export function typedEqual(actual: unknown, expected: unknown, type: EqualityType): boolean {
  switch (type) {
    case 'auto':
      return equal(actual, expected)
    case 'strict':
      return sameTree(actual, expected, strictlyEqualLeaves)
    case 'string':
      return sameTree(actual, expected, equalTexts)
    case 'boolean': {
      const left = booleanOf(leafOf(actual))
      return left !== undefined && left === booleanOf(leafOf(expected))
    }
    default: {
      const left = numericOf(leafOf(actual))
      const right = numericOf(leafOf(expected))
      if (left === undefined || right === undefined) return false
      return compareNumeric(left, right) === 0 && (type !== 'integer' || isWholeNumber(left))
    }
  }
}

/**
 * Orders two scalars: -1 where the actual value is less. Two numerics, be they numbers or texts, are ordered by value,
 * two other texts by UTF-16 code unit. `undefined` where there is no order: a number and a text that is not numeric,
 * booleans, null, lists, maps, elements of XML with child elements.
 */
export function compareValues(actual: unknown, expected: unknown): -1 | 0 | 1 | undefined {
  const left = orderedText(actual)
  const right = orderedText(expected)
  if (left === undefined || right === undefined) return undefined
  if (isNumericText(left) && isNumericText(right)) return compareNumeric(left, right)
  if (isNumber(actual) || isNumber(expected)) return undefined
  if (left === right) return 0
  return left < right ? -1 : 1
}

function orderedText(value: unknown): string | undefined {
  const leaf = leafOf(value)
  if (typeof leaf === 'string') return value instanceof XmlNode && isBranch(value) ? undefined : leaf
  return numericOf(leaf)
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || value instanceof ExactNumber
}

/** A scalar as comparisons see it: elements of XML and dates are texts. Lists and maps stay what they are. */
export function leafOf(value: unknown): unknown {
  if (value instanceof XmlNode) return xmlScalar(value)
  return value instanceof Date ? dateText(value) || undefined : value
}

/** The text of a numeric leaf, `undefined` for any other. */
export function numericOf(leaf: unknown): string | undefined {
  if (typeof leaf === 'number') return Number.isFinite(leaf) ? String(leaf) : undefined
  const text = leaf instanceof ExactNumber ? leaf.text : leaf
  return typeof text === 'string' && isNumericText(text) ? text : undefined
}

/** The truth value of a boolean leaf or of its words, `undefined` for any other. */
export function booleanOf(leaf: unknown): boolean | undefined {
  if (typeof leaf === 'boolean') return leaf
  if (leaf === 'true') return true
  return leaf === 'false' ? false : undefined
}

/** Compares two leaves that `leafOf` has seen. */
type LeafComparison = (actual: unknown, expected: unknown) => boolean

export const equalLeaves: LeafComparison = (actual, expected) => {
  if (typeof actual === 'string' && typeof expected === 'string') return actual === expected
  if (typeof actual === 'number' && typeof expected === 'number') return actual === expected && Number.isFinite(actual)
  if (isNumber(actual) || isNumber(expected)) {
    const left = numericOf(actual)
    const right = numericOf(expected)
    return left !== undefined && right !== undefined && compareNumeric(left, right) === 0
  }
  if (typeof actual === 'boolean' || typeof expected === 'boolean') {
    const left = booleanOf(actual)
    return left !== undefined && left === booleanOf(expected)
  }
  return actual === null && expected === null
}

export const strictlyEqualLeaves: LeafComparison = (actual, expected) =>
  jsonTypeOf(actual) === jsonTypeOf(expected) && equalLeaves(actual, expected)

const equalTexts: LeafComparison = (actual, expected) => {
  if (actual === null || expected === null) return actual === null && expected === null
  if (actual === undefined || expected === undefined) return false
  return leafText(actual) === leafText(expected)
}

function leafText(leaf: unknown): string {
  return leaf instanceof ExactNumber ? leaf.text : String(leaf)
}

/** The JSON type of a leaf that `leafOf` has seen. */
export function jsonTypeOf(leaf: unknown): string {
  if (leaf === null) return 'null'
  return leaf instanceof ExactNumber ? 'number' : typeof leaf
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber) && !(value instanceof Date)
}

/** Walks both values with a stack of its own, so that depth does not matter. */
function sameTree(actual: unknown, expected: unknown, sameLeaf: LeafComparison): boolean {
  const pairs: unknown[] = [actual, expected]
  while (pairs.length > 0) {
    const right = pairs.pop()
    const left = pairs.pop()
    if (left instanceof XmlNode && right instanceof XmlNode && (isBranch(left) || isBranch(right))) {
      if (!sameElement(left, right)) return false
      continue
    }
    const a = leafOf(left)
    const b = leafOf(right)
    if (isMap(a) && isMap(b)) {
      if (!sameMembers(a, b, pairs)) return false
    } else if (isMap(a) || isMap(b) || !sameLeaf(a, b)) return false
  }
  return true
}

/** Compares what two structures have of their own and leaves the members for later, in `pairs`. */
function sameMembers(a: object, b: object, pairs: unknown[]): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    for (let index = 0; index < a.length; index++) pairs.push(a[index], b[index])
    return true
  }
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false
    pairs.push(Reflect.get(a, key), Reflect.get(b, key))
  }
  return true
}

/** Compares two elements and all below them: names, attributes, trimmed text, children in order. */
export function sameElement(actual: XmlNode, expected: XmlNode): boolean {
  const pairs = [actual, expected]
  for (let b = pairs.pop(), a = pairs.pop(); a && b; b = pairs.pop(), a = pairs.pop()) {
    if (a.name !== b.name || a.attributes.size !== b.attributes.size) return false
    if (xmlText(a).trim() !== xmlText(b).trim()) return false
    for (const [name, value] of a.attributes) if (b.attributes.get(name) !== value) return false
    const left = xmlElements(a)
    const right = xmlElements(b)
    if (left.length !== right.length) return false
    for (const [index, child] of right.entries()) pairs.push(left[index] ?? child, child)
  }
  return true
}
