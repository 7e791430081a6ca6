/** What has to change in a map or list for it to become another, so that the rest of it can stay as it is written. */
import type { PrintValue } from '../print/yaml.ts'
import { type Content, sameContent } from './content.ts'
import type { Path } from './types.ts'

/** Something to set, or to remove where it has no value. */
export type PartToChange = { readonly path: Path; readonly value: unknown } | { readonly path: Path }

/**
 * The parts that make `now` what `next` says, later items of a list first; `value` is `next` as it will be written.
 * Absent where so little would stay that it is better written anew.
 */
export function partsToChange(now: Content, next: Content, value: PrintValue, path: Path): PartToChange[] | undefined {
  if (now.kind === 'map' && next.kind === 'map' && value instanceof Map) return entriesToChange(now, next, value, path)
  if (now.kind === 'list' && next.kind === 'list' && Array.isArray(value))
    return itemsToChange(now.items, next.items, value, path)
  return undefined
}

type MapContent = Extract<Content, { kind: 'map' }>

function entriesToChange(
  now: MapContent,
  next: MapContent,
  value: ReadonlyMap<string, unknown>,
  path: Path,
): PartToChange[] | undefined {
  const [names, wanted] = [now, next].map(({ entries }) => entries.map(([key]) => key)) as [string[], string[]]
  const kept = names.filter((name) => wanted.includes(name))
  const inOrder = kept.every((name, index) => wanted[index] === name)
  if (kept.length === 0 || !inOrder || new Set(names).size < names.length) return undefined
  const gone = names.filter((name) => !wanted.includes(name)).map((name) => ({ path: [...path, name] }))
  const there = new Map(now.entries)
  const set = next.entries.flatMap(([name, content]) => {
    const old = there.get(name)
    return old && sameContent(old, content) ? [] : [{ path: [...path, name], value: value.get(name) }]
  })
  return [...gone, ...set]
}

function itemsToChange(
  now: readonly Content[],
  next: readonly Content[],
  values: readonly unknown[],
  path: Path,
): PartToChange[] | undefined {
  const most = Math.min(now.length, next.length)
  let head = 0
  while (head < most && sameContent(now[head]!, next[head]!)) head += 1
  let tail = 0
  while (tail < most - head && sameContent(now.at(-1 - tail)!, next.at(-1 - tail)!)) tail += 1
  const [from, to] = [now.length - tail, next.length - tail]
  const indexes = (start: number, end: number): number[] => Array.from({ length: end - start }, (_, at) => start + at)
  if (now.length === next.length) return indexes(head, to).map((at) => ({ path: [...path, at], value: values[at] }))
  if (to === head && head + tail > 0)
    return indexes(head, from)
      .reverse()
      .map((at) => ({ path: [...path, at] }))
  // New items in front of others would have to be inserted, not set.
  if (from === head && tail === 0 && head > 0)
    return indexes(head, to).map((at) => ({ path: [...path, at], value: values[at] }))
  return undefined
}
