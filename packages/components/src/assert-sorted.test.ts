import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisonTypes, order } from './test/oracle.ts'
import { json, map, scalar, value } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

const directions: [string, number][] = [
  ['asc', 1],
  ['desc', -1],
]
const cases = comparisonTypes.flatMap((type) => directions.map(([word, sign]) => ({ type, word, sign })))

const numbers = fc.array(fc.oneof(fc.integer({ min: -9, max: 99 }), fc.integer({ min: -9, max: 99 }).map(String)), {
  maxLength: 5,
})
const list = fc.oneof(
  numbers,
  numbers.map((all) => all.toSorted((a, b) => Number(a) - Number(b))),
  numbers.map((all) => all.toSorted((a, b) => Number(b) - Number(a))),
  fc.array(fc.string({ maxLength: 2 }), { maxLength: 4 }).map((all) => all.toSorted()),
  fc.array(scalar, { maxLength: 3 }),
  fc.array(json, { maxLength: 3 }),
)

describe('assert-sorted', () => {
  test('passes exactly where each element is in order with the one before it', async () => {
    const lines = cases.flatMap(({ type, word }) => [
      line('assert-sorted', `expression: it.value, order: ${word}, type: ${type}`),
      line('assert-sorted', `expression: it.value, order: ${word}, type: ${type}, by: _, not: true`),
    ])
    await fc.assert(
      fc.asyncProperty(list, async (items) => {
        const wanted = cases.flatMap(({ type, sign }) => {
          const fits = items.every((one, at) => at === 0 || (order(items[at - 1], one, type) ?? Number.NaN) * sign <= 0)
          return [verdict(fits), verdict(!fits)]
        })
        expect(await verdicts(lines, items)).toEqual(wanted)
      }),
      { numRuns: 200 },
    )
  })

  test('orders by a member, and is never a pass, negated or not, where the member is missing', async () => {
    const lines = ['_.p', '_.q'].flatMap((by) => [
      line('assert-sorted', `expression: it.value, by: ${by}`),
      line('assert-sorted', `expression: it.value, by: ${by}, not: true`),
    ])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer(), { minLength: 1, maxLength: 4 }), async (keys) => {
        const fits = keys.every((key, at) => at === 0 || keys[at - 1]! <= key)
        const items = keys.map((p) => ({ p }))
        expect(await verdicts(lines, items)).toEqual([verdict(fits), verdict(!fits), 'failed', 'failed'])
      }),
    )
  })

  test('what is no list is not sorted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), map, fc.constant(null)), async (one) => {
        expect(await verdicts([line('assert-sorted', 'expression: it.value')], one)).toEqual(['failed'])
      }),
    )
  })

  test('an error of `by` is never a pass', async () => {
    const lines = ['_.nothing.there()', 'nowhere', '_()'].flatMap((by) => [
      line('assert-sorted', `expression: it.value, by: ${by}`),
      line('assert-sorted', `expression: it.value, by: ${by}, not: true`),
    ])
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 3 }), async (items) => {
        expect(await verdicts(lines, items)).toEqual(lines.map(() => 'failed'))
      }),
      { numRuns: 20 },
    )
  })
})
