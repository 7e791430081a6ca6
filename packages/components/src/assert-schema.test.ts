import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastStep, mistakesIn, runYaml } from './test/engine.ts'
import { folderWith } from './test/folder.ts'
import { element, exact } from './test/values.ts'
import { reportsOf, verdicts } from './test/verdicts.ts'

const quoted = (schema: unknown): string => JSON.stringify(JSON.stringify(schema).replaceAll('${', '\\${'))
const against = (schema: unknown, more = ''): string =>
  `- assert-schema: { expression: it.value, body: ${quoted(schema)}${more} }`

/** The schema that only values of the same make fit: types, keys, and what each scalar is. */
function schemaOf(value: unknown): unknown {
  if (Array.isArray(value))
    return {
      type: 'array',
      minItems: value.length,
      maxItems: value.length,
      ...(value.length === 0 ? {} : { items: value.map(schemaOf) }),
    }
  if (typeof value !== 'object' || value === null) return { const: value }
  const members = Object.entries(value)
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([key, member]) => [key, schemaOf(member)])),
    required: members.map(([key]) => key),
    additionalProperties: false,
  }
}

// Ajv passes over a property named `__proto__`.
const keys = fc.string({ maxLength: 4 }).filter((key) => key !== '__proto__')
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.oneof(fc.string({ maxLength: 4 }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
  ),
})).value
const structure = fc.dictionary(keys, json, { minKeys: 1, maxKeys: 3 })

/** All values that differ from a value in one place. */
function mutants(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const changed = value.flatMap((item, at) => mutants(item).map((one) => value.with(at, one)))
    return [[...value, 1], ...(value.length > 0 ? [value.slice(1)] : []), {}, ...changed]
  }
  if (typeof value === 'string') return [`${value}x`, null]
  if (typeof value === 'number') return [value + 1, String(value)]
  if (typeof value === 'boolean') return [!value, String(value)]
  if (value === null) return ['null', {}]
  const entries = Object.entries(value as object)
  return entries.flatMap(([key, member]) => {
    const others = entries.filter(([other]) => other !== key)
    const changed = mutants(member).map((one) => Object.fromEntries([...others, [key, one]]))
    return [Object.fromEntries(others), { ...(value as object), [`${key} more`]: 1 }, ...changed]
  })
}

