import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, suggest } from './suggest.ts'

test.each([
  ['fliter', ['map', 'filter', 'find'], 'filter'],
  ['Tokn', ['message', 'Token'], 'Token'],
  ['token', ['Token'], 'Token'],
  ['statuscode', ['status', 'statusCode'], 'statusCode'],
  ['xyz', ['filter', 'map'], undefined],
  ['a', ['b'], undefined],
  ['id', ['di'], 'di'],
  ['same', ['same'], undefined],
])('for %s of %j: %s', (name, candidates, expected) => {
  expect(suggest(name, candidates)).toBe(expected)
})

test('swapped neighbours are one slip, as an insertion, a removal and a replacement are', () => {
  expect(editDistance('abcd', 'abdc')).toBe(1)
  expect(editDistance('abcd', 'abd')).toBe(1)
  expect(editDistance('abcd', 'abxcd')).toBe(1)
  expect(editDistance('abcd', 'abxd')).toBe(1)
})

test('the distance is symmetric, zero only for equals, and at most the longer length', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b)
      expect(distance).toBe(editDistance(b, a))
      expect(distance === 0).toBe(a === b)
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
    }),
  )
})
