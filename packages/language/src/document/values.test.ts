/** Changes of anything in random files do what they are meant to do, and nothing else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { applyEdits, type Edited, insertAt, type Path, removeAt, renameKeyAt, setAt, valueAt } from './index.ts'
import { type Plain, pathsIn, type Sample, samples, values, words } from './test/random-yaml.ts'

const RUNS = Number(process.env.RUNS ?? 60)

const read = (text: string): Plain => parse(text) as Plain
const ordered = (plain: Plain): string => JSON.stringify(plain)

/** What came of a change that must not be refused; its edits lead from the one text to the other. */
function done(before: string, result: Edited): string {
  if ('problem' in result) throw new Error(`${result.problem}\n${before}`)
  expect(applyEdits(before, result.edits)).toBe(result.text)
  return result.text
}

const at = (plain: Plain, path: Path): Plain | undefined =>
  path.reduce<Plain | undefined>((one, key) => (one as Record<string, Plain> | null | undefined)?.[key], plain)

/** A copy with what stands at a path changed. */
function withChange(plain: Plain, path: Path, change: (holder: Plain, key: string | number) => void): Plain {
  const copy = structuredClone(plain)
  change(at(copy, path.slice(0, -1))!, path.at(-1)!)
  return copy
}

const put = (value: Plain) => (holder: Plain, key: string | number) => {
  ;(holder as Record<string | number, Plain>)[key] = value
}

const isWithin = (path: Path, outer: Path): boolean =>
  path.length >= outer.length && outer.every((key, index) => path[index] === key)

function expectComments(sample: Sample, text: string, mayGo: (path: Path) => boolean): void {
  for (const [comment, path] of sample.comments) {
    const line = new RegExp(`${comment}(?!\\d)`)
    if (!mayGo(path))
      expect(line.test(text), `${comment} of ${JSON.stringify(path)} in\n${sample.text}\nbecame\n${text}`).toBe(true)
  }
}

const places = samples.chain((sample) =>
  fc.record({ sample: fc.constant(sample), path: fc.constantFrom(...pathsIn(sample.plain)) }),
)

test('the random files hold what they were written from', () => {
  fc.assert(
    fc.property(samples, ({ text, plain }) => {
      expect(ordered(read(text)), text).toBe(ordered(plain))
    }),
    { numRuns: RUNS },
  )
})

test('a value that is set is there, everything else is as it was, and no comment of anything else is lost', () => {
  fc.assert(
    fc.property(places, values, ({ sample, path }, value) => {
      const text = done(sample.text, setAt(sample.text, path, value))
      expect(ordered(read(text)), `${sample.text}\nbecame\n${text}`).toBe(
        ordered(withChange(sample.plain, path, put(value))),
      )
      expectComments(sample, text, (owner) => isWithin(owner, path) && owner.length > path.length)
    }),
    { numRuns: RUNS },
  )
})

test('setting a value that is there already changes no byte', () => {
  fc.assert(
    fc.property(places, ({ sample: { text, plain }, path }) => {
      expect(setAt(text, path, at(plain, path))).toEqual({ text, edits: [] })
      expect(setAt(text, path, undefined, { source: valueAt(text, path)!.source })).toEqual({ text, edits: [] })
    }),
    { numRuns: RUNS },
  )
})

test('what is removed is gone, with its comments and no others', () => {
  fc.assert(
    fc.property(places, ({ sample, path }) => {
      const text = done(sample.text, removeAt(sample.text, path))
      const { plain, gone } = withoutPath(sample.plain, path)
      expect(ordered(read(text)), `${JSON.stringify(path)} of\n${sample.text}\nbecame\n${text}`).toBe(ordered(plain))
      expectComments(sample, text, gone)
    }),
    { numRuns: RUNS },
  )
})

/** Maps that are left empty go as well, unless nothing would be left of what they stand in. */
function withoutPath(plain: Plain, path: Path): { plain: Plain; gone: (owner: Path) => boolean } {
  const holder = at(plain, path.slice(0, -1))
  const isInHolder = (owner: Path): boolean => isWithin(owner, path.slice(0, -1)) && owner.length >= path.length
  const isOwn = (owner: Path): boolean => isWithin(owner, path)
  const size = Object.keys(holder as object).length
  const gone = size === 1 ? isInHolder : isOwn
  if (Array.isArray(holder))
    return { plain: withChange(plain, path, (list, index) => (list as Plain[]).splice(Number(index), 1)), gone }
  if (path.length === 1 && size === 1) return { plain: null, gone }
  const above = path.length > 1 ? at(plain, path.slice(0, -2)) : undefined
  const goes = size === 1 && !Array.isArray(above) && (path.length === 2 || Object.keys(above as object).length > 1)
  if (goes) return withoutPath(plain, path.slice(0, -1))
  return { plain: withChange(plain, path, (map, key) => delete (map as Record<string, Plain>)[key]), gone }
}

test('an entry that is added and removed again leaves the text as it was', () => {
  fc.assert(
    fc.property(places, values, ({ sample, path }, value) => {
      const holder = at(sample.plain, path.slice(0, -1)) as Plain
      if (Array.isArray(holder)) {
        const added = done(sample.text, insertAt(sample.text, path.slice(0, -1), Number(path.at(-1)), value))
        expect(ordered(read(added))).toBe(
          ordered(withChange(sample.plain, path, (list, index) => (list as Plain[]).splice(Number(index), 0, value))),
        )
        expectComments(sample, added, () => false)
        const removed = done(added, removeAt(added, path))
        if (!isInFlow(sample.text, path)) expect(removed).toBe(sample.text)
      } else {
        const other = [...path.slice(0, -1), 'new']
        const added = done(sample.text, setAt(sample.text, other, value))
        expect(read(added)).toEqual(withChange(sample.plain, other, put(value)))
        expectComments(sample, added, () => false)
        const removed = done(added, removeAt(added, other))
        if (!isInFlow(sample.text, path)) expect(removed).toBe(sample.text)
      }
    }),
    { numRuns: RUNS },
  )
})

/** Whether what stands at a path stands in `{ }` or `[ ]`, which may have been put into block form. */
const isInFlow = (text: string, path: Path): boolean =>
  path.some((_, depth) => depth > 0 && /^[[{]/.test(valueAt(text, path.slice(0, depth))!.source))

test('a renamed key keeps its place and its value', () => {
  fc.assert(
    fc.property(places, words, ({ sample, path }, name) => {
      if (typeof path.at(-1) === 'number') return
      const text = done(sample.text, renameKeyAt(sample.text, path, name))
      const expected = withChange(sample.plain, path, (map, old) => {
        const entries = Object.entries(map as object) as [string, Plain][]
        for (const [key] of entries) delete (map as Record<string, Plain>)[key]
        for (const [key, value] of entries) (map as Record<string, Plain>)[key === old ? name : key] = value
      })
      expect(read(text)).toEqual(expected)
      expectComments(sample, text, () => false)
      const back = done(text, renameKeyAt(text, [...path.slice(0, -1), name], String(path.at(-1))))
      expect(read(back)).toEqual(sample.plain)
    }),
    { numRuns: RUNS },
  )
})

test('a text that ends in several line breaks stays a text inside a list that is set in parts', () => {
  const before =
    'steps:\n- group:\n  - assert: /cart\n  - assert: /cart\n    title: because\n  - assert: /cart\n  title: because'
  const value = ['one\ntwo\n', { a: 'b()\n\n\n' }, false]
  const text = done(before, setAt(before, ['steps', 0, 'group'], value))
  expect(at(read(text), ['steps', 0, 'group'])).toEqual(value)
})
