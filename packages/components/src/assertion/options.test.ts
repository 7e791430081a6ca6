/** Options of assertions at their edges: kinds of order, formats, shapes, paths that are left out, older spellings. */
import { describe, expect, test } from 'vitest'
import { lastStep, warningsIn } from '../test/engine.ts'
import { element } from '../test/values.ts'
import { line, reportsOf, verdicts } from '../test/verdicts.ts'

describe('assert-matches', () => {
  test.each<[type: string, good: readonly string[], bad: readonly string[]]>([
    [
      'creditCard',
      [
        '4222222222222',
        '4111-1111-1111-1111',
        '5105105105105100',
        '2221000000000009',
        '2720990000000007',
        '371449635398431',
        '6011111111111117',
        '30569309025904',
        '38520000023237',
        '3530111333300000',
      ],
      ['4222222222223', '4111.1111.1111.1111', '1111111111111117', '41111111111111110', 'x4111111111111111'],
    ],
    ['us_zipcodes', ['00000'], ['12345-6789x', '12345 6789', '1234a']],
    ['country_codes', ['ZW', 'ad', 'Gb'], ['ZZ', ' US', 'U S']],
    ['currency_codes', ['AED', 'ZWG'], ['ZZZ', ' USD']],
    ['us_states', ['AL', 'AP'], ['AL ', 'ZZ']],
  ])('tells %s by what their standard says', async (type, good, bad) => {
    const lines = [line('assert-matches', `expression: it.value, type: ${type}`)]
    for (const text of good) expect([text, await verdicts(lines, text)]).toEqual([text, ['passed']])
    for (const text of bad) expect([text, await verdicts(lines, text)]).toEqual([text, ['failed']])
  })

  test('takes a pattern that escapes more than strict patterns may', async () => {
    const lines = [line('assert-matches', "expression: it.value, value: '^a\\-b\\_c$'")]
    expect(await verdicts(lines, 'a-b_c')).toEqual(['passed'])
    expect(await verdicts(lines, 'a-b-c')).toEqual(['failed'])
  })

  test('judges each text by its own pattern, also when there are many', async () => {
    const lines = Array.from({ length: 220 }, (_, at) =>
      line('assert-matches', `expression: it.value, value: '^n${at}$'`),
    )
    const found = await verdicts([...lines, ...lines], 'n7')
    expect(found.flatMap((status, at) => (status === 'passed' ? [at] : []))).toEqual([7, 227])
  })
})

describe('labels', () => {
  const labels = async (steps: readonly string[]): Promise<readonly string[]> =>
    (
      await reportsOf(
        steps.map((step) => `- ${step}`),
        { a: 1 },
      )
    ).map(({ label }) => label ?? '')

  test('show the condition as the test writes it', async () => {
    const steps = [
      'assert-matches: { expression: it.value, type: us_states }',
      "assert-matches: { expression: it.value, value: '^${it.value.a}$' }",
      'assert-in: { expression: it.value, value: [x, "${it.value.a}"] }',
      'assert-equals: { expression: it.value, value: { a: "${it.value.a}" } }',
      'assert-length: { expression: it.value, value: "${it.value.a}" }',
      'assert-sorted: { expression: it.value, by: " _.a " }',
      'assert-unique: { expression: it.value, by: " _.a " }',
      'assert-snapshot: " it.value "',
      "assert-schema: { expression: ' it.value ', body: 'true' }",
      'assert-compares: { expression: " it.value ", with: " it.value " }',
      'assert-exists: { expression: " it.value ", not: true }',
      'assert: { expression: " it.value ", not: true }',
    ]
    expect(await labels(steps)).toEqual([
      'it.value matches us_states',
      'it.value matches ^${it.value.a}$',
      'it.value in [x, ${it.value.a}]',
      'it.value == { … }',
      'it.value length ${it.value.a}',
      'it.value sorted asc by _.a',
      'it.value unique by _.a',
      'it.value as in its snapshot',
      'it.value valid jsonschema',
      'it.value values it.value',
      'not(it.value)',
      'not(it.value)',
    ])
  })
})

