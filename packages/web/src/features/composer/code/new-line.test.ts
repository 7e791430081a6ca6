import { EditorSelection, EditorState, type Transaction } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { newLine } from './new-line.ts'

/** Presses Enter at the `|`, and shows where the caret is then. */
function enter(text: string, lineBreak = '\n'): string {
  const at = text.indexOf('|')
  let state = EditorState.create({
    doc: text.replace('|', ''),
    selection: EditorSelection.cursor(at),
    extensions: EditorState.lineSeparator.of(lineBreak),
  })
  newLine({ state, dispatch: (transaction: Transaction) => (state = transaction.state) })
  const { head } = state.selection.main
  return `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`
}

describe('Enter', () => {
  it.each([
    ['stays where the next step stands', '  - get: /x|', '  - get: /x\n  |'],
    ['goes into a step that holds fields', '  - post:|', '  - post:\n      |'],
    ['goes into a key that holds something', 'steps:|', 'steps:\n  |'],
    ['goes into a text of several lines', '      body: >-|', '      body: >-\n        |'],
    ['stays at the field of a step', '      url: /x|', '      url: /x\n      |'],
    ['takes no spaces along', '  - get: /x | # why', '  - get: /x\n  |# why'],
    ['leaves no spaces on an empty line', '    |', '\n    |'],
  ])('%s', (_, before, after) => {
    expect(enter(before)).toBe(after)
  })

  it('keeps the line breaks of the file', () => {
    expect(enter('steps:|', '\r\n')).toBe('steps:\r\n  |')
  })
})
