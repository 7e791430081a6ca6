/**
 * Offsets of a file's text against positions in the editor.
 *
 * The editor counts every line break as one; a file may have two characters for it, and keeps them.
 */
import { type EditorState, Text } from '@codemirror/state'

/** What ends a line: two characters only where every line ends so, or the others could not be told apart. */
export const lineBreakOf = (text: string): string => (/\r\n/.test(text) && !/(^|[^\r])\n/.test(text) ? '\r\n' : '\n')

type Lines = Pick<EditorState, 'doc' | 'lineBreak'>

/** The offset in the file of a position in the editor. */
export const toOffset = ({ doc, lineBreak }: Lines, position: number): number =>
  lineBreak.length === 1 ? position : position + doc.lineAt(position).number - 1

/** The position in the editor of an offset in the file; one outside is moved to the nearest end. */
export function toPosition({ doc, lineBreak }: Lines, offset: number): number {
  if (lineBreak.length === 1) return Math.max(0, Math.min(offset, doc.length))
  let low = 1
  let high = doc.lines
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (doc.line(middle).from + middle - 1 <= offset) low = middle
    else high = middle - 1
  }
  const line = doc.line(low)
  return Math.max(0, Math.min(offset - low + 1, line.to))
}

/** A text that may have line breaks of either kind, for the editor. */
export const asLines = (text: string, lineBreak: string): Text => Text.of(text.split(lineBreak))

/** The position of a line and column from 1, the column in code points; the nearest one where the text is shorter. */
export function positionAt(doc: Text, line: number, column: number): number {
  const { from, text } = doc.line(Math.max(1, Math.min(line, doc.lines)))
  const before = Array.from(text.slice(0, 2 * column)).slice(0, Math.max(0, column - 1))
  return from + before.join('').length
}
