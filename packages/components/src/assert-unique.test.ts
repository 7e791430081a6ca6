import { XmlNode } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparisonTypes, isEqual } from './test/oracle.ts'
import { element, json, map, respelt, scalar, value } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

/** Lists in which a repeat, perhaps spelt in another way, is likely. */
const list = fc.oneof(
  fc.array(scalar, { maxLength: 3 }),
  fc.array(json, { maxLength: 4 }),
  fc.tuple(fc.array(value, { maxLength: 3 }), value).map(([all, one]) => [one, ...all, respelt(one)]),
)

describe('assert-unique', () => {
  test('passes exactly where all can be compared and no two are equal', async () => {
    const lines = comparisonTypes.flatMap((type) => [
      line('assert-unique', `expression: it.value, type: ${type}`),
      line('assert-unique', `expression: it.value, by: _, type: ${type}, not: true`),
    ])
    await fc.assert(
      fc.asyncProperty(list, async (items) => {
        const wanted = comparisonTypes.flatMap((type) => {
          const comparable = items.every((one) => isEqual(one, one, type))
          const repeats = items.some((one, at) => items.slice(0, at).some((other) => isEqual(other, one, type)))
          return [verdict(comparable && !repeats), verdict(!comparable || repeats)]
        })
        expect(await verdicts(lines, items)).toEqual(wanted)
      }),
      { numRuns: 300 },
    )
  })

  test('finds one repeat in a long list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 499 }), fc.nat({ max: 499 }), async (at, other) => {
        const items: unknown[] = Array.from({ length: 500 }, (_, index) => ({ id: index }))
        const lines = [
          line('assert-unique', 'expression: it.value'),
          line('assert-unique', 'expression: it.value, by: _.id'),
        ]
        expect(await verdicts(lines, items)).toEqual(['passed', 'passed'])
        if (at === other) return
        items[at] = { id: `${other}.0` }
        expect(await verdicts(lines, items)).toEqual(['failed', 'failed'])
      }),
      { numRuns: 20 },
    )
  })

  test('elements of XML are compared whole, whatever the order of attributes and the white space', async () => {
    const one = new XmlNode(
      'a',
      new Map([
        ['x', '1'],
        ['y', '2'],
      ]),
      [element('b')],
    )
    const same = new XmlNode(
      'a',
      new Map([
        ['y', '2'],
        ['x', '1'],
      ]),
      ['\n', element('b')],
    )
    const other = new XmlNode(
      'a',
      new Map([
        ['x', '1'],
        ['y', '3'],
      ]),
      [element('b')],
    )
    const lines = [line('assert-unique', 'expression: it.value')]
    expect(await verdicts(lines, [one, same])).toEqual(['failed'])
    expect(await verdicts(lines, [one, other])).toEqual(['passed'])
  })

  test('a member that is missing is never a pass, negated or not', async () => {
    const lines = [
      line('assert-unique', 'expression: it.value, by: _.idd'),
      line('assert-unique', 'expression: it.value, by: _.idd, not: true'),
    ]
    expect(await verdicts(lines, [{ id: 1 }, { id: 2 }])).toEqual(['failed', 'failed'])
  })

  test('what is no list has no repeats to look for, and fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), map, fc.constant(null)), async (one) => {
        expect(await verdicts([line('assert-unique', 'expression: it.value')], one)).toEqual(['failed'])
      }),
      { numRuns: 30 },
    )
  })
})
