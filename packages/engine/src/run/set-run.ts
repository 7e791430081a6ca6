/**
 * One run of an input set: executes steps, keeps what they share, says what happens.
 *
 * Steps run without awaiting anything for as long as none of them has to wait, so that thousands of assertions cost no
 * more than they are; every now and then the run lets others have their turn.
 */

import type { Environment } from '@merlon/language'
import type { Fact, Phase, RunEvent, Status, StepRecord, StepStarted, StepStatus } from '@merlon/protocol'
import type { Outcome } from '../component.ts'
import type { Attempt, RoundResult } from '../context.ts'
import { NeverArrived, StepFault } from '../faults.ts'
import type { StepPlan, TestPlan } from '../plan.ts'
import type { Ports } from '../ports.ts'
import type { BodyQueue } from './bodies.ts'
import { CleanUp } from './clean-up.ts'
import { copyOf } from './copy.ts'
import { fillValue, type RunRealm } from './evaluation.ts'
import { type Frame, topFrame } from './frame.ts'
import { keepScope, type Watch } from './kept.ts'
import { finishedRecord } from './record.ts'
import { Rounds } from './rounds.ts'
import { type Binding, type Origin, Scope } from './scope.ts'
import type { Secrets } from './secrets.ts'
import { StepContext } from './step-context.ts'
import { writesOf } from './writes.ts'

export interface SetSurroundings {
  readonly plan: TestPlan
  readonly ports: Ports
  readonly realm: RunRealm
  readonly secrets: Secrets
  readonly bodies: BodyQueue
  readonly emit: (event: RunEvent) => void
  /** State of components that all tests of the run share. */
  readonly shared: Map<string, unknown>
  readonly test: number
  readonly set: number
  readonly watch?: Watch | undefined
  /** The variables of the test's `before`. */
  readonly before?: Scope | undefined
}

const TURN_MS = 40
const STEPS_PER_LOOK = 64

/** Whether the author wants the input set to end when this step fails, whatever the reason. */
function stopsOnFail(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'stopOnFail' in input && input.stopOnFail === true
}

export class SetRun {
  readonly around: SetSurroundings
  scope: Scope
  phase: Phase = 'steps'
  frame: Frame = topFrame
  failures = 0
  errors = 0
  checks = 0
  ended: string | undefined
  timedOut = false
  signal: AbortSignal
  readonly tags = new Set<string>()
  readonly facts: Record<string, Fact> = {}
  readonly notices: string[] = []
  readonly sessions = new Map<string, unknown>()
  readonly snippets: string[] = []
  readonly cleanUp = new CleanUp()
  private readonly rounds: Rounds
  private lastStep: number
  private sinceLook = 0
  private turnBegan: number

  constructor(around: SetSurroundings, bindings: Map<string, Binding>, signal: AbortSignal, firstStep = 0) {
    this.around = around
    this.signal = signal
    this.rounds = new Rounds(around.emit)
    this.lastStep = firstStep
    this.turnBegan = around.ports.clock.monotonic()
    this.scope = this.scopeOf(bindings)
  }

  get stepsSoFar(): number {
    return this.lastStep
  }

  scopeOf(bindings: Map<string, Binding>): Scope {
    for (const [name, binding] of bindings) bindings.set(name, { ...binding, value: copyOf(binding.value) })
    return new Scope(bindings, (plan, scope) =>
      fillValue(plan, {
        scope,
        environment: this.environment(scope),
        missing: 'notice',
        notice: (text) => this.notices.push(text),
      }),
    )
  }

  environment(scope: Environment['scope']): Environment {
    return { scope, realm: this.around.realm, loadText: (name) => this.around.ports.files.readTextSync(name) }
  }

  /** Runs steps one after another; a promise only when one of them has to wait. */
  run(steps: readonly StepPlan[]): RoundResult | Promise<RoundResult> {
    const failures = this.failures + this.errors
    // A container that waits has moved it by the time its promise is here.
    const { frame } = this
    for (let at = 0; at < steps.length; at += 1) {
      if (this.ended !== undefined) break
      const pending = this.step(steps[at]!) ?? this.breathe()
      if (pending) return this.runOn(steps.slice(at + 1), pending, failures, frame)
    }
    return { failures: this.failures + this.errors - failures, stopped: this.ended !== undefined }
  }

  private async runOn(
    steps: readonly StepPlan[],
    pending: Promise<void>,
    failures: number,
    frame: Frame,
  ): Promise<RoundResult> {
    await pending
    for (const step of steps) {
      if (this.ended !== undefined) break
      this.frame = frame
      const next = this.step(step) ?? this.breathe()
      if (next) await next
    }
    this.frame = frame
    return { failures: this.failures + this.errors - failures, stopped: this.ended !== undefined }
  }

  /** Long stretches without waiting would keep Ctrl-C, time-outs and other tests from their turn. */
  private breathe(): Promise<void> | undefined {
    this.sinceLook += 1
    if (this.sinceLook < STEPS_PER_LOOK) return undefined
    this.sinceLook = 0
    const { clock } = this.around.ports
    if (clock.monotonic() - this.turnBegan < TURN_MS) return undefined
    return clock.sleep(0).then(() => {
      this.turnBegan = clock.monotonic()
    })
  }

