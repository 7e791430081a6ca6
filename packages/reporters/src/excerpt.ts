/**
 * One line of a source file with carets under a part of it, in cells of a terminal.
 *
 * Columns count code points; tabs, wide, combining and control characters take other room than one cell. A line longer
 * than the room shows the stretch around the caret.
 */
import { clean } from '@merlon/protocol'
import { cellsOf } from './terminal.ts'

const TAB = 4

export interface ExcerptDrawing {
  readonly text: string
  /** Cells before the first caret. */
  readonly before: number
  /** Carets, at least one. */
  readonly carets: number
}

interface Piece {
  readonly text: string
  readonly cells: number
}

function piecesOf(line: string): Piece[] {
  let at = 0
  return [...line].map((character) => {
    const text = character === '\t' ? ' '.repeat(TAB - (at % TAB)) : clean(character)
    const cells = text.length > 1 && text.length === [...text].length ? text.length : cellsOf(text)
    at += cells
    return { text, cells }
  })
}

const sum = (pieces: readonly Piece[]): number => pieces.reduce((total, piece) => total + piece.cells, 0)

/** Which pieces are shown, so that the first caret is among them and about a third of the room is before it. */
function stretchAround(pieces: readonly Piece[], caret: number, room: number): { from: number; to: number } {
  const total = sum(pieces)
  if (total <= room) return { from: 0, to: pieces.length }
  const before = sum(pieces.slice(0, caret))
  let hidden = Math.min(before - Math.floor(room / 3), total - room + 1)
  let from = 0
  while (hidden > 0 && from < caret) hidden -= pieces[from++]?.cells ?? 0
  let left = room - (from > 0 ? 1 : 0)
  let to = from
  while (to < pieces.length && left - (pieces[to]?.cells ?? 0) >= (to < pieces.length - 1 ? 1 : 0))
    left -= pieces[to++]?.cells ?? 0
  return { from, to }
}

/** Draws a line with carets from `column` up to `endColumn`, both from 1; both may lie behind the line's end. */
export function drawExcerpt(line: string, column: number, endColumn: number, room: number): ExcerptDrawing {
  const pieces = piecesOf(line.trimEnd())
  const start = Math.min(Math.max(column - 1, 0), pieces.length)
  const end = Math.min(Math.max(endColumn - 1, start), pieces.length)
  const { from, to } = stretchAround(pieces, start, Math.max(room, 10))
  const shown = pieces
    .slice(from, to)
    .map((piece) => piece.text)
    .join('')
  const front = from > 0 ? '…' : ''
  return {
    text: `${front}${shown}${to < pieces.length ? '…' : ''}`,
    before: front.length + sum(pieces.slice(from, start)),
    carets: Math.max(1, sum(pieces.slice(start, Math.min(end, Math.max(to, start))))),
  }
}
