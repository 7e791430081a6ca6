import { expect, test } from 'vitest'
import { generateAssertions } from './generate.ts'
import { expectQuiet, requestAgainst } from './test/against.ts'
import type { GenerateOptions } from './types.ts'

const payload = { variable: 'payload', style: 'steps' } satisfies GenerateOptions
const jsonOf = (...values: unknown[]) =>
  values.map((value) => ({ text: JSON.stringify(value), mime: 'application/json' }))

/** The draft's YAML, without the line break at its end. */
async function draftOf(values: readonly unknown[], options: Partial<GenerateOptions> = {}): Promise<string[]> {
  const { yaml } = await generateAssertions(jsonOf(...values), { ...payload, ...options })
  return yaml.trimEnd().split('\n')
}

const notesOf = async (values: readonly unknown[], options: Partial<GenerateOptions> = {}): Promise<string[]> =>
  (await generateAssertions(jsonOf(...values), { ...payload, ...options })).notes.map(
    ({ path, message }) => `${path} ${message}`,
  )

const repeated = <T>(count: number, item: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => item(at))

test('types and formats are asserted in the order of the response', async () => {
  const body = {
    z: 1,
    price: 1.5,
    open: true,
    id: '3f2b8c1e-9a5d-4c62-8f1b-2d3e4f5a6b7c',
    day: '2024-02-29',
    at: '2024-02-29T10:00:00Z',
    site: 'https://example.org',
    mail: 'ann@example.org',
    phone: '+49 30 123456',
    code: '0012',
    tags: [],
  }
  expect(await draftOf([body])).toEqual([
    '- assert-is: { expression: payload.z, type: integer }',
    '- assert-is: { expression: payload.price, type: number }',
    '- assert-is: { expression: payload.open, type: boolean }',
    '- assert-is: { expression: payload.id, type: uuid }',
    '- assert-is: { expression: payload.day, type: date }',
    '- assert-is: { expression: payload.at, type: date-time }',
    '- assert-is: { expression: payload.site, type: url }',
    '- assert-is: { expression: payload.mail, type: email }',
    '- assert-is: { expression: payload.phone, type: phone }',
    '- assert-is: { expression: payload.code, type: string }',
    '- assert-is: { expression: payload.tags, type: array }',
  ])
  expect(await notesOf([body])).toEqual(['payload.tags is always an empty list, so what it holds is not known'])
})

test('what some elements lack, or have as null, is optional', async () => {
  const items = [
    { a: 1, b: null, c: { d: 1 } },
    { b: 2, c: null },
  ]
  expect(await draftOf([{ items }])).toEqual([
    '- assert-is: { expression: payload.items, type: array }',
    '- each:',
    '    expression: payload.items',
    '    steps:',
    '      - assert-is: { expression: _1, type: map }',
    '      - assert-is: { expression: _1.a, type: integer, ifExists: true }',
    '      - assert-is: { expression: _1.b, type: integer, optional: true }',
    '      - assert-is: { expression: _1.c, type: map, optional: true }',
    '      - if:',
    '          expression: _1.c',
    '          steps:',
    '            - assert-is: { expression: _1.c.d, type: integer }',
  ])
  expect(await draftOf([{ items }], { style: 'shape' })).toEqual([
    '- assert-shape:',
    '    expression: payload',
    '    shape: { items: [{ a?: integer, b?: integer, c?: { d: integer } }] }',
  ])
})

test('several samples say together what is optional and what an empty list holds', async () => {
  expect(
    await draftOf([
      { id: 1, list: [] },
      { id: 1.5, list: [[1], []], more: 'x' },
    ]),
  ).toEqual([
    '- assert-is: { expression: payload.id, type: number }',
    '- assert-is: { expression: payload.list, type: array }',
    '- each:',
    '    expression: payload.list',
    '    min: 0',
    '    steps:',
    '      - assert-is: { expression: _1, type: array }',
    '      - each:',
    '          expression: _1',
    '          min: 0',
    '          steps:',
    '            - assert-is: { expression: _2, type: integer }',
    '- assert-is: { expression: payload.more, type: string, ifExists: true }',
  ])
})

test('loops are counted from those that the draft will stand in', async () => {
  expect((await draftOf([[1]], { loops: 1, variable: 'page' })).at(-1)).toBe(
    '      - assert-is: { expression: _2, type: integer }',
  )
})

test('a map whose keys are identifiers is walked', async () => {
  const prices = { prices: { '101': { amount: 1 }, '102': { amount: 2 } } }
  expect(await draftOf([prices])).toEqual([
    '- assert-is: { expression: payload.prices, type: map }',
    '- each:',
    '    expression: payload.prices',
    '    steps:',
    '      - assert-is: { expression: _1.key, type: integer }',
    '      - assert-is: { expression: _1.value.amount, type: integer }',
  ])
  expect(await notesOf([prices])).toEqual([
    'payload.prices has identifiers as keys, so all its entries are asserted alike',
  ])
})

