/** Places as an editor counts them: lines from 0, columns in UTF-16 units. */
import type { TextEdit, TextRange } from '@merlon/language'
import type { Location } from '@merlon/protocol'
import type { TextEdit as LspEdit, Position, Range } from 'vscode-languageserver/node'
import { TextDocument } from './protocol.ts'

export const documentOf = (text: string): TextDocument => TextDocument.create('', 'yaml', 0, text)

export const rangeOf = (document: TextDocument, { start, end }: TextRange): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
})

export const editOf = (document: TextDocument, edit: TextEdit): LspEdit => ({
  range: rangeOf(document, edit),
  newText: edit.text,
})

/** A line from 1 with a column in code points from 1, as an editor counts. */
function positionOf(lines: readonly string[], line: number, column: number): Position {
  const content = (lines[line - 1] ?? '').replace(/\r$/, '')
  const before = [...content].slice(0, column - 1).join('')
  return { line: Math.max(0, line - 1), character: before.length }
}

/** Where a location stands in a text; at least one character wide where there is one. */
export function rangeAt(text: string, location: Location): Range {
  const lines = text.split('\n')
  const start = positionOf(lines, location.line, location.column)
  const { endLine = location.line, endColumn = location.column } = location
  const end = positionOf(lines, endLine, endColumn)
  if (end.line > start.line || end.character > start.character) return { start, end }
  const next = [...(lines[start.line] ?? '').slice(start.character).replace(/\r$/, '')][0] ?? ''
  return { start, end: { line: start.line, character: start.character + next.length } }
}
