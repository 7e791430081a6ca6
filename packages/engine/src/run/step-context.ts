import {
  callHelper,
  type Environment,
  type Expression,
  explainMissing,
  type HelperObject,
  type Resolution,
} from '@merlon/language'
import type { BodyReference } from '@merlon/protocol'
import { readAmount } from '../compile/amounts.ts'
import type { Attempt, Context, Round, RoundResult } from '../context.ts'
import { StepFault } from '../faults.ts'
import type { Amount, ExpressionInput, TemplateInput, ValueInput } from '../fields.ts'
import type { StepPlan, Steps, TestPlan } from '../plan.ts'
import type { Ports } from '../ports.ts'
import { asFault, type Filling, fillText, fillValue, type OnMissing, type TraceResult } from './evaluation.ts'
import type { Frame } from './frame.ts'
import { type Binding, type Origin, Scope } from './scope.ts'
import { secretsIn } from './secret-texts.ts'
import type { SetRun } from './set-run.ts'
import { insideSnippet } from './snippet-calls.ts'

/** The context of one execution of one step. */
export class StepContext implements Context {
  readonly step: StepPlan
  readonly id: number
  readonly frame: Frame
  began: number | undefined
  notices: string[] | undefined
  /** The field that was being read when something went wrong. */
  faultyField: string | undefined
  private written: Set<string> | undefined
  private readonly setRun: SetRun

  constructor(setRun: SetRun, step: StepPlan, id: number, frame: Frame) {
    this.setRun = setRun
    this.step = step
    this.id = id
    this.frame = frame
  }

  get ports(): Ports {
    return this.setRun.around.ports
  }
  get plan(): TestPlan {
    return this.setRun.around.plan
  }
  get signal(): AbortSignal {
    return this.setRun.signal
  }
  get scope(): Scope {
    return this.setRun.scope
  }

  random(): number {
    return this.setRun.around.realm.random()
  }

  private get environment(): Environment {
    const { scope } = this.setRun
    return this.setRun.environment(this.step.component.readsAbsent ? scope.forgiving : scope)
  }

  private filling(missing: OnMissing): Filling {
    return { scope: this.setRun.scope, environment: this.environment, missing, notice: (text) => this.notice(text) }
  }

  /** Remembers which field is being read, for the caret of a fault. */
  private reading<T>(input: { readonly node: unknown }, read: () => T): T {
    try {
      return read()
    } catch (error) {
      for (const [name, node] of this.step.fieldNodes) if (node === input.node) this.faultyField = name
      throw asFault(error)
    }
  }

  private using<T>(input: ExpressionInput, use: (expression: Expression) => T): T {
    return this.reading(input, () => use(input.expression))
  }

  evaluate(input: ExpressionInput): unknown {
    return this.using(input, (expression) => expression.evaluate(this.environment))
  }

  evaluateWith(input: ExpressionInput, names: Readonly<Record<string, unknown>>): unknown {
    const bound = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, { value, from: 'this step' }]))
    return this.setRun.scope.within(bound, () => this.evaluate(input))
  }

  resolve(input: ExpressionInput): Resolution {
    const resolution = this.using(input, (expression) => expression.resolve(this.environment))
    if (input.expression.isPath) return resolution
    // `!paylod.error` holds, and says nothing about the payload.
    const { scope } = this.environment
    const unknown = input.expression.required.find((name) => !scope.has(name))
    if (unknown === undefined) return resolution
    return { value: undefined, exists: false, broke: { path: '', at: undefined, member: unknown } }
  }

  trace(input: ExpressionInput): TraceResult {
    return this.using(input, (expression) => expression.trace(this.environment))
  }

  missing(input: ExpressionInput, resolution: Resolution): string {
    const { scope } = this.setRun
    const root = resolution.broke?.path === '' ? resolution.broke.member : undefined
    const reason = root === undefined ? undefined : scope.binding(root)?.absent
    if (reason !== undefined) return `\`${root}\` never arrived: ${reason}`
    if (root !== undefined && /^_\d+$/.test(root) && this.frame.assertionsOnly !== undefined)
      return this.frame.assertionsOnly
    return explainMissing(resolution, input.expression.source.trim(), scope.names())
  }

  text(input: TemplateInput, { missing = 'notice' }: { missing?: OnMissing } = {}): string {
    const { constant } = input.template
    if (constant !== undefined) return constant
    return this.reading(input, () => fillText(input.template, this.filling(missing)))
  }

  async fillText(text: string, what: string): Promise<string> {
    const parsed = this.plan.template(text)
    if ('problem' in parsed) throw new StepFault(`${what}: ${parsed.problem.message}`, { help: parsed.problem.help })
    await this.prepare(parsed.template.helpers)
    try {
      return fillText(parsed.template, this.filling('notice'))
    } catch (error) {
      throw asFault(error)
    }
  }

  callHelper(helper: HelperObject, name: string, args: readonly unknown[]): unknown {
    try {
      return callHelper(helper, name, args, { environment: this.environment, dialect: this.plan.dialect })
    } catch (error) {
      throw asFault(error)
    }
  }

  value(input: ValueInput, missed?: (source: string) => void): unknown {
    return this.reading(input, () => fillValue(input.value, { ...this.filling('notice'), missed }))
  }

  amount(input: Amount): number {
    if (typeof input === 'number') return input
    const text = this.text(input.template)
    // `readAmount` reads just what the compiler reads; the role came from the field.
    const read = readAmount(text, input.role as Parameters<typeof readAmount>[1])
    if ('value' in read) return read.value
    throw new StepFault(`this ${read.problem}, not '${text}'`, { help: read.help })
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

  holdsSecret(text: string): boolean {
    return this.setRun.around.secrets.text(text) !== text
  }

  body(content: string | Uint8Array, mime: string, text?: string): BodyReference {
    return this.setRun.around.bodies.add(content, mime, text)
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

  prepare(helpers: readonly string[]): Promise<void> {
    return this.setRun.around.realm.prepare(helpers)
  }

  notice(text: string): void {
    this.notices ??= []
    if (!this.notices.includes(text)) this.notices.push(text)
  }

  tag(text: string): void {
    this.setRun.tags.add(text)
  }

  fact(identifier: string, label: string, value: string): void {
    this.setRun.facts[identifier] = { label, value }
  }

  session<T>(key: string, create: () => T): T {
    if (!this.setRun.sessions.has(key)) this.setRun.sessions.set(key, create())
    // Whoever asks for a key is who made its state.
    return this.setRun.sessions.get(key) as T
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
