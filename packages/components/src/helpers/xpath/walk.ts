/** Walking along the axes (XPath 1.0, section 2.2), from one node or from many at once. */
import type { HelperUse } from '@merlon/language'
import type { Document } from './document.ts'
import type { Axis } from './syntax.ts'

/** The nodes on the axis, the nearest first. */
export function* along(document: Document, axis: Axis, id: number): Generator<number> {
  const { entries } = document
  const { kind, end, parent } = document.entry(id)
  switch (axis) {
    case 'self':
      yield id
      return
    case 'parent':
      if (parent >= 0) yield parent
      return
    case 'ancestor-or-self':
      yield id
      yield* ancestors(document, parent)
      return
    case 'ancestor':
      yield* ancestors(document, parent)
      return
    case 'attribute':
      if (kind !== 'element') return
      for (let at = id + 1; at < end && entries[at]!.kind === 'attribute'; at += 1) yield at
      return
    case 'namespace':
      if (kind === 'element') yield* document.namespaceIds(id)
      return
    case 'child':
      if (kind === 'element' || kind === 'document') yield* siblings(document, firstChild(document, id), end)
      return
    case 'descendant-or-self':
      yield id
      if (kind === 'element' || kind === 'document') yield* between(document, id + 1, end)
      return
    case 'descendant':
      if (kind === 'element' || kind === 'document') yield* between(document, id + 1, end)
      return
    case 'following':
      yield* between(document, end, entries.length)
      return
    case 'preceding':
      for (let at = Math.ceil(id) - 1; at > 0; at -= 1) {
        if (entries[at]!.kind !== 'attribute' && entries[at]!.end <= Math.floor(id)) yield at
      }
      return
    case 'following-sibling':
      if (kind === 'element' || kind === 'text') yield* siblings(document, end, entries[parent]!.end)
      return
    case 'preceding-sibling':
      if (kind === 'attribute') return
      for (let at = document.entry(id).previous; at >= 0; at = entries[at]!.previous) yield at
  }
}

function* ancestors({ entries }: Document, parent: number): Generator<number> {
  for (let at = parent; at >= 0; at = entries[at]!.parent) yield at
}

function* siblings({ entries }: Document, from: number, end: number): Generator<number> {
  for (let at = from; at < end; at = entries[at]!.end) yield at
}

function* between({ entries }: Document, from: number, end: number): Generator<number> {
  for (let at = from; at < end; at += 1) if (entries[at]!.kind !== 'attribute') yield at
}

function firstChild({ entries }: Document, id: number): number {
  let at = id + 1
  while (entries[at]?.kind === 'attribute') at += 1
  return at
}

/** The axes on which two nodes may meet the same third, and go on alike from there. */
const meetingAxes: ReadonlySet<Axis> = new Set([
  'parent',
  'ancestor',
  'ancestor-or-self',
  'following-sibling',
  'preceding-sibling',
])

/**
 * All nodes on the axis of any of these, each once and in document order. Each is visited once, however many of the
 * nodes it lies on the axis of.
 */
export function alongAll(document: Document, axis: Axis, ids: readonly number[], use: HelperUse): number[] {
  const found: number[] = []
  if (axis === 'descendant' || axis === 'descendant-or-self') {
    // What lies below a node that lies below another one has been found with that one.
    let reached = -1
    for (const id of ids) {
      if (id < reached) continue
      for (const next of along(document, axis, id)) {
        use.charge(1)
        found.push(next)
      }
      reached = document.entry(id).end
    }
    return found
  }
  const meeting = meetingAxes.has(axis)
  const seen = new Set<number>()
  for (const id of widest(document, axis, ids)) {
    use.charge(1)
    for (const next of along(document, axis, id)) {
      use.charge(1)
      if (meeting) {
        // From here on the way is one that was walked before.
        if (seen.has(next)) break
        seen.add(next)
      }
      found.push(next)
    }
  }
  return inOrder(found, use)
}

/** The one node whose axis holds the axes of all others, for the axes where there is one. */
function widest(document: Document, axis: Axis, ids: readonly number[]): readonly number[] {
  if (ids.length < 2) return ids
  if (axis === 'preceding') return ids.slice(-1)
  if (axis !== 'following') return ids
  const ends = (id: number) => document.entry(id).end
  return [ids.reduce((first, id) => (ends(id) < ends(first) ? id : first))]
}

/** Sorts into document order. */
export function inOrder(ids: number[], use: HelperUse): number[] {
  if (ids.every((id, at) => at === 0 || ids[at - 1]! < id)) return ids
  use.charge(ids.length * 2)
  return ids.sort((a, b) => a - b)
}
