/** Steps as text of their own, to be put elsewhere. */
import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import { edited, orProblem } from '../change.ts'
import { collectionOf, placeAt } from '../collection.ts'
import { changed, contentAt, contentOf, listOf } from '../content.ts'
import { chunkOf } from '../generic.ts'
import { insertInFlow, insertLines } from '../insert.ts'
import { soundSource } from '../mistakes.ts'
import { keptSource, type Source } from '../source.ts'
import type { Edited, Path, TextEdit } from '../types.ts'
import { newSteps } from './insert.ts'
import { BESIDE, byList, listOfRun, type Run, runsOf } from './step.ts'

/** The lines of a run of steps with their comments, in column 0. */
export const linesOfRun = (source: Source, run: Run): string[] =>
  chunkOf(source, listOfRun(source, run), run.first, run.last)

export function inFileOrder(source: Source, runs: readonly Run[]): Run[] {
  const start = (run: Run): number => listOfRun(source, run).items[run.first]!.start
  return [...runs].sort((a, b) => start(a) - start(b))
}

/** Steps as the YAML of a list that begins in the first column, comments included; empty where a path leads to none. */
export function copySteps(text: string, paths: readonly Path[]): string {
  const copied = orProblem(() => {
    const source = keptSource(text)
    return inFileOrder(source, runsOf(paths)).flatMap((run) => linesOfRun(source, run))
  })
  return Array.isArray(copied) && copied.length > 0 ? `${copied.join('\n')}\n` : ''
}

const isName = (text: string): boolean => /^[a-z][\w-]*$/.test(text)

function isStep(node: ParsedNode | null): boolean {
  if (isScalar(node)) return typeof node.value === 'string' && isName(node.source)
  if (!isMap(node)) return false
  const names = node.items.flatMap(({ key }) => (isScalar(key) ? key.source : ''))
  const components = names.filter((name) => !BESIDE.includes(name ?? ''))
  return components.length === 1 && isName(components[0] ?? '')
}

/**
 * What is on the clipboard as the YAML of a list of steps: a list of steps, one step, or the steps of a whole test.
 * Absent where it is something else.
 */
export function pastedSteps(clipboard: string): string | undefined {
  const pasted = orProblem(() => {
    const source = soundSource(clipboard.replace(/^\ufeff/, ''))
    const { root } = source
    if (isSeq(root)) return root.items.every((item) => isStep(item as ParsedNode)) ? newSteps(source.text).lines : []
    const steps = placeAt(source, ['steps'])
    const list = steps && collectionOf(source, steps.node)
    if (list?.kind === 'list') {
      const all = isSeq(steps?.node) && steps.node.items.every((item) => isStep(item as ParsedNode))
      return all && list.items.length > 0 ? chunkOf(source, list, 0, list.items.length - 1) : []
    }
    if (!isMap(root) || !isStep(root)) return []
    const map = collectionOf(source, root)
    return map ? asItem(chunkOf(source, map, 0, map.items.length - 1), map.flow, source) : []
  })
  return Array.isArray(pasted) && pasted.length > 0 ? `${pasted.join('\n')}\n` : undefined
}

function asItem(lines: readonly string[], flow: boolean, { text }: Source): string[] {
  if (flow) return [`- ${text.trim().replaceAll(/\r?\n\s*/g, '\n  ')}`]
  return lines.map((line, at) => (at === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`))
}

/** Puts a copy of the steps behind the last of them, in each list that holds some of them. */
export function duplicateSteps(text: string, paths: readonly Path[]): Edited {
  return edited(text, (source) => {
    let content = contentOf(source)
    const edits = byList(runsOf(paths)).flatMap((runs) => {
      const { path, last } = runs.at(-1)!
      const { items } = listOf(contentAt(content, path))
      const copies = runs.flatMap((run) => items.slice(run.first, run.last + 1))
      content = changed(content, path, () => ({ kind: 'list', items: items.toSpliced(last + 1, 0, ...copies) }), false)
      return copiesOf(source, runs, last + 1)
    })
    return { edits, content }
  })
}

function copiesOf(source: Source, runs: readonly Run[], at: number): TextEdit[] {
  const list = listOfRun(source, runs.at(-1)!)
  if (!list.flow)
    return [
      insertLines(
        source,
        list,
        at,
        runs.flatMap((run) => linesOfRun(source, run)),
      ),
    ]
  const items = runs.flatMap(({ first, last }) => list.items.slice(first, last + 1))
  return insertInFlow(source, list, at, items.map(({ start, end }) => source.text.slice(start, end)).join(', '))
}
