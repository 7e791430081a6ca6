/** What changed since a step last passed: the same step in an earlier run, and the requests that both looked at. */
import { createFold, type RunEvent, type StepRecord, type StepReport } from '@merlon/protocol'
import type { BodyContent, Comparison } from '@merlon/protocol/http'
import type { RunStore } from '../store/store.ts'

const PAGE = 50

interface Asked {
  readonly test: number
  readonly set: number
  readonly step: number
}

interface SetOfSteps {
  readonly file: string
  readonly inputSet: string
  /** Every step that finished, those inside others included, in the order in which they began. */
  readonly steps: readonly StepReport[]
}

/** Folds the events of one test alone. */
function setsOf(events: Iterable<RunEvent>, wanted: (test: number, file: string) => boolean): SetOfSteps[] {
  const fold = createFold()
  const chosen = new Set<number>()
  for (const event of events) {
    if (event.type === 'test-started' && wanted(event.test, event.file)) chosen.add(event.test)
    if ('test' in event && event.type !== 'body' && chosen.has(event.test)) fold.apply(event)
  }
  return fold.report.tests.flatMap(({ file, runs }) =>
    runs.map(({ inputSet, steps }) => ({ file, inputSet, steps: steps.flatMap(flat) })),
  )
}

const flat = (step: StepReport): StepReport[] => [step, ...(step.steps ?? []).flatMap(flat)]

const sameRound = (a: StepReport, b: StepReport): boolean =>
  (a.index ?? []).join() === (b.index ?? []).join() && (a.phase ?? 'steps') === (b.phase ?? 'steps')

/** The same step in another run: what it does and says counts more than the line that it stands on. */
function counterpart(
  step: StepReport,
  own: readonly StepReport[],
  others: readonly StepReport[],
): StepReport | undefined {
  const likeIt = (one: StepReport): boolean =>
    one.component === step.component && one.label === step.label && sameRound(one, step)
  const alike = others.filter(likeIt)
  // Of several that read alike, the one at the same turn.
  const turn = own.filter(likeIt).findIndex(({ id }) => id === step.id)
  return (
    alike[turn] ??
    alike[0] ??
    others.find(
      (one) => one.component === step.component && one.location.line === step.location.line && sameRound(one, step),
    )
  )
}

/** The request whose answer a step looked at: its own, or the one that brought the value. */
function requestOf(step: StepReport, steps: readonly StepReport[], like?: StepReport): StepReport | undefined {
  if (step.request) return step
  const id = step.origin?.step
  if (id !== undefined) return steps.find((one) => one.id === id)
  // A step that passed does not say where its value came from; the same request brought it.
  return like && counterpart(like, [like], steps)
}

function recordOf({ id, kind, own, steps, status = 'errored', ...record }: StepReport): StepRecord {
  return { ...record, status }
}

async function requestIn(
  runs: RunStore,
  run: string,
  step: StepReport | undefined,
): Promise<{ step: StepRecord; body?: BodyContent } | undefined> {
  if (!step) return undefined
  const hash = step.response?.body?.hash
  const body = hash === undefined ? undefined : await runs.body(run, hash)
  return { step: recordOf(step), ...(body ? { body } : {}) }
}

/** Earlier runs that are whole, newest first. */
async function* earlierRuns(
  runs: RunStore,
  run: string,
  test: string,
): AsyncGenerator<{ id: string; startedAt: string }> {
  let cursor: string | undefined = run
  while (cursor !== undefined) {
    const page: Awaited<ReturnType<RunStore['list']>> = await runs.list({ test, limit: PAGE, cursor })
    for (const one of page.runs) if (!one.partial && !one.running) yield one
    cursor = page.next
  }
}

/** Undefined where the step is not there; without `comparison` where it never passed before. */
export async function comparisonOf(
  runs: RunStore,
  run: string,
  asked: Asked,
): Promise<{ comparison?: Comparison } | undefined> {
  const view = await runs.view(run)
  const path = view?.tests.find(({ test }) => test === asked.test)?.path
  const events = runs.events(run)
  if (path === undefined || !events) return undefined
  const own = setsOf(events, (test) => test === asked.test)[asked.set]
  const step = own?.steps.find(({ id }) => id === asked.step)
  if (!own || !step) return undefined
  const request = requestOf(step, own.steps)
  for await (const earlier of earlierRuns(runs, run, path)) {
    const then = setsOf(runs.events(earlier.id) ?? [], (_, file) => file === own.file).find(
      ({ inputSet }) => inputSet === own.inputSet,
    )
    const same = then && counterpart(step, own.steps, then.steps)
    if (!then || same?.status !== 'passed') continue
    const before = await requestIn(runs, earlier.id, requestOf(same, then.steps, request))
    const current = await requestIn(runs, run, request)
    return {
      comparison: {
        run: earlier.id,
        at: earlier.startedAt,
        step: recordOf(same),
        ...(before ? { earlier: before } : {}),
        ...(current ? { current } : {}),
      },
    }
  }
  return {}
}
