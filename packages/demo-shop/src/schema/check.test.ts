import { expect, test } from 'vitest'
import { integer, list, map, object, text } from './build.ts'
import { mismatches } from './check.ts'

const schema = object({
  id: integer({ minimum: 1 }),
  'tags?': list(text({ minLength: 1 }), { minItems: 1 }),
  'at?': text({ format: 'date-time' }),
  'link?': text({ format: 'uri' }),
  'kind?': text({ enum: ['a', 'b'] }),
  'counts?': map(integer()),
})

test.each([
  { id: 1 },
  { id: 2, tags: ['x'], at: '2026-01-01T00:00:00Z', link: 'https://a.example/', kind: 'b', counts: { x: 0 } },
  { id: 3, other: true },
])('%j follows the schema', (value) => {
  expect(mismatches(schema, value, 'it')).toEqual([])
})

test.each([
  [[], 'it must be an object, but is []'],
  [null, 'it must be an object, but is null'],
  [{}, "it has no member 'id'"],
  [{ id: 1.5 }, "'id' of it must be an integer, but is 1.5"],
  [{ id: 0 }, "'id' of it must be at least 1, but is 0"],
  [{ id: 1, tags: [] }, "'tags' of it must have at least 1 element"],
  [{ id: 1, tags: [''] }, "'tags' of it[0] must not be empty"],
  [{ id: 1, at: '2026-01-01' }, '\'at\' of it must be date-time, but is "2026-01-01"'],
  [{ id: 1, link: '/a' }, '\'link\' of it must be uri, but is "/a"'],
  [{ id: 1, kind: 'c' }, '\'kind\' of it must be one of a, b, but is "c"'],
  [{ id: 1, counts: { x: 'y' } }, "'x' of 'counts' of it must be an integer, but is \"y\""],
])('%j does not follow the schema', (value, mismatch) => {
  expect(mismatches(schema, value, 'it')).toEqual([mismatch])
})
