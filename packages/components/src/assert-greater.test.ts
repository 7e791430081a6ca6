import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisonTypes, order } from './test/oracle.ts'
import { pair, scalar } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

const looking = 'expression: it.value, value: "${wanted.value}"'

describe.each([
  ['assert-greater', 1],
  ['assert-less', -1],
])('%s', (name, wantedSign) => {
  const lines = comparisonTypes.flatMap((type) => [
    line(name, `${looking}, type: ${type}`),
    line(name, `${looking}, type: ${type}, not: true`),
  ])

  test('passes exactly where the two have an order and it is that one', async () => {
    await fc.assert(
      fc.asyncProperty(pair, async ([actual, expected]) => {
        const wanted = comparisonTypes.flatMap((type) => {
          const found = order(actual, expected, type)
          const fits = found !== undefined && Math.sign(found) === wantedSign
          return [verdict(fits), verdict(!fits)]
        })
        expect(await verdicts(lines, actual, expected)).toEqual(wanted)
      }),
      { numRuns: 300 },
    )
  })

  test('numbers are compared by value, however they are spelt and however many digits they have', async () => {
    const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
    await fc.assert(
      fc.asyncProperty(digits, fc.bigInt({ min: -3n, max: 3n }), async (number, more) => {
        const found = wantedSign > 0 ? more < 0n : more > 0n
        expect(await verdicts([line(name, looking)], String(number), String(number + more))).toEqual([verdict(found)])
      }),
    )
  })

  test('null is neither greater nor less than anything, under no type', async () => {
    const positive = comparisonTypes.map((type) => line(name, `${looking}, type: ${type}`))
    await fc.assert(
      fc.asyncProperty(scalar, fc.boolean(), async (one, turned) => {
        const found = turned ? await verdicts(positive, null, one) : await verdicts(positive, one, null)
        expect(found).toEqual(positive.map(() => 'failed'))
      }),
    )
  })
})
