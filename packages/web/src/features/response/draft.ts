/** A draft of assertions as a checklist: what is taken of it. */
import { eachOutlineStep, type OutlineStep, outlineOf, pathKey, removeSteps, shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'

export interface DraftStep {
  readonly key: string
  readonly depth: number
  /** The step itself in one line, without those inside it. */
  readonly label: string
  /** The keys of the containers around it. */
  readonly around: readonly string[]
}

const oneLine = (text: string): string =>
  text
    .replace(/^\s*- /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()

function labelOf(yaml: string, step: OutlineStep): string {
  const inner = step.lists.flatMap(({ steps }) => steps)
  const first = inner.length === 0 ? step.range.end : Math.min(...inner.map(({ range }) => range.start))
  return oneLine(yaml.slice(step.range.start, first)).replace(/\s+\w+:$/, '')
}

export function draftSteps(yaml: string, catalog: CatalogDocument): DraftStep[] {
  const outline = outlineOf(yaml, shapesOf(catalog), { kind: 'snippet' })
  const found: DraftStep[] = []
  const visit = (steps: readonly OutlineStep[], around: readonly string[]): void => {
    for (const step of steps) {
      const key = pathKey(step.path)
      found.push({ key, depth: around.length, label: labelOf(yaml, step), around })
      for (const { steps: inner } of step.lists) visit(inner, [...around, key])
    }
  }
  for (const { steps } of outline.sections) visit(steps, [])
  return found
}

/** The draft without what was left out; a container all of whose steps are left out goes as well. `''` when all is. */
export function takenOf(yaml: string, catalog: CatalogDocument, left: ReadonlySet<string>): string {
  const outline = outlineOf(yaml, shapesOf(catalog), { kind: 'snippet' })
  const gone = new Set(left)
  const all = eachOutlineStep(outline)
  for (const step of all.toReversed()) {
    const inner = step.lists.flatMap(({ steps }) => steps)
    if (inner.length > 0 && inner.every(({ path }) => gone.has(pathKey(path)))) gone.add(pathKey(step.path))
  }
  const paths = all.filter(({ path }) => gone.has(pathKey(path))).map(({ path }) => path)
  const outer = paths.filter(
    (path) => !paths.some((one) => one.length < path.length && one.every((part, at) => part === path[at])),
  )
  if (outline.sections.every(({ steps }) => steps.every(({ path }) => gone.has(pathKey(path))))) return ''
  if (outer.length === 0) return yaml
  const edited = removeSteps(yaml, outer)
  return 'text' in edited ? edited.text : yaml
}
