import { describe, expect, test } from 'vitest'
import { createCatalog } from '../catalog.ts'
import { defineComponent, passed } from '../component.ts'
import { alsoKnownAs, field, hidden, orElse, primary, required } from '../fields.ts'
import { catalogDocument } from './catalog-document.ts'
import { testSchema } from './file-schemas.ts'
import { fieldSchema, wordsOf, writtenDefault } from './roles.ts'
import { shareFields } from './share.ts'

const knock = defineComponent({
  name: 'knock',
  title: 'Knock',
  summary: 'Knocks on a door.',
  category: 'flow',
  kind: 'action',
  fields: {
    door: alsoKnownAs(required(primary(field.template('Which door'))), 'gate'),
    pause: orElse(field.milliseconds('Between two knocks'), 1500),
    manner: field.choice(['loud', '2'], 'How'),
    older: hidden(field.boolean('The older spelling')),
    visitor: field.object(
      { name: required(field.text('Who')), gifts: field.list(field.text('A gift'), 'What they bring') },
      'Who knocks',
    ),
  },
  configurable: { patience: orElse(field.duration('How long to wait'), 120_000) },
  examples: [],
  older: { names: ['rap'] },
  label: () => 'knock',
  run: () => passed,
})
const catalog = createCatalog([knock], [])

describe('the catalog as a document', () => {
  const document = catalogDocument(catalog)
  const [component] = document.components
  const fieldNamed = (name: string) => component?.fields.find((one) => one.name === name)

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  })

  test('names fields in written order and leaves hidden ones out', () => {
    expect(component?.fields.map(({ name }) => name)).toEqual(['door', 'pause', 'manner', 'visitor'])
  })

  test('says what a form has to know of a field', () => {
    expect(fieldNamed('door')).toEqual({
      name: 'door',
      role: 'template',
      summary: 'Which door',
      takes: 'text, which may hold `${ }`',
      required: true,
      primary: true,
      aliases: ['gate'],
    })
    expect(fieldNamed('manner')).toMatchObject({ role: 'choice', options: ['loud', '2'] })
  })

  test('writes defaults as a test would', () => {
    expect(fieldNamed('pause')).toMatchObject({ role: 'duration', bare: 'ms', default: '1500ms' })
    expect(document.config.find(({ name }) => name === 'patience')).toMatchObject({ default: '2min' })
  })

  test('holds the fields inside a field', () => {
    const visitor = fieldNamed('visitor')
    expect(visitor?.fields?.map(({ name, role }) => [name, role])).toEqual([
      ['name', 'text'],
      ['gifts', 'list'],
    ])
    expect(visitor?.fields?.[1]?.items).toMatchObject({ role: 'text', summary: 'A gift' })
  })

  test('knows older names', () => {
    expect(component?.olderNames).toEqual(['rap'])
  })
})

describe('a role', () => {
  test('is said in words, inner ones included', () => {
    expect(wordsOf(field.map(field.whole('A number', { least: 1, most: 9 }), 'Numbers').spec)).toBe(
      'a map of names to a whole number from 1 up to 9',
    )
    expect(
      wordsOf(field.either([field.choice(['none'], 'Nothing'), field.file('A file')], 'A file or nothing').spec),
    ).toBe('`none`; or a path below `files/`')
  })

  test('offers a choice in each way in which YAML may read it', () => {
    expect(fieldSchema(field.choice(['1.1', '2', 'true', 'auto', ''], 'One of them'))).toMatchObject({
      enum: ['1.1', 1.1, '2', 2, 'true', true, 'auto', ''],
    })
  })

  test.each([
    [250, '250ms'],
    [1000, '1s'],
    [90_000, '90s'],
    [60_000, '1min'],
    [0, '0ms'],
  ])('writes a default duration of %i ms as %s', (ms, text) => {
    expect(writtenDefault(orElse(field.duration('A while'), ms))).toBe(text)
  })
})

describe('the schema of a test', () => {
  const text = JSON.stringify(testSchema(catalog))

  test('knows older names, other spellings and hidden fields, and suggests none of them', () => {
    for (const name of ['rap', 'gate', 'older'])
      expect(text).toMatch(
        new RegExp(`"${name}":\\{[^{}]*(?:\\{[^{}]*\\}[^{}]*|\\[[^\\]]*\\][^{}]*)*"doNotSuggest":true`),
      )
  })

  test('describes each field', () => {
    for (const summary of ['Which door', 'Between two knocks', 'A gift', 'How long to wait'])
      expect(text).toContain(`"description":"${summary}"`)
  })
})

describe('a large field in several places', () => {
  const large = {
    description: 'Large',
    type: 'object',
    properties: { inner: { enum: Array.from({ length: 100 }, (_, at) => `option ${at}`) } },
  }
  const other = { description: 'Small', type: 'string' }
  const given = {
    properties: { a: large, small: other },
    definitions: { one: { properties: { a: large, small: other } }, 'field-a': { type: 'null' } },
  }
  const shared = shareFields(given)
  const definitions = shared.definitions as Record<string, unknown>

  test('is said once, under a name that is free', () => {
    expect(shared.properties).toEqual({ a: { description: 'Large', $ref: '#/definitions/field-a-2' }, small: other })
    expect(definitions.one).toEqual(shared.properties === undefined ? undefined : { properties: shared.properties })
    expect(definitions['field-a']).toEqual({ type: 'null' })
    expect(JSON.stringify(shared).match(/option 99/g)).toHaveLength(1)
  })

  test('says the same with every reference filled in', () => {
    const filled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(filled)
      if (typeof value !== 'object' || value === null) return value
      const { $ref } = value as { $ref?: string }
      if ($ref !== undefined) return filled(definitions[$ref.replace('#/definitions/', '')])
      return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, filled(inside)]))
    }
    expect(filled({ ...shared, definitions: {} })).toEqual({ ...given, definitions: {} })
  })
})
