import type { SchemaMismatch } from '@merlon/engine'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameItems } from './equality.ts'
import { openSchemas } from './schemas.ts'

const schemas = openSchemas()

async function check(schema: unknown, value: unknown): Promise<readonly SchemaMismatch[]> {
  const compiled = await schemas.compile(schema)
  if ('problem' in compiled) throw new Error(compiled.problem)
  const verdict = compiled.check(value)
  if ('problem' in verdict) throw new Error(verdict.problem)
  return verdict.mismatches
}

const fits = async (schema: unknown, value: unknown): Promise<boolean> => (await check(schema, value)).length === 0

async function problemOf(schema: unknown): Promise<string | undefined> {
  const compiled = await schemas.compile(schema)
  return 'problem' in compiled ? compiled.problem : undefined
}

async function nested(depth: number, key: string): Promise<unknown> {
  let value: unknown = true
  for (let at = 0; at < depth; at += 1) value = { [key]: value }
  return value
}

const DRAFTS = {
  '04': 'http://json-schema.org/draft-04/schema#',
  '06': 'http://json-schema.org/draft-06/schema#',
  '07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
}

describe('drafts', () => {
  test.each([
    ['07', { prefixItems: [{ type: 'string' }] }],
    ['07', { unevaluatedProperties: false }],
    ['07', { dependentRequired: { a: ['b'] } }],
    ['04', { allOf: [{ items: { contains: { const: 1 }, minContains: 2 } }] }],
    ['06', { $recursiveRef: '#' }],
    ['2019-09', { properties: { a: { prefixItems: [false] } } }],
  ] as const)('%s refuses what only a later one would check: %j', async (draft, schema) => {
    const compiled = await schemas.compile({ $schema: DRAFTS[draft], ...schema })
    expect(compiled).toMatchObject({
      problem: expect.stringContaining(`is no keyword of draft ${draft}`),
      help: expect.stringContaining('draft/2020-12'),
    })
  })

  test('a property or a definition may have the name of a later keyword', async () => {
    const schema = { properties: { prefixItems: { type: 'string' } }, definitions: { minContains: {} } }
    expect(await fits(schema, { prefixItems: 1 })).toBe(false)
    expect(await fits({ const: { prefixItems: [1] } }, { prefixItems: [1] })).toBe(true)
  })

  test('a `$dynamicRef` and a `$recursiveRef` lead to the whole schema', async () => {
    const dynamic = { $schema: DRAFTS['2020-12'], $dynamicAnchor: 'it', type: 'object' }
    expect(
      await fits(
        { ...dynamic, $ref: '#/$defs/a', $defs: { a: { properties: { b: { $dynamicRef: '#it' } } } } },
        { b: 1 },
      ),
    ).toBe(false)
    const recursive = { $schema: DRAFTS['2019-09'], $recursiveAnchor: true, type: 'object' }
    expect(await fits({ ...recursive, properties: { b: { $recursiveRef: '#' } } }, { b: 1 })).toBe(false)
  })

  test('`$schema` chooses the draft, and where it does not, 07 holds', async () => {
    const draft4 = { maximum: 5, exclusiveMaximum: true }
    expect(await fits({ $schema: DRAFTS['04'], ...draft4 }, 5)).toBe(false)
    expect(await problemOf(draft4)).toContain('`exclusiveMaximum`')
    const tuple = { prefixItems: [{ type: 'string' }] }
    expect(await fits({ $schema: DRAFTS['2020-12'], ...tuple }, [1])).toBe(false)
    expect(await fits({ $schema: DRAFTS['2019-09'], dependentRequired: { a: ['b'] } }, { a: 1 })).toBe(false)
    expect(await fits({ $schema: DRAFTS['06'], const: 1 }, 2)).toBe(false)
    expect(await fits({ if: { const: 1 }, else: false }, 2)).toBe(false)
    expect(await fits({ $schema: 'https://example.com/of-our-own', if: { const: 1 }, else: false }, 2)).toBe(false)
  })

  test('an `id` from before draft 06 is no obstacle', async () => {
    expect(await fits({ id: 'http://example.com/a.json', type: 'string' }, 'a')).toBe(true)
  })

  test('what only OpenAPI knows is ignored', async () => {
    const schema = { type: 'string', nullable: true, discriminator: { propertyName: 'kind' }, example: 1, xml: {} }
    expect(await fits(schema, 'a')).toBe(true)
    expect(await fits(schema, null)).toBe(false)
    expect(await fits({ nullable: true }, null)).toBe(true)
  })
})

