/** What a report holds of an assertion beside its verdict: both values, differences, help, comment, place. */
import { describe, expect, test } from 'vitest'
import { lastStep, mistakesIn } from '../test/engine.ts'
import { element } from '../test/values.ts'
import { line, reportsOf, verdicts } from '../test/verdicts.ts'

const given = '- set: { var: a, value: { n: 1, t: abc, nil: null, l: [1, 2], o: [{ k: 1 }, { k: 2 }] } }'
const after = (step: string): ReturnType<typeof lastStep> => lastStep(`${given}\n- ${step}`)

async function marked(step: string): Promise<string | undefined> {
  const { excerpt } = await after(step)
  return excerpt?.text.slice(excerpt.column - 1, (excerpt.endColumn ?? excerpt.column) - 1)
}

describe('a failure', () => {
  test('holds the value found and the value wanted', async () => {
    expect(await after('assert-equals: { expression: a.n, value: 2 }')).toMatchObject({ actual: 1, expected: 2 })
    expect(await after('assert-contains: { expression: a.t, value: z }')).toMatchObject({
      actual: 'abc',
      expected: 'z',
    })
    expect(await after('assert-greater: { expression: a.n, value: 3 }')).toMatchObject({ actual: 1, expected: 3 })
    expect(await after('assert-in: { expression: a.n, value: [7, 8] }')).toMatchObject({ actual: 1, expected: [7, 8] })
    expect(await after('assert-is: { expression: a.t, type: integer }')).toMatchObject({ expected: 'integer' })
    expect(await after('assert-length: { expression: a.l, value: 3 }')).toMatchObject({ expected: '3' })
    expect(await after("assert-matches: { expression: a.t, value: '^x' }")).toMatchObject({ expected: '^x' })
    expect(await after('assert-matches: { expression: a.t, type: us_states }')).toMatchObject({ expected: 'us_states' })
    expect(await after('assert: a.n == 2')).toMatchObject({ actual: false, expected: true })
    expect(await after('assert-compares: { expression: a.n, with: a.t, mode: text }')).toMatchObject({
      actual: 1,
      expected: 'abc',
    })
  })

  test('of a negated assertion holds the value found, and nothing that was wanted', async () => {
    const step = await after('assert-in: { expression: a.n, value: [1, 2], not: true }')
    expect(step).toMatchObject({ status: 'failed', actual: 1 })
    expect(Object.keys(step)).not.toContain('expected')
    expect(Object.keys(step)).not.toContain('diff')
    expect(await after('assert-exists: { expression: a.t, not: true }')).toMatchObject({ actual: 'abc' })
  })

  test('holds no wanted value, difference or help where there is none', async () => {
    const step = await after('assert-sorted: { expression: a.l, order: desc }')
    for (const key of ['expected', 'diff', 'help', 'comment']) expect(Object.keys(step)).not.toContain(key)
    expect(Object.keys(await after('assert: a.nope'))).not.toContain('actual')
  })

  test('lists what differs only between two structures', async () => {
    const step = await after('assert-equals: { expression: a.l, value: [1, 3] }')
    expect(step.message).toContain('1 place')
    expect(step.message).not.toContain('places')
    expect(step.diff).toMatchObject([{ path: '[1]', kind: 'changed', expected: 3, actual: 2 }])
    for (const value of ['5', 'null'])
      expect(Object.keys(await after(`assert-equals: { expression: a.l, value: ${value} }`))).not.toContain('diff')
    expect(Object.keys(await after('assert-equals: { expression: a.nil, value: [1] }'))).not.toContain('diff')
  })

  test('marks what is missing, negated or not', async () => {
    expect(await marked('assert-equals: { value: 1, expression: a.nope }')).toBe('a.nope')
    expect(await marked('assert-equals: { value: 1, expression: a.nope, not: true }')).toBe('a.nope')
    expect(await marked('assert-compares: { with: a.n, expression: a.nope }')).toBe('a.nope')
    expect(await marked('assert: { level: warning, expression: a.nope, not: true }')).toBe('a.nope')
  })

  test('has its comment, in which what is missing is empty', async () => {
    const step = await after('assert-equals: { expression: a.n, value: 2, comment: "see ${a.nope}!" }')
    expect(step.comment).toBe('see !')
  })

  test('names the expression without the white space around it', async () => {
    for (const fields of [' a.n , value: 2', ' a.n , value: 1, not: true'].map((one) =>
      one.replace(' a.n ', '" a.n "'),
    ))
      expect((await after(`assert-equals: { expression: ${fields} }`)).message).toContain('`a.n`')
    expect((await after('assert-equals: { expression: " a.no ", value: 2, optional: true }')).message).toContain(
      '`a.no`',
    )
    expect((await after('assert-equals: { expression: " a.nil ", value: 2, optional: true }')).message).toContain(
      '`a.nil` is null',
    )
    expect((await after('assert: { expression: " a.n == 1 ", not: true }')).message).toContain('`a.n == 1`')
  })
})

test('`optional` skips null, and `ifExists` judges it', async () => {
  const nil = 'expression: a.nil, value: 5'
  expect((await after(`assert-equals: { ${nil}, optional: true }`)).status).toBe('skipped')
  expect((await after(`assert-equals: { ${nil}, ifExists: true }`)).status).toBe('failed')
  expect((await after('assert: { expression: a.nil, optional: true }')).status).toBe('skipped')
  expect((await after('assert: { expression: a.nil, ifExists: true }')).status).toBe('failed')
  for (const field of ['optional', 'ifExists'])
    expect((await after(`assert: { expression: a.nope, ${field}: true }`)).status).toBe('skipped')
})

