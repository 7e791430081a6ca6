import { locationOf } from '@merlon/language'
import type { BodyReference } from '@merlon/protocol'
import { startOf } from '../compile/step.ts'
import { passed } from '../component.ts'
import type { Attempt, Branch, BranchOptions, Context, Round, RoundResult } from '../context.ts'
import type { StepPlan, Steps } from '../plan.ts'
import type { Ports } from '../ports.ts'
import { sideBySide } from './branches.ts'
import type { Frame } from './frame.ts'
import { sayBody } from './outlet.ts'
import { type Binding, type Origin, Scope } from './scope.ts'
import { secretsIn } from './secret-texts.ts'
import type { BranchedState } from './sessions.ts'
import type { SetRun } from './set-run.ts'
import { insideSnippet } from './snippet-calls.ts'
import { StepReading } from './step-reading.ts'
import { announce, finish } from './telling.ts'

/** The context of one execution of one step. */
export class StepContext extends StepReading implements Context {
  readonly id: number
  began: number | undefined
  private written: Set<string> | undefined

  constructor(setRun: SetRun, step: StepPlan, id: number, frame: Frame) {
    super(setRun, step, frame)
    this.id = id
  }

  get ports(): Ports {
    return this.setRun.around.ports
  }
  get signal(): AbortSignal {
    return this.setRun.signal
  }
  get scope(): Scope {
    return this.setRun.scope
  }

  get place(): Context['place'] {
    return { inputSet: this.setRun.around.inputSet ?? '', index: this.frame.index ?? [] }
  }

  random(): number {
    return this.setRun.realm.random()
  }

  get(name: string): unknown {
    return this.setRun.scope.get(name)
  }

  has(name: string): boolean {
    return this.setRun.scope.has(name)
  }

  set(
    name: string,
    value: unknown,
    { secret = false, origin = true }: { secret?: boolean; origin?: boolean } = {},
  ): void {
    if (secret) for (const text of secretsIn(value)) this.secret(text)
    const inherited = origin ? this.inheritedOrigin() : undefined
    const binding: Binding = {
      value,
      from: `${this.step.label} (line ${this.step.location.line})`,
      ...(inherited ? { origin: inherited } : {}),
    }
    this.setRun.scope.bind(name, binding)
    this.written ??= new Set()
    this.written.add(name)
  }

  /** What a step makes out of a response is still that response's. */
  inheritedOrigin(): Origin | undefined {
    for (const name of this.step.reads) {
      const origin = this.setRun.origin(name)
      if (origin) return origin
    }
    return undefined
  }

  /** The variables that this step set came with the request it sent. */
  settleOrigin(origin: Origin): void {
    for (const name of this.written ?? []) {
      const binding = this.setRun.scope.binding(name)
      if (binding && binding.absent === undefined) this.setRun.scope.bind(name, { ...binding, origin })
    }
  }

  absent(names: readonly string[], reason: string): void {
    this.written ??= new Set()
    for (const name of names) {
      this.setRun.scope.bind(name, { value: undefined, from: this.step.label, absent: reason })
      this.written.add(name)
    }
  }

  leaveAbsent(reason: string): void {
    this.absent(
      this.step.writes.filter((name) => !this.written?.has(name)),
      reason,
    )
  }

  secret(text: string): void {
    this.setRun.around.secrets.add(text)
  }

  masked(text: string): string {
    return this.setRun.around.secrets.text(text)
  }

  holdsSecret(text: string): boolean {
    return this.masked(text) !== text
  }

  body(content: string | Uint8Array, mime: string, text?: string): BodyReference {
    return sayBody(this.setRun.outlet, content, mime, text)
  }

  run(steps: Steps, round: Round = {}): RoundResult | Promise<RoundResult> {
    const { frame, setRun } = this
    const bound: Record<string, Binding> = {}
    for (const [name, value] of Object.entries(round.bind ?? {})) bound[name] = { value, from: this.step.label }
    const depth = frame.depth + (round.element ? 1 : 0)
    if (round.element) {
      const origin = this.inheritedOrigin()
      bound[`_${depth}`] = { value: round.element.value, from: this.step.label, ...(origin ? { origin } : {}) }
    }
    const index = round.index === undefined ? frame.index : [...(frame.index ?? []), round.index]
    return setRun.scope.within(bound, () => {
      const item = round.label && this.text(round.label, { missing: 'empty' })
      setRun.frame = {
        parent: this.id,
        index,
        depth,
        assertionsOnly: round.assertionsOnly ?? frame.assertionsOnly,
        items: item === undefined ? frame.items : [...(frame.items ?? []), item],
      }
      const result = setRun.run(steps.steps)
      if (result instanceof Promise) return result.finally(() => this.leave())
      this.leave()
      return result
    })
  }

  private leave(): void {
    this.setRun.frame = this.frame
  }

  branches(branches: Iterable<Branch>, options: BranchOptions = {}): Promise<RoundResult> {
    return sideBySide(this.setRun, branches, options, (run, branch) => this.runBranch(run, branch))
  }

  private runBranch(run: SetRun, branch: Branch): RoundResult | Promise<RoundResult> {
    const { steps, heading } = branch
    if (!heading) return new StepContext(run, this.step, this.id, this.frame).run(steps, branch)
    const { component, input, fieldNodes } = this.step
    const location = startOf(locationOf(heading.span))
    const named = {
      component,
      input,
      fieldNodes,
      location,
      span: heading.span,
      label: heading.name,
      writes: [],
      reads: [],
    }
    const context = new StepContext(run, named, run.nextStep(), { ...this.frame, parent: this.id })
    context.began = this.ports.clock.monotonic()
    announce(run, named, context)
    const result = context.run(steps, branch)
    const close = (done: RoundResult): RoundResult => {
      finish(run, named, context, passed)
      return done
    }
    return result instanceof Promise ? result.then(close) : close(result)
  }

  async isolated<T>(variables: Readonly<Record<string, unknown>>, run: () => T | Promise<T>): Promise<T> {
    const { setRun } = this
    const outer = setRun.scope
    const stored = Scope.stored([...this.plan.stored, ...this.plan.overriding])
    for (const [name, value] of Object.entries(variables))
      stored.set(name, { value, from: `with of ${this.step.label}` })
    setRun.scope = setRun.scopeOf(stored)
    try {
      return await run()
    } finally {
      setRun.scope = outer
    }
  }

  attempt(): Attempt {
    return this.setRun.attempt()
  }

  defer(steps: Steps): void {
    this.setRun.cleanUp.defer(steps.steps, this.setRun.scope, this.frame)
  }

  enterSnippet<T>(name: string, run: () => Promise<T>): Promise<T> {
    return insideSnippet(this.setRun.snippets, name, run)
  }

  tag(text: string): void {
    this.setRun.tags.add(text)
  }

  fact(identifier: string, label: string, value: string): void {
    this.setRun.facts[identifier] = { label, value }
  }

  session<T>(key: string, create: () => T, branched?: BranchedState<T>): T {
    return this.setRun.sessions.of(key, create, branched)
  }

  shared<T>(key: string, create: () => T): T {
    const { shared } = this.setRun.around
    if (!shared.has(key)) shared.set(key, create())
    // Whoever asks for a key is who made its state.
    return shared.get(key) as T
  }

  /** Where variables that the step reads came from. */
  variables(): { name: string; binding: Binding }[] {
    return this.step.reads.flatMap((name) => {
      const binding = this.setRun.scope.binding(name)
      return binding ? [{ name, binding }] : []
    })
  }
}
