import { ExactNumber } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastStep, runYaml } from './test/engine.ts'
import { json } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

const either = (expression: string): string[] => [
  line('assert-exists', `expression: ${JSON.stringify(expression)}`),
  line('assert-exists', `expression: ${JSON.stringify(expression)}, not: true`),
]

const step = fc.constantFrom<string | number>('a', 'b', 'length', '__proto__', 'constructor', 'toString', 0, 1)

/** What a step leads to: a member of one's own, an item, a length. */
function follow(one: unknown, key: string | number): { found: boolean; value?: unknown } {
  if (Array.isArray(one) || typeof one === 'string') {
    if (key === 'length') return { found: true, value: one.length }
    return typeof key === 'number' && key < one.length ? { found: true, value: one[key] } : { found: false }
  }
  if (typeof one !== 'object' || one === null || one instanceof ExactNumber) return { found: false }
  return Object.hasOwn(one, key) ? { found: true, value: Reflect.get(one, key) } : { found: false }
}

function leads(one: unknown, path: readonly (string | number)[]): boolean {
  let at: unknown = one
  for (const key of path) {
    const next = follow(at, key)
    if (!next.found) return false
    at = next.value
  }
  return true
}

describe('assert-exists', () => {
  test('passes exactly where every step of the path leads somewhere, be it to null', async () => {
    await fc.assert(
      fc.asyncProperty(json, fc.array(step, { maxLength: 3 }), async (one, path) => {
        const found = leads(one, path)
        const written = path.map((key) => `[${JSON.stringify(key)}]`).join('')
        expect(await verdicts(either(`it.value${written}`), one)).toEqual([verdict(found), verdict(!found)])
      }),
      { numRuns: 500 },
    )
  })

  test('what an expression makes exists where it is neither missing, null nor a list of nothing', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (one) => {
        const exists = one !== null && !(Array.isArray(one) && one.length === 0)
        expect(await verdicts(either('[it.value].find(one => true)'), one)).toEqual([verdict(exists), verdict(!exists)])
      }),
    )
  })

  test('a variable that nobody set does not exist, and a misspelt one is no pass', async () => {
    expect(await verdicts(either('nobody'), 1)).toEqual(['failed', 'passed'])
  })

  test('an error is never a pass, negated or not', async () => {
    const lines = ['it.value()', 'it.nothing.there()', 'JSON.parse("{")', 'nobody()'].flatMap(either)
    await fc.assert(
      fc.asyncProperty(json, async (one) => {
        expect(await verdicts(lines, one)).toEqual(lines.map(() => 'failed'))
      }),
      { numRuns: 30 },
    )
  })

  test('a variable whose step failed does not exist, and the assertion says why instead of being skipped', async () => {
    const { steps } = await runYaml(
      '- parse: { var: t, adapter: json }\n- assert-exists: t\n- assert-exists: { expression: t, not: true }',
      { variables: { t: '{oops' } },
    )
    expect(steps.map(({ status }) => status)).toEqual(['failed', 'failed', 'passed'])
    expect(steps[1]?.message).toContain('never arrived')
  })

  test('an empty list that stands in the answer is there, however its path is written', async () => {
    const before = "- set: { var: a, value: { list: [], 'x y': [] } }\n- set: { var: at, value: list }\n"
    for (const path of ['a.list', 'a["list"]', 'a[at]', "a['x y']", '(a.list)', 'a?.list', 'a.none ?? a.list'])
      expect([
        path,
        (await lastStep(`${before}- assert-exists: { expression: ${JSON.stringify(path)} }`)).status,
      ]).toEqual([path, 'passed'])
    for (const call of [
      'a.list.filter(x => x)',
      "jsonpath(a, '$.list[*]')",
      '(a.list.slice(0))',
      'a.list?.map(x => x)',
    ])
      expect([
        call,
        (await lastStep(`${before}- assert-exists: { expression: ${JSON.stringify(call)} }`)).status,
      ]).toEqual([call, 'failed'])
  })

  test('a search that finds nothing is not there, a list of the answer that is empty is', async () => {
    const it = { items: [], prices: [0] }
    for (const search of ["jsonpath(it.value, '$..price')", 'it.value.prices.filter(price => price > 1)'])
      expect(await verdicts(either(search), it)).toEqual(['failed', 'passed'])
    expect(await verdicts(either('it.value.prices.filter(price => price < 1)'), it)).toEqual(['passed', 'failed'])
    expect(await verdicts(either('it.value.items'), it)).toEqual(['passed', 'failed'])
  })
})
