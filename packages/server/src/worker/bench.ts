/**
 * What the last runs of each test left behind, so that one step can be sent again with the variables that it would have.
 *
 * A scope that was kept after a step may be used for as long as that step reads as it did. Before a step stands, in this
 * order: what was kept after the nearest step before it in its list, what was kept before the step itself, what was kept
 * where its list begins; else the same of what stands around it. `first` names the steps in between that can be made up
 * for without sending anything.
 */
import { catalog } from '@merlon/components'
import type { AnyComponent, KeptScope, Moment, Watch } from '@merlon/engine'
import type { Bench, BenchScope, Place, WatchedTest } from '../store/store.ts'
import { keyOf, type WrittenStep, type WrittenSteps, writtenSteps } from './written-steps.ts'

const TESTS = 50
const INPUT_SETS = 20
/** Rounds of a step that are kept one over the other in a run; the scopes of thousands would only slow it. */
const ROUNDS = 200

const SECTIONS = ['before', 'steps', 'finally']

interface KeptStep {
  before?: KeptScope
  after?: KeptScope
}

/** What one input set of a test left behind. */
class KeptSet {
  /** By the step's own text, then by its place when it ran. */
  private readonly steps = new Map<string, Map<string, KeptStep>>()
  /** Where lists begin. */
  private readonly starts = new Map<string, KeptScope>()

  keep(when: Moment['when'], step: WrittenStep, steps: WrittenSteps, scope: KeptScope): void {
    const places = this.steps.get(step.text) ?? new Map<string, KeptStep>()
    this.steps.set(step.text, places)
    const place = keyOf(step.place)
    const kept = places.get(place) ?? {}
    kept[when] = scope
    // Set anew, so that the latest comes last.
    places.delete(place)
    places.set(place, kept)
    if (when === 'before' && step.place.at(-1) === 0) this.starts.set(listKey(listOf(step.place), steps), scope)
  }

  /** What was kept of a step that reads like this one: at the same place, else of the latest. */
  of(step: WrittenStep, when: Moment['when']): KeptScope | undefined {
    const places = this.steps.get(step.text)
    return places?.get(keyOf(step.place))?.[when] ?? [...(places?.values() ?? [])].at(-1)?.[when]
  }

  start(list: Place, steps: WrittenSteps): KeptScope | undefined {
    return this.starts.get(listKey(list, steps))
  }

  /** Forgets steps that are not written any more. */
  prune(texts: ReadonlySet<string>): void {
    for (const text of this.steps.keys()) if (!texts.has(text)) this.steps.delete(text)
  }
}

const listOf = (place: Place): Place => place.slice(0, -1)

/** The nearest step around a list. */
function containerOf(list: Place, steps: WrittenSteps): WrittenStep | undefined {
  for (let length = list.length; length > 0; length -= 1) {
    const step = typeof list[length - 1] === 'number' ? steps.at(list.slice(0, length)) : undefined
    if (step) return step
  }
  return undefined
}

/** A list is known by its place and by how the step around it begins. */
function listKey(list: Place, steps: WrittenSteps): string {
  const container = containerOf(list, steps)
  return `${keyOf(list)} ${container?.text.split('\n', 1)[0] ?? ''}`
}

/** Whether a step can run on the way to another: it sets a variable, sends nothing, and is quick. */
function canComeFirst({ component: name, skipped }: WrittenStep): boolean {
  const component = skipped ? undefined : catalog.find(name)
  return component?.kind === 'action' && component.slow !== true && setsVariables(component)
}

const setsVariables = ({ fields, writes }: AnyComponent): boolean =>
  writes !== undefined || Object.values(fields).some((one) => one.writes === true)

/** Steps of a list with an index below `end`, the last one first. */
function* backwards(list: Place, end: number, steps: WrittenSteps): Generator<WrittenStep> {
  for (let index = end - 1; index >= 0; index -= 1) {
    const step = steps.at([...list, index])
    if (step) yield step
  }
}

/** Where to look when nothing of a list helps: before the step around it, or at the end of the section before. */
function around(list: Place, steps: WrittenSteps): { list: Place; end: number } | undefined {
  const container = containerOf(list, steps)
  if (container) return { list: listOf(container.place), end: Number(container.place.at(-1)) }
  const section = SECTIONS[SECTIONS.indexOf(String(list[0])) - 1]
  if (section === undefined) return undefined
  let end = 0
  while (steps.at([section, end])) end += 1
  return { list: [section], end }
}

function scopeBefore(place: Place, steps: WrittenSteps, kept: KeptSet | undefined): BenchScope {
  const first: Place[] = []
  let at: { list: Place; end: number } | undefined = { list: listOf(place), end: Number(place.at(-1)) }
  while (at) {
    const { list, end } = at
    for (const step of backwards(list, end, steps)) {
      const after = kept?.of(step, 'after')
      if (after) return { scope: after, first }
      if (canComeFirst(step)) first.unshift(step.place)
    }
    const own = steps.at([...list, end])
    const scope = (own && kept?.of(own, 'before')) ?? kept?.start(list, steps)
    if (scope) return { scope, first }
    at = around(list, steps)
  }
  return { scope: undefined, first }
}

interface KeptTest {
  readonly sets: Map<string, KeptSet>
  latest: string | undefined
}

/** Puts an entry last, and drops the first where there are too many. */
function renew<V>(map: Map<string, V>, key: string, value: V, most: number): V {
  map.delete(key)
  map.set(key, value)
  for (const [oldest] of [...map].slice(0, -most)) map.delete(oldest)
  return value
}

class MemoryBench implements Bench {
  private readonly tests = new Map<string, KeptTest>()

  latest(path: string): string | undefined {
    return this.tests.get(path)?.latest
  }

  before(path: string, text: string, place: Place, inputSet: string | undefined): BenchScope {
    const test = this.tests.get(path)
    const kept = test?.sets.get(inputSet ?? test.latest ?? '')
    return scopeBefore(place, writtenSteps(text, path), kept)
  }

  watch(tests: ReadonlyMap<number, WatchedTest>): Watch {
    const watched = new Map([...tests].map(([number, test]) => [number, this.watchTest(test)]))
    return (moment) => watched.get(moment.test)?.(moment)
  }

  private watchTest({ path, text, inputSets }: WatchedTest): (moment: Moment) => void {
    const known = this.tests.get(path) ?? { sets: new Map<string, KeptSet>(), latest: undefined }
    const test = renew(this.tests, path, known, TESTS)
    let steps: WrittenSteps | undefined
    let latest: string | undefined
    const passes = new Map<string, number>()
    return (moment) => {
      const name = inputSets[moment.set]
      if (moment.file !== path || name === undefined) return
      const pass = `${moment.set} ${moment.offset} ${moment.when}`
      const count = (passes.get(pass) ?? 0) + 1
      passes.set(pass, count)
      if (count > ROUNDS) return
      if (!steps) {
        steps = writtenSteps(text, path)
        const texts = new Set(steps.all.map((step) => step.text))
        for (const set of test.sets.values()) set.prune(texts)
      }
      const step = steps.from(moment.offset)
      if (!step) return
      const kept = test.sets.get(name)
      const set = kept && name === latest ? kept : renew(test.sets, name, kept ?? new KeptSet(), INPUT_SETS)
      latest = name
      test.latest = name
      set.keep(moment.when, step, steps, moment.keep())
    }
  }
}

/** A bench on which nothing lies yet. */
export const createBench = (): Bench => new MemoryBench()
