/** Puts new items into lists and maps. */
import type { Collection } from './collection.ts'
import { extentOf, isBlankLine } from './extent.ts'
import { entryLines, itemLines, keyText, type Layout } from './layout.ts'
import { lineEnd, lineStart, nextLine, Refusal, type Source } from './source.ts'
import { styleOf } from './style.ts'
import type { TextEdit } from './types.ts'

const WIDEST = 100

export const indentedText = (source: Source, lines: readonly string[], column: number): string =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line)).join(source.lineBreak)

/** The lines of a new item of a list, or of the entry `key`, in column 0. */
export function newLines(source: Source, key: string | undefined, layout: Layout): string[] {
  const { mapStep, listStep } = styleOf(source)
  return key === undefined ? itemLines(layout) : entryLines(keyText(key, false), layout, mapStep, listStep)
}

/** Puts lines in front of the item at `index` of a collection in block form, or behind its last item. */
export function insertLines(source: Source, collection: Collection, index: number, lines: readonly string[]): TextEdit {
  const { text, lineBreak } = source
  const { column } = collection
  const body = indentedText(source, lines, column)
  if (index > 0) {
    const { end } = extentOf(source, collection, Math.min(index, collection.items.length) - 1)
    return { start: end, end, text: lineBreak + body }
  }
  const { start, shared } = extentOf(source, collection, 0)
  if (!shared) return { start, end: start, text: body + lineBreak }
  const pad = ' '.repeat(column)
  if (!lines[0]?.startsWith('#')) return { start, end: start, text: body.slice(column) + lineBreak + pad }
  const gap = text.slice(0, start).trimEnd().length
  return { start: gap, end: start, text: lineBreak + body + lineBreak + pad }
}

/** Whether what is to be written in `{ }` or `[ ]` can stand there in the way that is used in them already. */
export function staysInFlow(source: Source, outermost: Collection, layout: Layout, grows: number): boolean {
  if (layout.inFlow === undefined) return false
  const written = source.text.slice(outermost.range.start, outermost.range.end)
  if (layout.quotes && !/["']/.test(written)) return false
  const { start, end } = { start: lineStart(source.text, outermost.range.start), end: outermost.range.end }
  return written.includes('\n') || grows <= 0 || lineEnd(source.text, end) - start + grows <= WIDEST
}

/** Puts an item in front of the one at `index` of a collection in `{ }` or `[ ]`, or behind its last item. */
export function insertInFlow(source: Source, collection: Collection, index: number, item: string): TextEdit[] {
  const { text, lineBreak } = source
  const { items, range } = collection
  const at = items[index]
  if (at) {
    const own = /^\s*$/.test(text.slice(lineStart(text, at.start), at.start))
    const break_ = own ? lineBreak + text.slice(lineStart(text, at.start), at.start) : ' '
    return [{ start: at.start, end: at.start, text: `${item},${break_}` }]
  }
  const last = items.at(-1)
  if (!last) {
    const body = collection.kind === 'map' ? `{ ${item} }` : `[${item}]`
    if (text.slice(range.start + 1, range.end - 1).includes('#'))
      throw new Refusal('there is a comment between the brackets that the change would remove', 'change it in the code')
    return [{ ...range, text: body }]
  }
  const indentation = text.slice(lineStart(text, last.start), last.start)
  const end = lineEnd(text, last.end)
  if (!/^\s*$/.test(indentation) || end >= range.end) return [{ start: last.end, end: last.end, text: `, ${item}` }]
  const comma = /^\s*,/.test(text.slice(last.end)) ? [] : [{ start: last.end, end: last.end, text: ',' }]
  return [...comma, { start: end, end, text: lineBreak + indentation + item }]
}

/** Puts a section of a file between two others, apart from them as they are from each other. */
export function insertSection(
  source: Source,
  collection: Collection,
  index: number,
  lines: readonly string[],
): TextEdit {
  const edit = insertLines(source, collection, index, lines)
  const { text, lineBreak } = source
  const long = lines.length > 1
  if (index === 0) return { ...edit, text: edit.text + (long || opensBlock(source, collection, 0) ? lineBreak : '') }
  const next = nextLine(text, edit.start)
  const apart = next >= text.length || isBlankLine(text, next)
  const plainAbove = !opensBlock(source, collection, Math.min(index, collection.items.length) - 1)
  return apart && (long || !plainAbove) ? { ...edit, text: lineBreak + edit.text } : edit
}

const opensBlock = ({ text }: Source, { items }: Collection, index: number): boolean => {
  const item = items[index]
  return item !== undefined && text.slice(item.start, item.end).includes('\n')
}
