import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doOverlap, joinedEdits, mergedRemovals, shrunkEdit } from './edits.ts'
import { applyEdits, editsBetween, mapOffset, type TextEdit } from './index.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀'), maxLength: 20 })

/** A text with edits of it that do not overlap. */
const editedText = text.chain((before) =>
  fc.array(fc.tuple(fc.nat({ max: before.length }), fc.nat({ max: 4 }), text), { maxLength: 4 }).map((rolls) => {
    const edits: TextEdit[] = []
    for (const [start, length, replacement] of rolls.sort(([a], [b]) => a - b)) {
      const from = Math.max(start, edits.at(-1)?.end ?? 0)
      edits.push({ start: from, end: Math.max(from, Math.min(before.length, start + length)), text: replacement })
    }
    return { before, edits }
  }),
)

test('the edits between two texts turn the one into the other and touch nothing that both share', () => {
  fc.assert(
    fc.property(text, text, text, text, (head, a, b, tail) => {
      const [before, after] = [head + a + tail, head + b + tail]
      const edits = editsBetween(before, after)
      expect(applyEdits(before, edits)).toBe(after)
      expect(edits.length).toBe(before === after ? 0 : 1)
      for (const { start, end } of edits) expect(end - start).toBeLessThanOrEqual(a.length + 2)
      for (const edit of edits) expect(/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(edit.text)).toBe(false)
    }),
  )
})

test('edits joined with later ones do what both did one after the other', () => {
  fc.assert(
    fc.property(
      editedText,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), text), { maxLength: 3 }),
      (first, rolls) => {
        const between = applyEdits(first.before, first.edits)
        const then: TextEdit[] = []
        for (const [roll, length, replacement] of rolls) {
          const start = Math.max(then.at(-1)?.end ?? 0, roll % (between.length + 1))
          then.push({ start, end: Math.min(between.length, start + length), text: replacement })
        }
        const joined = joinedEdits(first.before, first.edits, then)
        expect(doOverlap(joined)).toBe(false)
        expect(applyEdits(first.before, joined)).toBe(applyEdits(between, then))
      },
    ),
  )
})

test('an offset in what no edit touches stays at its character', () => {
  fc.assert(
    fc.property(editedText, ({ before, edits }) => {
      const after = applyEdits(before, edits)
      for (let offset = 0; offset < before.length; offset += 1) {
        const mapped = mapOffset(offset, edits)
        expect(mapped).toBeGreaterThanOrEqual(0)
        expect(mapped).toBeLessThanOrEqual(after.length)
        if (!edits.some(({ start, end }) => start <= offset && offset < end)) expect(after[mapped]).toBe(before[offset])
      }
    }),
  )
})

test('edits that overlap are refused', () => {
  expect(() =>
    applyEdits('abc', [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ]),
  ).toThrow(TypeError)
})

test('removals that overlap are one', () => {
  expect(
    mergedRemovals([
      { start: 4, end: 6, text: '' },
      { start: 0, end: 5, text: '' },
    ]),
  ).toEqual([{ start: 0, end: 6, text: '' }])
})

test('an edit that changes nothing is none', () => {
  expect(shrunkEdit('abc', { start: 0, end: 3, text: 'abc' })).toBeUndefined()
  expect(shrunkEdit('abc', { start: 0, end: 3, text: 'axc' })).toEqual({ start: 1, end: 2, text: 'x' })
})
