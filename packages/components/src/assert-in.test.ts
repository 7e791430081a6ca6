import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisonTypes, isEqual } from './test/oracle.ts'
import { list, map, respelt, scalar, value } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

const either = (fields: string): string[] => [line('assert-in', fields), line('assert-in', `${fields}, not: true`)]

const choice = fc
  .tuple(value, fc.array(value, { maxLength: 3 }), fc.nat(), fc.boolean())
  .map(([one, others, at, inside]): [unknown, unknown[]] => [
    one,
    inside ? others.toSpliced(at % (others.length + 1), 0, respelt(one)) : others,
  ])

describe('assert-in', () => {
  test('passes exactly where one of the values equals what is looked at', async () => {
    const lines = comparisonTypes.flatMap((type) =>
      either(`expression: it.value, value: "\${wanted.value}", type: ${type}`),
    )
    await fc.assert(
      fc.asyncProperty(choice, async ([actual, values]) => {
        const expected = comparisonTypes.flatMap((type) => {
          const found = values.some((one) => isEqual(actual, one, type))
          return [verdict(found), verdict(!found)]
        })
        expect(await verdicts(lines, actual, values)).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  test('a value that is missing from the list of values makes no choice at all, also of null', async () => {
    const lines = either('expression: it.value, value: ["${wanted.nothing}", 5]')
    await fc.assert(
      fc.asyncProperty(scalar, async (actual) => {
        expect(await verdicts(lines, actual, 1)).toEqual(['failed', 'failed'])
      }),
    )
  })

  test('what is no list offers no choice, negated or not', async () => {
    const lines = either('expression: it.value, value: "${wanted.value}"')
    await fc.assert(
      fc.asyncProperty(value, fc.oneof(scalar, map), async (actual, wanted) => {
        expect(await verdicts(lines, actual, wanted)).toEqual(['failed', 'failed'])
      }),
    )
  })

  test('the empty list holds nothing', async () => {
    const lines = either('expression: it.value, value: []')
    await fc.assert(
      fc.asyncProperty(fc.oneof(scalar, list), async (actual) => {
        expect(await verdicts(lines, actual)).toEqual(['failed', 'passed'])
      }),
      { numRuns: 20 },
    )
  })
})
