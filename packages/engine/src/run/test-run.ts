/** Runs one test: `before` once, then each input set in a scope of its own, each with its clean-up. */
import type { RunEvent, Status } from '@merlon/protocol'
import type { InputSet, TestPlan } from '../plan.ts'
import type { Ports } from '../ports.ts'
import { BodyQueue, type SaidBodies } from './bodies.ts'
import { type HelperLoader, RunRealm } from './evaluation.ts'
import { beginAt, type KeptScope, type Watch } from './kept.ts'
import { type Binding, Scope } from './scope.ts'
import type { Secrets } from './secrets.ts'
import { seedOf } from './seed.ts'
import { SetRun } from './set-run.ts'
import { Watchdog } from './watchdog.ts'

/** How long clean-up may take after Ctrl-C or a time-out, in ms. */
const CLEAN_UP_MS = 10_000

/** Names that survive from one input set to the next, in tests of the older formats. */
const SURVIVING = /^local_/

export interface TestRunOptions {
  readonly ports: Ports
  readonly loadHelper: HelperLoader
  readonly secrets: Secrets
  readonly said: SaidBodies
  readonly emit: (event: RunEvent) => void
  readonly seed: number
  /** State of components that all tests of the run share. */
  readonly shared: Map<string, unknown>
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal
  /** Only the input sets with these names. */
  readonly inputSets?: ReadonlySet<string>
  readonly watch?: Watch | undefined
  /** Where each input set begins, by its name. */
  readonly start?: ReadonlyMap<string, KeptScope> | undefined
}

interface Finished {
  readonly status: Status
}

class TestRun {
  private readonly plan: TestPlan
  private readonly test: number
  private readonly options: TestRunOptions
  private readonly bodies: BodyQueue
  private readonly watchdog: Watchdog
  private readonly survivors = new Map<string, Binding>()
  private before: SetRun | undefined

  constructor(plan: TestPlan, test: number, options: TestRunOptions) {
    this.plan = plan
    this.test = test
    this.options = options
    this.bodies = new BodyQueue(test, options.ports.codec, options.said, options.emit)
    this.watchdog = new Watchdog(options.ports.clock, options.interrupted)
  }

  private realm(set: number): RunRealm {
    const { ports, seed, loadHelper } = this.options
    const own = this.plan.limits.seed ?? seed
    return new RunRealm(() => ports.clock.now(), ports.random(seedOf(own, `${this.plan.file}\n${set}`)), loadHelper)
  }

  private async setRun(
    set: number,
    bindings: Map<string, Binding>,
    signal: AbortSignal,
    firstStep = 0,
  ): Promise<SetRun> {
    const { ports, secrets, emit, watch, shared } = this.options
    const realm = this.realm(set)
    await realm.prepare(this.plan.helpers)
    const { plan, test, bodies } = this
    const before = this.before?.scope
    const around = { plan, ports, realm, secrets, bodies, emit, shared, test, set, watch, before }
    return new SetRun(around, bindings, signal, firstStep)
  }

  /** Runs `work` under the time limit; while it is not clean-up, Ctrl-C ends it too. */
  private async limited(run: SetRun, ms: number, work: () => Promise<unknown>): Promise<void> {
    const cleaning = run.phase === 'finally'
    this.watchdog.watch(
      run,
      ms,
      cleaning ? `clean-up took longer than ${ms / 1000} s` : `its time of ${ms / 1000} s ran out`,
      !cleaning,
    )
    try {
      await work()
    } finally {
      this.watchdog.rest()
    }
  }

  private bindings(set: InputSet | undefined): Map<string, Binding> {
    const { stored, overriding } = this.plan
    const bindings = Scope.stored([...stored, ...(set?.variables ?? []), ...overriding])
    for (const [name, binding] of this.before?.scope.written() ?? []) bindings.set(name, binding)
    for (const [name, binding] of this.survivors) bindings.set(name, binding)
    return bindings
  }

