import type { HelperObject, Resolution, Span } from '@merlon/language'
import type { BodyReference } from '@merlon/protocol'
import type { Amount, ExpressionInput, TemplateInput, ValueInput } from './fields.ts'
import type { StepPlan, Steps, TestPlan } from './plan.ts'
import type { Ports } from './ports.ts'
import type { TraceResult } from './run/evaluation.ts'
import type { BranchedState } from './run/sessions.ts'

export interface Round {
  /** Added to the report's `index`. */
  readonly index?: number
  /** Names that exist only inside: a loop's element, its counter. */
  readonly bind?: Readonly<Record<string, unknown>>
  /** Bound as `_1`, `_2` … by depth of nesting. */
  readonly element?: { readonly value: unknown; readonly origin?: string | undefined }
  /** Only assertions run; other steps are reported as skipped. */
  readonly assertionsOnly?: string
  /** Names the round in reports. */
  readonly label?: TemplateInput
}

/** Steps that run beside those of other branches, on copies of variables and sessions. */
export interface Branch extends Round {
  readonly steps: Steps
  /** Holds the steps of the branch together in reports, under a name. */
  readonly heading?: { readonly name: string; readonly span: Span }
}

export interface BranchOptions {
  /** Branches that run at a time; a further one begins as soon as one ends. All at once where it is not said. */
  readonly max?: number | undefined
}

/** Steps whose outcome counts only when the attempt is kept; a forgotten one is reported as tentative. */
export interface Attempt {
  keep(): void
  forget(): void
}

export interface RoundResult {
  readonly failures: number
  /** The input set, or the branch, is ending; stop looping. */
  readonly stopped: boolean
}

/** What a component may touch while it runs. Everything throws `StepFault` or `NeverArrived`, which the runner reports. */
export interface Context {
  readonly ports: Ports
  readonly plan: TestPlan
  readonly step: StepPlan
  /** Aborted when the run is interrupted or its time is over. */
  readonly signal: AbortSignal
  /** Which execution of the step it is: its input set, and the rounds of the loops around it. */
  readonly place: { readonly inputSet: string; readonly index: readonly number[] }
  /** The run's seeded random numbers. */
  random(): number

  evaluate(input: ExpressionInput): unknown
  /** Evaluates with names that exist only for this once. */
  evaluateWith(input: ExpressionInput, names: Readonly<Record<string, unknown>>): unknown
  /** The value and whether it is there. What mentions a variable that nobody set is missing as a whole. */
  resolve(input: ExpressionInput): Resolution
  /** The sentence about where a missing path broke. */
  missing(input: ExpressionInput, resolution: Resolution): string
  trace(input: ExpressionInput): TraceResult
  /** Fills a template. Missing members are empty with a notice, or as `missing` says. */
  text(input: TemplateInput, options?: { missing?: 'error' | 'empty' }): string
  /** Fills a value; `undefined` where it is exactly one `${ }` that is missing. `missed` hears of each such part of it. */
  value(input: ValueInput, missed?: (source: string) => void): unknown
  /** Fills a text that came from a file; `what` names it in messages. */
  fillText(text: string, what: string): Promise<string>
  amount(input: Amount): number

  get(name: string): unknown
  has(name: string): boolean
  set(name: string, value: unknown, options?: { secret?: boolean; origin?: boolean }): void
  /** Marks variables as never having arrived, with the reason that a later step's skip will give. */
  absent(names: readonly string[], reason: string): void
  /** Masks a text in everything that is said from here on. */
  secret(text: string): void
  /** The text as it may be said: what is secret in it is masked. */
  masked(text: string): string
  /** Whether a text holds something that is masked. */
  holdsSecret(text: string): boolean
  /** Keeps a body for the report, once per content; `text` is what it reads as, where that is known. */
  body(content: string | Uint8Array, mime: string, text?: string): BodyReference
  /** Calls a function of a helper object under the limits of an expression. */
  callHelper(helper: HelperObject, name: string, args: readonly unknown[]): unknown

  run(steps: Steps, round?: Round): RoundResult | Promise<RoundResult>
  /**
   * Runs branches side by side. Each sees everything as it is now; what they set is merged in the order of the branches
   * when all are done, and they are reported in that order. After a stop in one, the others go on to their end, none that
   * waits for a place begins, and the input set ends.
   */
  branches(branches: Iterable<Branch>, options?: BranchOptions): Promise<RoundResult>
  /** Runs steps in a scope that holds the stored variables and `variables` only; returns what `collect` reads at the end. */
  isolated<T>(variables: Readonly<Record<string, unknown>>, run: () => T | Promise<T>): Promise<T>
  /** Opens an attempt: what follows counts only if it is kept. */
  attempt(): Attempt
  defer(steps: Steps): void
  /** Lets nested calls be counted: throws when snippets call each other more than ten deep. */
  enterSnippet<T>(name: string, run: () => Promise<T>): Promise<T>

  /** Loads helper objects that steps compiled late mention. */
  prepare(helpers: readonly string[]): Promise<void>

  notice(text: string): void
  tag(text: string): void
  fact(identifier: string, label: string, value: string): void
  /** State of a component that lives as long as the input set, such as a cookie jar; `branched` copies it for branches. */
  session<T>(key: string, create: () => T, branched?: BranchedState<T>): T
  /** State of a component that all tests of the run share, such as tokens that were fetched. */
  shared<T>(key: string, create: () => T): T
}
