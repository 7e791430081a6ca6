/**
 * One line of a run of an input set: executes steps one after another, and keeps what they share.
 *
 * Where steps run side by side, each branch is a line of its own, made by `branch` and given back by `join`. Steps run
 * without awaiting anything for as long as none of them has to wait, so that thousands of assertions cost no more than
 * they are; every now and then the run lets others have their turn.
 */

import type { Environment } from '@merlon/language'
import type { Fact, Phase, Status } from '@merlon/protocol'
import type { Outcome } from '../component.ts'
import type { Attempt, RoundResult } from '../context.ts'
import type { StepPlan } from '../plan.ts'
import { CleanUp } from './clean-up.ts'
import { copyOf } from './copy.ts'
import { fillValue, type RunRealm } from './evaluation.ts'
import { type Frame, topFrame } from './frame.ts'
import { faulty, heldBack } from './obstacles.ts'
import { BranchOutlet, type Outlet, outletOf, type Renumbering } from './outlet.ts'
import { Rounds } from './rounds.ts'
import { type Binding, type Fill, type Origin, Scope } from './scope.ts'
import { seedOf } from './seed.ts'
import { Sessions } from './sessions.ts'
import { StepContext } from './step-context.ts'
import type { SetSurroundings } from './surroundings.ts'
import { Tally } from './tally.ts'
import { announce, finish, show } from './telling.ts'
import { Turns } from './turns.ts'
import { writesOf } from './writes.ts'

/** A branch, and what opens the way for what it says. */
export interface BranchLine {
  readonly run: SetRun
  readonly outlet: BranchOutlet
}

export class SetRun {
  readonly around: SetSurroundings
  readonly realm: RunRealm
  readonly outlet: Rounds
  readonly tally = new Tally()
  readonly sessions: Sessions
  readonly cleanUp = new CleanUp()
  readonly tags = new Set<string>()
  readonly facts: Record<string, Fact> = {}
  readonly notices: string[] = []
  readonly snippets: string[]
  scope: Scope
  phase: Phase = 'steps'
  frame: Frame = topFrame
  ended: string | undefined
  timedOut = false
  signal: AbortSignal
  /** While branches of this line run: what is drawn for variables that they share. */
  branchSeed: number | undefined
  private readonly outer: SetRun | undefined
  private readonly turns: Turns
  private lastStep: number

  private constructor(
    around: SetSurroundings,
    realm: RunRealm,
    out: Outlet,
    from:
      | { outer: SetRun; firstStep: number }
      | { bindings: Map<string, Binding>; signal: AbortSignal; firstStep: number },
  ) {
    this.around = around
    this.realm = realm
    this.lastStep = from.firstStep
    this.outlet = new Rounds(out)
    if ('outer' in from) {
      const { outer } = from
      this.outer = outer
      this.sessions = new Sessions(outer.sessions)
      this.snippets = [...outer.snippets]
      this.scope = outer.scope.branch(this.fill)
      this.phase = outer.phase
      this.frame = outer.frame
      this.signal = outer.signal
      this.turns = outer.turns
    } else {
      this.sessions = new Sessions()
      this.snippets = []
      this.scope = this.scopeOf(from.bindings)
      this.signal = from.signal
      this.turns = new Turns(around.ports.clock)
    }
  }

  static begin(
    around: SetSurroundings,
    realm: RunRealm,
    bindings: Map<string, Binding>,
    { signal, firstStep = 0 }: { signal: AbortSignal; firstStep?: number | undefined },
  ): SetRun {
    return new SetRun(around, realm, outletOf(around.emit, around.bodies), { bindings, signal, firstStep })
  }

  get stepsSoFar(): number {
    return this.lastStep
  }

  nextStep(): number {
    this.lastStep += 1
    return this.lastStep
  }

  /** Whether what is being done may yet be forgotten. */
  get tentative(): boolean {
    return this.outlet.open || (this.outer?.tentative ?? false)
  }

  /** Why no further step begins; undefined while they do. */
  get over(): string | undefined {
    return this.ended ?? this.outer?.over
  }

  private get outermost(): SetRun {
    return this.outer?.outermost ?? this
  }

  /** What a variable that all branches of this line share comes to must not depend on which of them is first. */
  private readonly fill: Fill = (plan, scope, name) => {
    const filled = (): unknown =>
      fillValue(plan, {
        scope,
        environment: this.environment(scope),
        missing: 'notice',
        notice: (text) => this.notices.push(text),
      })
    if (this.branchSeed === undefined) return filled()
    return this.realm.drawing(this.around.ports.random(seedOf(this.branchSeed, `variable ${name}`)), filled)
  }