describe('references', () => {
  test.each([
    ['a pointer', { definitions: { n: { type: 'number' } }, properties: { a: { $ref: '#/definitions/n' } } }],
    ['the root', { properties: { a: { type: 'number' }, b: { $ref: '#' } } }],
    [
      'an `$id`',
      { $id: 'https://example.com/s', $defs: { n: { $id: 'n', type: 'number' } }, properties: { a: { $ref: 'n' } } },
    ],
    [
      'an `$anchor`',
      { $schema: DRAFTS['2020-12'], $defs: { n: { $anchor: 'n', type: 'number' } }, properties: { a: { $ref: '#n' } } },
    ],
  ])('%s inside the schema is followed', async (_, schema) => {
    expect(await fits(schema, { a: 1, b: { a: 1 } })).toBe(true)
    expect(await fits(schema, { a: 'x' })).toBe(false)
  })

  test('outside the schema none is, and that is said', async () => {
    expect(await problemOf({ $ref: 'https://example.com/other.json' })).toBe(
      "the schema refers to 'https://example.com/other.json', which is not in it",
    )
    expect(await problemOf({ $ref: '#/definitions/none' })).toContain('#/definitions/none')
  })

  test('two schemas may have the same `$id`', async () => {
    expect(await fits({ $id: 'https://example.com/same', type: 'string' }, 1)).toBe(false)
    expect(await fits({ $id: 'https://example.com/same', type: 'number' }, 1)).toBe(true)
  })
})

describe('formats', () => {
  test.each([
    ['date', '2024-02-29', '2023-02-29'],
    ['date-time', '2024-02-29T10:00:00Z', '2024-02-29'],
    ['email', 'ann@example.com', 'ann'],
    ['uri', 'https://example.com/a', 'a b'],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123e4567'],
    ['ipv4', '127.0.0.1', '127.0.0.256'],
    ['regex', '^a+$', '('],
    ['json-pointer', '/a/0', 'a'],
  ])('%s is checked', async (format, right, wrong) => {
    expect(await fits({ format }, right)).toBe(true)
    expect(await fits({ format }, wrong)).toBe(false)
  })

  test('one that is not known is ignored', async () => {
    expect(await fits({ format: 'iban' }, 'x')).toBe(true)
  })
})

describe('what may be hostile ends in a clear answer', () => {
  const long = 'a'.repeat(50_000)

  test('a pattern that would take for ever', { timeout: 5_000 }, async () => {
    expect(await fits({ pattern: '^(a+)+$' }, `${long}!`)).toBe(false)
    expect(await fits({ pattern: '^(a+)+$' }, long)).toBe(true)
    expect(await fits({ patternProperties: { '^(a|aa)+$': false } }, { [`${long}!`]: 1 })).toBe(true)
  })

  test('texts that no format was made for', { timeout: 10_000 }, async () => {
    const formats = [
      'date-time',
      'duration',
      'uri',
      'uri-reference',
      'url',
      'email',
      'hostname',
      'ipv6',
      'regex',
      'byte',
      'uri-template',
    ]
    for (const format of formats)
      for (const text of [
        `${long}!`,
        `${'1:'.repeat(30_000)}!`,
        `a@${'a.'.repeat(20_000)}`,
        `http://${'a-'.repeat(20_000)}`,
        `${'('.repeat(3_000)}`,
      ])
        expect(typeof (await fits({ format }, text))).toBe('boolean')
  })

  test('a schema or value that nests too deeply', async () => {
    expect(await problemOf(await nested(5_000, 'not'))).toContain('deeper than 100 levels')
    const compiled = await schemas.compile({ properties: { a: { $ref: '#' } } })
    expect('check' in compiled && compiled.check(await nested(5_000, 'a'))).toEqual({
      problem: 'the value nests deeper than 300 levels',
    })
  })

  test('a schema that refers to itself without end', async () => {
    const compiled = await schemas.compile({ allOf: [{ $ref: '#' }] })
    expect('check' in compiled && compiled.check(1)).toEqual({ problem: 'the schema refers to itself without end' })
  })

  test('references that multiply', { timeout: 20_000 }, async () => {
    const definitions: Record<string, unknown> = { d0: { type: 'string' } }
    for (let at = 1; at <= 40; at += 1)
      definitions[`d${at}`] = { allOf: [{ $ref: `#/definitions/d${at - 1}` }, { $ref: `#/definitions/d${at - 1}` }] }
    const compiled = await schemas.compile({ definitions, $ref: '#/definitions/d40' })
    expect('check' in compiled && compiled.check('a')).toEqual({
      problem: expect.stringContaining('too many steps') as string,
    })
  })

  test('names that mean something to the machine are names', async () => {
    expect(await fits({ required: ['toString'] }, {})).toBe(false)
    expect(await fits({ required: ['__proto__'] }, {})).toBe(false)
    expect(await fits({ const: { valueOf: 1 } }, { valueOf: 1 })).toBe(true)
    const quote = '"]; throw new Error("ran"); //`${1}\\'
    const schema = {
      properties: { [quote]: { type: 'string', pattern: 'x"/\\]', const: quote } },
      required: [quote],
      title: quote,
      [quote]: quote,
    }
    expect(await fits(schema, { [quote]: 1 })).toBe(false)
  })

  test('long lists of items that must all differ', { timeout: 5_000 }, async () => {
    const items = Array.from({ length: 100_000 }, (_, at) => ({ at }))
    expect(await fits({ uniqueItems: true }, items)).toBe(true)
    expect(await fits({ uniqueItems: true }, [...items, { at: 7 }])).toBe(false)
  })

  test('a large value that is wrong everywhere names the first place', async () => {
    const compiled = await schemas.compile({ items: { type: 'string' } })
    const verdict = 'check' in compiled && compiled.check(Array.from({ length: 100_000 }, () => 1))
    expect(verdict).toMatchObject({ more: true, mismatches: [{ path: '[0]', keyword: 'type' }] })
  })
})

