/** A step in its file: its item, its component and what is written as its input. */
import { isAlias, isMap, isScalar } from 'yaml'
import { type Collection, collectionOf, type Item, placeAt } from '../collection.ts'
import { chunkOf } from '../generic.ts'
import { type Layout, layoutOfSource } from '../layout.ts'
import { isWithin, parentOf, pathKey, pathText } from '../paths.ts'
import { Refusal, type Source } from '../source.ts'
import type { Path } from '../types.ts'

export const BESIDE: readonly string[] = ['title', 'skip']

export interface StepPlace {
  readonly path: Path
  readonly item: Item
  readonly list: Collection
  readonly index: number
  readonly component: string
  /** Absent where the step is its component's name alone: `- stop`. */
  readonly entry?: Item
}

/** The step at a path. Throws a Refusal where there is none, or it is written elsewhere, behind an alias. */
export function stepAt(source: Source, path: Path): StepPlace {
  const { item, holder, index = 0 } = placeAt(source, path) ?? {}
  if (!item || holder?.kind !== 'list') throw new Refusal(`there is no step at \`${pathText(path)}\``)
  const { node } = item
  const found = { path, item, list: holder, index }
  if (isScalar(node) && typeof node.value === 'string') return { ...found, component: node.source }
  if (node && isAlias(node))
    throw new Refusal(
      `this step is written elsewhere, at the anchor '&${node.source}'`,
      'change it there, or in the code',
    )
  const entry = isMap(node)
    ? collectionOf(source, node)?.items.find(({ name }) => name !== undefined && !BESIDE.includes(name))
    : undefined
  if (entry?.name === undefined) throw new Refusal(`there is no step at \`${pathText(path)}\``)
  return { ...found, component: entry.name, entry }
}

/** What is written as the value of an item, to be put elsewhere. */
export function layoutOfItem(source: Source, item: Item): Layout {
  const collection = collectionOf(source, item.node)
  const props = source.text.slice(item.valueStart, item.value.start).trim()
  if (collection && !collection.flow && props === '' && collection.items.length > 0)
    return layoutOfSource(chunkOf(source, collection, 0, collection.items.length - 1).join('\n'))
  return layoutOfSource(source.text.slice(item.valueStart, item.end))
}

/** Steps that stand next to each other in one list. */
export interface Run {
  readonly path: Path
  readonly first: number
  readonly last: number
}

/** The paths without those inside another of them, as runs of neighbours in the order of the file. */
export function runsOf(paths: readonly Path[]): Run[] {
  const outer = paths.filter((path) => !paths.some((other) => other.length < path.length && isWithin(path, other)))
  const lists = new Map<string, { path: Path; indexes: Set<number> }>()
  for (const path of outer) {
    const index = path.at(-1)
    if (typeof index !== 'number') throw new Refusal(`there is no step at \`${pathText(path)}\``)
    const parent = parentOf(path)
    const list = lists.get(pathKey(parent)) ?? { path: parent, indexes: new Set() }
    list.indexes.add(index)
    lists.set(pathKey(parent), list)
  }
  return [...lists.values()].flatMap(({ path, indexes }) => {
    const runs: { path: Path; first: number; last: number }[] = []
    for (const index of [...indexes].sort((a, b) => a - b)) {
      const run = runs.at(-1)
      if (run && run.last === index - 1) run.last = index
      else runs.push({ path, first: index, last: index })
    }
    return runs
  })
}

/** The runs of each list together, those of inner lists first: a change in one leaves the paths of the next as they are. */
export function byList(runs: readonly Run[]): Run[][] {
  const lists = new Map<string, Run[]>()
  for (const run of runs) lists.set(pathKey(run.path), [...(lists.get(pathKey(run.path)) ?? []), run])
  return [...lists.values()].sort((a, b) => b[0]!.path.length - a[0]!.path.length)
}

/** The one run that all the paths make up. Throws a Refusal where they do not stand next to each other. */
export function oneRun(paths: readonly Path[]): Run {
  const [run, ...others] = runsOf(paths)
  if (!run) throw new Refusal('no step is selected')
  if (others.length > 0) throw new Refusal('the steps do not stand next to each other', 'select neighbours in one list')
  return run
}

/** The list that a run stands in. Throws a Refusal where one of its steps is not there. */
export function listOfRun(source: Source, { path, last }: Run): Collection {
  const place = placeAt(source, path)
  const list = place && collectionOf(source, place.node)
  if (list?.kind !== 'list' || !list.items[last])
    throw new Refusal(`there is no step at \`${pathText([...path, last])}\``)
  return list
}
