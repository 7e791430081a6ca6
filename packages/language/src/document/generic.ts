/** The edits behind every change: setting, removing, inserting, renaming and moving whatever a path leads to. */
import { isAlias, isScalar, isSeq, Scalar } from 'yaml'
import { type Collection, collectionOf, follow, type Place, placeAt } from './collection.ts'
import { applyEdits, joinedEdits } from './edits.ts'
import { extentOf } from './extent.ts'
import { indentedText, insertInFlow, insertLines, insertSection, newLines, staysInFlow } from './insert.ts'
import {
  dedented,
  itemLines,
  keyText,
  type Layout,
  layoutOf,
  layoutOfSource,
  restyled,
  type Written,
  wrapped,
} from './layout.ts'
import { pathText } from './paths.ts'
import { removeRun } from './remove.ts'
import { replaceInBlock, replaceInFlow, replaceRoot } from './replace.ts'
import { sectionIndex } from './sections.ts'
import { lineStart, Refusal, type Source, sourceOf } from './source.ts'
import { styleOf } from './style.ts'
import { outermostFlow, toBlock } from './to-block.ts'
import type { Path, TextEdit } from './types.ts'

/** Makes one change after another, each in the text that the one before it left. */
export function inTurn(source: Source, ...changes: readonly ((source: Source) => readonly TextEdit[])[]): TextEdit[] {
  let edits: TextEdit[] = []
  let now = source
  for (const change of changes) {
    edits = joinedEdits(source.text, edits, change(now))
    now = sourceOf(applyEdits(source.text, edits))
  }
  return edits
}

export const missing = (path: Path): Refusal => new Refusal(`there is no \`${pathText(path)}\` in this file`)

function outermostOf(source: Source, path: Path): Collection | undefined {
  const depth = outermostFlow(source, path)
  return depth === undefined ? undefined : collectionOf(source, placeAt(source, path.slice(0, depth))!.node)
}

/** Carries a change out in `{ }` and `[ ]`, or in block form where it does not fit between the brackets. */
function inFlowOrBlock(
  source: Source,
  holderPath: Path,
  inFlow: (outermost: Collection) => TextEdit[] | undefined,
  inBlock: (source: Source) => readonly TextEdit[],
): TextEdit[] {
  const outermost = outermostOf(source, holderPath)
  const edits = outermost && inFlow(outermost)
  if (edits) return edits
  const open = toBlock(source, holderPath, styleOf(source).mapStep)
  const cannot = new Refusal(`\`${pathText(holderPath)}\` cannot be changed here`, 'change it in the code')
  if (open.length === 0) throw cannot
  return inTurn(
    source,
    () => open,
    (now) => {
      if (outermostFlow(now, holderPath) !== undefined) throw cannot
      return inBlock(now)
    },
  )
}

const nestedValue = (rest: Path, value: unknown): unknown =>
  [...rest]
    .reverse()
    .reduce((inner: unknown, key) => (typeof key === 'number' ? [inner] : new Map([[key, inner]])), value)

/** How `written` looks below the keys of `rest`, behind something that ends in the column `before`. */
function layoutBelow(rest: Path, written: Written, before: number): Layout {
  if (rest.some((part) => typeof part === 'number' && part !== 0)) throw missing(rest)
  if ('value' in written) return layoutOf(nestedValue(rest, written.value), before)
  return [...rest].reverse().reduce<Layout>((inner, key) => {
    if (typeof key === 'string') return wrapped(key, inner)
    const inFlow = inner.inFlow && `[${inner.inFlow}]`
    return { kind: 'list', head: '', lines: itemLines(inner), inFlow, quotes: inner.quotes }
  }, layoutOfSource(written.source))
}

const keyWidth = (part: string | number | undefined): number => (typeof part === 'string' ? part.length + 1 : 1)

/** Puts a value at a path, and whatever is missing on the way there. */
export function setEdits(source: Source, path: Path, written: Written, at?: number): TextEdit[] {
  if (typeof path[0] === 'string' && source.root && isSeq(source.root)) {
    return inTurn(source, namedSteps, (named) => setEdits(named, path, written, at))
  }
  const { place, depth } = follow(source, path)
  const { node } = place
  const collection = collectionOf(source, node)
  if (depth === path.length) return replaceEdits(source, path, place, written)
  if (node && isAlias(node))
    throw new Refusal(`\`${pathText(path.slice(0, depth))}\` is an alias`, 'change it in the code')
  if (collection && collection.items.length > 0) return addEdits(source, path, depth, collection, written, at)
  if (node && !collection && !(isScalar(node) && node.value === null)) {
    throw new Refusal(`\`${pathText(path.slice(0, depth))}\` is not a map or list that could hold '${path[depth]}'`)
  }
  return replaceEdits(source, path.slice(0, depth), place, nest(path.slice(depth), written))
}

