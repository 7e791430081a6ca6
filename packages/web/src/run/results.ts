/**
 * What the steps of an open test said when they last ran: the latest run of all of it, with later partial runs laid over.
 *
 * Says nothing about a step that it is not sure of: a step that ran under another name, or not in the round and input set
 * that are looked at, has no result.
 */
import { eachOutlineStep, type OutlineStep } from '@merlon/language'
import type { SetReport, StepReport } from '@merlon/protocol'
import type { RunView } from '@merlon/protocol/http'
import type { DocumentSession, StepId } from '../document/session.ts'
import type { RoundChoice, StepResult } from '../features/composer/composer.ts'
import { follow } from './follow.ts'
import { type FollowedRun, Layer, Marks } from './layer.ts'
import { ownSource } from './own-source.ts'
import { firstOf, type Round, roundsOf, startsWith } from './rounds.ts'

/** The rounds of a loop and the one that is looked at. */
export interface Loop {
  readonly rounds: readonly Round[]
  readonly shown: Round | undefined
}

interface Found {
  readonly layer: Layer
  readonly set: SetReport
  readonly step: StepReport
  readonly all: readonly StepReport[]
  readonly stale: boolean
}

export class RunResults {
  private readonly session: DocumentSession
  private readonly listeners = new Set<() => void>()
  /** Oldest first; only the first may be a whole run. */
  private layers: readonly Layer[] = []
  private readonly stops = new Map<Layer, () => void>()
  private picks = new Map<StepId, readonly number[]>()
  private inputSet: string | undefined
  private count = 0
  /** Another object whenever an answer may be another one. */
  known: { readonly result: (id: StepId) => StepResult | undefined } = { result: (id) => this.result(id) }
  private remembered = new Map<StepId, { readonly sign: string; readonly result: StepResult }>()
  private readonly rememberedLoops = new Map<StepId, { readonly sign: string; readonly loop: Loop }>()
  private found:
    | { readonly at: string; readonly byId: Map<StepId, Found | undefined>; readonly parents: Map<StepId, StepId> }
    | undefined

