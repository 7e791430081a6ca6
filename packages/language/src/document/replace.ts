/** Puts a new value where another stands. */
import { isCollection, isScalar, Scalar } from 'yaml'
import { type Collection, collectionOf, type Item, type Place } from './collection.ts'
import { indentedText, staysInFlow } from './insert.ts'
import type { Layout } from './layout.ts'
import { lineEnd, lineStart, type Source } from './source.ts'
import { styleOf } from './style.ts'
import type { TextEdit } from './types.ts'

/** A comment on the line of the key, with the blanks before it. */
const COMMENT = /[ \t]+#.*$/

const isBlockScalar = ({ node }: Item): boolean =>
  isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)

/** What the old value takes up: from behind the `:` or `-`, and the comment that stays on the line of the key. */
function stretchOf({ text }: Source, item: Item): { start: number; end: number; comment: string; gap: string } {
  const start = item.valueAt
  const headEnd = lineEnd(text, start)
  const { value } = item
  const head = text.slice(start, headEnd)
  if (value.start > headEnd || value.start === value.end) {
    // Nothing but a comment stands on the line of the key.
    const comment = COMMENT.exec(head)?.[0] ?? ''
    if (value.start === value.end) return { start, end: headEnd, comment, gap: ' ' }
    const end = lineEnd(text, value.end)
    // What stands behind the last line of a list or map speaks of its last item.
    const behind = isCollection(item.node) ? '' : text.slice(value.end, end).trimEnd()
    return { start, end, comment: comment + behind, gap: ' ' }
  }
  const gap = text.slice(start, item.valueStart)
  if (isBlockScalar(item)) {
    return { start, end: value.end, comment: COMMENT.exec(text.slice(value.start, headEnd))?.[0] ?? '', gap }
  }
  const end = lineEnd(text, value.end)
  return { start, end, comment: COMMENT.exec(text.slice(value.end, end))?.[0] ?? '', gap }
}

function stepFor(source: Source, holder: Collection, layout: Layout): number {
  if (holder.kind === 'list' || /^[|>][+-]?\d/.test(layout.head)) return 2
  const { listStep, mapStep } = styleOf(source)
  return layout.kind === 'list' ? listStep : mapStep
}

/** The edit that puts a value in the place of another in block form. */
export function replaceInBlock(source: Source, item: Item, holder: Collection, layout: Layout): TextEdit {
  const { lineBreak } = source
  const { start, end, comment, gap } = stretchOf(source, item)
  const column = holder.column + stepFor(source, holder, layout)
  const first = layout.lines[0]
  const compact =
    holder.kind === 'list' && layout.head === '' && comment === '' && first !== undefined && !first.startsWith('#')
  if (compact && source.text[start - 1] === '-') {
    return { start, end, text: ` ${indentedText(source, layout.lines, column).slice(column)}` }
  }
  const head = layout.head === '' ? '' : (/^[ \t]+$/.test(gap) ? gap : ' ') + layout.head
  const below = layout.lines.length === 0 ? '' : lineBreak + indentedText(source, layout.lines, column)
  return { start, end, text: head + comment + below }
}

/** The edit that puts a value in the place of another in `{ }` or `[ ]`; absent where it cannot stand there. */
export function replaceInFlow(source: Source, item: Item, outermost: Collection, layout: Layout): TextEdit | undefined {
  const { start, end } = item.value
  if (layout.inFlow === undefined) return undefined
  const quotedAlready = /^["']/.test(source.text.slice(start, end))
  const quotes = layout.quotes && !quotedAlready
  const grows = layout.inFlow.length - (end - start)
  if (!staysInFlow(source, outermost, { ...layout, quotes }, grows)) return undefined
  if (start < end) return { start: item.valueStart, end, text: anchored(source, item) + layout.inFlow }
  return { start: item.valueAt, end: item.valueAt, text: `${item.bare ? ':' : ''} ${layout.inFlow}` }
}

/** The anchor of a value, which stays, unlike a tag. */
const anchored = ({ text }: Source, item: Item): string =>
  /&[^\s,[\]{}]+\s+/.exec(text.slice(item.valueStart, item.value.start))?.[0] ?? ''

/** The edit that puts a value in the place of everything that a file holds. */
export function replaceRoot(source: Source, { node }: Place, layout: Layout): TextEdit {
  const { text, lineBreak } = source
  const column = 0
  const body = indentedText(source, layout.head === '' ? layout.lines : [layout.head, ...layout.lines], column)
  if (!node || node.range[0] === node.range[1]) {
    const lead = text === '' || text.endsWith('\n') ? '' : lineBreak
    return { start: text.length, end: text.length, text: lead + body + lineBreak }
  }
  const collection = collectionOf(source, node)
  const { start, end } = collection ? collection.range : { start: node.range[0], end: node.range[1] }
  return { start: collection && !collection.flow ? lineStart(text, start) : start, end, text: body }
}
