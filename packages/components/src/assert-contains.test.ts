import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runYaml } from './test/engine.ts'
import { comparisonTypes, isEqual } from './test/oracle.ts'
import { list, map, respelt, scalar, value } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

const looking = 'expression: it.value, value: "${wanted.value}"'
const lines = comparisonTypes.flatMap((type) => [
  line('assert-contains', `${looking}, type: ${type}`),
  line('assert-contains', `${looking}, type: ${type}, not: true`),
])

const elementsOf = (one: object): unknown[] => (Array.isArray(one) ? one : Object.values(one))

/** A list or map, and something to look for that may be in it, perhaps spelt in another way. */
const collection = fc
  .tuple(fc.oneof(list, map), value, fc.nat(), fc.boolean())
  .map(([held, other, at, again]): [object, unknown] => {
    const elements = elementsOf(held)
    const wanted = elements.length > 0 && at % 4 !== 0 ? elements[at % elements.length] : other
    return [held, again ? respelt(wanted) : wanted]
  })

describe('assert-contains', () => {
  test('a list or map contains what one of its elements equals, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(collection, async ([held, wanted]) => {
        const expected = comparisonTypes.flatMap((type) => {
          const found = elementsOf(held).some((one) => isEqual(one, wanted, type))
          return [verdict(found), verdict(!found)]
        })
        expect(await verdicts(lines, held, wanted)).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  test('a text contains its parts', async () => {
    const parts = fc.tuple(fc.string(), fc.string({ minLength: 1 }), fc.string())
    await fc.assert(
      fc.asyncProperty(parts, fc.string({ minLength: 1 }), async ([before, part, after], other) => {
        const text = before + part + after
        const both = [line('assert-contains', looking), line('assert-contains', `${looking}, not: true`)]
        expect(await verdicts(both, text, part)).toEqual(['passed', 'failed'])
        const found = text.includes(other)
        expect(await verdicts(both, text, other)).toEqual([verdict(found), verdict(!found)])
      }),
    )
  })

  test('a scalar that is no text is looked at as its text, and null contains nothing', async () => {
    const both = [line('assert-contains', looking), line('assert-contains', `${looking}, not: true`)]
    const actual = scalar.filter((one) => one === null || typeof one === 'number' || typeof one === 'boolean')
    const part = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom<unknown>('1', 'e', 'tru', true, 'null'))
    await fc.assert(
      fc.asyncProperty(actual, part, async (one, wanted) => {
        const text = Object.is(one, -0) ? '0' : String(one)
        const found = one !== null && text.includes(String(wanted))
        expect(await verdicts(both, one, wanted)).toEqual([verdict(found), verdict(!found)])
      }),
    )
  })

  test('a number with more digits than a double holds is found in a text by its digits', async () => {
    // Eighteen digits and no zero at the end: the double nearest to such a number is another number.
    const digits = fc.bigInt({ min: 10n ** 17n, max: 10n ** 30n }).map((one) => one - (one % 10n) + 7n)
    await fc.assert(
      fc.asyncProperty(digits, async (number) => {
        const yaml = `- parse: { var: id, adapter: json }\n- assert-contains: { expression: text, value: "\${id}" }`
        const { steps } = await runYaml(yaml, { variables: { id: String(number), text: `order ${number} sent` } })
        expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed'])
      }),
      { numRuns: 20 },
    )
  })

  test('looking in a text for nothing, for null or for a structure is never a pass, negated or not', async () => {
    const both = [line('assert-contains', looking), line('assert-contains', `${looking}, not: true`)]
    const nothing = fc.oneof(fc.constantFrom<unknown>('', null), list, map)
    await fc.assert(
      fc.asyncProperty(fc.string(), nothing, async (text, wanted) => {
        expect(await verdicts(both, text, wanted)).toEqual(['failed', 'failed'])
      }),
    )
  })
})
