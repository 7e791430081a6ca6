/**
 * Changes inside one step or one section without reading the whole file again: the lines of it are a YAML document of
 * their own, and what is proven of them is proven of the file.
 */
import { isAlias, isCollection, isPair, isScalar, isSeq } from 'yaml'
import { type Change, orProblem, provenEdits, together } from './change.ts'
import { placeAt } from './collection.ts'
import { applyEdits } from './edits.ts'
import { extentOf } from './extent.ts'
import { mustBeSound } from './mistakes.ts'
import { keptSource, nextLine, type Source, sourceOf } from './source.ts'
import { adoptStyle } from './style.ts'
import type { Edited, Path, TextRange } from './types.ts'

const tied = new WeakMap<Source, boolean>()

/** Whether anchors tie parts of a file to each other. */
function isTied(source: Source): boolean {
  let known = tied.get(source)
  if (known === undefined) {
    known = hasAnchor(source.root)
    tied.set(source, known)
  }
  return known
}

function hasAnchor(node: unknown): boolean {
  if (isAlias(node)) return true
  if (isPair(node)) return hasAnchor(node.key) || hasAnchor(node.value)
  if (isCollection(node)) return node.anchor !== undefined || node.items.some(hasAnchor)
  return isScalar(node) && node.anchor !== undefined
}

interface Focus {
  readonly range: TextRange
  /** How many keys of a path lead to it, and what they are inside it. */
  readonly outside: number
  readonly inside: Path
}

/** The part of a file that holds a path, where it is written on lines of its own. */
function focusOf(source: Source, path: Path): Focus | undefined {
  if (isTied(source)) return undefined
  const depth = typeof path[1] === 'number' && !isSeq(source.root) ? 2 : 1
  const { holder, index } = placeAt(source, path.slice(0, depth)) ?? {}
  if (!holder || holder.flow || index === undefined || path.length < depth) return undefined
  const { start, end, shared } = extentOf(source, holder, index)
  if (shared) return undefined
  const range = { start, end: nextLine(source.text, end) }
  return { range, outside: depth, inside: holder.kind === 'list' ? [0] : [path[0]!] }
}

/** Makes a change at each path, none of which moves what another path leads to. */
export function editedAt(text: string, paths: readonly Path[], change: (source: Source, path: Path) => Change): Edited {
  return orProblem(() => {
    const source = mustBeSound(keptSource(text))
    const focuses = new Map<number, { focus: Focus; paths: Path[] }>()
    for (const path of paths) {
      const focus = focusOf(source, path)
      if (!focus) return whole(source, paths, change)
      const inside = [...focus.inside, ...path.slice(focus.outside)]
      const known = focuses.get(focus.range.start)
      if (known) known.paths.push(inside)
      else focuses.set(focus.range.start, { focus, paths: [inside] })
    }
    const edits = [...focuses.values()].flatMap(({ focus: { range }, paths: inside }) => {
      const part = adoptStyle(sourceOf(text.slice(range.start, range.end)), source)
      return provenEdits(part, (now) =>
        inside.length === 1
          ? change(now, inside[0]!)
          : together(
              now,
              inside.map((path) => (next) => change(next, path)),
            ),
      ).map((edit) => ({
        start: edit.start + range.start,
        end: edit.end + range.start,
        text: edit.text,
      }))
    })
    return { text: applyEdits(text, edits), edits }
  })
}

function whole(source: Source, paths: readonly Path[], change: (source: Source, path: Path) => Change): Edited {
  const each = paths.map((path) => (now: Source) => change(now, path))
  const edits = provenEdits(source, (now) => together(now, each), keptSource)
  return { text: applyEdits(source.text, edits), edits }
}
