/** The lists and maps of a file with the offsets of everything that they are written with. */
import { type CST, isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import { pathText } from './paths.ts'
import { columnOf, Refusal, type Source } from './source.ts'
import type { Path, TextRange } from './types.ts'

/** An item of a list or an entry of a map. */
export interface Item {
  /** The key of an entry; absent in a list, and where the key is not text. */
  readonly name: string | undefined
  /** The key without its anchor. */
  readonly key: TextRange | undefined
  /** Of the `-`, the key or what stands before it, or of the value in `[ ]`. */
  readonly start: number
  /** Behind the last character of its content. */
  readonly end: number
  /** Where a value goes: behind the `:` or `-` and an anchor; behind the key where there is no `:`. */
  readonly valueAt: number
  /** A key in `{ }` without `:`. */
  readonly bare: boolean
  readonly node: ParsedNode | null
  /** Of the value with its anchor and tag. */
  readonly valueStart: number
  /** The value without anchor and tag; empty at `valueAt` where there is none. */
  readonly value: TextRange
}

export interface Collection {
  readonly kind: 'list' | 'map'
  readonly flow: boolean
  readonly range: TextRange
  /** Of the `-` or the keys, in block form. */
  readonly column: number
  readonly items: readonly Item[]
  readonly token: CollectionToken
}

type CollectionToken = CST.BlockMap | CST.BlockSequence | CST.FlowCollection
type ItemToken = CollectionToken['items'][number]

const NONE: readonly CST.SourceToken[] = []

const isSignificant = ({ type }: CST.SourceToken): boolean =>
  type !== 'space' && type !== 'newline' && type !== 'comment' && type !== 'comma'

const significant = (tokens: readonly CST.SourceToken[] | undefined): readonly CST.SourceToken[] =>
  tokens?.some(isSignificant) ? tokens.filter(isSignificant) : NONE

const endOf = (token: CST.SourceToken): number => token.offset + token.source.length

/** The end of a `|` or `>` block without the empty lines that are no part of its value, and without a last line break. */
function blockScalarEnd(token: CST.BlockScalar): number {
  const head = token.props.reduce((sum, prop) => sum + ('source' in prop ? prop.source.length : 0), token.offset)
  const header = token.props.find((prop): prop is CST.SourceToken => prop.type === 'block-scalar-header')
  const full = head + token.source.length
  if (header?.source.includes('+')) return full - (/\r?\n$/.exec(token.source)?.[0].length ?? 0)
  const indent = /^ *(?=[^\s])/m.exec(token.source)?.[0].length ?? 0
  let content = token.source
  for (;;) {
    const last = /(?:^|\r?\n)( *)\r?$/.exec(content)
    if (!last || content === '' || last[1]!.length > indent) break
    content = content.slice(0, last.index)
  }
  if (content !== '') return head + content.length
  return header ? endOf(header) : head
}

/** Behind the last character of a token's content. */
function tokenEnd(token: CST.Token): number {
  if (token.type === 'block-scalar') return blockScalarEnd(token)
  if (token.type === 'flow-collection') {
    const close = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end')
    return close ? endOf(close) : token.offset
  }
  if (token.type === 'block-map' || token.type === 'block-seq') {
    for (let at = token.items.length - 1; at >= 0; at -= 1) {
      const end = itemTokenEnd(token.items[at]!)
      if (end !== undefined) return end
    }
    return token.offset
  }
  return 'source' in token && typeof token.source === 'string' ? token.offset + token.source.length : token.offset
}

function itemTokenEnd({ start, key, sep, value }: ItemToken): number | undefined {
  if (value) return tokenEnd(value)
  const last = significant(sep).at(-1)
  if (last) return endOf(last)
  if (key) return tokenEnd(key)
  const mark = significant(start).at(-1)
  return mark && endOf(mark)
}

const isProp = ({ type }: CST.SourceToken): boolean => type === 'anchor' || type === 'tag'

/** Where a value with its anchor and tag begins. */
const valueStartOf = (value: TextRange, props: readonly CST.SourceToken[]): number =>
  props.find(isProp)?.offset ?? value.start

const rangeOf = (token: CST.Token | null | undefined, at: number): TextRange =>
  token ? { start: token.offset, end: tokenEnd(token) } : { start: at, end: at }

/** Where the value goes, given what stands between the mark and it. */
function placeBehind(props: readonly CST.SourceToken[], otherwise: number): number {
  const anchor = props.findLast(({ type }) => type === 'anchor')
  const mark = props.findLast(({ type }) => type === 'map-value-ind' || type === 'seq-item-ind')
  return anchor ? endOf(anchor) : mark ? endOf(mark) : otherwise
}

function entryItem(pair: Pair<ParsedNode, ParsedNode | null>): Item | undefined {
  const token = pair.srcToken as ItemToken | undefined
  if (!token) return undefined
  const { start, key, sep, value } = token
  const first = significant(start)[0]?.offset ?? key?.offset ?? significant(sep)[0]?.offset
  if (first === undefined) return undefined
  const props = significant(sep)
  const bare = !props.some(({ type }) => type === 'map-value-ind')
  const valueAt = placeBehind(props, key ? tokenEnd(key) : first)
  const keyNode = pair.key as ParsedNode | null
  const range = rangeOf(value, valueAt)
  return {
    name: isScalar(keyNode) ? keyNode.source : undefined,
    key: key ? { start: key.offset, end: tokenEnd(key) } : undefined,
    start: first,
    end: itemTokenEnd(token) ?? first,
    valueAt,
    bare,
    node: pair.value,
    valueStart: valueStartOf(range, props),
    value: range,
  }
}

function listItem(token: ItemToken, node: ParsedNode | null): Item {
  const { start, key, value } = token
  const props = significant(start)
  const first = props[0]?.offset ?? key?.offset ?? value?.offset ?? 0
  const valueAt = placeBehind(props, first)
  const end = itemTokenEnd(token) ?? first
  // A pair without braces begins with its key.
  const isPair = key !== undefined || token.sep !== undefined
  const range = isPair ? { start: key?.offset ?? first, end } : rangeOf(value, valueAt)
  const valueStart = isPair ? first : valueStartOf(range, props)
  return { name: undefined, key: undefined, start: first, end, valueAt, bare: false, node, valueStart, value: range }
}

/** Which of a list's tokens are items of it, and not a comment alone. */
function isItem({ start, key, sep, value }: ItemToken, flow: boolean): boolean {
  if (!flow) return start.some(({ type }) => type === 'seq-item-ind')
  return value !== undefined || key !== undefined || sep !== undefined || significant(start).length > 0
}

const collections = new WeakMap<ParsedNode, Collection>()

/** The list or map that a node is; absent for a scalar, an alias, and a pair that stands in `[ ]` without braces. */
export function collectionOf(source: Source, node: ParsedNode | null): Collection | undefined {
  if (!node || !(isMap(node) || isSeq(node))) return undefined
  const known = collections.get(node) ?? readCollection(source, node)
  if (known) collections.set(node, known)
  return known
}

function readCollection(source: Source, node: YAMLMap.Parsed | YAMLSeq.Parsed): Collection | undefined {
  const token = node.srcToken as CollectionToken | undefined
  if (!token) return undefined
  const flow = token.type === 'flow-collection'
  const range = { start: token.offset, end: tokenEnd(token) }
  const columnFrom = (items: readonly Item[]): number => columnOf(source.text, items[0]?.start ?? token.offset)
  if (isMap(node)) {
    const items = node.items.flatMap((pair) => entryItem(pair as Pair<ParsedNode, ParsedNode | null>) ?? [])
    return { kind: 'map', flow, range, column: columnFrom(items), items, token }
  }
  const tokens = (token.items as readonly ItemToken[]).filter((item) => isItem(item, flow))
  const items = node.items.flatMap((item, index) => {
    const itemToken = tokens[index]
    return itemToken ? [listItem(itemToken, item as ParsedNode)] : []
  })
  return { kind: 'list', flow, range, column: columnFrom(items), items, token }
}

/** A place in a file: what stands there, and what it stands in. */
export interface Place {
  readonly node: ParsedNode | null
  /** Absent at the root. */
  readonly item?: Item
  readonly holder?: Collection
  readonly index: number
}

/** How far a path leads: the place of its longest part that is there, and the length of that part. */
export function follow(source: Source, path: Path): { place: Place; depth: number } {
  let place: Place = { node: source.root, index: 0 }
  for (let depth = 0; depth < path.length; depth += 1) {
    if (place.node && isAlias(place.node)) {
      throw new Refusal(
        `\`${pathText(path.slice(0, depth))}\` is written elsewhere, at the anchor '&${place.node.source}'`,
        'change it there, or in the code',
      )
    }
    const holder = collectionOf(source, place.node)
    const part = path[depth]
    const index =
      holder?.kind === 'list'
        ? typeof part === 'number' && part in holder.items
          ? part
          : -1
        : (holder?.items.findIndex(({ name }) => name === String(part)) ?? -1)
    const item = holder?.items[index]
    if (!holder || !item) return { place, depth }
    place = { node: item.node, item, holder, index }
  }
  return { place, depth: path.length }
}

/** What stands at a path; absent where nothing does. Throws a Refusal where the path leads through an alias. */
export function placeAt(source: Source, path: Path): Place | undefined {
  const { place, depth } = follow(source, path)
  return depth === path.length ? place : undefined
}
