/** How a step reads its fields: from the variables in scope, remembering which field it was when something goes wrong. */
import {
  callHelper,
  type Environment,
  type Expression,
  explainMissing,
  type HelperObject,
  type Resolution,
} from '@merlon/language'
import { readAmount } from '../compile/amounts.ts'
import { StepFault } from '../faults.ts'
import type { Amount, ExpressionInput, TemplateInput, ValueInput } from '../fields.ts'
import type { StepPlan, TestPlan } from '../plan.ts'
import { asFault, type Filling, fillText, fillValue, type OnMissing, type TraceResult } from './evaluation.ts'
import type { Frame } from './frame.ts'
import type { SetRun } from './set-run.ts'

export class StepReading {
  readonly step: StepPlan
  readonly frame: Frame
  notices: string[] | undefined
  /** The field that was being read when something went wrong. */
  faultyField: string | undefined
  protected readonly setRun: SetRun

  constructor(setRun: SetRun, step: StepPlan, frame: Frame) {
    this.setRun = setRun
    this.step = step
    this.frame = frame
  }

  get plan(): TestPlan {
    return this.setRun.around.plan
  }

  notice(text: string): void {
    this.notices ??= []
    if (!this.notices.includes(text)) this.notices.push(text)
  }

  /** Loads helper objects that steps compiled late mention. */
  prepare(helpers: readonly string[]): Promise<void> {
    return this.setRun.realm.prepare(helpers)
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
}
