/** The types that `assert-is` knows. */
import { isNumericText, isWholeNumber } from './decimal.ts'
import { booleanOf, leafOf, numericOf } from './equality.ts'
import { isDate, isDateTime, isEmail, isPhone, isUrl, isUuid } from './formats.ts'
import { ExactNumber, XmlNode } from './types.ts'
import { isBranch } from './xml-node.ts'

export const valueTypes = [
  'integer',
  'float',
  'boolean',
  'url',
  'phone',
  'email',
  'map',
  'array',
  'string',
  'number',
  'object',
  'null',
  'uuid',
  'date',
  'date-time',
] as const

export type ValueType = (typeof valueTypes)[number]

/**
 * Whether a value is of a type. Texts count as what they say: `"12"` is an integer, `"true"` a boolean, an element of
 * XML is its text, or a map if it has child elements. With `strict` only the JSON type itself counts: a number is an
 * integer or float, a text a url, a date, and so on.
 */
export function isOfType(value: unknown, type: ValueType, strict = false): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'map':
    case 'object':
      return isMap(value) || (!strict && value instanceof XmlNode && isBranch(value))
    case 'string':
      return textIn(value, strict) !== undefined
    case 'boolean':
      return strict ? typeof value === 'boolean' : booleanOf(leafOf(value)) !== undefined
    case 'integer':
      return isInteger(value, strict)
    case 'float':
    case 'number':
      return isNumber(value) || (!strict && isNumericText(textIn(value, strict) ?? ''))
    case 'phone':
      return isPhone(textIn(value, strict) ?? (strict ? '' : (numericOf(value) ?? '')))
    default:
      return formats[type](textIn(value, strict) ?? '')
  }
}

const formats = { url: isUrl, email: isEmail, uuid: isUuid, date: isDate, 'date-time': isDateTime }

function isMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return !(value instanceof ExactNumber || value instanceof XmlNode || value instanceof Date)
}

function isNumber(value: unknown): boolean {
  return (typeof value === 'number' || value instanceof ExactNumber) && numericOf(value) !== undefined
}

function isInteger(value: unknown, strict: boolean): boolean {
  if (isNumber(value)) return isWholeNumber(numericOf(value) ?? '')
  return !strict && /^[+-]?\d+$/.test(textIn(value, strict) ?? '')
}

/** The text of a text; unless strict, of an element without child elements and of a date as well. */
function textIn(value: unknown, strict: boolean): string | undefined {
  if (typeof value === 'string') return value
  if (strict || (value instanceof XmlNode && isBranch(value))) return undefined
  const leaf = value instanceof XmlNode || value instanceof Date ? leafOf(value) : undefined
  return typeof leaf === 'string' ? leaf : undefined
}