describe('assert-schema', () => {
  test('a value fits the schema that is read off it, and with any change in it no longer', async () => {
    await fc.assert(
      fc.asyncProperty(structure, async (value) => {
        const line = against(schemaOf(value))
        expect(await verdicts([line], value)).toEqual(['passed'])
        const changed = mutants(value).filter((one) => JSON.stringify(one) !== JSON.stringify(value))
        for (const one of changed.slice(0, 12)) expect([one, await verdicts([line], one)]).toEqual([one, ['failed']])
      }),
      { numRuns: 40 },
    )
  })

  test('lists every mismatch with its path, in words of its own', async () => {
    const schema = {
      type: 'object',
      required: ['id'],
      properties: {
        status: { enum: ['open', 'closed'] },
        items: {
          minItems: 3,
          items: { properties: { price: { type: 'number', minimum: 1 }, sku: { pattern: '^P-' } } },
        },
        mail: { format: 'email' },
      },
      additionalProperties: false,
    }
    const [report] = await reportsOf([against(schema)], {
      status: 'half',
      items: [{ price: 'free', sku: 'Q-1' }, { price: 0 }],
      mail: 'ann',
      more: 1,
    })
    expect(report?.message).toMatch(/, and 7 more$/)
    expect(report?.diff?.map(({ path, kind }) => `${path} ${kind}`).toSorted()).toEqual([
      'id missing',
      'items changed',
      'items[0].price type',
      'items[0].sku changed',
      'items[1].price changed',
      'mail changed',
      'more added',
      'status changed',
    ])
  })

  test.each<[schema: unknown, value: unknown, message: string]>([
    [{ items: { type: 'integer' } }, ['x'], '`it.value[0]` is "x", not integer'],
    [{ type: ['string', 'null'] }, 5, '`it.value` is 5, not string or null'],
    [{ required: ['a'] }, {}, '`it.value.a` is missing'],
    [{ items: { minimum: 3 } }, [5, 2], '`it.value[1]` is 2, and must be at least 3'],
    [{ exclusiveMaximum: 3 }, 3, '`it.value` is 3, and must be less than 3'],
    [{ minLength: 3 }, 'ab', '`it.value` is a text, and not one that holds JSON'],
    [{ properties: { a: { maxLength: 1 } } }, { a: 'ab' }, '`it.value.a` has 2 characters, and must have at most 1'],
    [{ maxItems: 0 }, [1], '`it.value` has 1 item, and must have at most 0'],
    [{ uniqueItems: true }, [1, 1], '`it.value` holds an item twice'],
    [{ properties: { a: false } }, { a: 1 }, '`it.value.a` is 1, and nothing may stand there'],
    [{ additionalProperties: false }, { 'odd key': 1 }, "`it.value['odd key']` is not in the schema"],
    [{ const: 1 }, 2, '`it.value` is 2, not 1'],
    [{ multipleOf: 2 }, 3, '`it.value` is 3, and must be a multiple of 2'],
    [{ properties: { a: { format: 'uuid' } } }, { a: 'x' }, '`it.value.a` is "x", which is not in the format uuid'],
    [
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      1,
      '`it.value` is 1, which fits none of the schemas of `anyOf`',
    ],
    [{ oneOf: [{}, {}] }, 1, '`it.value` is 1, which fits more than one of the schemas of `oneOf`'],
    [{ not: {} }, 1, '`it.value` is 1, which fits the schema that it must not fit'],
    [{ dependencies: { a: ['b'] } }, { a: 1 }, '`it.value.b` is missing, and `a` asks for it'],
    [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, "`it.value` has a member 'ab', a name that may not be"],
    [{ contains: { const: 1 } }, [2], '`it.value` holds too few or too many of the items that it must contain'],
  ])('%j of %j says so', async (schema, value, message) => {
    const [report] = await reportsOf([against(schema)], value)
    expect(report?.status).toBe('failed')
    expect(report?.message).toContain(message)
  })

  test('a text is read as JSON first, and one that is none fails, negated or not', async () => {
    expect(await verdicts([against({ type: 'object' })], '{"a":1}')).toEqual(['passed'])
    expect(await verdicts([against({ type: 'string' }), against({ type: 'string' }, ', not: true')], 'a')).toEqual([
      'failed',
      'failed',
    ])
  })

  test('an element of XML is no JSON, and is told so', async () => {
    const [report] = await reportsOf([against(true)], { a: element('b', '1') })
    expect(report?.message).toContain('holds XML')
    expect(await verdicts([against(true), against(true, ', not: true')], [element('b', '1'), 1])).toEqual([
      'failed',
      'failed',
    ])
  })

  test('a number with more digits than a double holds is a number, and that it was rounded is said', async () => {
    const lines = [against({ type: 'integer', minimum: 5 }), against({ type: 'string' })]
    for (const one of [exact('12345678901234567891'), exact('1e400')]) {
      const [fitting, other] = await reportsOf(lines, one)
      expect([fitting?.status, other?.status]).toEqual(['passed', 'failed'])
      expect(fitting?.notices).toEqual([expect.stringContaining('nearest number')])
    }
  })

  test('a pattern that would take for ever on the value ends', { timeout: 10_000 }, async () => {
    const schema = { properties: { a: { pattern: '^(a+)+$' } } }
    expect(await verdicts([against(schema)], { a: `${'a'.repeat(40_000)}!` })).toEqual(['failed'])
  })

  test('a value or schema without end is a failed step', async () => {
    let deep: unknown = 1
    for (let at = 0; at < 10_000; at += 1) deep = [deep]
    const [report] = await reportsOf([against({ items: { $ref: '#' } })], deep)
    expect(report?.message).toContain('nests deeper than')
    const [other] = await reportsOf([against({ anyOf: [{ $ref: '#' }] }, ', not: true')], 1)
    expect([other?.status, other?.message]).toEqual(['failed', expect.stringContaining('without end')])
  })

  test('the schema may stand in a file, as JSON or YAML, or come from variables', async () => {
    const folder = folderWith({ 'a.json': '{ "type": "object" }', 'b.yaml': 'type: object\nrequired: [a]\n' })
    const run = async (line: string): Promise<(string | undefined)[]> => {
      const { steps } = await runYaml(line, { folder, variables: { it: { a: 1 }, kind: 'b.yaml', type: 'array' } })
      return steps.map(({ status }) => status)
    }
    expect(await run('- assert-schema: { expression: it, file: a.json }')).toEqual(['passed'])
    expect(await run('- assert-schema: { expression: it, file: "${kind}" }')).toEqual(['passed'])
    expect(await run(`- assert-schema: { expression: it, body: '{ "type": "\${type}" }' }`)).toEqual(['failed'])
    expect(await run(`- assert-schema: { expression: it, body: "\${nobody}" }`)).toEqual(['failed'])
    expect(await run('- assert-schema: { expression: it, file: "${kind}x" }')).toEqual(['failed'])
  })

  test('what is wrong with a schema is known before anything runs', async () => {
    const folder = folderWith({ 'bad.yaml': 'type: strng\n', 'odd.json': '{ "type": ' })
    const mistakes = (fields: string): Promise<string[]> =>
      mistakesIn(`- assert-schema: { expression: it, ${fields} }`, { folder })
    expect(await mistakes(`body: '{ "type": "strng" }'`)).toEqual(['`type` in the schema cannot be "strng"'])
    expect(await mistakes(`body: '{ "type": }'`)).toEqual([expect.stringContaining('the schema is not JSON')])
    expect(await mistakes(`body: '{ "$ref": "http://example.com/a" }'`)).toEqual([
      "the schema refers to 'http://example.com/a', which is not in it",
    ])
    expect(await mistakes('file: bad.yaml')).toEqual(['bad.yaml: `type` in the schema cannot be "strng"'])
    expect(await mistakes('file: odd.json')).toEqual([expect.stringContaining('odd.json: the schema is not JSON')])
    expect(await mistakes(`body: 'true', file: bad.yaml`)).not.toEqual([])
    expect(await mistakes('level: warning')).not.toEqual([])
  })

  test('the older name is the same assertion', async () => {
    const step = await lastStep(`- assert-valid-jsonschema: { expression: "1", body: '{ "type": "string" }' }`)
    expect([step.component, step.status]).toEqual(['assert-schema', 'failed'])
  })
})