function nest(rest: Path, written: Written): Written & { readonly rest?: Path } {
  return 'value' in written ? { value: nestedValue(rest, written.value) } : { ...written, rest }
}

/** `steps:` above the list that a whole file is. */
function namedSteps(source: Source): TextEdit[] {
  const list = collectionOf(source, source.root)
  if (!list) throw missing([])
  const start = list.flow ? list.range.start : lineStart(source.text, list.range.start)
  const head = list.flow ? 'steps: ' : `steps:${source.lineBreak}`
  return [{ start, end: start, text: head }]
}

function replaceEdits(
  source: Source,
  path: Path,
  place: Place,
  written: Written & { readonly rest?: Path },
): TextEdit[] {
  const { holder, node } = place
  const before = holder ? holder.column + keyWidth(path.at(-1)) : 0
  const layout =
    'value' in written
      ? restyled(written.value, isScalar(node) ? node.type : undefined, before, keepsBlanks(source, place))
      : layoutBelow(written.rest ?? [], written, before)
  return replaceWith(source, path, layout)
}

/** Whether a value is a block that takes up the empty lines below it. */
const keepsBlanks = ({ text }: Source, { item }: Place): boolean =>
  item !== undefined && /^[|>]\d?\+/.test(text.slice(item.value.start, item.value.end))

/** Writes something that is laid out already in the place of what stands at a path. */
export function replaceWith(source: Source, path: Path, layout: Layout): TextEdit[] {
  const place = placeAt(source, path)
  const { item, holder } = place ?? {}
  if (!place) throw missing(path)
  if (!item || !holder) return [replaceRoot(source, place, layout)]
  if (!holder.flow) return [replaceInBlock(source, item, holder, layout)]
  return inFlowOrBlock(
    source,
    path.slice(0, -1),
    (outermost) => {
      const edit = replaceInFlow(source, item, outermost, layout)
      return edit && [edit]
    },
    (open) => replaceWith(open, path, layout),
  )
}

/** Adds what is missing from `depth` on to the collection that a path reaches. */
function addEdits(
  source: Source,
  path: Path,
  depth: number,
  collection: Collection,
  written: Written,
  at?: number,
): TextEdit[] {
  const part = path[depth]!
  if (collection.kind === 'list' && part !== collection.items.length) throw missing(path.slice(0, depth + 1))
  const key = collection.kind === 'list' ? undefined : String(part)
  const names = collection.items.map(({ name }) => name ?? '')
  const index = at ?? (depth === 0 && key !== undefined ? sectionIndex(names, key) : names.length)
  return insertEdits(source, path.slice(0, depth), collection, { key, index, rest: path.slice(depth + 1), written })
}

interface Addition {
  readonly key: string | undefined
  readonly index: number
  /** Keys that are missing below it. */
  readonly rest: Path
  readonly written: Written
}