  private async runBefore(): Promise<void> {
    if (this.plan.before.length === 0) return
    const run = await this.setRun(0, this.bindings(undefined), this.options.interrupted)
    run.phase = 'before'
    await this.limited(run, this.plan.limits.timeout, async () => run.run(this.plan.before))
    this.before = run
  }

  private get beforeFailed(): boolean {
    return this.before !== undefined && this.before.status() !== 'passed'
  }

  private async runSet(input: InputSet, set: number, last: boolean): Promise<Status> {
    const { ports, emit, interrupted } = this.options
    const began = ports.clock.monotonic()
    emit({ type: 'set-started', test: this.test, set, name: input.name })
    if (set === 0) await this.runBefore()
    const run = await this.setRun(set, this.bindings(input), interrupted, set === 0 ? this.before?.stepsSoFar : 0)
    const start = this.options.start?.get(input.name)
    if (start) beginAt(run, start)
    if (this.beforeFailed) run.end('`before` failed, so this input set was not run')
    else await this.limited(run, this.plan.limits.timeout, async () => run.run(this.plan.steps))
    const message = run.ended
    if (last && this.before) run.cleanUp.inherit(this.before.cleanUp)
    const cutShort = interrupted.aborted || run.timedOut
    run.phase = 'finally'
    const cleanUp = (): Promise<void> => run.cleanUp.run(run, this.beforeFailed ? [] : this.plan.finally)
    await this.limited(run, cutShort ? CLEAN_UP_MS : this.plan.limits.timeout, cleanUp)
    for (const [name, binding] of run.scope.written()) if (SURVIVING.test(name)) this.survivors.set(name, binding)
    return this.finishSet(run, { set, message, began })
  }

  private finishSet(
    run: SetRun,
    { set, message, began }: { set: number; message: string | undefined; began: number },
  ): Status {
    const { ports, emit, interrupted } = this.options
    const carried =
      set === 0 && this.before
        ? { failures: this.before.failures, errors: this.before.errors, checks: this.before.checks }
        : { failures: 0, errors: 0, checks: 0 }
    run.failures += carried.failures
    run.errors += carried.errors
    const status: Status = this.beforeFailed
      ? set === 0 && carried.failures > 0
        ? 'failed'
        : 'errored'
      : run.status() === 'passed' && interrupted.aborted
        ? 'errored'
        : run.status()
    const notices = [...run.notices]
    if (run.checks + carried.checks === 0 && message === undefined)
      notices.push('this run checked nothing: it has no request and no assertion')
    this.bodies.flush()
    emit({
      type: 'set-finished',
      test: this.test,
      set,
      status,
      durationMs: Math.round(ports.clock.monotonic() - began),
      tags: [...new Set([...this.plan.tags, ...(this.before?.tags ?? []), ...run.tags])],
      facts: { ...this.before?.facts, ...run.facts },
      ...(message ? { message } : {}),
      ...(notices.length > 0 ? { notices } : {}),
    })
    return status
  }

  async run(): Promise<Finished> {
    try {
      return await this.runSets()
    } finally {
      this.watchdog.close()
    }
  }

  private async runSets(): Promise<Finished> {
    const { ports, emit, interrupted, inputSets } = this.options
    const began = ports.clock.monotonic()
    const { name, file, tags } = this.plan
    emit({ type: 'test-started', test: this.test, name, file, tags })
    const inputs = inputSets ? this.plan.inputs.filter((one) => inputSets.has(one.name)) : this.plan.inputs
    let status: Status = 'passed'
    for (const [set, input] of inputs.entries()) {
      if (interrupted.aborted) break
      const one = await this.runSet(input, set, set === inputs.length - 1)
      if (one === 'failed' || (one === 'errored' && status === 'passed')) status = one
    }
    if (interrupted.aborted && status === 'passed') status = 'errored'
    emit({ type: 'test-finished', test: this.test, status, durationMs: Math.round(ports.clock.monotonic() - began) })
    return { status }
  }
}

/** Runs one test to its end. Never rejects for what a test does; an exception is a mistake of ours. */
export function runTest(plan: TestPlan, test: number, options: TestRunOptions): Promise<Finished> {
  return new TestRun(plan, test, options).run()
}
