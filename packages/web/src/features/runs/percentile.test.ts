import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

test('a percentile is one of the values, by nearest rank', () => {
  expect(percentile([15, 20, 35, 40, 50], 30)).toBe(20)
  expect(percentile([50, 15, 40, 20, 35], 50)).toBe(35)
  expect(percentile([15, 20, 35, 40, 50], 95)).toBe(50)
  expect(percentile([7], 95)).toBe(7)
  expect(percentile([], 50)).toBe(0)
})