  scopeOf(bindings: Map<string, Binding>): Scope {
    for (const [name, binding] of bindings) bindings.set(name, { ...binding, value: copyOf(binding.value) })
    return new Scope(bindings, this.fill)
  }

  environment(scope: Environment['scope']): Environment {
    return { scope, realm: this.realm, loadText: (name) => this.around.ports.files.readTextSync(name) }
  }

  /** Runs steps one after another; a promise only when one of them has to wait. */
  run(steps: readonly StepPlan[]): RoundResult | Promise<RoundResult> {
    const { faults } = this.tally
    // A container that waits has moved it by the time its promise is here.
    const { frame } = this
    for (let at = 0; at < steps.length; at += 1) {
      if (this.over !== undefined) break
      const pending = this.step(steps[at]!) ?? this.turns.next()
      if (pending) return this.runOn(steps, at + 1, pending, { faults, frame })
    }
    return { failures: this.tally.faults - faults, stopped: this.over !== undefined }
  }

  private async runOn(
    steps: readonly StepPlan[],
    from: number,
    pending: Promise<void>,
    { faults, frame }: { faults: number; frame: Frame },
  ): Promise<RoundResult> {
    await pending
    for (let at = from; at < steps.length; at += 1) {
      if (this.over !== undefined) break
      this.frame = frame
      const next = this.step(steps[at]!) ?? this.turns.next()
      if (next) await next
    }
    this.frame = frame
    return { failures: this.tally.faults - faults, stopped: this.over !== undefined }
  }

  private step(plan: StepPlan): Promise<void> | undefined {
    const context = new StepContext(this, plan, this.nextStep(), this.frame)
    show(this, 'before', plan)
    const held = heldBack(plan, this.frame)
    if (held !== undefined) {
      context.absent(writesOf(plan), held)
      finish(this, plan, context, { status: 'skipped', message: held })
      return undefined
    }
    const { component } = plan
    const takesTime = component.kind === 'container' || component.kind === 'request' || component.slow === true
    if (takesTime || this.tentative) announce(this, plan, context)
    if (takesTime) context.began = this.around.ports.clock.monotonic()
    let outcome: Outcome | Promise<Outcome>
    try {
      // `compile` made this input from this component's fields.
      outcome = component.run(plan.input as never, context)
    } catch (error) {
      outcome = faulty(plan, context, error)
    }
    if (!(outcome instanceof Promise)) {
      finish(this, plan, context, outcome)
      return undefined
    }
    return outcome
      .catch((error: unknown) => faulty(plan, context, error))
      .then((done) => {
        finish(this, plan, context, done)
      })
  }

  /** Begins a round that may turn out not to count. */
  attempt(): Attempt {
    const tally = this.tally.hold()
    const round = this.outlet.hold()
    return {
      keep: () => {
        tally.keep()
        round.release(false)
        this.endAfterTooMany()
      },
      forget: () => {
        tally.forget()
        round.release(true)
      },
    }
  }

  /** Ends the input set, with all of its branches, when too many of its steps failed. */
  endAfterTooMany(): void {
    const { maxFailures } = this.around.plan.limits
    if (maxFailures === 0 || this.tally.failures === 0) return
    const set = this.outermost
    if (set.phase === 'steps' && set.tally.settled >= maxFailures) set.end(`stopped after ${maxFailures} failed steps`)
  }

  end(message: string | undefined): void {
    this.ended ??= message ?? ''
  }

  status(): Status {
    const { status } = this.tally
    return status === 'passed' && this.timedOut ? 'errored' : status
  }

  origin(name: string): Origin | undefined {
    return this.scope.binding(name)?.origin
  }

  /** A line of its own that begins with everything as it is here; its steps are counted from `firstStep` on. */
  branch(seed: number, firstStep: number): BranchLine {
    const { ports } = this.around
    let draw: (() => number) | undefined
    const random = (): number => {
      draw ??= ports.random(seed)
      return draw()
    }
    const outlet = new BranchOutlet(this.outlet)
    return { run: new SetRun(this.around, this.realm.branch(random), outlet, { outer: this, firstStep }), outlet }
  }

  /** Takes over what a branch counted, deferred and said of the run; its variables and sessions are merged when all are done. */
  join(branch: SetRun, numbers: Renumbering): void {
    this.tally.add(branch.tally)
    this.lastStep = numbers.after(branch.lastStep)
    for (const tag of branch.tags) this.tags.add(tag)
    Object.assign(this.facts, branch.facts)
    this.notices.push(...branch.notices)
    this.cleanUp.merge(branch.cleanUp, (scope) => scope.handedOver(this.fill, (origin) => numbers.origin(origin)))
  }
}
