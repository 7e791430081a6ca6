/** What a test compiles to. After this, nothing checks a name or a shape again. */
import type { Dialect, Node, parseTemplate, Span } from '@merlon/language'
import type { Location } from '@merlon/protocol'
import type { AnyComponent } from './component.ts'
import type { ValuePlan } from './fields.ts'

export interface StepPlan {
  readonly component: AnyComponent
  /** The component's own input, compiled; only the component knows its type. */
  readonly input: unknown
  readonly location: Location
  readonly span: Span
  /** Where each field stands, for the caret of a failure. */
  readonly fieldNodes: ReadonlyMap<string, Node>
  readonly label: string
  readonly title?: string
  readonly skip?: string
  /** The name it was written with, where that differs from the component's. */
  readonly alias?: string
  /** Variables that the step sets. */
  readonly writes: readonly string[]
  /** Variables that its own fields read, those of steps inside it excluded. */
  readonly reads: readonly string[]
}

/** A list of steps as the value of a field. */
export interface Steps {
  readonly is: 'steps'
  readonly steps: readonly StepPlan[]
}

/** A variable that is stored somewhere: vault, globals, input set, environment, override. */
export interface StoredVariable {
  readonly name: string
  readonly plan: ValuePlan
  readonly from: string
  readonly secret?: boolean
  /** Listed as a secret, but no value was given for it. */
  readonly unset?: string
}

export interface InputSet {
  readonly name: string
  readonly variables: readonly StoredVariable[]
}

export interface RunLimits {
  /** ms per input set. */
  readonly timeout: number
  /** Failed steps after which an input set ends; 0 = off. */
  readonly maxFailures: number
  readonly seed?: number
  /** Overrides the bounds of loops; 0 = none. */
  readonly maxIterations?: number
}

export interface TestPlan {
  readonly name: string
  readonly file: string
  readonly tags: readonly string[]
  readonly dialect: Dialect
  readonly limits: RunLimits
  /** What `config` holds for components, compiled but not filled; the project's first, then the test's. */
  readonly defaults: readonly Readonly<Record<string, unknown>>[]
  /** Lowest priority first; later ones win. Input sets stand between `stored` and `overriding`. */
  readonly stored: readonly StoredVariable[]
  readonly overriding: readonly StoredVariable[]
  readonly inputs: readonly InputSet[]
  readonly before: readonly StepPlan[]
  readonly steps: readonly StepPlan[]
  readonly finally: readonly StepPlan[]
  /** Names of headers whose values are secret, lower-case. */
  readonly secretHeaders: readonly string[]
  /** Helper objects that its expressions mention. */
  readonly helpers: readonly string[]
  /** Of a plan that is a part of a test: the test. */
  readonly whole?: TestPlan
  /** Reads a text that came from a file as a template. */
  template(text: string): ReturnType<typeof parseTemplate>
  /** Compiled when first called: a snippet by name, or why there is none. */
  snippet(name: string): SnippetPlan | { readonly problem: string; readonly help?: string }
}

export interface SnippetPlan {
  readonly name: string
  readonly params: readonly StoredVariable[]
  readonly returns: readonly { readonly name: string; readonly plan: ValuePlan }[]
  readonly steps: readonly StepPlan[]
  readonly helpers: readonly string[]
}