test.each([
  ['names', { a: { x: 1 }, b: { x: 1 } }, ['payload.a.x', 'payload.b.x']],
  ['identifiers of things that are not alike', { '1': { x: 1 }, '2': 'two' }, ["payload['1'].x", "payload['2']"]],
  ['a single identifier', { '1': { x: 1 } }, ["payload['1'].x"]],
])('a map with %s has its members asserted by name', async (_what, map, paths) => {
  const { steps } = await generateAssertions(jsonOf(map), payload)
  const found = steps.map(({ input }) => (input instanceof Map ? input.get('expression') : input))
  expect(found.filter((path) => path !== 'payload')).toEqual(paths)
})

const states = repeated(12, (at) => ({ state: at % 3 ? 'open' : 'closed', currency: 'EUR', name: `n${at}` }))

test('a map is told from lists and texts that have the same members', async () => {
  expect(await draftOf([{ a: { length: 3, '0': 'x' } }])).toEqual([
    '- assert-is: { expression: payload.a, type: map }',
    '- assert-is:',
    "    expression: payload.a['0']",
    '    type: string',
    '- assert-is: { expression: payload.a.length, type: integer }',
  ])
})

test('few texts that come often are offered as an enumeration, and one that always comes as a value', async () => {
  const { yaml, suggestions } = await generateAssertions(jsonOf(states), payload)
  expect(yaml).not.toContain('closed')
  expect(yaml).not.toContain('EUR')
  expect(suggestions).toEqual([
    {
      path: 'payload[].state',
      kind: 'enumeration',
      yaml: '- assert-in: { expression: _1.state, value: [closed, open] }\n',
    },
    { path: 'payload[].currency', kind: 'pin', yaml: '- assert-equals: { expression: _1.currency, value: EUR }\n' },
  ])
})

test('enumerations and values are asserted when that is asked for', async () => {
  const asked = (await draftOf([states], { enumerations: true, pin: true })).join('\n')
  expect(asked).toContain('- assert-in: { expression: _1.state, value: [closed, open] }')
  expect(asked).toContain('- assert-equals: { expression: _1.currency, value: EUR }')
  expect(asked).toContain('- assert-is: { expression: _1.name, type: string }')
  expect((await draftOf([states], { enumerations: true, pin: true, style: 'shape' })).at(-1)).toBe(
    '    shape: [{ state: [closed, open], currency: [EUR], name: string }]',
  )
})

test('values of several types are noted, and only their presence is asserted', async () => {
  expect(await draftOf([{ a: 1 }, { a: 'x' }])).toEqual(['- assert-exists: payload.a'])
  expect(await notesOf([{ a: 1 }, { a: 'x' }])).toEqual([
    'payload.a has values of several types (number, text), so no type is asserted',
  ])
})

test('the status comes first; a request that must expect it is told of', async () => {
  const { yaml, request } = await generateAssertions([{ status: 404, text: '{"error":"x"}', mime: '' }], payload)
  expect(yaml.split('\n')[0]).toBe('- assert: payload_response.status == 404')
  expect(request).toEqual({ expect: 404 })
  const without = await generateAssertions([{ status: 200, text: '1', mime: 'a/b+json' }], {
    ...payload,
    status: false,
  })
  expect(without).toMatchObject({
    yaml: '- assert-is: { expression: payload, type: integer }\n',
    request: {},
  })
})

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) })
const wide = Object.fromEntries(repeated(600, (at) => [`k${at}x`, [at]]))

test('what lies deeper than 20 levels is noted, and the draft passes', async () => {
  const run = await requestAgainst()
  for (const style of ['steps', 'shape'] as const) {
    const [answer] = jsonOf(nested(400))
    const { yaml, notes } = await generateAssertions([answer!], { ...payload, style })
    expect(notes).toEqual([
      {
        path: `payload${'.a'.repeat(20)}`,
        message: 'holds more than 20 levels, so what is deeper is not looked at',
      },
    ])
    expectQuiet(await run(yaml, answer!), yaml)
  }
})

test('a draft ends at 500 steps, says where, and passes', async () => {
  const run = await requestAgainst()
  for (const style of ['steps', 'shape'] as const) {
    const [answer] = jsonOf(wide)
    const { yaml, notes } = await generateAssertions([answer!], { ...payload, style, strict: true })
    expect(notes).toHaveLength(1)
    expect(notes[0]?.message).toBe('and what follows is left out: a draft has at most 500 assertions and loops')
    expect(yaml.match(/\bassert-is:|\beach:|\bk\d+x:/g)?.length).toBeLessThanOrEqual(500)
    expectQuiet(await run(yaml, answer!), yaml)
  }
})

test('every element of a long list is looked at', async () => {
  const items = repeated(20_000, (at) => (at === 19_999 ? { id: 'last' } : { id: 'x', extra: at }))
  expect(await draftOf([[...items, { id: null }]])).toEqual([
    '- assert-is: { expression: payload, type: array }',
    '- each:',
    '    expression: payload',
    '    steps:',
    '      - assert-is: { expression: _1, type: map }',
    '      - assert-is: { expression: _1.id, type: string, optional: true }',
    '      - assert-is: { expression: _1.extra, type: integer, ifExists: true }',
  ])
})
