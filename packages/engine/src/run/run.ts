/**
 * The one executor: command line, studio and server all run tests through here.
 *
 * Events go to `emit` as they happen, secrets removed. With several workers the events of different tests interleave;
 * within one test they are in order.
 */
import { EVENT_VERSION, type RunEvent, type RunPart, type Status, worst } from '@merlon/protocol'
import type { TestPlan } from '../plan.ts'
import type { ClockPort, Ports, TextCodec } from '../ports.ts'
import { SaidBodies } from './bodies.ts'
import type { HelperLoader } from './evaluation.ts'
import type { KeptScope, Watch } from './kept.ts'
import { Secrets } from './secrets.ts'
import { runTest } from './test-run.ts'

/** A compiled test with the world it runs in: files and key/value pairs are its project's. */
export interface RunItem {
  readonly plan: TestPlan
  readonly ports: Ports
  /** Where each input set begins, by its name, instead of with nothing set. */
  readonly start?: ReadonlyMap<string, KeptScope>
}

export interface RunOptions {
  readonly id: string
  readonly clock: ClockPort
  readonly codec: TextCodec
  readonly loadHelper: HelperLoader
  readonly emit: (event: RunEvent) => void
  readonly seed: number
  readonly environments: readonly string[]
  readonly project?: string
  /** Where the paths of the tests begin, as seen from the project, when that is not the project itself. */
  readonly folder?: string
  /** Where the items are a part of those of a run that is shared. */
  readonly part?: RunPart
  readonly workers?: number
  /** Aborted by Ctrl-C: running input sets end, their clean-up runs, no further test begins. */
  readonly interrupted?: AbortSignal
  readonly inputSets?: ReadonlySet<string>
  /** Called around every step; what it takes slows the run. */
  readonly watch?: Watch
  /** How often an input set that did not pass is run again; only its last attempt counts. */
  readonly retries?: number
  /** No further test begins after this many that did not pass; 0 or absent never stops. */
  readonly bail?: number
}

const isSecret = (plan: TestPlan): string[] =>
  [...plan.stored, ...plan.overriding, ...plan.inputs.flatMap((set) => set.variables)].flatMap(
    ({ secret, plan: value }) =>
      secret && value.is === 'constant' && value.value !== undefined ? [String(value.value)] : [],
  )

/** Runs compiled tests. Returns the verdict that `run-finished` also carries. */
export async function run(items: readonly RunItem[], options: RunOptions): Promise<Status> {
  const { id, clock, codec, emit, seed, environments, project, folder, part, workers = 1, bail = 0 } = options
  const secrets = new Secrets(codec)
  for (const { plan } of items) for (const secret of isSecret(plan)) secrets.add(secret)
  const interrupted = options.interrupted ?? new AbortController().signal
  const say = (event: RunEvent): void => emit(secrets.event(event))
  const shared = {
    loadHelper: options.loadHelper,
    secrets,
    emit: say,
    seed,
    shared: new Map<string, unknown>(),
    interrupted,
    watch: options.watch,
    retries: options.retries ?? 0,
    ...(options.inputSets ? { inputSets: options.inputSets } : {}),
  }
  const said = new SaidBodies()
  const began = clock.monotonic()
  say({
    type: 'run-started',
    version: EVENT_VERSION,
    id,
    at: new Date(clock.now()).toISOString(),
    seed,
    environments,
    ...(project === undefined ? {} : { project }),
    ...(folder === undefined ? {} : { folder }),
    ...(part === undefined ? {} : { part }),
  })
  let status: Status = 'passed'
  let next = 0
  let bad = 0
  const work = async (): Promise<void> => {
    while (next < items.length && !interrupted.aborted && (bail === 0 || bad < bail)) {
      const test = next
      next += 1
      const { plan, ports, start } = items[test]!
      // Side by side, each test says its bodies itself: which of them is first must not decide where a body stands.
      const own = workers > 1 ? new SaidBodies() : said
      const done = await runTest(plan, test, { ...shared, said: own, ports, start })
      status = worst(status, done.status)
      if (done.status !== 'passed') bad += 1
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(workers, items.length)) }, work))
  if (interrupted.aborted) status = worst(status, 'errored')
  say({
    type: 'run-finished',
    status,
    durationMs: Math.round(clock.monotonic() - began),
    ...(interrupted.aborted ? { interrupted: true } : {}),
  })
  return status
}
