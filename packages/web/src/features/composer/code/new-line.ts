/** What Enter does in a test: the next line begins where the next key or step would stand. */
import { EditorSelection, type StateCommand } from '@codemirror/state'

/** The indentation of the line after one, of which only what stands before the caret counts. */
export function indentAfter(before: string): string {
  const indent = /^\s*/.exec(before)?.[0] ?? ''
  const rest = before.slice(indent.length).trimEnd()
  if (rest === '' || rest.startsWith('#')) return indent
  const dashes = /^(?:-\s+)*/.exec(rest)?.[0] ?? ''
  // `post:` holds what follows; after `- post:`, that is a field of the step.
  if (/:$|:\s+[|>][-+0-9]*$/.test(rest)) return `${indent}${' '.repeat(dashes.length)}  `
  return indent
}

export const newLine: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false
  const changes = state.changeByRange((range) => {
    const line = state.doc.lineAt(range.from)
    const insert = `\n${indentAfter(line.text.slice(0, range.from - line.from))}`
    // Spaces around the caret would be left behind at the end of one line, or begin the next.
    const after = /^ */.exec(state.doc.sliceString(range.to, state.doc.lineAt(range.to).to))?.[0].length ?? 0
    const from = range.empty
      ? range.from - (/ *$/.exec(line.text.slice(0, range.from - line.from))?.[0].length ?? 0)
      : range.from
    return {
      changes: { from, to: range.to + after, insert: state.toText(insert.replace('\n', state.lineBreak)) },
      range: EditorSelection.cursor(from + insert.length),
    }
  })
  dispatch(state.update(changes, { scrollIntoView: true, userEvent: 'input' }))
  return true
}
