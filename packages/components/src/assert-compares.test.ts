import { ExactNumber } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isEqual } from './test/oracle.ts'
import { element, json, respelt } from './test/values.ts'
import { line, reportsOf, verdict, verdicts } from './test/verdicts.ts'

const looking = 'expression: it.value, with: wanted.value'

const pairs = fc.oneof(
  fc.tuple(json, json),
  json.map((one): [unknown, unknown] => [one, one]),
  json.map((one): [unknown, unknown] => [one, respelt(one)]),
)

const isMap = (one: unknown): one is object =>
  typeof one === 'object' && one !== null && !Array.isArray(one) && !(one instanceof ExactNumber)

const typeOf = (one: unknown): string => (one === null ? 'null' : one instanceof ExactNumber ? 'number' : typeof one)

/** The same keys at every level; every element of either list has one of its shape in the other, unless one is empty. */
function sameShape(a: unknown, b: unknown, strict: boolean): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length === 0 || b.length === 0) return true
    const twin = (one: unknown, among: unknown[]): boolean => among.some((other) => sameShape(one, other, strict))
    return a.every((one) => twin(one, b)) && b.every((one) => twin(one, a))
  }
  if (isMap(a) && isMap(b)) {
    const keys = Object.keys(a)
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && sameShape(Reflect.get(a, key), Reflect.get(b, key), strict))
    )
  }
  if (Array.isArray(a) || Array.isArray(b) || isMap(a) || isMap(b)) return false
  return !strict || typeOf(a) === typeOf(b)
}

const scalarText = (one: unknown): string =>
  one === null ? '' : one instanceof ExactNumber ? one.text : Object.is(one, -0) ? '0' : String(one)

function plainJson(one: unknown): unknown {
  return JSON.parse(JSON.stringify(one))
}

describe('assert-compares', () => {
  test('values are the same exactly where they are equal, and `strict` where their types are too', async () => {
    const lines = [line('assert-compares', looking), line('assert-compares', `${looking}, strict: true`)]
    await fc.assert(
      fc.asyncProperty(pairs, async ([actual, expected]) => {
        expect(await verdicts(lines, actual, expected)).toEqual([
          verdict(isEqual(actual, expected)),
          verdict(isEqual(actual, expected, 'strict')),
        ])
      }),
      { numRuns: 300 },
    )
  })

  test('the structure is the same exactly where keys and nesting are', async () => {
    const lines = [false, true].map((strict) =>
      line('assert-compares', `${looking}, mode: structure, strict: ${strict}`),
    )
    await fc.assert(
      fc.asyncProperty(pairs, async ([actual, expected]) => {
        expect(await verdicts(lines, actual, expected)).toEqual([
          verdict(sameShape(actual, expected, false)),
          verdict(sameShape(actual, expected, true)),
        ])
      }),
      { numRuns: 300 },
    )
  })

  test('texts are the same exactly where the two read the same', async () => {
    const plain = json.map(plainJson)
    const textOf = (one: unknown): string => {
      if (Array.isArray(one) && one.every((item) => item === null || typeof item !== 'object'))
        return one.map(scalarText).join(',')
      return typeof one === 'object' && one !== null ? JSON.stringify(one) : scalarText(one)
    }
    const two = fc.oneof(
      fc.tuple(plain, plain),
      plain.map((one) => [one, textOf(one)]),
    )
    await fc.assert(
      fc.asyncProperty(two, async ([actual, expected]) => {
        const same = textOf(actual) === textOf(expected)
        expect(await verdicts([line('assert-compares', `${looking}, mode: text`)], actual, expected)).toEqual([
          verdict(same),
        ])
      }),
      { numRuns: 200 },
    )
  })

  test('with any order, a shuffled list is the same, and one with an element more, less or changed is not', async () => {
    const lines = [line('assert-compares', `${looking}, order: any`)]
    const lists = fc.array(json, { minLength: 1, maxLength: 5 })
    const random = fc.infiniteStream(fc.nat())
    await fc.assert(
      fc.asyncProperty(lists, random, fc.nat(), async (items, draws, at) => {
        const keyed = items.map((item) => ({ item, draw: draws.next().value ?? 0 }))
        const shuffled = keyed.toSorted((a, b) => a.draw - b.draw).map(({ item }) => item)
        expect(await verdicts(lines, items, shuffled)).toEqual(['passed'])
        expect(await verdicts(lines, [...items, 'one more'], shuffled)).toEqual(['failed'])
        expect(await verdicts(lines, items, [...shuffled, 'one more'])).toEqual(['failed'])
        expect(await verdicts(lines, items, shuffled.with(at % items.length, 'another'))).toEqual(['failed'])
      }),
      { numRuns: 60 },
    )
  })

  test('what is ignored may differ, and nothing beside it', async () => {
    const lines = [line('assert-compares', `${looking}, ignore: ["items[*].etag"]`)]
    const built = (etags: readonly unknown[], ids: readonly unknown[]): unknown => ({
      items: ids.map((id, at) => ({ id, etag: etags[at] ?? null })),
    })
    const ids = fc.array(fc.integer(), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(ids, fc.array(json), fc.array(json), fc.nat(), async (all, some, others, at) => {
        expect(await verdicts(lines, built(some, all), built(others, all))).toEqual(['passed'])
        expect(await verdicts(lines, built(some, all), built(others, all.with(at % all.length, 0.5)))).toEqual([
          'failed',
        ])
      }),
      { numRuns: 60 },
    )
  })

  test('every difference is listed, and a failure lists at least one', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ([actual, expected]) => {
        const [report] = await reportsOf([line('assert-compares', looking)], actual, expected)
        expect((report?.diff ?? []).length > 0).toBe(report?.status === 'failed')
      }),
    )
  })

  test('elements are compared by name, text and children', async () => {
    const lines = [line('assert-compares', looking)]
    const one = element('a', element('b', '1'))
    expect(await verdicts(lines, one, element('a', '\n ', element('b', ' 1 ')))).toEqual(['passed'])
    for (const other of [
      element('c', element('b', '1')),
      element('a', element('b', '2')),
      element('a', element('b', '1'), element('b', '1')),
    ]) {
      expect(await verdicts(lines, one, other)).toEqual(['failed'])
    }
  })

  test('a side that is missing equals nothing, not even the other that is missing too', async () => {
    const sides = [
      'it.nothing, with: wanted.value',
      'it.value, with: wanted.nothing',
      'it.nothing, with: wanted.nothing',
    ]
    const lines = sides.flatMap((side) =>
      ['values', 'structure', 'text'].map((mode) => line('assert-compares', `expression: ${side}, mode: ${mode}`)),
    )
    await fc.assert(
      fc.asyncProperty(json, async (one) => {
        expect(await verdicts(lines, one, one)).toEqual(lines.map(() => 'failed'))
      }),
      { numRuns: 30 },
    )
  })
})
