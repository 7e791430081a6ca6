/**
 * What a file says apart from how it is written: the yardstick of every change. Aliases stay aliases, since a change at
 * their anchor is meant to change what they stand for as well.
 */
import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import { Styled } from '../print/yaml.ts'
import { printable } from './layout.ts'
import { sectionIndex } from './sections.ts'
import { Refusal, type Source } from './source.ts'
import type { Path } from './types.ts'

export type Content =
  | { readonly kind: 'scalar'; readonly value: unknown }
  | { readonly kind: 'alias'; readonly anchor: string }
  | { readonly kind: 'list'; readonly items: readonly Content[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Content])[] }

const NOTHING: Content = { kind: 'scalar', value: null }

/** What a file says. Throws a Refusal where an alias has no anchor before it. */
export function contentOf({ root, text }: Source, requireAnchors = true): Content {
  const anchors = new Set<string>()
  const read = (node: ParsedNode | null): Content => {
    if (!node) return NOTHING
    if (isAlias(node)) {
      if (requireAnchors && !anchors.has(node.source))
        throw new Refusal(`an alias \`*${node.source}\` would lose its anchor`, 'replace the alias first')
      return { kind: 'alias', anchor: node.source }
    }
    const content = inside(node)
    if (node.anchor) anchors.add(node.anchor)
    return content
  }
  const inside = (node: ParsedNode): Content => {
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => read(item as ParsedNode)) }
    if (!isMap(node)) return { kind: 'scalar', value: isScalar(node) ? node.value : null }
    const entries = node.items.map((pair): [string, Content] => {
      const key = pair.key as ParsedNode | null
      const name = isScalar(key) ? key.source : key ? text.slice(key.range[0], key.range[1]) : ''
      if (key?.anchor) anchors.add(key.anchor)
      return [name, read(pair.value as ParsedNode | null)]
    })
    return { kind: 'map', entries }
  }
  return read(root)
}

/** What a new value says. */
export function contentOfValue(value: unknown): Content {
  const read = (print: unknown): Content => {
    if (print instanceof Styled) return read(print.value)
    if (Array.isArray(print)) return { kind: 'list', items: print.map(read) }
    if (print instanceof Map)
      return { kind: 'map', entries: [...print].map(([key, member]: [string, unknown]) => [key, read(member)]) }
    const isPlain = print === null || typeof print !== 'object'
    return { kind: 'scalar', value: isPlain ? print : Number(String(print)) }
  }
  return read(printable(value))
}

export function sameContent(a: Content, b: Content): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && Object.is(a.value, b.value)
  if (a.kind === 'alias') return b.kind === 'alias' && a.anchor === b.anchor
  if (a.kind === 'list') {
    return (
      b.kind === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => sameContent(item, b.items[index]!))
    )
  }
  if (b.kind !== 'map' || a.entries.length !== b.entries.length) return false
  return a.entries.every(([key, value], index) => {
    const [other, otherValue] = b.entries[index]!
    return key === other && sameContent(value, otherValue)
  })
}

type Map_ = Extract<Content, { kind: 'map' }>
type List = Extract<Content, { kind: 'list' }>

const isNothing = (content: Content): boolean => content.kind === 'scalar' && content.value === null

/** The content with what stands at `path` changed by `change`, which gets `undefined` where nothing stands there. */
export function changed(
  content: Content | undefined,
  path: Path,
  change: (there: Content | undefined) => Content,
  isRoot = true,
): Content {
  const [part, ...rest] = path
  if (part === undefined) return change(content)
  const empty = !content || isNothing(content)
  if (typeof part === 'number') {
    const items = content?.kind === 'list' ? [...content.items] : []
    items[part] = changed(items[part], rest, change, false)
    return { kind: 'list', items }
  }
  const map: Map_ =
    isRoot && content?.kind === 'list' ? { kind: 'map', entries: [['steps', content]] } : mapOf(content, empty)
  const at = map.entries.findIndex(([key]) => key === part)
  const value = changed(map.entries[at]?.[1], rest, change, false)
  if (at >= 0) return { kind: 'map', entries: map.entries.with(at, [part, value]) }
  const names = map.entries.map(([key]) => key)
  return {
    kind: 'map',
    entries: map.entries.toSpliced(isRoot ? sectionIndex(names, part) : names.length, 0, [part, value]),
  }
}

const mapOf = (content: Content | undefined, empty: boolean): Map_ =>
  !empty && content?.kind === 'map' ? content : { kind: 'map', entries: [] }

export const listOf = (content: Content | undefined): List =>
  content?.kind === 'list' ? content : { kind: 'list', items: [] }

export function contentAt(content: Content, path: Path): Content | undefined {
  return path.reduce<Content | undefined>((at, part) => {
    if (at?.kind === 'list') return typeof part === 'number' ? at.items[part] : undefined
    return at?.kind === 'map' ? at.entries.find(([key]) => key === String(part))?.[1] : undefined
  }, content)
}

/** The content without what stands at `path`; maps that are left empty by it go too, as far as `goes` allows. */
export function without(content: Content, path: Path, goes: boolean): Content {
  const parent = path.slice(0, -1)
  const part = path.at(-1)
  const holder = contentAt(content, parent)
  if (holder?.kind === 'list') {
    const items = holder.items.filter((_, index) => index !== part)
    return changed(content, parent, () => ({ kind: 'list', items }))
  }
  if (holder?.kind !== 'map') return content
  const at = holder.entries.findIndex(([key]) => key === String(part))
  const entries = holder.entries.toSpliced(at, 1)
  if (entries.length > 0) return changed(content, parent, () => ({ kind: 'map', entries }))
  const above = contentAt(content, parent.slice(0, -1))
  const alone = above?.kind !== 'map' || (above.entries.length === 1 && parent.length > 1)
  if (parent.length === 0) return NOTHING
  return goes && !alone ? without(content, parent, goes) : changed(content, parent, () => ({ kind: 'map', entries }))
}
