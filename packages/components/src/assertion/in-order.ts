/** Which of two values comes first, in the way that an assertion's `type` says. */
import { compareValues, isNumericText, kindOf, XmlNode } from '@merlon/language'
import { isBranch, scalarText } from './scalar-text.ts'
import type { equalityTypes } from './types.ts'

const isNumeric = (value: unknown): boolean => isNumericText(scalarText(value) ?? '')

const isNumber = (value: unknown): boolean => kindOf(value) === 'number'

/** Elements with children have no order: which of their texts would count? */
const orderedText = (value: unknown): string | undefined =>
  value instanceof XmlNode && isBranch(value) ? undefined : scalarText(value)

/**
 * -1, 0 or 1; undefined where the two have no order. `auto` orders two numerics as numbers and two texts as texts,
 * `string` any two scalars as texts, the numeric types numerics only, `strict` only what is of one type. Truth values have
 * none.
 */
export function inOrder(left: unknown, right: unknown, type: (typeof equalityTypes)[number]): -1 | 0 | 1 | undefined {
  switch (type) {
    case 'auto':
      return compareValues(left, right)
    case 'strict':
      return isNumber(left) === isNumber(right) ? compareValues(left, right) : undefined
    case 'boolean':
      return undefined
    case 'string': {
      const [a, b] = [orderedText(left), orderedText(right)]
      if (a === undefined || b === undefined) return undefined
      return a === b ? 0 : a < b ? -1 : 1
    }
    default:
      return isNumeric(left) && isNumeric(right) ? compareValues(left, right) : undefined
  }
}