describe('mismatches', () => {
  test('are all listed, each with its path', async () => {
    const item = { required: ['id'], properties: { id: {}, price: { type: 'number' } }, additionalProperties: false }
    const schema = { properties: { items: { items: item }, 'odd key': { enum: ['a'] } } }
    const found = await check(schema, {
      items: [
        { id: 1, price: 1 },
        { price: 'x', more: 1 },
      ],
      'odd key': 'b',
    })
    expect(found.map(({ path, keyword }) => `${path} ${keyword}`).toSorted()).toEqual([
      "['odd key'] enum",
      'items[1].id required',
      'items[1].more additionalProperties',
      'items[1].price type',
    ])
  })

  test('of a choice do not repeat each branch, and keep what lies deeper', async () => {
    const schema = {
      properties: { a: { anyOf: [{ type: 'null' }, { properties: { b: { type: 'string' } }, type: 'object' }] } },
    }
    expect((await check(schema, { a: 1 })).map(({ keyword }) => keyword)).toEqual(['anyOf'])
    expect((await check(schema, { a: { b: 1 } })).map(({ path }) => path).toSorted()).toEqual(['a', 'a.b'])
  })
})

test.each<[string, object]>([
  ['`unevaluatedItems` beside `contains`', { unevaluatedItems: false, contains: { const: 1 } }],
  ['beside a choice that describes `items`', { unevaluatedItems: false, anyOf: [{ items: { type: 'string' } }, true] }],
  ['beside an `if` without `then`', { unevaluatedProperties: false, allOf: [{ if: { required: ['a'] }, else: true }] }],
  ['among several `$id`s', { $dynamicAnchor: 'a', $defs: { b: { $id: 'b', items: { $dynamicRef: '#a' } } } }],
  ['another place than a `$dynamicAnchor` of the whole schema', { $dynamicRef: '#/$defs/a', $defs: { a: false } }],
  ['another place', { $dynamicRef: '#b', $defs: { b: { $dynamicAnchor: 'b', type: 'string' } } }],
  [
    'without `$recursiveAnchor: true`',
    { $schema: DRAFTS['2019-09'], $ref: '#/$defs/a', $defs: { a: { properties: { b: { $recursiveRef: '#' } } } } },
  ],
  ['a property named `__proto__`', JSON.parse('{ "properties": { "__proto__": { "type": "string" } } }') as object],
])('a schema of which part would be overlooked is refused: %s', async (message, schema) => {
  expect(await problemOf({ $schema: DRAFTS['2020-12'], ...schema })).toContain(message)
})

test('what is evaluated elsewhere counts where that can be followed', async () => {
  const $schema = DRAFTS['2020-12']
  const items = { $schema, allOf: [{ prefixItems: [{ type: 'string' }] }], unevaluatedItems: false }
  expect([await fits(items, ['a']), await fits(items, ['a', 1])]).toEqual([true, false])
  const members = { $schema, anyOf: [{ properties: { a: true }, required: ['a'] }, true], unevaluatedProperties: false }
  expect([await fits(members, { a: 1 }), await fits(members, { b: 1 })]).toEqual([true, false])
})

test('a schema that is none says where and why', async () => {
  expect(await problemOf({ properties: { id: { type: 'strng' } } })).toBe(
    '`properties.id.type` in the schema cannot be "strng"',
  )
  expect(await problemOf({ required: 'id' })).toContain('`required`')
  expect(await problemOf({ pattern: '(' })).toBeDefined()
  expect(await problemOf([])).toContain('an empty list')
  expect(await problemOf('x')).toBeDefined()
})

const json = fc.jsonValue({ maxDepth: 3 })

test('a value is equal to itself only, whatever the order of its keys', async () => {
  /** The same with its keys in another order. */
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, member]) => [key, turned(member)] as const)
        .reverse(),
    )
  }
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown
  await fc.assert(
    fc.asyncProperty(json, json, async (one, other) => {
      expect(await fits({ const: plain(one) }, turned(plain(one)))).toBe(true)
      expect(await fits({ enum: [plain(one)] }, { held: plain(one) })).toBe(false)
      expect(sameItems([plain(one), { held: plain(other) }, turned(plain(one))])).toEqual([0, 2])
    }),
    { numRuns: 100 },
  )
})

test('a schema that the library can check and not list all mistakes of still tells the first', async () => {
  const schema = {
    $schema: DRAFTS['2020-12'],
    type: 'number',
    oneOf: [{ properties: { a: { const: 1 } } }, { type: 'array' }],
    patternProperties: { a: { type: 'object' } },
  }
  expect(await check(schema, { a: { a: true }, b: 1 })).toMatchObject([{ path: '', keyword: 'type', wanted: 'number' }])
  expect(await fits({ ...schema, type: 'object' }, { b: 1 })).toBe(true)
})
