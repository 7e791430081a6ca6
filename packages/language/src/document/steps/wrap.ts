/** Puts steps into a container, takes them out of one, and moves them to a snippet. */
import { isMap, isScalar } from 'yaml'
import { type Change, edited, orProblem } from '../change.ts'
import { type Collection, collectionOf, type Item } from '../collection.ts'
import { type Content, changed, contentAt, contentOf, contentOfValue, listOf } from '../content.ts'
import { chunkOf, inTurn, replaceRun } from '../generic.ts'
import { type Layout, layoutOf, mapOfLayouts, wrapped } from '../layout.ts'
import { soundSource } from '../mistakes.ts'
import { Refusal, type Source } from '../source.ts'
import { styleOf } from '../style.ts'
import { toBlock } from '../to-block.ts'
import type { Edited, Path, TextEdit } from '../types.ts'
import { linesOfRun } from './copy.ts'
import { removal } from './remove.ts'
import { listOfRun, oneRun, type Run, stepAt } from './step.ts'

/** Puts lines in the place of a run; a list in `[ ]` is written in block form first. */
function replacing(source: Source, run: Run, linesFrom: (source: Source) => readonly string[]): TextEdit[] {
  const list = listOfRun(source, run)
  if (!list.flow) return [replaceRun(source, list, run.first, run.last, linesFrom(source))]
  return inTurn(
    source,
    () => toBlock(source, run.path, styleOf(source).mapStep),
    (block) => [replaceRun(block, listOfRun(block, run), run.first, run.last, linesFrom(block))],
  )
}

function replaced(content: Content, { path, first, last }: Run, items: readonly Content[]): Content {
  const list = listOf(contentAt(content, path)).items
  return changed(
    content,
    path,
    () => ({ kind: 'list', items: list.toSpliced(first, last - first + 1, ...items) }),
    false,
  )
}

const entriesOf = (content: Content): readonly (readonly [string, Content])[] =>
  content.kind === 'map' ? content.entries : []

/**
 * Puts steps that stand next to each other into a new container with the given fields. `stepsField` may lead into a map,
 * as in `branches.left`.
 */
export function wrapSteps(
  text: string,
  paths: readonly Path[],
  component: string,
  fields: Readonly<Record<string, unknown>>,
  stepsField = 'steps',
): Edited {
  return edited(text, (source) => {
    const run = oneRun(paths)
    const [field = 'steps', ...inside] = stepsField.split('.')
    const content = contentOf(source)
    const items = listOf(contentAt(content, run.path)).items.slice(run.first, run.last + 1)
    const steps = below(inside, { kind: 'list', items })
    const input: Content = { kind: 'map', entries: [...entriesOf(contentOfValue(fields)), [field, steps]] }
    const linesFrom = (now: Source): string[] => {
      const list: Layout = { head: '', lines: linesOfRun(now, run), kind: 'list', inFlow: undefined, quotes: true }
      const nested = [...inside].reverse().reduce((layout, key) => wrapped(key, layout), list)
      const others = Object.entries(fields)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]): [string, Layout] => [key, layoutOf(value, key.length + 8)])
      const { lines } = wrapped(component, mapOfLayouts([...others, [field, nested]], 0))
      return lines.map((line, at) => (at === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`))
    }
    const step: Content = { kind: 'map', entries: [[component, input]] }
    return { edits: replacing(source, run, linesFrom), content: replaced(content, run, [step]) }
  })
}

const below = (keys: readonly string[], content: Content): Content =>
  [...keys].reverse().reduce<Content>((inner, key) => ({ kind: 'map', entries: [[key, inner]] }), content)

/** Lists of steps inside a step, by where they stand below its component. */
function innerLists(source: Source, entry: Item): { rest: Path; list: Collection }[] {
  const input = collectionOf(source, entry.node)
  if (!input) return []
  if (input.kind === 'list') return [{ rest: [], list: input }]
  return input.items.flatMap(({ name, node }) => {
    if (name === undefined) return []
    const inner = collectionOf(source, node)
    if (inner?.kind === 'list' && ['steps', 'else'].includes(name)) return [{ rest: [name], list: inner }]
    if (name !== 'branches' || inner?.kind !== 'map') return []
    return inner.items.flatMap((branch) => {
      const list = collectionOf(source, branch.node)
      return branch.name !== undefined && list?.kind === 'list' ? [{ rest: [name, branch.name], list }] : []
    })
  })
}

/** Puts the steps of a container in its place; branches one after the other. A container with an `else` is refused. */
export function unwrapStep(text: string, path: Path): Edited {
  return edited(text, (source): Change => {
    const { entry, component, index } = stepAt(source, path)
    const found = entry ? innerLists(source, entry) : []
    const lists = found.filter(({ list }) => list.items.length > 0)
    const holds = found.length > 0 || (entry !== undefined && isEmptyContainer(entry))
    if (!holds) throw new Refusal(`'${component}' has no steps inside it`)
    if (lists.some(({ rest }) => rest[0] === 'else'))
      throw new Refusal(`'${component}' has steps in \`else\` as well`, 'move them out first')
    const run = { path: path.slice(0, -1), first: index, last: index }
    if (lists.length === 0) return removal(source, [run])
    const content = contentOf(source)
    const items = lists.flatMap(({ rest }) => listOf(contentAt(content, [...path, component, ...rest])).items)
    const linesFrom = (now: Source): string[] => {
      const inner = innerLists(now, stepAt(now, path).entry!).filter(({ list }) => list.items.length > 0)
      const above = commentsAbove(linesOfRun(now, run))
      return [...above, ...inner.flatMap(({ list }) => chunkOf(now, list, 0, list.items.length - 1))]
    }
    return { edits: replacing(source, run, linesFrom), content: replaced(content, run, items) }
  })
}

const isEmptyContainer = ({ node }: Item): boolean =>
  isMap(node) && node.items.some(({ key }) => isScalar(key) && ['steps', 'else', 'branches'].includes(key.source ?? ''))

const commentsAbove = (lines: readonly string[]): string[] =>
  lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  )

/** What came of moving steps to a snippet. */
export type Extracted =
  | { readonly text: string; readonly edits: readonly TextEdit[]; readonly snippet: string }
  | { readonly problem: string; readonly help?: string }

/** Puts `- call: name` in the place of steps that stand next to each other; `snippet` is the file for them. */
export function extractSteps(text: string, paths: readonly Path[], snippetName: string): Extracted {
  let snippet = ''
  const result = edited(text, (source) => {
    const run = oneRun(paths)
    snippet = `${linesOfRun(source, run).join('\n')}\n`
    const problem = orProblem(() => contentOf(soundSource(snippet)))
    if ('problem' in problem)
      throw new Refusal('these steps use an alias whose anchor stands elsewhere', 'replace the alias first')
    const layout = layoutOf(snippetName, 8)
    const call: Content = { kind: 'map', entries: [['call', { kind: 'scalar', value: snippetName }]] }
    const lines = wrapped('call', layout).lines.map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`))
    return { edits: replacing(source, run, () => lines), content: replaced(contentOf(source), run, [call]) }
  })
  return 'problem' in result ? result : { ...result, snippet }
}
