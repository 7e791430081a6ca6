/** What all assertions have in common, of every one that there is: how they can be green, and that nothing else is. */
import type { StepReport } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalog } from './index.ts'
import { lastStep, runYaml } from './test/engine.ts'
import { element, json, value } from './test/values.ts'
import { line, reportsOf, verdicts } from './test/verdicts.ts'

/** Fields beside the expression, by assertion: each a way in which it may look at something. */
const manners: Readonly<Record<string, readonly string[]>> = {
  assert: [''],
  'assert-exists': [''],
  'assert-equals': ['value: "${wanted.value}"', 'value: 5', 'value: { a: 1 }', 'value: null', 'value: ""'],
  'assert-contains': ['value: "${wanted.value}"', 'value: 5', 'value: a'],
  'assert-greater': ['value: "${wanted.value}"', 'value: 5', 'value: a, type: string'],
  'assert-less': ['value: "${wanted.value}"', 'value: 5', 'value: a, type: string'],
  'assert-in': ['value: ["${wanted.value}", 5]', 'value: []'],
  'assert-is': [
    'type: integer',
    'type: string',
    'type: boolean',
    'type: array',
    'type: map',
    'type: null',
    'type: url',
  ],
  'assert-matches': ["value: '\\d'", "value: '.*'", "value: '^$'", 'type: us_states'],
  'assert-compares': ['with: wanted.value', 'with: wanted.value, mode: structure', 'with: wanted.value, mode: text'],
  'assert-shape': ['shape: any', 'shape: { a: any }', 'shape: [any]', 'shape: null', 'shape: [5, "", null]'],
  'assert-schema': [
    'body: "true"',
    'body: "{ \\"type\\": \\"integer\\" }"',
    'body: "{ \\"required\\": [\\"a\\"], \\"type\\": \\"object\\" }"',
  ],
  'assert-snapshot': ['', 'name: "one"'],
  'assert-length': ['value: 1', 'min: 0', 'max: 9'],
  'assert-sorted': ['', 'order: desc', 'by: _.a'],
  'assert-unique': ['', 'by: _.a'],
}

const names = catalog.components.filter(({ kind }) => kind === 'assertion').map(({ name }) => name)
const takes = (name: string, field: string): boolean => Object.hasOwn(catalog.find(name)?.fields ?? {}, field)
const plain = (name: string, expression: string): string[] =>
  (manners[name] ?? []).map((more) =>
    line(name, [`expression: ${JSON.stringify(expression)}`, more].filter(Boolean).join(', ')),
  )
const withField = (lines: readonly string[], field: string): string[] =>
  lines.map((one) => one.replace(/ \}$/, `, ${field} }`))

const nowhere = [
  'it.nothing',
  'it.nothing.deeper[0]',
  'nobody',
  'nobody.there',
  'it.value.nothing.there',
  '[it.value][1]',
]
const mistakes = ['it.nothing()', 'it.value.nothing.there()', 'JSON.parse("{")', 'nobody()', '"a".repeat(1e9)']

/** `it.value.nothing` is there only where a value has such a member; none of ours has. */
const anything = value

test('every assertion is looked at here', () => {
  expect(Object.keys(manners).toSorted()).toEqual(names.toSorted())
})