test.each([
  ['assert-equals: { expression: a.n, value: 2, modifier: not }', 'passed', 'not(a.n == 2)'],
  ['assert-equals: { expression: a.n, value: 1, modifier: not }', 'failed', 'not(a.n == 1)'],
  ['assert-exists: { expression: a.nope, modifier: not }', 'passed', 'not(a.nope)'],
  ['assert-exists: { expression: a.n, modifier: not }', 'failed', 'not(a.n)'],
  ['assert: { expression: a.n == 2, modifier: not }', 'passed', 'not(a.n == 2)'],
  ['assert: { expression: a.n == 1, modifier: not }', 'failed', 'not(a.n == 1)'],
])('`modifier: not` is `not: true`: %s', async (step, status, label) => {
  expect(await after(step)).toMatchObject({ status, label })
})

test.each([
  ['ifexists: true', 'skipped'],
  ['executeIfExists: true', 'skipped'],
  ['ifexists: false', 'failed'],
])('the older spelling `%s` is read', async (field, status) => {
  expect((await after(`assert-equals: { expression: a.nope, value: 1, ${field} }`)).status).toBe(status)
})

test.each(['stoponfail', 'stop-on-fail'])('the older spelling `%s: true` ends the input set', async (field) => {
  expect(await after(`assert-equals: { expression: a.n, value: 2, ${field}: true }\n- comment: never`)).toMatchObject({
    status: 'failed',
    stopped: true,
  })
})

describe('several elements', () => {
  test('of XML are judged one by one, and the guilty one is shown', async () => {
    const looking = line('assert-equals', 'expression: it.value.item, value: a')
    const list = (...texts: string[]): unknown => element('list', ...texts.map((text) => element('item', text)))
    expect(await verdicts([looking], list('a', 'a'))).toEqual(['passed'])
    const [report] = await reportsOf([looking], list('a', 'b'))
    expect([report?.status, report?.message]).toEqual(['failed', expect.stringContaining('it.value.item[1]')])
  })

  test('of a list are judged one by one only where `mode` says so', async () => {
    const looking = (more: string): string => line('assert-is', `expression: it.value, type: integer${more}`)
    const lines = ['', ', mode: all', ', mode: one'].map(looking)
    expect(await verdicts(lines, [1, 2])).toEqual(['failed', 'passed', 'passed'])
    expect(await verdicts(lines, ['x', 2])).toEqual(['failed', 'failed', 'passed'])
    expect(await verdicts(lines, ['x', 'y'])).toEqual(['failed', 'failed', 'failed'])
    expect(await verdicts(lines, [])).toEqual(['failed', 'failed', 'failed'])
    const [all, one] = await reportsOf(lines.slice(1), ['x', 'y'])
    expect([all?.actual, one?.actual]).toEqual(['x', ['x', 'y']])
    expect(one?.message).toContain('none of the 2 elements')
  })

  test('pass no assertion that makes no sense for one of them', async () => {
    const looking = 'expression: it.value, value: null'
    const modes = [', mode: one', ', mode: all, not: true', ', mode: all'].map((more) =>
      line('assert-contains', looking + more),
    )
    expect(await verdicts(modes, [[null], 'x'])).toEqual(['failed', 'failed', 'failed'])
    const [report] = await reportsOf(modes, [[1], 'x'])
    expect(report?.message).toContain('no text can be looked for')
  })
})

test('a shape that makes no sense is refused before it runs, with a suggestion where there is one', async () => {
  const said = (shape: string): Promise<string[]> =>
    mistakesIn(`${given}\n- assert-shape: { expression: a, shape: ${shape} }`)
  expect(await said('{ n: intger }')).toEqual([expect.stringMatching(/`shape\.n` .*did you mean integer/)])
  expect(await said('{ n: qqqqqqq }')).toEqual([expect.stringMatching(/`shape\.n` .*it takes .*integer/)])
  expect(await said('5')).toEqual([expect.stringContaining("`shape` cannot be '5'")])
  expect(await said('{ l: [] }')).toEqual([expect.stringContaining('`shape.l` is an empty list')])
  expect(await said('[{ k: intger }]')).toEqual([expect.stringContaining('`shape[].k`')])
  expect(await said('{ a: 1, b: true }')).toHaveLength(2)
  for (const fine of ['{ n: any, "t?": null }', '[[integer]]', '[open, 5]', '[open]', 'map'])
    expect(await said(fine)).toEqual([])
})

test('a path to ignore that is none is refused before it runs', async () => {
  const said = (path: string): Promise<string[]> =>
    mistakesIn(`${given}\n- assert-snapshot: { expression: a, ignore: [${path}] }`)
  expect(await said('"items["')).toHaveLength(1)
  expect(await said('"items[*].etag"')).toEqual([])
})

test('what must be a list is looked at whole, whatever `mode` says', async () => {
  const lists = [
    'assert-is: { expression: a.l, type: array, mode: all }',
    'assert-sorted: { expression: a.l, mode: all }',
  ]
  for (const step of lists) expect((await after(step)).status).toBe('passed')
})

test('a search without a find is told from a path that leads nowhere', async () => {
  expect((await after('assert-exists: a.l.filter(n => n > 5)')).message).toContain('is an empty list')
  expect((await after('assert-exists: a.nope')).message).not.toContain('is an empty list')
})

test('what of the value wanted makes no sense is marked', async () => {
  expect(await marked('assert-shape: { expression: a, shape: "${a.nope}" }')).toBe('"${a.nope}"')
  expect(await marked('assert-shape: { expression: a, shape: "${a.t}" }')).toBe('"${a.t}"')
  expect(await marked("assert-schema: { expression: a, body: '${a.t}' }")).toBe("'${a.t}'")
  expect(await marked('assert-greater: { expression: a.n, value: "${a.nope}" }')).toBe('"${a.nope}"')
})
