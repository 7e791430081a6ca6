import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { json, pair, value } from './test/values.ts'
import { line, reportsOf, verdict, verdicts } from './test/verdicts.ts'

describe('assert', () => {
  test('passes on `true` and on nothing else, however true it sounds', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (one) => {
        expect(await verdicts(['- assert: it.value'], one)).toEqual([verdict(one === true)])
      }),
      { numRuns: 200 },
    )
  })

  test('exactly one of a condition and its negation passes', async () => {
    const conditions = [
      'it.value == wanted.value',
      'it.value < wanted.value',
      'it.value && true',
      'it.value?.length > 1',
      '[it.value].includes(wanted.value)',
    ]
    const lines = conditions.flatMap((one) => [
      `- assert: ${JSON.stringify(`!!(${one})`)}`,
      `- assert: ${JSON.stringify(`!(${one})`)}`,
    ])
    await fc.assert(
      fc.asyncProperty(pair, async ([actual, expected]) => {
        const found = await verdicts(lines, actual, expected)
        for (const [at] of conditions.entries())
          expect(found.slice(2 * at, 2 * at + 2).toSorted()).toEqual(['failed', 'passed'])
      }),
    )
  })

  test('with `not`, exactly one of the two passes, and what is missing warns instead of passing', async () => {
    const lines = [line('assert', 'expression: it.value'), line('assert', 'expression: it.value, not: true')]
    await fc.assert(
      fc.asyncProperty(value, async (one) => {
        expect(await verdicts(lines, one)).toEqual([verdict(one === true), verdict(one !== true)])
      }),
    )
    const nothing = ['it.nothing', 'nobody', 'nobody == 1', '!nobody', 'it.nothing.there'].map((source) =>
      line('assert', `expression: ${JSON.stringify(source)}, not: true`),
    )
    expect(await verdicts(nothing, true)).toEqual(nothing.map(() => 'warned'))
    const mistakes = ['it.nothing()', 'JSON.parse("{")'].map((source) =>
      line('assert', `expression: ${JSON.stringify(source)}, not: true`),
    )
    expect(await verdicts(mistakes, true)).toEqual(['failed', 'failed'])
  })

  test('what is missing, a mistake, or a variable that nobody set is no pass', async () => {
    const sources = ['it.nothing', 'it.nothing.there', 'it.nothing()', 'nobody', 'nobody != 1', '!nobody', 'nobody()']
    for (const source of sources) {
      expect([source, await verdicts([`- assert: ${JSON.stringify(source)}`], true)]).toEqual([source, ['failed']])
    }
  })

  test('a failure shows the values of the operands, and never an operand as if the condition held', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer(), async (a, b) => {
        const [report] = await reportsOf(['- assert: it.value == wanted.value'], a, b)
        expect(report?.status).toBe(verdict(a === b))
        if (a === b) return
        expect(report?.message).toContain(`\`it.value\` is ${a}`)
        expect(report?.message).toContain(`\`wanted.value\` is ${b}`)
      }),
    )
  })

  test('`every` and `some` follow the elements', async () => {
    const lines = ['- assert: "it.value.every(n => n > 0)"', '- assert: "it.value.some(n => n > 0)"']
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 4 }), async (all) => {
        expect(await verdicts(lines, all)).toEqual([verdict(all.every((n) => n > 0)), verdict(all.some((n) => n > 0))])
      }),
    )
  })

  test('a failed warning warns, and a passed one passes', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (one) => {
        const found = await verdicts([line('assert', 'expression: it.value, level: warning')], one)
        expect(found).toEqual([one === true ? 'passed' : 'warned'])
      }),
      { numRuns: 50 },
    )
  })
})