describe.each(names)('%s', (name) => {
  const positive = nowhere.flatMap((expression) => plain(name, expression))

  test('never passes on what is missing', async () => {
    await fc.assert(
      fc.asyncProperty(anything, json, async (one, wanted) => {
        expect(await verdicts(positive, one, wanted)).toEqual(positive.map(() => 'failed'))
      }),
      { numRuns: 30 },
    )
  })

  test.runIf(takes(name, 'not'))(
    'with `not`, what is missing warns and never simply passes, unless that is the point',
    async () => {
      const lines = withField(positive, 'not: true')
      const expected = name === 'assert-exists' ? 'passed' : 'warned'
      await fc.assert(
        fc.asyncProperty(anything, json, async (one, wanted) => {
          const reports = await reportsOf(lines, one, wanted)
          expect(reports.map(({ status }) => status)).toEqual(lines.map(() => expected))
          if (expected === 'warned') for (const { message } of reports) expect(message).toMatch(/^passed because /)
        }),
        { numRuns: 30 },
      )
    },
  )

  test.runIf(takes(name, 'ifExists'))(
    '`ifExists` skips what is missing, `optional` null as well, and neither anything else',
    async () => {
      const looking = plain(name, 'it.value')
      await fc.assert(
        fc.asyncProperty(anything, json, async (one, wanted) => {
          for (const field of ['ifExists: true', 'optional: true']) {
            expect(await verdicts(withField(positive, field), one, wanted)).toEqual(positive.map(() => 'skipped'))
            const isSkipped = one === null && field === 'optional: true'
            const expected = isSkipped ? looking.map(() => 'skipped') : await verdicts(looking, one, wanted)
            expect(await verdicts(withField(looking, field), one, wanted)).toEqual(expected)
          }
        }),
        { numRuns: 20 },
      )
    },
  )

  test("an expression's error is never a pass, whatever stands beside it", async () => {
    const lines = mistakes.flatMap((expression) => plain(name, expression))
    const beside = ['not', 'optional', 'ifExists'].filter((field) => takes(name, field))
    const all = [lines, ...beside.map((field) => withField(lines, `${field}: true`))].flat()
    await fc.assert(
      fc.asyncProperty(json, async (one) => {
        expect(await verdicts(all, one, 1)).toEqual(all.map(() => 'failed'))
      }),
      { numRuns: 3 },
    )
  })

  const judged = plain(name, 'it.value').filter((one) => !one.includes('_.a'))

  test.runIf(takes(name, 'not'))('of an assertion and its negation exactly one passes', async () => {
    await fc.assert(
      fc.asyncProperty(anything, json, async (one, wanted) => {
        const found = await verdicts(judged, one, wanted)
        const opposite = await verdicts(withField(judged, 'not: true'), one, wanted)
        for (const [at, status] of found.entries()) {
          // Looking for nothing in a text makes no sense either way, and neither does a schema for what is not JSON.
          if (['assert-contains', 'assert-schema'].includes(name) && status === 'failed' && opposite[at] === 'failed')
            continue
          expect([status, opposite[at]].toSorted()).toEqual(['failed', 'passed'])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('as a warning it warns exactly where it would fail, and fails nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anything, json, async (one, wanted) => {
        const variables = { it: { value: one }, wanted: { value: wanted } }
        const found = (await runYaml(judged.join('\n'), { variables })).steps
        const softened = await runYaml(withField(judged, 'level: warning').join('\n'), { variables })
        expect(softened.status).toBe('passed')
        const expected = found.map(({ status }) => (status === 'failed' ? 'warned' : status))
        expect(softened.steps.map(({ status }) => status)).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })

  test('a pass reports its name, label, status and place, and nothing besides', async () => {
    const plainly = new Set(['id', 'kind', 'component', 'label', 'status', 'location', 'index'])
    // That a snapshot was written is said.
    if (name === 'assert-snapshot') plainly.add('notices')
    let seen = 0
    const look = (reports: readonly StepReport[]): void => {
      for (const report of reports.filter(({ status }) => status === 'passed')) {
        expect(Object.keys(report).filter((key) => !plainly.has(key))).toEqual([])
        seen += 1
      }
    }
    for (const one of [5, 'a', '', 'NY', null, true, [], [1], { a: 1 }, {}, element('a', '5')])
      look(await reportsOf(judged, one, one))
    expect(seen).toBeGreaterThan(0)
  })

  test('a failure says what, shows the line, and names the variables it read', async () => {
    await fc.assert(
      fc.asyncProperty(anything, json, async (one, wanted) => {
        for (const report of await reportsOf([...judged, ...positive.slice(0, 1)], one, wanted)) {
          if (report.status !== 'failed') continue
          expect(report.message).toMatch(/./)
          expect(report.excerpt?.text).toContain(name)
          expect(report.variables?.map(({ name: read }) => read)).toContain('it')
        }
      }),
      { numRuns: 20 },
    )
  })

  test('`stopOnFail` ends the input set where it fails, and also where the expression is a mistake', async () => {
    for (const expression of ['it.nothing', 'it.nothing()']) {
      for (const one of withField(plain(name, expression), 'stopOnFail: true')) {
        const { steps } = await runYaml(`${one}\n- comment: never`, { variables: { it: {}, wanted: { value: 1 } } })
        expect(steps.map(({ status, stopped }) => [status, stopped])).toEqual([['failed', true]])
      }
    }
  })

  test('is skipped, and not passed, where a variable that it reads never arrived', async () => {
    if (name === 'assert-exists') return
    for (const one of plain(name, 'lost').concat(plain(name, 'lost.member'), plain(name, '!lost'))) {
      const step = await lastStep(`- parse: { var: lost, adapter: json }\n${one}`, {
        variables: { lost: '{', wanted: { value: 1 } },
      })
      expect([one, step.status, step.message]).toEqual([
        one,
        'skipped',
        expect.stringContaining('`lost` never arrived'),
      ])
    }
  })
})

const comparing = [
  'assert-equals',
  'assert-contains',
  'assert-greater',
  'assert-less',
  'assert-in',
  'assert-matches',
  'assert-shape',
]

test.each(comparing)(
  '%s fails where what it compares with is missing, negated or not, whatever it looks at',
  async (name) => {
    const field = name === 'assert-shape' ? 'shape' : 'value'
    const lines = ['"${wanted.nothing}"', '"${wanted.nothing.there}"', '"${nobody}"', '"${wanted.nothing()}"'].flatMap(
      (missing) =>
        [`expression: it.value, ${field}: ${missing}`, `expression: it.value, not: true, ${field}: ${missing}`].map(
          (fields) => line(name, fields),
        ),
    )
    await fc.assert(
      fc.asyncProperty(anything, async (one) => {
        expect(await verdicts(lines, one, 1)).toEqual(lines.map(() => 'failed'))
      }),
      { numRuns: 40 },
    )
  },
)