function insertEdits(source: Source, path: Path, collection: Collection, addition: Addition): TextEdit[] {
  const { key, index, rest, written } = addition
  const layout = layoutBelow(rest, written, collection.column + keyWidth(key))
  if (!collection.flow) {
    const lines = newLines(source, key, layout)
    const isSection = path.length === 0 && key !== undefined
    return [(isSection ? insertSection : insertLines)(source, collection, index, lines)]
  }
  return inFlowOrBlock(
    source,
    path,
    (outermost) => {
      const text = key === undefined ? layout.inFlow : `${keyText(key, true)}: ${layout.inFlow}`
      const quotes = layout.quotes || (key !== undefined && /^["']/.test(keyText(key, true)))
      const stays = text !== undefined && staysInFlow(source, outermost, { ...layout, quotes }, text.length + 2)
      return stays ? insertInFlow(source, collection, index, text) : undefined
    },
    (open) => insertEdits(open, path, collectionOf(open, placeAt(open, path)!.node)!, addition),
  )
}

/** Puts an item into a list in front of the one at `index`; the list is made where there is none. */
export function insertAtEdits(source: Source, path: Path, index: number, written: Written): TextEdit[] {
  const place = placeAt(source, path)
  const collection = place && collectionOf(source, place.node)
  if (!place || !collection || collection.items.length === 0) return setEdits(source, [...path, 0], written)
  if (collection.kind !== 'list') throw new Refusal(`\`${pathText(path)}\` is not a list`)
  const at = Math.max(0, Math.min(index, collection.items.length))
  return insertEdits(source, path, collection, { key: undefined, index: at, rest: [], written })
}

/** What happens to a list or map that is left empty: it stays as `[]` or `{}`, or goes with its key where it can. */
export type Emptied = 'stays' | 'goes'

/** Removes what a path leads to. */
export function removeEdits(source: Source, path: Path, emptied: Emptied = 'goes'): TextEdit[] {
  const { holder, index } = placeAt(source, path) ?? {}
  if (!holder || index === undefined) throw missing(path)
  return removeRunEdits(source, path.slice(0, -1), holder, index, index, emptied)
}

export function removeRunEdits(
  source: Source,
  path: Path,
  holder: Collection,
  first: number,
  last: number,
  emptied: Emptied,
): TextEdit[] {
  if (last - first + 1 < holder.items.length) return removeRun(source, holder, first, last)
  if (path.length === 0 && holder.kind === 'map') {
    const { start } = extentOf(source, holder, first)
    return [{ start, end: extentOf(source, holder, last).end, text: '' }]
  }
  const place = placeAt(source, path)!
  const goes = emptied === 'goes' && place.holder?.kind === 'map' && holder.kind === 'map'
  if (goes && (place.holder!.items.length > 1 || path.length === 1)) return removeEdits(source, path, 'goes')
  return replaceEdits(source, path, place, { value: holder.kind === 'list' ? [] : {} })
}

/** Gives an entry another key, in the quotes that the old one had. */
export function renameEdits(source: Source, path: Path, to: string): TextEdit[] {
  const { holder, item } = placeAt(source, path) ?? {}
  if (!holder || !item) throw missing(path)
  if (holder.kind !== 'map' || !item.key) throw new Refusal(`\`${pathText(path)}\` has no name that could be changed`)
  if (to === item.name) return []
  if (holder.items.some(({ name }) => name === to))
    throw new Refusal(`there is a '${to}' already`, 'choose another name')
  const { start, end } = item.key
  const old = source.text.slice(start, end)
  const style = old.startsWith("'") ? Scalar.QUOTE_SINGLE : old.startsWith('"') ? Scalar.QUOTE_DOUBLE : undefined
  const text = style && !to.includes('\n') ? restyled(to, style, 0).head : keyText(to, holder.flow)
  return [{ start, end, text }]
}

/** The lines of items that stand next to each other, with their comments, in column 0 and in block form. */
export function chunkOf(source: Source, collection: Collection, first: number, last: number): string[] {
  const { text } = source
  if (collection.flow) {
    const head = collection.kind === 'list' ? '- ' : ''
    const sources = collection.items.slice(first, last + 1).map(({ start, end }) => head + text.slice(start, end))
    return sources.flatMap((item) => item.split(/\r?\n/).map((line, at) => (at === 0 ? line : `  ${line.trimStart()}`)))
  }
  const { start, shared } = extentOf(source, collection, first)
  const { end } = extentOf(source, collection, last)
  const lead = shared ? ' '.repeat(collection.column) : ''
  return dedented(lead + text.slice(start, end), collection.column)
}

/** Puts an entry of a map elsewhere among the others; `to` is its index afterwards. */
export function moveEntryEdits(source: Source, path: Path, from: number, to: number): TextEdit[] {
  const place = placeAt(source, path)
  const map = place && collectionOf(source, place.node)
  if (!map?.items[from] || !map.items[to]) throw missing([...path, from])
  if (from === to) return []
  const moved = map.items[from]
  const chunk = map.flow ? source.text.slice(moved.start, moved.end) : chunkOf(source, map, from, from)
  return inTurn(
    source,
    () => removeRun(source, map, from, from),
    (rest) => {
      const others = collectionOf(rest, placeAt(rest, path)!.node)!
      return typeof chunk === 'string' ? insertInFlow(rest, others, to, chunk) : [insertLines(rest, others, to, chunk)]
    },
  )
}

/** Puts lines in the place of items that stand next to each other in a list in block form. */
export function replaceRun(
  source: Source,
  collection: Collection,
  first: number,
  last: number,
  lines: readonly string[],
): TextEdit {
  const { start, shared } = extentOf(source, collection, first)
  const { end } = extentOf(source, collection, last)
  const body = indentedText(source, lines, collection.column)
  return { start, end, text: shared ? body.slice(collection.column) : body }
}
