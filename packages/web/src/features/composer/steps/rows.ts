/** The steps of a test as rows, one below the other, without those that are folded away. */
import type { Outline, OutlineStep, Path, StepList } from '@merlon/language'
import type { DocumentSession, StepId } from '../../../document/session.ts'

interface Common {
  readonly key: string
  /** How many containers stand around it. */
  readonly depth: number
}

export interface SectionRow extends Common {
  readonly kind: 'section'
  readonly title: string
}

export interface StepRow extends Common {
  readonly kind: 'step'
  readonly id: StepId
  readonly step: OutlineStep
  readonly list: Path
  /** Among the steps of its list. */
  readonly index: number
  readonly size: number
  readonly folded: boolean
}

/** The name of one of several lists in a container. */
export interface BranchRow extends Common {
  readonly kind: 'branch'
  readonly title: string
  /** Of the container. */
  readonly id: StepId
  readonly list: Path
  /** The author gave it its name, and may give it another or remove it. */
  readonly named: boolean
}

/** Where a list can be added to those that the author names. */
export interface AddBranchRow extends Common {
  readonly kind: 'add-branch'
  /** Of the container. */
  readonly id: StepId
  /** That holds them. */
  readonly field: string
  readonly names: readonly string[]
}

export interface RoundsRow extends Common {
  readonly kind: 'rounds'
  readonly id: StepId
}

/** Where a step can be put at the end of a list. */
export interface AddRow extends Common {
  readonly kind: 'add'
  readonly list: Path
  readonly index: number
  readonly title: string
  readonly look: 'main' | 'quiet'
}

export type Row = SectionRow | StepRow | BranchRow | RoundsRow | AddRow | AddBranchRow

const SECTION_TITLES: Readonly<Record<string, string>> = {
  before: 'Before all input sets',
  steps: 'Steps',
  finally: 'Always at the end',
}

interface Shown {
  readonly session: DocumentSession
  readonly folded: ReadonlySet<StepId>
  /** Whether a container goes through rounds that can be picked. */
  readonly isLoop: (id: StepId) => boolean
  /** The field of a component in which the author names lists of steps. */
  readonly namedLists: (component: string) => string | undefined
}

export function rowsOf({ sections }: Outline, shown: Shown): Row[] {
  const rows: Row[] = []
  const first = sections[0]?.field
  const headed = sections.some(({ field, steps }) => field !== 'steps' && field === first && steps.length > 0)
  for (const section of sections) {
    const { field, path, steps } = section
    const title = SECTION_TITLES[field] ?? field
    const main = field === 'steps'
    if (steps.length > 0 && (!main || headed)) rows.push({ kind: 'section', key: `section ${field}`, depth: 0, title })
    addSteps(rows, section, 0, shown)
    rows.push({
      kind: 'add',
      key: `add ${field}`,
      depth: 0,
      list: path,
      index: steps.length,
      title: main || steps.length > 0 ? 'Add a step' : `Add a step ${title[0]!.toLowerCase()}${title.slice(1)}`,
      look: main ? 'main' : 'quiet',
    })
  }
  return rows
}

function addSteps(rows: Row[], { path, steps }: StepList, depth: number, shown: Shown): void {
  for (const [index, step] of steps.entries()) {
    const id = shown.session.idOf(step)
    const folded = shown.folded.has(id)
    rows.push({ kind: 'step', key: String(id), depth, id, step, list: path, index, size: steps.length, folded })
    if (!folded) addInside(rows, id, step, depth + 1, shown)
  }
}

function addInside(rows: Row[], id: StepId, step: OutlineStep, depth: number, shown: Shown): void {
  if (step.lists.length > 0 && shown.isLoop(id)) rows.push({ kind: 'rounds', key: `rounds ${id}`, depth, id })
  for (const [at, list] of step.lists.entries()) {
    const name = String(list.path.at(-1))
    // One of several lists that the author named.
    const named = list.field.includes('.')
    if (named || (at > 0 && list.steps.length > 0))
      rows.push({ kind: 'branch', key: `branch ${id} ${list.field}`, depth, title: name, id, list: list.path, named })
    addSteps(rows, list, depth, shown)
    rows.push({
      kind: 'add',
      key: `add ${id} ${list.field}`,
      depth,
      list: list.path,
      index: list.steps.length,
      title: !named && at > 0 && list.steps.length === 0 ? `Add ${name}` : 'Add a step',
      look: 'quiet',
    })
  }
  const field = shown.namedLists(step.component)
  if (field !== undefined) {
    const names = step.lists.filter((list) => list.field.startsWith(`${field}.`)).map(({ path }) => String(path.at(-1)))
    rows.push({ kind: 'add-branch', key: `add-branch ${id}`, depth, id, field, names })
  }
}