describe('order', () => {
  test('as text differs from that as numbers, and truth values have none', async () => {
    const than = (type: string): string[] =>
      ['assert-greater', 'assert-less'].map((name) => line(name, `expression: it.value, value: "10", type: ${type}`))
    expect(await verdicts(than('auto'), '9')).toEqual(['failed', 'passed'])
    expect(await verdicts(than('number'), '9')).toEqual(['failed', 'passed'])
    expect(await verdicts(than('string'), '9')).toEqual(['passed', 'failed'])
    expect(await verdicts(than('string'), '10')).toEqual(['failed', 'failed'])
    expect(await verdicts(than('number'), 'many')).toEqual(['failed', 'failed'])
    expect(await verdicts(than('boolean'), '9')).toEqual(['failed', 'failed'])
    expect(await verdicts(than('strict'), 9)).toEqual(['failed', 'failed'])
  })

  test('of elements goes by their text, and those with children have none', async () => {
    const lines = [line('assert-greater', 'expression: it.value, value: a, type: string')]
    expect(await verdicts(lines, element('x', 'b'))).toEqual(['passed'])
    expect(await verdicts(lines, element('x', element('y', 'b')))).toEqual(['failed'])
  })
})

describe('lists', () => {
  test('with a single element of XML are sorted and without repeats', async () => {
    const lines = [line('assert-sorted', 'expression: it.value'), line('assert-unique', 'expression: it.value')]
    expect(await verdicts(lines, element('x', 'b'))).toEqual(['passed', 'passed'])
  })

  test('say which element has nothing to go by', async () => {
    const lines = ['assert-sorted', 'assert-unique'].map((name) => line(name, 'expression: it.value, by: _.k'))
    for (const { status, message } of await reportsOf(lines, [{ k: 1 }, {}]))
      expect([status, message]).toEqual(['failed', expect.stringContaining('it.value[1]')])
    for (const { message } of await reportsOf(lines, [{}, { k: 1 }])) expect(message).toContain('it.value[0]')
  })

  test('hold no repeat where only their lengths, keys or spelling are alike', async () => {
    const lines = [line('assert-unique', 'expression: it.value')]
    expect(await verdicts(lines, [[1], [2], { a: 1 }, { a: 2 }, 'a', 'A', null, ''])).toEqual(['passed'])
    for (const twins of [
      [
        [1, 2],
        [3, 4],
        [1, 2],
      ],
      [
        { a: 1, b: 2 },
        { a: 2, b: 2 },
        { b: 2, a: 1 },
      ],
      ['1', 'x', 1.0],
      [null, 'x', null],
    ]) {
      const [report] = await reportsOf(lines, twins)
      expect([report?.status, report?.message]).toEqual(['failed', expect.stringContaining('elements 0 and 2')])
    }
  })

  test('whose elements cannot be compared as the type asked for are not unique', async () => {
    const [report] = await reportsOf([line('assert-unique', 'expression: it.value, type: number')], [1, 'x'])
    expect([report?.status, report?.message]).toEqual(['failed', expect.stringContaining('it.value[1]')])
  })
})