  private step(plan: StepPlan): Promise<void> | undefined {
    this.lastStep += 1
    const context = new StepContext(this, plan, this.lastStep, this.frame)
    this.show('before', plan)
    const held = this.heldBack(plan)
    if (held !== undefined) {
      context.absent(writesOf(plan), held)
      this.finish(plan, context, { status: 'skipped', message: held })
      return undefined
    }
    const { component } = plan
    const takesTime = component.kind === 'container' || component.kind === 'request' || component.slow === true
    if (takesTime || this.rounds.open) this.announce(plan, context)
    if (takesTime) context.began = this.around.ports.clock.monotonic()
    let outcome: Outcome | Promise<Outcome>
    try {
      // `compile` made this input from this component's fields.
      outcome = component.run(plan.input as never, context)
    } catch (error) {
      outcome = this.faulty(plan, context, error)
    }
    if (!(outcome instanceof Promise)) {
      this.finish(plan, context, outcome)
      return undefined
    }
    return outcome
      .catch((error: unknown) => this.faulty(plan, context, error))
      .then((done) => {
        this.finish(plan, context, done)
      })
  }

  private heldBack(plan: StepPlan): string | undefined {
    if (plan.skip !== undefined) return plan.skip
    const { kind } = plan.component
    if (this.frame.assertionsOnly !== undefined && kind !== 'assertion' && kind !== 'container')
      return this.frame.assertionsOnly
    return undefined
  }

  /** An exception of ours stays an exception; what the author can mend becomes the step's outcome. */
  private faulty(plan: StepPlan, context: StepContext, error: unknown): Outcome {
    if (error instanceof NeverArrived) {
      context.absent(writesOf(plan), error.reason)
      return { status: 'skipped', message: error.message, own: true }
    }
    if (!(error instanceof StepFault)) throw error
    const field = error.field ?? context.faultyField
    return {
      status: 'failed',
      message: error.message,
      own: true,
      ...(stopsOnFail(plan.input) ? { stop: true } : {}),
      ...(error.help === undefined ? {} : { help: error.help }),
      ...(field === undefined ? {} : { at: { field, ...(error.part ? { part: error.part } : {}) } }),
    }
  }

  private announce(plan: StepPlan, context: StepContext): void {
    const record: StepStarted['record'] = {
      component: plan.component.name,
      label: plan.label,
      location: plan.location,
      ...(plan.alias === undefined ? {} : { alias: plan.alias }),
      ...(plan.title === undefined ? {} : { title: plan.title }),
      ...(context.frame.index ? { index: context.frame.index } : {}),
      ...(this.phase === 'steps' ? {} : { phase: this.phase }),
    }
    const { parent } = context.frame
    this.around.emit({
      type: 'step-started',
      test: this.around.test,
      set: this.around.set,
      step: context.id,
      ...(parent === undefined ? {} : { parent }),
      kind: plan.component.kind,
      record,
    })
  }

  private count(status: StepStatus, plan: StepPlan, own: boolean): void {
    const { kind } = plan.component
    if (status !== 'skipped' && (kind === 'assertion' || kind === 'request')) this.checks += 1
    if (kind === 'container' && !own) return
    if (status === 'failed') this.failures += 1
    if (status === 'errored') this.errors += 1
    this.endAfterTooMany()
  }

  /** What fails in a round that may yet be forgotten does not count so far. */
  private endAfterTooMany(): void {
    const { maxFailures } = this.around.plan.limits
    if (maxFailures === 0 || this.failures < maxFailures || this.rounds.open) return
    if (this.ended === undefined && this.phase === 'steps') {
      this.end(`stopped after ${maxFailures} failed steps`)
    }
  }

  private finish(plan: StepPlan, context: StepContext, outcome: Outcome): void {
    const warned = outcome.status === 'failed' && outcome.level === 'warning'
    const status: StepStatus = warned ? 'warned' : (outcome.status ?? 'passed')
    // A failed or errored step leaves what it should have set behind as never arrived, unless it set it all the same.
    if (status === 'failed' || status === 'errored') context.leaveAbsent(outcome.message ?? status)
    this.count(status, plan, outcome.own === true)
    const stopped = outcome.stop === true
    if (stopped) this.end(undefined)
    const record: StepRecord = finishedRecord(plan, context, outcome, { status, stopped, phase: this.phase })
    const { parent } = context.frame
    this.rounds.say({
      type: 'step-finished',
      test: this.around.test,
      set: this.around.set,
      step: context.id,
      ...(parent === undefined ? {} : { parent }),
      kind: plan.component.kind,
      ...(outcome.own === true ? { own: true } : {}),
      record,
    })
    if (record.request)
      context.settleOrigin({
        step: context.id,
        label: record.label,
        ...(record.response ? { status: record.response.status } : {}),
      })
    this.show('after', plan)
  }

  private show(when: 'before' | 'after', { span }: StepPlan): void {
    const { watch, test, set } = this.around
    if (!watch) return
    const { index } = this.frame
    watch({ when, test, set, file: span.file.path, offset: span.start, index, keep: () => keepScope(this) })
  }

  /** Begins a round that may turn out not to count. */
  attempt(): Attempt {
    const { failures, errors } = this
    const round = this.rounds.hold()
    return {
      keep: () => {
        round.release(false)
        this.endAfterTooMany()
      },
      forget: () => {
        this.failures = failures
        this.errors = errors
        round.release(true)
      },
    }
  }

  end(message: string | undefined): void {
    this.ended ??= message ?? ''
  }

  status(): Status {
    if (this.failures > 0) return 'failed'
    return this.errors > 0 || this.timedOut ? 'errored' : 'passed'
  }

  origin(name: string): Origin | undefined {
    return this.scope.binding(name)?.origin
  }
}
