import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DiffLine, lineDiff, withContext } from './line-diff.ts'

const side = (lines: readonly DiffLine[], other: '-' | '+'): string =>
  lines
    .filter(({ sign }) => sign !== other)
    .map(({ text }) => text)
    .join('\n')

const text = fc.array(fc.constantFrom('a', 'b', 'c', '{', '}', ''), { maxLength: 30 }).map((lines) => lines.join('\n'))

describe('a diff of lines', () => {
  test('holds both texts, whole and in order', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after)
        expect(side(lines, '+')).toBe(before)
        expect(side(lines, '-')).toBe(after)
      }),
    )
  })

  test('of a text with itself says that nothing changed', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(lineDiff(one, one).every(({ sign }) => sign === ' ')).toBe(true)
      }),
    )
  })

  test('shows a line that was replaced and keeps the others', () => {
    expect(lineDiff('{\n  "a": 1\n}', '{\n  "a": 2\n}')).toEqual([
      { sign: ' ', text: '{' },
      { sign: '-', text: '  "a": 1' },
      { sign: '+', text: '  "a": 2' },
      { sign: ' ', text: '}' },
    ])
  })

  test('of texts that share nothing ends soon, and still holds both', () => {
    const many = (word: string): string => Array.from({ length: 3000 }, (_, at) => `${word} ${at}`).join('\n')
    const lines = lineDiff(many('x'), many('y'))
    expect(side(lines, '+')).toBe(many('x'))
    expect(side(lines, '-')).toBe(many('y'))
  })

  test('with context leaves out what is far from any change', () => {
    const before = Array.from({ length: 40 }, (_, at) => `${at}`).join('\n')
    const shown = withContext(lineDiff(before, before.replace('20', 'twenty')), 1)
    expect(shown.map((line) => line && `${line.sign}${line.text}`)).toEqual([
      undefined,
      ' 19',
      '-20',
      '+twenty',
      ' 21',
      undefined,
    ])
  })
})
