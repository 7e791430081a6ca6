/** Edits of a text: carrying them out, finding and joining them. */
import type { TextEdit } from './types.ts'

/**
 * The text with every edit carried out. Offsets count in the old text; edits at one offset come out in the order given.
 * Throws a TypeError when two edits overlap.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let at = 0
  for (const edit of inOrder(edits)) {
    if (edit.start < at || edit.end < edit.start) throw new TypeError('edits of one text must not overlap')
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

const inOrder = (edits: readonly TextEdit[]): TextEdit[] => [...edits].sort((a, b) => a.start - b.start)

/** The same removals, those that share a line break taken together. */
export function mergedRemovals(edits: readonly TextEdit[]): TextEdit[] {
  const merged: TextEdit[] = []
  for (const edit of inOrder(edits)) {
    const last = merged.at(-1)
    if (last && edit.start < last.end && last.text === '' && edit.text === '') {
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, edit.end) }
    } else merged.push(edit)
  }
  return merged
}

/** Whether two of the edits change the same stretch. */
export const doOverlap = (edits: readonly TextEdit[]): boolean =>
  inOrder(edits).some((edit, index, all) => index > 0 && edit.start < all[index - 1]!.end)

const isLowSurrogate = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at))

/** The edit without what it leaves as it was at both ends; absent where nothing is left of it. */
export function shrunkEdit(text: string, { start, end, text: replacement }: TextEdit): TextEdit | undefined {
  const most = Math.min(end - start, replacement.length)
  let head = 0
  while (head < most && text[start + head] === replacement[head]) head += 1
  if (isLowSurrogate(text, start + head) || isLowSurrogate(replacement, head)) head = Math.max(0, head - 1)
  let tail = 0
  while (tail < most - head && text[end - 1 - tail] === replacement[replacement.length - 1 - tail]) tail += 1
  if (tail > 0 && isLowSurrogate(text, end - tail)) tail -= 1
  const shrunk = { start: start + head, end: end - tail, text: replacement.slice(head, replacement.length - tail) }
  return shrunk.start === shrunk.end && shrunk.text === '' ? undefined : shrunk
}

/** What to replace in `a` to get `b`: nothing, or the one stretch between what both begin and end with. */
export function editsBetween(a: string, b: string): TextEdit[] {
  const edit = shrunkEdit(a, { start: 0, end: a.length, text: b })
  return edit ? [edit] : []
}

/** Where an offset of the old text stands in the new one; one inside a replaced stretch stays inside what replaced it. */
export function mapOffset(offset: number, edits: readonly TextEdit[]): number {
  let shift = 0
  for (const { start, end, text } of inOrder(edits)) {
    if (start > offset || (start === offset && end > start)) break
    if (end > offset) return start + shift + Math.min(offset - start, text.length)
    shift += text.length - (end - start)
  }
  return offset + shift
}

/** A part of a text that was edited: a stretch of the old text, or what an edit put there. */
type Piece = { readonly start: number; readonly end: number } | string

function piecesOf(length: number, edits: readonly TextEdit[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, text } of inOrder(edits)) {
    pieces.push({ start: at, end: start }, text)
    at = end
  }
  return [...pieces, { start: at, end: length }]
}

const lengthOf = (piece: Piece): number => (typeof piece === 'string' ? piece.length : piece.end - piece.start)

function sliceOf(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const piece of pieces) {
    const length = lengthOf(piece)
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, length)]
    if (start < end)
      found.push(
        typeof piece === 'string' ? piece.slice(start, end) : { start: piece.start + start, end: piece.start + end },
      )
    at += length
  }
  return found
}

/** The edits that do in one go what `first` and then `then`, whose offsets count in the text that `first` left, do. */
export function joinedEdits(text: string, first: readonly TextEdit[], then: readonly TextEdit[]): TextEdit[] {
  const between = piecesOf(text.length, first)
  const after = piecesOf(
    between.reduce((sum, piece) => sum + lengthOf(piece), 0),
    then,
  ).flatMap((piece) => (typeof piece === 'string' ? [piece] : sliceOf(between, piece.start, piece.end)))
  const edits: TextEdit[] = []
  let at = 0
  let inserted = ''
  for (const piece of [...after, { start: text.length, end: text.length }]) {
    if (typeof piece === 'string') inserted += piece
    else {
      if (piece.start > at || inserted !== '') edits.push({ start: at, end: piece.start, text: inserted })
      inserted = ''
      at = piece.end
    }
  }
  return edits.flatMap((edit) => shrunkEdit(text, edit) ?? [])
}
