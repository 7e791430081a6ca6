/**
 * One run of a test laid over the test as it is open: which step said what.
 *
 * A run knows steps by their place in the text that ran. The places are written down when the layer is made; from then on
 * steps are known by their identity, so results stay with them wherever they move.
 */
import type { OutlineStep } from '@merlon/language'
import { eachOutlineStep, stepAtOffset } from '@merlon/language'
import type { Location, RunReport, SetReport, StepReport, TestReport } from '@merlon/protocol'
import type { DocumentSession, StepId } from '../document/session.ts'
import { ownSource } from './own-source.ts'

interface Mark {
  readonly id: StepId
  readonly component: string
  readonly source: string
}

const placeOf = ({ line, column }: Location): string => `${line}:${column}`

/** Steps as they stood in a text. */
export class Marks {
  private readonly text: string
  private readonly outline
  private readonly lineStarts: readonly number[]
  private byId = new Map<StepId, Mark>()
  /** As they were when the run began. */
  private readonly marks = new Map<StepId, Mark>()
  private readonly bySource = new Map<string, Mark[]>()
  private readonly byPlace = new Map<string, Mark | undefined>()
  private readonly idsByPath: ReadonlyMap<OutlineStep, StepId>

  constructor(session: DocumentSession) {
    const { text, outline } = session.current
    this.text = text
    this.outline = outline
    this.lineStarts = startsOfLines(text)
    const ids = new Map<OutlineStep, StepId>()
    for (const step of eachOutlineStep(outline)) {
      const mark: Mark = { id: session.idOf(step), component: step.component, source: ownSource(text, step) }
      ids.set(step, mark.id)
      this.byId.set(mark.id, mark)
      this.marks.set(mark.id, mark)
      this.bySource.set(mark.source, [...(this.bySource.get(mark.source) ?? []), mark])
    }
    this.idsByPath = ids
  }

  /** The step at a place of the text; undefined where another component stands there now. */
  at(location: Location, component: string): StepId | undefined {
    const key = placeOf(location)
    if (!this.byPlace.has(key)) this.byPlace.set(key, this.find(location))
    const mark = this.byPlace.get(key)
    return mark?.component === component ? mark.id : undefined
  }

  private find({ line, column }: Location): Mark | undefined {
    const start = this.lineStarts[line - 1]
    if (start === undefined) return undefined
    const step = stepAtOffset(this.outline, start + column - 1)
    // A step begins where its place says; another one around it is none.
    if (!step || this.text.slice(step.range.start, start + column - 1).trim().length > 1) return undefined
    return this.marks.get(this.idsByPath.get(step) ?? 0)
  }

  /** The step that ran and that this one is. */
  of(id: StepId): Mark | undefined {
    return this.byId.get(id)
  }

  /**
   * Finds steps again in another text. A step is the one that ran when its words are the same; one that was moved, or
   * deleted and brought back, is found by its words. What is left is known by its identity: it was edited since. A copy of
   * a step that is still there is none of them.
   */
  assign(steps: readonly CurrentStep[]): void {
    const known = this.byId
    const found = new Map<StepId, Mark>()
    const claimed = new Set<Mark>()
    const claim = (id: StepId, mark: Mark): void => {
      found.set(id, mark)
      claimed.add(mark)
    }
    for (const { id, source } of steps) {
      const mark = known.get(id)
      if (mark?.source === source && !claimed.has(mark)) claim(id, mark)
    }
    const owners = new Map(steps.flatMap((step) => (known.has(step.id) ? [[known.get(step.id)!, step]] : [])))
    const isFree = (mark: Mark): boolean => {
      const owner = owners.get(mark)
      if (claimed.has(mark)) return false
      // Its owner was edited, unless it took over another step's place.
      return !owner || owner.component !== mark.component || this.bySource.has(owner.source)
    }
    for (const { id, source } of steps) {
      const mark = found.has(id) ? undefined : this.bySource.get(source)?.find(isFree)
      if (mark) claim(id, mark)
    }
    for (const { id, component } of steps) {
      const mark = found.has(id) ? undefined : known.get(id)
      if (mark?.component === component && !claimed.has(mark)) claim(id, mark)
    }
    // Who is gone may come back.
    for (const [id, mark] of known) if (!found.has(id) && !claimed.has(mark)) found.set(id, mark)
    this.byId = found
  }
}

export interface CurrentStep {
  readonly id: StepId
  readonly component: string
  readonly source: string
}

function startsOfLines(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** A run as it goes on: a `RunFollower` is one. */
export interface FollowedRun {
  readonly current: {
    readonly id: string
    readonly report: RunReport
    readonly revision: number
    readonly done: boolean
    readonly error: Error | undefined
  }
  subscribe(listener: () => void): () => void
}

/** A run with the marks of the text that it ran. */
export class Layer {
  readonly follower: FollowedRun
  readonly partial: boolean
  readonly marks: Marks
  private readonly path: string
  private indexed:
    | { readonly revision: number; readonly set: SetReport; readonly steps: ReadonlyMap<StepId, StepReport[]> }
    | undefined

  constructor(follower: FollowedRun, partial: boolean, marks: Marks, path: string) {
    this.follower = follower
    this.partial = partial
    this.marks = marks
    this.path = path
  }

  get id(): string {
    return this.follower.current.id
  }

  get test(): TestReport | undefined {
    return this.follower.current.report.tests.find(({ file }) => file === this.path)
  }

  /** The input set of a name; without one, the first that failed, or the one that is running, or the first. */
  set(name: string | undefined): SetReport | undefined {
    const runs = this.test?.runs ?? []
    if (name !== undefined) return runs.find((one) => one.inputSet === name)
    const failed = runs.find(
      ({ status, summary }) => (status ?? 'passed') !== 'passed' || summary.failures + summary.errors > 0,
    )
    return failed ?? (this.follower.current.done ? runs[0] : runs.at(-1))
  }

  /** What a step of the text that ran said in an input set, once for each round. */
  reports(set: SetReport, id: StepId): readonly StepReport[] {
    const { revision } = this.follower.current
    if (this.indexed?.revision !== revision || this.indexed.set !== set)
      this.indexed = { revision, set, steps: this.index(set) }
    return this.indexed.steps.get(id) ?? []
  }

  private index(set: SetReport): ReadonlyMap<StepId, StepReport[]> {
    const steps = new Map<StepId, StepReport[]>()
    const waiting: StepReport[] = [...set.steps].reverse()
    for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
      if (step.location.file === this.path) {
        const id = this.marks.at(step.location, step.component)
        const known = id === undefined ? undefined : steps.get(id)
        if (known) known.push(step)
        else if (id !== undefined) steps.set(id, [step])
      }
      for (let at = (step.steps?.length ?? 0) - 1; at >= 0; at -= 1) waiting.push(step.steps![at]!)
    }
    return steps
  }
}
