import { eachOutlineStep, outlineOf, parsePayload, pathsOf, readYaml, shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import generated from '../../../../../generated/catalog.json' with { type: 'json' }
import { assertionsFor, assertionYaml, canReachAny, keeperOf, keepings, keepStep, patternFor } from './writing.ts'

const catalog = generated as unknown as CatalogDocument // what the generator writes of it

const body = {
  Token: 'USERTOKEN12',
  Status: 401,
  ok: true,
  nothing: null,
  link: 'https://shop.example/a',
  items: [
    { id: 1, sku: 'P-17' },
    { id: 2, sku: 'P-18' },
  ],
}

const labels = (value: unknown): string[] => assertionsFor(catalog, value).map(({ label }) => label)

describe('keeping a value', () => {
  test('is done by the component that gives a variable any value', () => {
    expect(keeperOf(catalog)?.component.name).toBe('set')
  })

  test('writes the expression as text, and marks a secret', () => {
    expect(keepStep(catalog, 'access_token', 'payload.Token', true)).toBe(
      '- set:\n    var: access_token\n    value: ${payload.Token}\n    secret: true\n',
    )
    expect(keepStep(catalog, 'id', 'payload.items[0].id', false)).toBe(
      '- set:\n    var: id\n    value: ${payload.items[0].id}\n',
    )
  })

  test('of something in a list can be of this item, of each, or of any', () => {
    expect(keepings(pathsOf('payload', body, ['items', 1, 'id'])).map(({ expression }) => expression)).toEqual([
      'payload.items[1].id',
      'payload.items.map(item => item.id)',
      'payload.items.pick().id',
    ])
    expect(keepings(pathsOf('payload', body, ['Token']))).toHaveLength(1)
  })
})

describe('what can be said of a value', () => {
  test.each<[unknown, string[]]>([
    [
      401,
      [
        'Exists',
        'Equals 401',
        'Is an integer',
        'Greater than 401',
        'Is one of [401]',
        'Less than 401',
        'Is a float',
        'Is a number',
      ],
    ],
    [true, ['Exists', 'Equals true', 'Is a boolean', 'Is one of [true]']],
    [null, ['Equals null', 'Is a null']],
  ])('of %j', (value, expected) => {
    expect(labels(value)).toEqual(expected)
  })

  test('of a text: its format before that it is a text', () => {
    const said = labels('https://shop.example/a')
    expect(said.slice(0, 3)).toEqual(['Exists', 'Equals "https://shop.example/a"', 'Is a url'])
    expect(said).toContain('Contains "https://shop.example/a"')
    expect(said).toContain('Is a string')
    expect(said.some((label) => label.startsWith('Greater'))).toBe(false)
  })

  test('of a list: its length, and what holds of it as a whole', () => {
    const said = labels([1, 2])
    expect(said).toContain('Length 2')
    expect(said).toContain('Is sorted')
    expect(said).toContain('Has no repeats')
    expect(said).toContain('Is an array')
  })
})

describe('the steps', () => {
  const paths = pathsOf('payload', body, ['items', 0, 'id'])
  const equals = assertionsFor(catalog, 1).find(({ component }) => component === 'assert-equals')!
  const exists = assertionsFor(catalog, 1).find(({ component }) => component === 'assert-exists')!

  test('speak of this value, of each item in a loop, or of any item', () => {
    const yaml = (reach: 'this' | 'each' | 'any'): string => assertionYaml(catalog, equals, { paths, value: 1, reach })
    expect(yaml('this')).toBe('- assert-equals:\n    expression: payload.items[0].id\n    value: 1\n')
    expect(yaml('each')).toBe(
      '- each:\n    expression: payload.items\n    steps:\n      - assert-equals: { expression: _1.id, value: 1 }\n',
    )
    expect(yaml('any')).toBe('- assert: payload.items.some(item => item.id == 1)\n')
  })

  test('are short where nothing else is to be said', () => {
    expect(
      assertionYaml(catalog, exists, { paths: pathsOf('payload', body, ['Token']), value: '', reach: 'this' }),
    ).toBe('- assert-exists: payload.Token\n')
  })

  test('say a text as it is, also where it looks like a template', () => {
    const said = assertionsFor(catalog, 'a ${b}').find(({ component }) => component === 'assert-equals')!
    expect(
      assertionYaml(catalog, said, { paths: pathsOf('payload', body, ['Token']), value: 'a ${b}', reach: 'this' }),
    ).toContain('value: a \\${b}\n')
  })

  test('say of any item only what a condition can say', () => {
    expect(canReachAny(catalog, equals, 1)).toBe(true)
    expect(canReachAny(catalog, exists, 1)).toBe(false)
  })

  test('are sound for whatever a response holds', async () => {
    const shapes = shapesOf(catalog)
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (value) => {
        const read = await parsePayload('json', JSON.stringify({ list: [{ 'a-b': value }] }))
        const paths = pathsOf('payload', 'value' in read ? read.value : undefined, ['list', 0, 'a-b'])
        for (const assertion of assertionsFor(catalog, value))
          for (const reach of ['this', 'each'] as const) {
            const yaml = assertionYaml(catalog, assertion, { paths, value, reach })
            expect(readYaml({ path: '', text: yaml }).diagnostics, yaml).toEqual([])
            const steps = eachOutlineStep(outlineOf(yaml, shapes, { kind: 'snippet' }))
            expect(steps.at(-1)?.component).toBe(assertion.component)
          }
      }),
    )
  })
})

test('a pattern made from a text matches it, whatever is in it', () => {
  expect(patternFor('P-17')).toBe('^P-\\d+$')
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (!text.includes('\n')) expect(new RegExp(patternFor(text), 's').test(text)).toBe(true)
    }),
  )
})
