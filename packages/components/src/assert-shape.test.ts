import { ExactNumber } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isEqual, isOf } from './test/oracle.ts'
import { json } from './test/values.ts'
import { line, reportsOf, verdict, verdicts } from './test/verdicts.ts'

const types = ['integer', 'float', 'number', 'boolean', 'string', 'map', 'object', 'array', 'null', 'any']
const either = (fields: string): string[] => [
  line('assert-shape', fields),
  line('assert-shape', `${fields}, not: true`),
]

const isMap = (one: unknown): one is Record<string, unknown> =>
  typeof one === 'object' && one !== null && !Array.isArray(one) && !(one instanceof ExactNumber)
const isEach = (shape: unknown[]): boolean =>
  shape.length === 1 && (types.includes(shape[0] as string) || (typeof shape[0] === 'object' && shape[0] !== null))

/** The contract: types by member, `?` for what may be absent or null, `[shape]` for every element, else the values allowed. */
function fits(value: unknown, shape: unknown, strict: boolean): boolean {
  if (Array.isArray(shape)) {
    if (isEach(shape)) return Array.isArray(value) && value.every((one) => fits(one, shape[0], strict))
    return shape.some((one) => isEqual(value, one, strict ? 'strict' : 'auto'))
  }
  if (!isMap(shape)) return isOf(value, shape === null ? 'null' : (shape as string), strict)
  if (!isMap(value)) return false
  const known = Object.entries(shape).every(([key, member]) => {
    const name = key.replace(/\?$/, '')
    if (!Object.hasOwn(value, name)) return key.endsWith('?')
    return (key.endsWith('?') && value[name] === null) || fits(value[name], member, strict)
  })
  return (
    known &&
    (!strict || Object.keys(value).every((key) => Object.hasOwn(shape, key) || Object.hasOwn(shape, `${key}?`)))
  )
}

const { shape } = fc.letrec<{ shape: unknown }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<unknown>(...types, null),
    fc.uniqueArray(fc.constantFrom<unknown>('five', 5, '5', true, null, 0), { minLength: 2, maxLength: 3 }),
    tie('shape').map((one) => [one]),
    fc.dictionary(fc.constantFrom('a', 'b', 'a?', 'b?', 'length'), tie('shape'), { maxKeys: 3 }),
  ),
}))

/** A shape that the value has. */
function shapeOf(one: unknown): unknown {
  if (one === null) return 'null'
  if (typeof one === 'number' || one instanceof ExactNumber) return 'number'
  if (typeof one === 'string' || typeof one === 'boolean') return typeof one
  if (Array.isArray(one)) return one.length === 1 ? [shapeOf(one[0])] : 'array'
  return Object.fromEntries(Object.entries(one as object).map(([key, member]) => [key, shapeOf(member)]))
}

const cases = fc.oneof(
  fc.tuple(json, shape),
  json.map((one): [unknown, unknown] => [one, shapeOf(one)]),
  fc.tuple(json, json).map(([one, other]): [unknown, unknown] => [
    { a: one, b: other },
    { a: shapeOf(one), b: shapeOf(one) },
  ]),
)

describe('assert-shape', () => {
  test('passes exactly where the value has the shape', async () => {
    const lines = [false, true].flatMap((strict) =>
      either(`expression: it.value, shape: "\${wanted.value}", strict: ${strict}`),
    )
    await fc.assert(
      fc.asyncProperty(cases, async ([value, wanted]) => {
        const expected = [false, true].flatMap((strict) => {
          const found = fits(value, wanted, strict)
          return [verdict(found), verdict(!found)]
        })
        expect(await verdicts(lines, value, wanted)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  test('a value has the shape that is read off it, and no longer when a member is taken away', async () => {
    const lines = [line('assert-shape', 'expression: it.value, shape: "${wanted.value}", strict: true')]
    await fc.assert(
      fc.asyncProperty(json, async (one) => {
        expect(await verdicts(lines, one, shapeOf(one))).toEqual(['passed'])
        expect(await verdicts(lines, { held: one }, { held: shapeOf(one), more: 'any' })).toEqual(['failed'])
      }),
      { numRuns: 200 },
    )
  })

  test('a shape written in the test is the same as one from a variable', async () => {
    const yaml = '{ id: integer, "image?": url, tags: [string], status: [open, closed], gone: null }'
    const good = { id: 7, tags: ['a'], status: 'open', gone: null }
    const bad: unknown[] = [
      { ...good, id: 'x' },
      { ...good, tags: ['a', 1] },
      { ...good, tags: 'a' },
      { ...good, status: 'half' },
      { ...good, image: 'picture' },
      { ...good, gone: 0 },
      { tags: [], status: 'open', gone: null },
      [],
      null,
    ]
    expect(await verdicts(either(`expression: it.value, shape: ${yaml}`), good)).toEqual(['passed', 'failed'])
    for (const one of bad)
      expect(await verdicts(either(`expression: it.value, shape: ${yaml}`), one)).toEqual(['failed', 'passed'])
  })

  test('every mismatch is listed with its path', async () => {
    const [report] = await reportsOf(
      [line('assert-shape', 'expression: it.value, shape: { a: integer, b: [{ c: string }] }')],
      {
        a: 'x',
        b: [{ c: 'fine' }, { c: 1 }, {}],
      },
    )
    expect(report?.diff?.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'a type',
      'b[1].c type',
      'b[2].c missing',
    ])
  })

  test('a shape that makes no sense, or of which a part is missing, passes nothing, negated or not', async () => {
    const lines = [
      '"${wanted.value}"',
      '{ id: "${wanted.value}" }',
      '{ id: "${wanted.nothing}" }',
      '["${wanted.nothing}"]',
    ].flatMap((fields) => either(`expression: it.value, shape: ${fields}`))
    await fc.assert(
      fc.asyncProperty(json, fc.constantFrom<unknown>('intger', 5, true, []), async (one, wanted) => {
        expect(await verdicts(lines, one, wanted)).toEqual(lines.map(() => 'failed'))
      }),
      { numRuns: 50 },
    )
  })
})
