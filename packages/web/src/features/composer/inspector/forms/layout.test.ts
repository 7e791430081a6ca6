import type { CatalogDocument, FieldDocument } from '@merlon/protocol'
import { describe, expect, test } from 'vitest'
import generated from '../../../../../../../generated/catalog.json' with { type: 'json' }
import { type FormPart, layoutOf, layoutOfObject, partKey } from './layout.ts'
import { carried, carriedFields } from './modes.ts'

const catalog = generated as unknown as CatalogDocument // what the generator writes of it

const form = (name: string, ...kept: string[]): { shown: string[]; more: string[] } => {
  const component = catalog.components.find((one) => one.name === name)!
  const { shown, more } = layoutOf(component, catalog, new Set(kept))
  const keys = (parts: readonly FormPart[]): string[] => parts.map(partKey)
  return { shown: keys(shown), more: keys(more) }
}

describe('the form of a component', () => {
  test('shows first what its examples use', () => {
    expect(form('post').shown).toEqual(['url', 'headers', 'json|body|form|multipart|graphql', 'var', 'expect'])
    expect(form('set').shown).toEqual(['var', 'value|text|object|script|vars'])
    expect(form('assert-equals').shown).toEqual(['expression', 'value', 'type'])
    expect(form('wait').shown).toEqual(['duration'])
  })

  test('has no place for steps, which are cards', () => {
    expect(form('if').shown).toEqual(['expression'])
    expect([...form('group').shown, ...form('group').more]).toEqual([])
    expect(form('parallel')).toEqual({ shown: ['max'], more: [] })
  })

  test('shows what is written', () => {
    expect(form('get').more).toContain('timeout')
    expect(form('get', 'timeout').shown).toContain('timeout')
    expect(form('get').more).toContain('json|body|form|multipart|graphql')
    expect(form('get', 'form').shown).toContain('json|body|form|multipart|graphql')
  })

  test('shows of a map inside a field what is described first, and what must be there or is written', () => {
    const inner = (name: string, ...kept: string[]): string[] => {
      const field = catalog.config.find((one) => one.name === name)!
      const object = [field, ...(field.alternatives ?? [])].find(({ role }) => role === 'object')!
      return layoutOfObject(object, new Set(kept)).shown.map(partKey)
    }
    expect(inner('auth')).toEqual(['basic|digest|bearer|oauth2|awsv4'])
    expect(inner('tls')).toEqual(['ca', 'cert', 'key', 'pfx'])
    expect(inner('tls', 'verify')).toEqual(['ca', 'cert', 'key', 'pfx', 'verify'])
  })

  test('has every field of every component exactly once', () => {
    for (const { name, fields } of catalog.components) {
      const { shown, more } = form(name)
      const held = fields.filter((field) => field.role === 'steps' || field.items?.role === 'steps')
      const names = [...shown, ...more].flatMap((key) => key.split('|'))
      expect(new Set([...names, ...held.map((field) => field.name)]), name).toEqual(
        new Set(fields.map((field) => field.name)),
      )
      expect(names).toHaveLength(new Set(names).size)
    }
  })
})

test.each<[FieldDocument['role'], unknown, FieldDocument['role'], unknown]>([
  ['value', '${payload.Token}', 'expression', 'payload.Token'],
  ['expression', 'payload.Token', 'value', '${payload.Token}'],
  ['value', 'ann', 'expression', '"ann"'],
  ['value', 3, 'expression', '3'],
  ['expression', 'a + b', 'script', 'return a + b'],
  ['script', 'return a + b', 'template', '${a + b}'],
  ['script', 'const a = 1\nreturn a', 'value', undefined],
  ['template', 'Hello ${name}', 'value', 'Hello ${name}'],
  ['template', 'Hello ${name}', 'expression', undefined],
  ['value', { a: 1 }, 'template', undefined],
  ['value', 401, 'template', '401'],
  ['expression', '{ a: 1 }', 'value', undefined],
])('as %s %j becomes, as %s, %j', (from, value, to, expected) => {
  expect(carried(value, from, to)).toEqual(expected)
})

test('of a map, another form keeps what it has a field for as well', () => {
  const auth = catalog.config.find(({ name }) => name === 'auth')!.alternatives!.find(({ role }) => role === 'object')!
  const kind = (name: string): FieldDocument => auth.fields!.find((one) => one.name === name)!
  const user = { username: 'ann', password: 'open-sesame' }
  expect(carriedFields(user, kind('digest'))).toEqual(user)
  expect(carriedFields({ region: 'eu', ...user }, kind('oauth2'))).toEqual(user)
  expect(carriedFields(user, kind('awsv4'))).toBe(undefined)
  expect(carriedFields('a token', kind('basic'))).toBe(undefined)
})
