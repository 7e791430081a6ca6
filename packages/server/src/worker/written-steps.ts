/** The steps of a text by their places, as far as the text can be read. */
import { locationOf, type Node, readYaml, type SourceFile } from '@merlon/language'
import type { Place } from '../store/store.ts'

export interface WrittenStep {
  readonly place: Place
  readonly text: string
  /** As written, an older spelling perhaps. */
  readonly component: string
  readonly skipped: boolean
  /** UTF-16 units from the beginning of the file. */
  readonly offset: number
  readonly firstLine: number
  readonly lastLine: number
}

export interface WrittenSteps {
  at(place: Place): WrittenStep | undefined
  from(offset: number): WrittenStep | undefined
  readonly all: readonly WrittenStep[]
}

export const keyOf = (place: Place): string => JSON.stringify(place)

const BESIDE: ReadonlySet<string> = new Set(['title', 'skip'])

/** Items of every list that may be steps; a list of something else is not asked for. */
export function writtenSteps(text: string, path: string): WrittenSteps {
  const file: SourceFile = { path, text }
  const byPlace = new Map<string, WrittenStep>()
  const byOffset = new Map<number, WrittenStep>()
  const add = (node: Node, place: Place): void => {
    const step = stepOf(file, node, place)
    if (!step) return
    byPlace.set(keyOf(place), step)
    // An alias stands where its anchor does, which comes first.
    if (!byOffset.has(step.offset)) byOffset.set(step.offset, step)
  }
  const walk = (node: Node, place: Place): void => {
    if (node.kind === 'map') for (const { key, value } of node.entries) walk(value, [...place, key.text])
    if (node.kind !== 'list') return
    for (const [index, item] of node.items.entries()) {
      add(item, [...place, index])
      walk(item, [...place, index])
    }
  }
  const { node } = readYaml(file)
  if (node) walk(node, [])
  return {
    at: (place) => byPlace.get(keyOf(place)),
    from: (offset) => byOffset.get(offset),
    all: [...byPlace.values()],
  }
}

function stepOf(file: SourceFile, node: Node, place: Place): WrittenStep | undefined {
  const component = componentOf(node)
  if (component === undefined) return undefined
  const { start, end } = node.span
  const text = file.text.slice(start, end).trimEnd()
  const { line, endLine = line } = locationOf({ file, start, end: start + text.length })
  const skipped = node.kind === 'map' && node.entries.some(({ key }) => key.text === 'skip')
  return { place, text, component, skipped, offset: start, firstLine: line, lastLine: endLine }
}

function componentOf(node: Node): string | undefined {
  if (node.kind === 'scalar') return typeof node.value === 'string' ? node.text : undefined
  if (node.kind === 'list') return undefined
  return node.entries.find(({ key }) => !BESIDE.has(key.text))?.key.text
}