describe('assert-shape', () => {
  const look = (shape: string, more = ''): string =>
    line('assert-shape', `expression: it.value, shape: ${shape}${more}`)

  test('lists at most fifty mismatches', async () => {
    const [report] = await reportsOf(
      [look('[string]')],
      Array.from({ length: 60 }, (_, at) => at),
    )
    expect(report?.diff).toHaveLength(50)
    expect(report?.message).toContain('49 more')
    const members = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`k${at}`, 1]))
    const [strict] = await reportsOf([look('{}', ', strict: true')], members)
    expect(strict?.diff).toHaveLength(50)
  })

  test('names what is there too much, what is missing, and what is of another type', async () => {
    const [added] = await reportsOf([look('{ a: any, "b?": any }', ', strict: true')], { a: 1, b: 2, c: 3 })
    expect(added?.diff).toMatchObject([{ path: 'c', kind: 'added', actual: 3 }])
    expect(added?.message).toContain('`it.value.c` is not in the shape')
    const [missing] = await reportsOf([look('{ a: { b: integer } }')], { a: {} })
    expect(missing?.diff).toMatchObject([{ path: 'a.b', kind: 'missing', expected: 'integer' }])
    const [noMap] = await reportsOf([look('{ a: any }')], 5)
    expect(noMap).toMatchObject({
      message: '`it.value` is 5, not map',
      diff: [{ kind: 'type', expected: 'map', actual: 5 }],
    })
    const [noList] = await reportsOf([look('[any]')], 5)
    expect(noList).toMatchObject({ message: '`it.value` is 5, not array', diff: [{ kind: 'type', expected: 'array' }] })
    const [other] = await reportsOf([look('[open, closed]')], 'half')
    expect(other?.diff).toMatchObject([{ kind: 'changed', expected: 'one of open, closed', actual: 'half' }])
  })

  test('takes one element of XML for a list of one', async () => {
    expect(await verdicts([look('[string]')], element('x', 'b'))).toEqual(['passed'])
  })
})

describe('assert', () => {
  test('shows each operand once, and no literal', async () => {
    const [twice] = await reportsOf(['- assert: it.value > 5 || it.value > 6'], 1)
    expect(twice?.message?.split('`it.value` is 1')).toHaveLength(2)
    expect(twice?.message).not.toContain('`6`')
    const [some] = await reportsOf(['- assert: "it.value.some(n => n > 5)"'], [1, 2])
    expect(some?.message).toMatch(/none .*of `it\.value` hold/)
  })

  test('helps where something else than a truth value comes out', async () => {
    const [text, no, nothing] = await reportsOf(
      ['- assert: it.value', '- assert: it.value == 2', '- assert: it.nope'],
      1,
    )
    expect(text?.help).toContain('assert-exists')
    expect([no?.help, nothing?.help]).toEqual([undefined, undefined])
    expect(nothing?.message).toContain('it.nope is missing')
  })
})

describe('assert-compares', () => {
  test('takes the older names of its fields, and the older mode', async () => {
    const given = '- set: { vars: { a: { x: 1 }, b: { x: 2 } } }\n'
    for (const mode of ['value', 'values'])
      expect(
        (await lastStep(`${given}- assert-compares: { expression1: a, expression2: b, mode: ${mode} }`)).message,
      ).toContain('one difference in values')
    const ordered = line('assert-compares', 'expression: it.value, with: wanted.value')
    expect(await verdicts([ordered], [1, 2], [2, 1])).toEqual(['failed'])
  })
})

describe('older spellings', () => {
  test('write the list of assert-in as text', async () => {
    const older = (code: string, value: string): string =>
      `- id: assert-in\n  expression: ${JSON.stringify(code)}\n  value: ${JSON.stringify(value)}\n`
    expect((await lastStep(older("'b'", " ['a', 'b'] "))).status).toBe('passed')
    expect((await lastStep(older("'c'", "['a', 'b']"))).status).toBe('failed')
    expect((await lastStep(older("'a'", 'a'))).message).toContain('must be a list')
    expect((await lastStep(older("'a'", "x['a']"))).message).toContain('must be a list')
  })

  test('of assert-valid-jsonschema leave out what it never had, and warn', async () => {
    for (const field of ['modifier: not', 'ifexists: true', 'stoponfail: true', 'mode: one']) {
      const yaml = `- id: assert-valid-jsonschema\n  expression: '1'\n  body: '{ "type": "string" }'\n  ${field}\n`
      expect(await warningsIn(yaml)).toContainEqual(expect.stringContaining(`'${field.split(':')[0]}'`))
      const step = await lastStep(yaml)
      expect([step.component, step.status, step.stopped]).toEqual(['assert-schema', 'failed', undefined])
    }
  })
})
