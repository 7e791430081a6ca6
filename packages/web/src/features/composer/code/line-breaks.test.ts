import { EditorState } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asLines, lineBreakOf, positionAt, toOffset, toPosition } from './line-breaks.ts'

function editor(text: string): EditorState {
  const lineBreak = lineBreakOf(text)
  return EditorState.create({ doc: asLines(text, lineBreak), extensions: EditorState.lineSeparator.of(lineBreak) })
}

const texts = fc
  .array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\r', ' '), { maxLength: 30 })
  .map((all) => all.join(''))

describe('offsets and positions', () => {
  it('gives the text back as it was, whatever ends its lines', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const state = editor(text)
        expect(state.doc.sliceString(0, state.doc.length, state.lineBreak)).toBe(text)
      }),
    )
  })

  it('finds the offset of every position, and that position again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const state = editor(text)
        for (let position = 0; position <= state.doc.length; position += 1) {
          const offset = toOffset(state, position)
          expect(toPosition(state, offset)).toBe(position)
          expect(text.slice(0, offset)).toBe(state.doc.sliceString(0, position, state.lineBreak))
        }
      }),
    )
  })

  it('takes two characters for one line break only where all lines end so', () => {
    expect(lineBreakOf('a\r\nb\r\n')).toBe('\r\n')
    expect(lineBreakOf('a\r\nb\n')).toBe('\n')
    expect(lineBreakOf('\n\r\n')).toBe('\n')
    expect(lineBreakOf('')).toBe('\n')
  })

  it('counts columns in code points', () => {
    const { doc } = editor('a: 😀b\nc: d')
    expect(positionAt(doc, 1, 5)).toBe(5)
    expect(positionAt(doc, 2, 1)).toBe(7)
    expect(positionAt(doc, 9, 9)).toBe(doc.length)
  })
})
