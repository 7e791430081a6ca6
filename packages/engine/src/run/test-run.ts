/** Runs one test: `before` once, then each input set in a scope of its own, each with its clean-up. */
import { type RunEvent, type SetFinished, type Status, worst } from '@merlon/protocol'
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
  /** How often an input set that did not pass is run again. */
  readonly retries: number
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

/** One attempt at an input set. */
interface Turn {
  readonly input: InputSet
  readonly set: number
  /** Counted from 1. */
  readonly attempt: number
  /** Whether it is an attempt at the last input set. */
  readonly last: boolean
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

  /** An attempt draws other numbers than the one before it, which may have used them up. */
  private realm({ set, attempt }: Turn): RunRealm {
    const { ports, seed, loadHelper } = this.options
    const own = this.plan.limits.seed ?? seed
    const part = `${this.plan.file}\n${set}${attempt === 1 ? '' : `\n${attempt}`}`
    return new RunRealm(() => ports.clock.now(), ports.random(seedOf(own, part)), loadHelper)
  }

  private async setRun(turn: Turn, bindings: Map<string, Binding>, inputSet?: string): Promise<SetRun> {
    const { ports, secrets, emit, watch, shared, interrupted } = this.options
    const { set } = turn
    const realm = this.realm(turn)
    await realm.prepare(this.plan.helpers)
    const { plan, test, bodies } = this
    const before = this.before?.scope
    const around = { plan, ports, secrets, bodies, emit, shared, test, set, inputSet, watch, before }
    // What `before` set came from its steps, so no other step may have their numbers.
    return SetRun.begin(around, realm, bindings, { signal: interrupted, firstStep: this.before?.stepsSoFar })
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

  /** Runs `before` where nothing of it is there: with the first input set, as a rule. Gives whether it did. */
  private async runBefore(turn: Turn): Promise<boolean> {
    if (this.before || this.plan.before.length === 0) return false
    const run = await this.setRun(turn, this.bindings(undefined))
    run.phase = 'before'
    await this.limited(run, this.plan.limits.timeout, async () => run.run(this.plan.before))
    this.before = run
    return true
  }

  private get beforeFailed(): boolean {
    return this.before !== undefined && this.before.status() !== 'passed'
  }

  /** Runs an input set until it passes, or may not be run again. */
  private async runSet(input: InputSet, set: number, last: boolean): Promise<Status> {
    for (let attempt = 1; ; attempt += 1) {
      const { status, again } = await this.attempt({ input, set, attempt, last })
      if (!again) return status
    }
  }

  private mayRunAgain({ attempt }: Turn, withBefore: boolean): boolean {
    // Only an attempt that brought `before` with it can bring it again.
    return attempt <= this.options.retries && !this.options.interrupted.aborted && (withBefore || !this.beforeFailed)
  }

  private async attempt(turn: Turn): Promise<{ status: Status; again: boolean }> {
    const { ports, emit, interrupted } = this.options
    const { input, set, attempt } = turn
    const began = ports.clock.monotonic()
    emit({ type: 'set-started', test: this.test, set, name: input.name, ...(attempt > 1 ? { attempt } : {}) })
    const withBefore = await this.runBefore(turn)
    const run = await this.setRun(turn, this.bindings(input), input.name)
    const start = this.options.start?.get(input.name)
    if (start) beginAt(run, start)
    if (this.beforeFailed) run.end('`before` failed, so this input set was not run')
    else await this.limited(run, this.plan.limits.timeout, async () => run.run(this.plan.steps))
    const message = run.ended
    const cleared = this.handOverBefore(run, turn, withBefore)
    const cutShort = interrupted.aborted || run.timedOut
    run.phase = 'finally'
    const cleanUp = (): Promise<void> => run.cleanUp.run(run, this.beforeFailed ? [] : this.plan.finally)
    await this.limited(run, cutShort ? CLEAN_UP_MS : this.plan.limits.timeout, cleanUp)
    // An interruption meanwhile takes away the attempt, or the input set, that would have cleaned up after `before`.
    if (!cleared && this.handOverBefore(run, turn, withBefore))
      await this.limited(run, CLEAN_UP_MS, () => run.cleanUp.run(run, []))
    if (withBefore && this.before) run.tally.add(this.before.tally)
    const status = this.statusOf(run, withBefore)
    const again = status !== 'passed' && this.mayRunAgain(turn, withBefore)
    this.bodies.flush()
    const end = {
      message,
      durationMs: Math.round(ports.clock.monotonic() - began),
      ...(again ? { retried: true as const } : {}),
    }
    emit(this.setFinished(run, set, status, end))
    if (again && cleared) this.before = undefined
    else if (!again) this.keepSurvivors(run)
    return { status, again }
  }

  /**
   * What `before` deferred is done at the end of the last input set that runs, or when `before` failed and is run again;
   * then there is nothing left of it.
   */
  private handOverBefore(run: SetRun, turn: Turn, withBefore: boolean): boolean {
    if (!this.before) return false
    const again = (this.beforeFailed || run.status() !== 'passed') && this.mayRunAgain(turn, withBefore)
    const last = turn.last || this.options.interrupted.aborted
    if (again ? !this.beforeFailed : !last) return false
    run.cleanUp.inherit(this.before.cleanUp)
    return true
  }

  private keepSurvivors(run: SetRun): void {
    for (const [name, binding] of run.scope.written()) if (SURVIVING.test(name)) this.survivors.set(name, binding)
  }

  private statusOf(run: SetRun, withBefore: boolean): Status {
    if (this.beforeFailed) return withBefore && this.before!.tally.failures > 0 ? 'failed' : 'errored'
    const status = run.status()
    return status === 'passed' && this.options.interrupted.aborted ? 'errored' : status
  }

  private setFinished(
    run: SetRun,
    set: number,
    status: Status,
    { message, ...end }: { message: string | undefined; durationMs: number; retried?: true },
  ): SetFinished {
    const notices = [...run.notices]
    if (run.tally.checks === 0 && message === undefined)
      notices.push('this run checked nothing: it has no request and no assertion')
    return {
      type: 'set-finished',
      test: this.test,
      set,
      status,
      tags: [...new Set([...this.plan.tags, ...(this.before?.tags ?? []), ...run.tags])],
      facts: { ...this.before?.facts, ...run.facts },
      ...end,
      ...(message ? { message } : {}),
      ...(notices.length > 0 ? { notices } : {}),
    }
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
      status = worst(status, one)
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
