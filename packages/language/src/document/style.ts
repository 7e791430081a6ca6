/** How a file is laid out, so that what is added looks like what is there. */
import { isMap, isSeq, type ParsedNode } from 'yaml'
import { collectionOf } from './collection.ts'
import type { Source } from './source.ts'

export interface Style {
  /** How far a map stands to the right of the key that it belongs to. */
  readonly mapStep: number
  /** How far the dashes of a list stand to the right of the key that it belongs to; 0 where they stand below it. */
  readonly listStep: number
}

const styles = new WeakMap<Source, Style>()

/** The file's own indentation, as its first map and its first list below a key show it; else two columns. */
export function styleOf(source: Source): Style {
  let style = styles.get(source)
  if (!style) {
    const seen: { map?: number; list?: number } = {}
    look(source, source.root, seen)
    style = { mapStep: seen.map ?? 2, listStep: seen.list ?? 2 }
    styles.set(source, style)
  }
  return style
}

/** Lets a part of a file be written in the style of the whole. */
export function adoptStyle(part: Source, whole: Source): Source {
  const source = { ...part, lineBreak: whole.lineBreak }
  styles.set(source, styleOf(whole))
  return source
}

function look(source: Source, node: ParsedNode | null, seen: { map?: number; list?: number }): void {
  const outer = collectionOf(source, node)
  if (!outer || outer.flow) return
  for (const item of outer.items) {
    if (seen.map !== undefined && seen.list !== undefined) return
    const inner = isMap(item.node) || isSeq(item.node) ? collectionOf(source, item.node) : undefined
    if (!inner || inner.flow) continue
    if (outer.kind === 'map') {
      const step = inner.column - outer.column
      if (inner.kind === 'map') seen.map ??= step
      else seen.list ??= step
    }
    look(source, item.node, seen)
  }
}