  constructor(session: DocumentSession) {
    this.session = session
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private tell = (): void => {
    this.count += 1
    this.known = { result: (id) => this.result(id) }
    for (const listener of this.listeners) listener()
  }

  /** The text as it is now, to be handed over with the run that is about to start. */
  mark(): Marks {
    return new Marks(this.session)
  }

  /** A run that was started here. */
  began(follower: FollowedRun, marks: Marks, partial: boolean): void {
    const layer = new Layer(follower, partial, marks, this.session.current.path)
    this.become(partial ? [...this.layers, layer] : [layer])
  }

  /** Runs of this test as the server lists them, newest first; those that are known already stay as they are. */
  listed(runs: readonly RunView[]): void {
    const whole = runs.findIndex((run) => !run.partial)
    const relevant = (whole < 0 ? runs : runs.slice(0, whole + 1)).toReversed()
    const newest = this.layers.find((layer) => !layer.partial)
    // A run that was just started here may not be listed yet.
    if (newest && !relevant.some(({ id }) => id === newest.id) && relevant.every(({ id }) => id < newest.id)) return
    const marks = this.mark()
    const listed = relevant.map(({ id, partial }) => {
      const known = this.layers.find((layer) => layer.id === id)
      return known ?? new Layer(follow(id), partial, marks, this.session.current.path)
    })
    const unlisted = this.layers.filter(
      (layer) => layer.partial && !listed.includes(layer) && !layer.follower.current.done,
    )
    const next = [...listed, ...unlisted]
    if (next.length !== this.layers.length || next.some((layer, at) => layer !== this.layers[at])) this.become(next)
  }

  private become(layers: readonly Layer[]): void {
    for (const [layer, stop] of this.stops) {
      if (layers.includes(layer)) continue
      stop()
      this.stops.delete(layer)
    }
    for (const layer of layers) if (!this.stops.has(layer)) this.stops.set(layer, layer.follower.subscribe(this.tell))
    this.layers = layers
    this.tell()
  }

  /** Lets go of all runs. */
  close(): void {
    this.become([])
  }

  /** The latest run of all of the test. */
  get whole(): Layer | undefined {
    return this.layers.find((layer) => !layer.partial)
  }

  /** The latest run, of all of the test or of a part. */
  get latest(): Layer | undefined {
    return this.layers.at(-1)
  }

  pickInputSet(name: string | undefined): void {
    if (this.inputSet === name) return
    this.inputSet = name
    this.tell()
  }

  pickRound(loop: StepId, index: readonly number[]): void {
    this.picks.set(loop, index)
    this.tell()
  }

  /** The name of the input set that is looked at. */
  get shownSet(): string | undefined {
    return (
      this.inputSet ??
      (this.latest?.partial ? this.latest.set(undefined)?.inputSet : undefined) ??
      this.whole?.set(undefined)?.inputSet
    )
  }

  /** What a step said when it last ran. The same object for as long as it says the same. */
  result(id: StepId): StepResult | undefined {
    const found = this.find(id)
    if (!found) return undefined
    const { layer, set, step, stale } = found
    const rounds = this.roundsAround(id, found)
    const sign = JSON.stringify([
      layer.id,
      set.set,
      step.id,
      step.status,
      stale,
      set.status,
      step.steps?.length,
      rounds,
    ])
    const known = this.remembered.get(id)
    if (known?.sign === sign) return known.result
    const result: StepResult = { run: layer.id, test: layer.test?.test ?? 0, set, step, rounds, stale }
    this.remembered.set(id, { sign, result })
    return result
  }

  /** The rounds of a loop, in the round of the loops around it that is looked at; none where the step is no loop. */
  loop(id: StepId): Loop {
    const found = this.find(id)
    const rounds = found ? roundsOf(found.step) : []
    const pick = this.picks.get(id)?.join()
    const shown = rounds.find((one) => one.index.join() === pick) ?? firstOf(rounds)
    const sign = JSON.stringify([rounds, shown?.index])
    const known = this.rememberedLoops.get(id)
    if (known?.sign === sign) return known.loop
    const loop = { rounds, shown }
    this.rememberedLoops.set(id, { sign, loop })
    return loop
  }

  private roundsAround(id: StepId, { all, step }: Found): readonly RoundChoice[] {
    const depth = step.index?.length ?? 0
    if (depth === 0 || this.parentLoop(id) === undefined)
      return [{ index: step.index ?? [], label: '', outcome: step.status ?? 'running' }]
    const outer = step.index!.slice(0, -1)
    return all
      .filter((one) => one.index?.length === depth && startsWith(one.index, outer))
      .map((one) => ({
        index: one.index!,
        label: one.items?.at(-1) || String(one.index!.at(-1)! + 1),
        outcome: one.status ?? 'running',
      }))
  }

  /** Found answers hold until the text, the runs or what is looked at change. */
  private get current() {
    const at = `${this.session.current.revision}/${this.count}`
    if (this.found?.at !== at) {
      const parents = new Map<StepId, StepId>()
      const { text, outline } = this.session.current
      const steps = eachOutlineStep(outline).map((step) => ({
        id: this.session.idOf(step),
        component: step.component,
        source: ownSource(text, step),
      }))
      for (const { marks } of this.layers) marks.assign(steps)
      const visit = (step: OutlineStep): void => {
        for (const inner of step.lists.flatMap((list) => list.steps)) {
          parents.set(this.session.idOf(inner), this.session.idOf(step))
          visit(inner)
        }
      }
      for (const section of outline.sections) for (const step of section.steps) visit(step)
      this.found = { at, byId: new Map(), parents }
    }
    return this.found
  }

  private find(id: StepId): Found | undefined {
    const { byId } = this.current
    if (!byId.has(id)) byId.set(id, this.search(id))
    return byId.get(id)
  }

  private search(id: StepId): Found | undefined {
    const step = this.session.step(id)
    if (!step) return undefined
    const source = ownSource(this.session.current.text, step)
    for (const layer of this.layers.toReversed()) {
      const mark = layer.marks.of(id)
      const set = layer.set(this.shownSet)
      if (!mark || !set || mark.component !== step.component) continue
      const all = layer.reports(set, mark.id)
      const report = this.inRound(id, all, layer)
      if (report) return { layer, set, step: report, all, stale: mark.source !== source }
    }
    return undefined
  }

  /** Of what a step said in all rounds, what it said in the one that is looked at. */
  private inRound(id: StepId, all: readonly StepReport[], layer: Layer): StepReport | undefined {
    const loop = this.parentLoop(id)
    const around = loop === undefined ? undefined : this.find(loop)
    // A part of a test may have run a step alone, without the loop around it.
    if (loop === undefined || around?.layer !== layer) return all.at(-1)
    const { shown } = this.loop(loop)
    return shown && all.find((one) => startsWith(one.index, shown.index))
  }

  /** The nearest container around a step that went through rounds. */
  private parentLoop(id: StepId): StepId | undefined {
    for (let parent = this.current.parents.get(id); parent !== undefined; parent = this.current.parents.get(parent)) {
      const found = this.find(parent)
      if (found && roundsOf(found.step).length > 0) return parent
    }
    return undefined
  }
}
