/** What a mismatch between a value and a schema means, in the words of a test. */
import type { SchemaMismatch } from '@merlon/engine'
import { describe } from '@merlon/language'
import type { Difference } from '@merlon/protocol'

interface Words {
  /** After the path: "is 3, and must be at least 5". */
  readonly what: string
  /** In a column of expected values. */
  readonly expected: unknown
  readonly kind?: Difference['kind']
}

type Tell = (mismatch: SchemaMismatch) => Words

const said = ({ actual }: SchemaMismatch): string => `is ${describe(actual)}`

const text = (value: unknown): string => (typeof value === 'string' ? value : describe(value))

const listed = (values: unknown): string => {
  const list: readonly unknown[] = Array.isArray(values) ? values : [values]
  const shown = list.slice(0, 10).map((one) => describe(one, 40))
  return shown.join(', ') + (list.length > 10 ? ', …' : '')
}

function sizeOf(value: unknown): string {
  if (typeof value === 'string') return count([...value].length, 'character')
  if (Array.isArray(value)) return count(value.length, 'item')
  return count(Object.keys(value as object).length, 'member')
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

const bound =
  (words: string): Tell =>
  (mismatch) => ({
    what: `${said(mismatch)}, and must be ${words} ${text(mismatch.wanted)}`,
    expected: `${words} ${text(mismatch.wanted)}`,
  })

const size =
  (words: string): Tell =>
  ({ actual, wanted }) => ({
    what: `has ${sizeOf(actual)}, and must have ${words} ${text(wanted)}`,
    expected: `${words} ${text(wanted)}`,
  })

const added: Tell = () => ({ what: 'is not in the schema', expected: undefined, kind: 'added' })
const missing: Tell = () => ({ what: 'is missing', expected: 'a value', kind: 'missing' })

/** Whether a bound of draft 04 was exclusive shows in the comparison only. */
const limit =
  (inclusive: string, exclusive: string): Tell =>
  (mismatch) =>
    bound(mismatch.params.comparison === '<' || mismatch.params.comparison === '>' ? exclusive : inclusive)(mismatch)

const noMatch =
  (what: string): Tell =>
  () => ({ what, expected: undefined })

const table: Readonly<Record<string, Tell>> = {
  type: (mismatch) => {
    const types = [mismatch.wanted].flat().join(' or ')
    return { what: `${said(mismatch)}, not ${types}`, expected: types, kind: 'type' }
  },
  required: missing,
  dependencies: (mismatch) =>
    mismatch.actual === undefined
      ? {
          what: `is missing, and \`${text(mismatch.params.property)}\` asks for it`,
          expected: 'a value',
          kind: 'missing',
        }
      : fallback(mismatch),
  dependentRequired: ({ params }) => ({
    what: `is missing, and \`${text(params.property)}\` asks for it`,
    expected: 'a value',
    kind: 'missing',
  }),
  additionalProperties: added,
  unevaluatedProperties: added,
  'false schema': (mismatch) => ({
    what: `${said(mismatch)}, and nothing may stand there`,
    expected: undefined,
    kind: 'added',
  }),
  additionalItems: ({ actual, params }) => ({
    what: `has ${sizeOf(actual)}, and may have ${text(params.limit)}`,
    expected: `at most ${count(Number(params.limit), 'item')}`,
  }),
  unevaluatedItems: ({ actual }) => ({
    what: `has ${sizeOf(actual)}, more than the schema describes`,
    expected: undefined,
  }),
  items: ({ actual, params }) => ({
    what: `has ${sizeOf(actual)}, and may have ${text(params.limit)}`,
    expected: `at most ${count(Number(params.limit), 'item')}`,
  }),
  enum: (mismatch) => ({
    what: `${said(mismatch)}, not one of ${listed(mismatch.wanted)}`,
    expected: `one of ${listed(mismatch.wanted)}`,
  }),
  const: (mismatch) => ({ what: `${said(mismatch)}, not ${describe(mismatch.wanted)}`, expected: mismatch.wanted }),
  minimum: limit('at least', 'more than'),
  maximum: limit('at most', 'less than'),
  exclusiveMinimum: bound('more than'),
  exclusiveMaximum: bound('less than'),
  multipleOf: bound('a multiple of'),
  minLength: size('at least'),
  maxLength: size('at most'),
  minItems: size('at least'),
  maxItems: size('at most'),
  minProperties: size('at least'),
  maxProperties: size('at most'),
  uniqueItems: () => ({ what: 'holds an item twice', expected: 'items that all differ' }),
  pattern: (mismatch) => ({
    what: `${said(mismatch)}, which does not match \`${text(mismatch.wanted)}\``,
    expected: `a match of ${text(mismatch.wanted)}`,
  }),
  format: (mismatch) => ({
    what: `${said(mismatch)}, which is not in the format ${text(mismatch.wanted)}`,
    expected: text(mismatch.wanted),
  }),
  propertyNames: ({ params }) => ({
    what: `has a member '${text(params.propertyName)}', a name that may not be`,
    expected: undefined,
  }),
  contains: noMatch('holds too few or too many of the items that it must contain'),
  anyOf: (mismatch) => ({
    what: `${said(mismatch)}, which fits none of the schemas of \`anyOf\``,
    expected: undefined,
  }),
  oneOf: (mismatch) => ({
    what: Array.isArray(mismatch.params.passingSchemas)
      ? `${said(mismatch)}, which fits more than one of the schemas of \`oneOf\``
      : `${said(mismatch)}, which fits none of the schemas of \`oneOf\``,
    expected: undefined,
  }),
  not: (mismatch) => ({ what: `${said(mismatch)}, which fits the schema that it must not fit`, expected: undefined }),
  if: ({ params }) => ({ what: `does not fit the schema of \`${text(params.failingKeyword)}\``, expected: undefined }),
}

const fallback: Tell = (mismatch) => ({
  what: `${said(mismatch)}, which does not fit \`${mismatch.keyword}\``,
  expected: undefined,
})

const wordsOf = (mismatch: SchemaMismatch): Words => (table[mismatch.keyword] ?? fallback)(mismatch)

/** The path from the value that the test looks at, as the test would write it. */
const pathFrom = (subject: string, path: string): string =>
  path === '' ? subject : `${subject}${path.startsWith('[') ? '' : '.'}${path}`

/** One sentence about one mismatch. */
export const sentenceOf = (mismatch: SchemaMismatch, subject: string): string =>
  `\`${pathFrom(subject, mismatch.path)}\` ${wordsOf(mismatch).what}`

/** A mismatch as a line of a list of differences. */
export function differenceOf(mismatch: SchemaMismatch): Difference {
  const { expected, what, kind = 'changed' } = wordsOf(mismatch)
  return {
    path: mismatch.path,
    kind,
    ...(kind === 'added' ? {} : { expected: expected ?? what }),
    ...(kind === 'missing' || mismatch.actual === undefined ? {} : { actual: mismatch.actual }),
  }
}
