import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisonTypes, isEqual } from './test/oracle.ts'
import { list, map, pair, respelt, scalar, value } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

const looking = 'expression: it.value, value: "${wanted.value}"'

describe('assert-equals', () => {
  test('passes exactly where the language calls the two equal, and with `not` exactly where it does not', async () => {
    const lines = comparisonTypes.flatMap((type) => [
      line('assert-equals', `${looking}, type: ${type}`),
      line('assert-equals', `${looking}, type: ${type}, not: true`),
    ])
    await fc.assert(
      fc.asyncProperty(pair, async ([actual, expected]) => {
        const wanted = comparisonTypes.flatMap((type) => {
          const same = isEqual(actual, expected, type)
          return [verdict(same), verdict(!same)]
        })
        expect(await verdicts(lines, actual, expected)).toEqual(wanted)
      }),
      { numRuns: 300 },
    )
  })

  test('compares as `auto` where no type is said', async () => {
    await fc.assert(
      fc.asyncProperty(pair, async ([actual, expected]) => {
        expect(await verdicts([line('assert-equals', looking)], actual, expected)).toEqual([
          verdict(isEqual(actual, expected)),
        ])
      }),
    )
  })

  test('looks at each element of a list where `mode` is said, and `not` inverts the outcome of all', async () => {
    const lines = ['mode: all', 'mode: one', 'mode: all, not: true', 'mode: one, not: true'].map((mode) =>
      line('assert-equals', `${looking}, ${mode}`),
    )
    const elements = fc.oneof(
      fc.array(value, { minLength: 1, maxLength: 3 }),
      scalar.map((one) => [one, respelt(one)]),
    )
    await fc.assert(
      fc.asyncProperty(elements, fc.option(value), async (actual, other) => {
        const expected = other ?? actual[0]
        const fits = actual.map((one) => isEqual(one, expected))
        expect(await verdicts(lines, actual, expected)).toEqual([
          verdict(fits.every(Boolean)),
          verdict(fits.some(Boolean)),
          verdict(!fits.every(Boolean)),
          verdict(!fits.some(Boolean)),
        ])
      }),
      { numRuns: 200 },
    )
  })

  test('a value written in the test compares as the same value from a variable', async () => {
    const plain = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: 'grapheme-ascii' }))
    const written = plain.filter((one) => !String(one).includes('$'))
    await fc.assert(
      fc.asyncProperty(scalar, written, async (actual, expected) => {
        const lines = [line('assert-equals', `expression: it.value, value: ${JSON.stringify(expected)}`)]
        expect(await verdicts(lines, actual)).toEqual([verdict(isEqual(actual, expected))])
      }),
    )
  })

  test('a missing part of the expected structure never equals a missing part of the actual one', async () => {
    const lines = ['{ a: "${wanted.nothing}" }', '["${wanted.nothing}"]', '{ a: [{ b: "${wanted.nothing.there}" }] }']
    const both = lines.flatMap((expected) => [
      line('assert-equals', `expression: it.value, value: ${expected}`),
      line('assert-equals', `expression: it.value, value: ${expected}, not: true`),
    ])
    const actual = fc.oneof(fc.constantFrom<unknown>({}, [], [null], { a: null }, { a: [{}] }), list, map)
    await fc.assert(
      fc.asyncProperty(actual, async (one) => {
        expect(await verdicts(both, one, 1)).toEqual(both.map(() => 'failed'))
      }),
    )
  })
})
