/** Turns `{ }` and `[ ]` into block form where something is to be put in them that they cannot hold. */
import { type Collection, collectionOf, type Item, type Place, placeAt } from './collection.ts'
import { lineEnd, lineStart, type Source } from './source.ts'
import type { Path, TextEdit } from './types.ts'

/** The comments of a flow collection by the item that they follow on its line or else precede. */
interface Comments {
  readonly above: string[]
  behind: string
}

function commentsOf(source: Source, collection: Collection): { items: Comments[]; last: string[] } {
  const items: Comments[] = collection.items.map(() => ({ above: [], behind: '' }))
  const last: string[] = []
  const { token } = collection
  if (token.type !== 'flow-collection') return { items, last }
  const tokens = [...token.items.flatMap(({ start, sep }) => [...start, ...(sep ?? [])]), ...token.end]
  for (const { type, offset, source: text } of tokens) {
    if (type !== 'comment' || offset > collection.range.end) continue
    const next = collection.items.findIndex((item) => item.end > offset)
    const before = next < 0 ? collection.items.length - 1 : next - 1
    const sameLine = before >= 0 && lineEnd(source.text, collection.items[before]!.end) > offset
    if (sameLine) items[before]!.behind = ` ${text}`
    else if (next < 0) last.push(text)
    else items[next]!.above.push(text)
  }
  return { items, last }
}

const pad = (columns: number): string => ' '.repeat(columns)

/** The source of a value; its further lines, whose indentation means nothing between brackets, in the given column. */
function valueSource(text: string, item: Item, column: number): string {
  const [first = '', ...rest] = text.slice(item.valueStart, item.end).split(/\r?\n/)
  return [first, ...rest.map((line) => pad(column) + line.trimStart())].join('\n')
}

interface Walk {
  readonly source: Source
  readonly step: number
}

/** The lines of a flow collection in block form, from the given column; what is on the way along `path` as well. */
function blockLines(walk: Walk, collection: Collection, path: Path, column: number): string[] {
  const { source, step } = walk
  const comments = commentsOf(source, collection)
  const lines = collection.items.flatMap((item, index) => {
    const { above, behind } = comments.items[index]!
    const onPath = path.length > 0 && (item.name === undefined ? path[0] === index : String(path[0]) === item.name)
    const inner = onPath ? collectionOf(source, item.node) : undefined
    const head = collection.kind === 'list' ? '-' : `${source.text.slice(item.start, item.key?.end ?? item.start)}:`
    const content = inner?.flow && inner.items.length > 0 ? inner : undefined
    return [
      ...above.map((comment) => pad(column) + comment),
      ...(content
        ? [
            `${pad(column)}${head}${anchorOf(source, item)}${behind}`,
            ...blockLines(walk, content, path.slice(1), column + (collection.kind === 'list' ? 2 : step)),
          ]
        : [`${pad(column)}${`${head} ${valueSource(source.text, item, column + step)}`.trimEnd()}${behind}`]),
    ]
  })
  return [...lines, ...comments.last.map((comment) => pad(column) + comment)]
}

function anchorOf({ text }: Source, item: Item): string {
  const props = text.slice(item.valueStart, item.value.start).trim()
  return props === '' ? '' : ` ${props}`
}

/** How deep the outermost collection in `{ }` or `[ ]` lies on the way along a path; absent where there is none. */
export function outermostFlow(source: Source, path: Path): number | undefined {
  for (let depth = 0; depth <= path.length; depth += 1) {
    const place = placeAt(source, path.slice(0, depth))
    if (!place) return undefined
    if (collectionOf(source, place.node)?.flow) return depth
  }
  return undefined
}

/**
 * The edits that put the collections on the way along `path`, those in `{ }` and `[ ]`, into block form. What lies
 * beside the way keeps its form; comments stay with what they stood by.
 */
export function toBlock(source: Source, path: Path, step: number): TextEdit[] {
  const depth = outermostFlow(source, path)
  if (depth === undefined) return []
  const place = placeAt(source, path.slice(0, depth))!
  const collection = collectionOf(source, place.node)!
  if (collection.items.length === 0) return []
  return [blockEdit({ source, step }, place, collection, path.slice(depth))]
}

function blockEdit(walk: Walk, place: Place, collection: Collection, path: Path): TextEdit {
  const { source } = walk
  const { text, lineBreak } = source
  const { item, holder } = place
  const written = (lines: readonly string[]): string => lines.join('\n').replaceAll('\n', lineBreak)
  if (!item || !holder) {
    const column = collection.range.start - lineStart(text, collection.range.start)
    const lines = blockLines(walk, collection, path, column)
    return { ...collection.range, text: written(lines).slice(column) }
  }
  const end = lineEnd(text, collection.range.end)
  const gap = text.slice(item.valueAt, item.valueStart).trimEnd()
  const comment = (gap.includes('#') ? gap : '') + text.slice(collection.range.end, end).trimEnd()
  const column = holder.column + (holder.kind === 'list' ? 2 : walk.step)
  const lines = blockLines(walk, collection, path, column)
  const compact = holder.kind === 'list' && comment === '' && isCompact(text, item, lines)
  const body = compact ? ` ${written(lines).slice(column)}` : comment + lineBreak + written(lines)
  return { start: item.valueAt, end, text: body }
}

/** Whether the first line of the block can stand beside the dash. */
const isCompact = (text: string, item: Item, lines: readonly string[]): boolean =>
  text[item.valueAt - 1] === '-' && !/^\s*#/.test(lines[0] ?? '')
