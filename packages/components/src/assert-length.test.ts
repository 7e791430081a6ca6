import { ExactNumber, XmlNode } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { element, value } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

/** Code points, items, keys, occurrences of an element; undefined for what has no length. */
function lengthOf(one: unknown): number | undefined {
  if (typeof one === 'string') return Array.from(one).length
  if (Array.isArray(one)) return one.length
  if (one === null || typeof one !== 'object' || one instanceof ExactNumber) return undefined
  return one instanceof XmlNode ? 1 : Object.keys(one).length
}

const around = fc.integer({ min: 0, max: 6 })

describe('assert-length', () => {
  test('passes exactly where the length is the one given, or between the bounds given', async () => {
    await fc.assert(
      fc.asyncProperty(value, around, around, async (actual, least, most) => {
        const wanted = [`value: ${least}`, `min: ${least}`, `max: ${most}`, `min: ${least}, max: ${most}`]
        const length = lengthOf(actual)
        const fits =
          length === undefined
            ? [false, false, false, false]
            : [length === least, length >= least, length <= most, length >= least && length <= most]
        const lines = wanted.flatMap((fields) => [
          line('assert-length', `expression: it.value, ${fields}`),
          line('assert-length', `expression: it.value, ${fields}, not: true`),
        ])
        expect(await verdicts(lines, actual)).toEqual(fits.flatMap((fit) => [verdict(fit), verdict(!fit)]))
      }),
      { numRuns: 300 },
    )
  })

  test('counts code points, not UTF-16 units', async () => {
    const faces = fc.array(fc.constantFrom('\u{1f600}', 'é', 'a'), { maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(faces, async (each) => {
        const lines = [line('assert-length', `expression: it.value, value: ${each.length}`)]
        expect(await verdicts(lines, each.join(''))).toEqual(['passed'])
      }),
    )
  })

  test('counts the elements that a path of XML selects', async () => {
    const lines = [1, 2, 3].map((count) => line('assert-length', `expression: it.value.item, value: ${count}`))
    const items = [element('item', 'a'), element('item', 'b')]
    expect(await verdicts(lines, element('list', ...items))).toEqual(['failed', 'passed', 'failed'])
    expect(await verdicts(lines, element('list', element('item')))).toEqual(['passed', 'failed', 'failed'])
  })
})
