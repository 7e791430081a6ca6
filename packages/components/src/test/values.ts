/** Arbitrary values of tests, many of them equal to each other without being the same. */
import { ExactNumber, XmlNode } from '@merlon/language'
import fc from 'fast-check'

export const exact = (text: string): ExactNumber => new ExactNumber(text)
export const element = (name: string, ...children: (XmlNode | string)[]): XmlNode =>
  new XmlNode(name, new Map(), children)

const spellings = [0, -0, '0', '-0', 5, '5', '5.0', '+5', ' 5', '05', '5e0', 5.5, '5.50', '.5', '5.', '0x5', 'five']
const words = [true, 'true', 'True', ' true', false, 'false', 'no', null, 'null', '', 'NaN', 'Infinity', 'undefined']
const wide = [
  exact('12345678901234567890'),
  '12345678901234567890',
  Number('12345678901234567890'),
  exact('12345678901234567891'),
]
const scaled = [exact('1e400'), exact('10e399'), '1e400', exact('5.00'), exact('5'), 1e21, '1000000000000000000000']
const elements = [element('a', '5'), element('b', ' 5 '), element('a', 'five'), element('a')]

/** JSON scalars, numbers with more digits than a double holds, and elements of XML that hold text only. */
export const scalar: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<unknown>(...spellings, ...words, ...wide, ...scaled, ...elements) },
  { weight: 2, arbitrary: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }).map(String)) },
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'b', '5', '.', ' ', '$', '{', '}', 'é', '\u{1f600}') }),
  fc.string(),
)

const keys = fc.constantFrom('a', 'b', 'length', '__proto__', 'constructor', '0')

export const { value, list, map } = fc.letrec<{ value: unknown; list: unknown[]; map: Record<string, unknown> }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 2 }, { weight: 4, arbitrary: scalar }, tie('list'), tie('map')),
    // A list of elements alone would be several elements that an XML path selected, not one list.
    list: fc
      .array(tie('value'), { maxLength: 3 })
      .filter((items) => items.length === 0 || !items.every((item) => item instanceof XmlNode)),
    // Entries, so that a key such as `__proto__` is data.
    map: fc.array(fc.tuple(keys, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  }),
)

/** The same value, its scalars spelt in another way that mostly, and not always, means the same. */
export function respelt(given: unknown): unknown {
  if (typeof given === 'number' || typeof given === 'boolean') return String(given)
  if (given instanceof ExactNumber) return given.text
  if (given instanceof XmlNode) return given.children.join('').trim()
  if (typeof given === 'string')
    return given.trim() !== '' && Number.isFinite(Number(given)) ? Number(given) : given.trim()
  if (Array.isArray(given)) return given.map(respelt)
  if (given === null || typeof given !== 'object') return given
  return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, respelt(member)]))
}

const twice = (one: unknown): [unknown, unknown] => [one, one]

/** Two values that often are equal in one way and not in another. */
export const pair: fc.Arbitrary<[unknown, unknown]> = fc.oneof(
  fc.tuple(scalar, scalar),
  fc.tuple(value, value),
  value.map(twice),
  value.map((one): [unknown, unknown] => [one, respelt(one)]),
  value.map((one): [unknown, unknown] => [respelt(one), one]),
)

/** The same value with each element of XML replaced by its text. */
export function withoutElements(given: unknown): unknown {
  if (given instanceof XmlNode) return given.children.join('').trim()
  if (Array.isArray(given)) return given.map(withoutElements)
  if (given === null || typeof given !== 'object' || given instanceof ExactNumber) return given
  return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, withoutElements(member)]))
}

/** Values as JSON holds them, and their numbers as our reader keeps them. */
export const json: fc.Arbitrary<unknown> = value.map(withoutElements)
