/** Takes items out of lists and maps. */
import type { Collection } from './collection.ts'
import { extentOf, isBlankLine } from './extent.ts'
import { lineEnd, lineStart, nextLine, type Source } from './source.ts'
import type { TextEdit } from './types.ts'

/** Takes the items from `first` to `last`, but never all of them, out of a list or map. */
export function removeRun(source: Source, collection: Collection, first: number, last: number): TextEdit[] {
  return collection.flow
    ? removeFromFlow(source, collection, first, last)
    : [removeFromBlock(source, collection, first, last)]
}

function removeFromBlock(source: Source, collection: Collection, first: number, last: number): TextEdit {
  const { text } = source
  const { start, shared } = extentOf(source, collection, first)
  const { end } = extentOf(source, collection, last)
  if (shared) return pulledUp(source, collection, start, last)
  const next = nextLine(text, end)
  if (next === text.length && end === text.length && start > 0) {
    // The file has no line break at its end, and keeps it so.
    const above = start - (text[start - 2] === '\r' ? 2 : 1)
    const blank = above > 0 && isBlankLine(text, lineStart(text, above))
    return { start: blank ? lineBreakBefore(text, above) : above, end, text: '' }
  }
  return { ...withoutDoubleBlank(text, start, next, first === 0), text: '' }
}

const lineBreakBefore = (text: string, at: number): number => {
  const start = lineStart(text, at)
  return start === 0 ? 0 : start - (text[start - 2] === '\r' ? 2 : 1)
}

/** Takes one of two empty lines with the lines between them; at the start of a list or map, the one behind them. */
function withoutDoubleBlank(text: string, start: number, end: number, atHead: boolean): { start: number; end: number } {
  const blankAfter = end >= text.length || isBlankLine(text, end)
  if (!blankAfter) return { start, end }
  if (start > 0 && isBlankLine(text, lineStart(text, start - 1))) return { start: lineStart(text, start - 1), end }
  return { start, end: atHead && end < text.length ? nextLine(text, end) : end }
}

/** Where the first item shares its line with a `-`, the one behind it takes its place. */
function pulledUp(source: Source, collection: Collection, start: number, last: number): TextEdit {
  const { text } = source
  const next = collection.items[last + 1]!
  const { end } = extentOf(source, collection, last)
  if (/^\s*$/.test(text.slice(end, next.start))) return { start, end: next.start, text: '' }
  return { start: text.slice(0, start).trimEnd().length, end, text: '' }
}

const isAlone = (text: string, from: number, to: number, close: number): boolean =>
  /^\s*$/.test(text.slice(lineStart(text, from), from)) &&
  /^[\s,]*(?:#.*)?$/.test(text.slice(to, lineEnd(text, to))) &&
  lineEnd(text, to) < close

function removeFromFlow({ text }: Source, { items, range }: Collection, first: number, last: number): TextEdit[] {
  const [from, to] = [items[first]!, items[last]!]
  const [before, after] = [items[first - 1], items[last + 1]]
  if (isAlone(text, from.start, to.end, range.end)) {
    const lines = { start: lineStart(text, from.start), end: nextLine(text, to.end), text: '' }
    if (after || !before) return [lines]
    const hasComma = /^\s*,/.test(text.slice(to.end))
    const comma = text.indexOf(',', before.end)
    return hasComma ? [lines] : [{ start: comma, end: comma + 1, text: '' }, lines]
  }
  if (after) return [{ start: from.start, end: after.start, text: '' }]
  return [{ start: before?.end ?? from.start, end: to.end, text: '' }]
}
