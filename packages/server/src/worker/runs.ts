/** Carries out runs in this process. */
import { loadHelper } from '@merlon/components'
import { type KeptScope, type RunItem, type RunOptions, run, type TestPlan } from '@merlon/engine'
import { createWorlds, type LoadedTest, newRunId, nodeCodec, systemClock, type Worlds, workerCount } from '@merlon/host'
import type { Diagnostic } from '@merlon/protocol'
import { placedSteps } from '../check/plan-steps.ts'
import { ProblemError } from '../http/problem.ts'
import type { Bench, LiveRun, Project, RunRequest, Work } from '../store/store.ts'
import { inTheWay, partOf } from './part.ts'
import { type Compiling, selectTests } from './selection.ts'
import { createTurns } from './turns.ts'
import { keyOf, writtenSteps } from './written-steps.ts'

/** Runs that go on at once. */
const AT_ONCE = 4

type Working = Compiling & Pick<Project, 'runs' | 'bench'>

/** What is run, and how. */
interface Prepared {
  readonly tests: readonly LoadedTest[]
  readonly plans: readonly TestPlan[]
  readonly inputSets: readonly string[] | undefined
  readonly start: ReadonlyMap<string, KeptScope> | undefined
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  if (!diagnostics.some(({ severity }) => severity === 'error')) return
  throw new ProblemError({
    code: 'mistakes',
    status: 422,
    message: 'nothing was run, because there are mistakes',
    diagnostics,
  })
}

function noPart(message: string): ProblemError {
  return new ProblemError({ code: 'no-part', status: 422, message })
}

type Part = NonNullable<RunRequest['part']>

/** The one input set of a test that a step is tried with: the one asked for, else the last one that ran, else the first. */
function oneInputSet({ plan }: LoadedTest, { inputSets }: RunRequest, latest: string | undefined): string | undefined {
  const names = plan.inputs.map(({ name }) => name)
  return names.find((name) => inputSets?.includes(name)) ?? names.find((name) => name === latest) ?? names[0]
}

function preparePart(
  loaded: LoadedTest,
  diagnostics: readonly Diagnostic[],
  { request, part, bench }: { request: RunRequest; part: Part; bench: Bench },
): Prepared {
  const { plan, source } = loaded
  if (source.older) throw noPart('a test of an older format runs as a whole; rewrite it in the form of today first')
  const { path, text } = source.unit
  const steps = new Map(placedSteps(plan, source.unit, false).map((one) => [keyOf(one.place), one.plan]))
  const target = steps.get(keyOf(part.place))
  if (!target) {
    refuse(diagnostics)
    throw noPart('there is no step at this place')
  }
  const whole = part.mode === 'to'
  const inputSet = oneInputSet(loaded, request, bench.latest(path))
  const before = whole ? { scope: undefined, first: [] } : bench.before(path, text, part.place, inputSet)
  const first = before.first.flatMap((place) => steps.get(keyOf(place)) ?? [])
  const cut = { ...partOf(plan, target, part.mode, first), whole: plan }
  refuse(inTheWay(diagnostics, cut, writtenSteps(text, path)))
  const { scope } = before
  return {
    tests: [loaded],
    plans: [cut],
    inputSets: whole ? request.inputSets : inputSet === undefined ? undefined : [inputSet],
    start: scope && inputSet !== undefined ? new Map([[inputSet, scope]]) : undefined,
  }
}

async function prepare(project: Working, request: RunRequest): Promise<Prepared> {
  const { tests, diagnostics } = await selectTests(project, request)
  const { part } = request
  const [only] = tests
  if (!part) {
    refuse(diagnostics)
    return { tests, plans: tests.map(({ plan }) => plan), inputSets: request.inputSets, start: undefined }
  }
  if (!only || tests.length > 1) throw noPart('a part is that of one test')
  return preparePart(only, diagnostics, { request, part, bench: project.bench })
}

class ProcessWork implements Work {
  private readonly project: Working
  private readonly failed: (error: unknown) => void
  private readonly worlds: Worlds
  private readonly turns = createTurns(AT_ONCE)
  private readonly running = new Map<string, LiveRun>()

  constructor(project: Working, failed: (error: unknown) => void) {
    this.project = project
    this.failed = failed
    this.worlds = createWorlds({ environment: process.env, snapshots: { mode: 'write', cwd: project.folder } })
  }

  live(id: string): LiveRun | undefined {
    return this.running.get(id)
  }

  async start(request: RunRequest): Promise<LiveRun> {
    const prepared = await prepare(this.project, request)
    const id = newRunId(systemClock.now(), Math.random)
    const stopped = new AbortController()
    const sink = this.project.runs.create(id, {
      partial: request.part !== undefined,
      environments: request.environments,
    })
    const options = this.optionsOf(prepared, request, { id, emit: sink.take, interrupted: stopped.signal })
    const finished = this.carryOut(prepared, options, stopped.signal)
      .catch(this.failed)
      .finally(() => {
        sink.close()
        this.running.delete(id)
      })
    const live: LiveRun = { id, stop: () => stopped.abort(), finished }
    this.running.set(id, live)
    return live
  }

  private async carryOut({ tests, plans, start }: Prepared, options: RunOptions, stopped: AbortSignal): Promise<void> {
    const end = await this.turns.take(stopped)
    try {
      const items = tests.map(
        ({ project }, at): RunItem => ({
          plan: plans[at]!,
          ports: this.worlds.portsOf(project),
          ...(start ? { start } : {}),
        }),
      )
      await run(items, options)
    } finally {
      end()
    }
  }

  private optionsOf(
    { tests, plans, inputSets }: Prepared,
    request: RunRequest,
    own: Pick<RunOptions, 'id' | 'emit' | 'interrupted'>,
  ): RunOptions {
    const [first] = tests
    const { name, workers } = first?.project.project ?? {}
    const wanted = inputSets && new Set(inputSets)
    const names = (plan: TestPlan): string[] =>
      plan.inputs.flatMap((one) => (wanted && !wanted.has(one.name) ? [] : one.name))
    const watched = tests.flatMap(({ source: { older, unit } }, at) =>
      older ? [] : [[at, { path: unit.path, text: unit.text, inputSets: names(plans[at]!) }] as const],
    )
    return {
      ...own,
      clock: systemClock,
      codec: nodeCodec,
      loadHelper,
      seed: request.seed ?? Math.floor(Math.random() * 2 ** 31),
      environments: request.environments,
      ...(name === undefined ? {} : { project: name }),
      workers: request.workers ?? (workers === undefined ? 1 : (workerCount(workers) ?? 1)),
      ...(wanted ? { inputSets: wanted } : {}),
      watch: this.project.bench.watch(new Map(watched)),
    }
  }

  async close(): Promise<void> {
    const running = [...this.running.values()]
    for (const one of running) one.stop()
    await Promise.all(running.map(({ finished }) => finished))
    this.worlds.close()
  }
}

/** Runs of a project; `failed` is told of faults of ours. */
export const createWork = (project: Working, failed: (error: unknown) => void): Work => new ProcessWork(project, failed)
