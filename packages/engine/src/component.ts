/**
 * A component is one file: what it is called, what it takes, what it does.
 *
 * Registry, validation, JSON Schema, palette and form, reference page and tests are derived from the definition; nothing
 * else in the product names it.
 */
import type { Entry, OlderStep } from '@merlon/language'
import type {
  AttemptRecord,
  Category,
  Diagnostic,
  DiagnosticCode,
  Difference,
  Example,
  RequestRecord,
  ResponseRecord,
  StepKind,
} from '@merlon/protocol'
import type { Context } from './context.ts'
import type { Fields, InputOf } from './fields.ts'
import type { SchemasPort } from './ports.ts'

/** What came of a step. `passed` where nothing else is said. */
export interface Outcome {
  readonly status?: 'passed' | 'failed' | 'errored' | 'skipped'
  readonly message?: string
  readonly help?: string
  readonly expected?: unknown
  readonly actual?: unknown
  readonly diff?: readonly Difference[]
  /** The guilty field, or the step as a whole; `part` narrows to a stretch of a scalar's text. */
  readonly at?: { readonly field?: string; readonly part?: readonly [start: number, end: number] }
  readonly request?: RequestRecord
  readonly response?: ResponseRecord
  readonly attempts?: readonly AttemptRecord[]
  /** Replaces the label known before the run: the URL as sent, the text as filled. */
  readonly label?: string
  /** A failed step with this is reported as warned and fails nothing. */
  readonly level?: 'error' | 'warning'
  /** Ends the input set. */
  readonly stop?: boolean
  readonly comment?: string
  /** For containers: the fault is the container's own, not that of a step inside it. */
  readonly own?: boolean
  /** What the step shows of itself: the looked-at expression, for reports. */
  readonly expression?: string
}

/** What a component's older spelling reads as: entries of today's input, and what could not be carried over. */
export interface OlderReading {
  readonly entries: readonly Entry[]
  readonly warnings?: readonly { readonly message: string; readonly node: { readonly span: OlderStep['span'] } }[]
  /** Today's component, where one older name covers several. */
  readonly component?: string
}

export interface OlderSpelling {
  /** Older names beside the component's own. */
  readonly names?: readonly string[]
  /** Without it, attributes and fields are taken under their own names and children are steps. */
  readonly read?: (step: OlderStep) => OlderReading
}

/** What can be looked at before a run, besides the test itself. */
export interface CheckWorld {
  /** Reads a text under the project's `files/`; rejects where it cannot. */
  readFile(path: string): Promise<string>
  /** Absent where nothing can check schemas. */
  readonly schemas?: SchemasPort | undefined
}

/** What is wrong with the text of a field. */
export interface Mistake {
  readonly message: string
  readonly help?: string | undefined
  /** The stretch of the field's text that is at fault. */
  readonly part?: readonly [start: number, end: number] | undefined
}

export interface CheckContext {
  /** Looks at what takes time, such as a file, when all else of the test was read. */
  later(field: string, look: (world: CheckWorld) => Promise<Mistake | undefined>): void
  /** Mentions a snippet by a name that is written out, so that it is looked up before anything runs. */
  snippet(name: string, field: string): void
  complain(
    message: string,
    at: { field?: string; key?: string; help?: string; code?: DiagnosticCode; warning?: boolean },
  ): void
}

export interface Component<F extends Fields = Fields> {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly category: Category
  readonly kind: StepKind
  readonly fields: F
  /** Fields of which exactly one must be there. */
  readonly oneOf?: readonly (readonly (keyof F & string)[])[]
  /** Fields of which at most one may be there. */
  readonly atMostOneOf?: readonly (readonly (keyof F & string)[])[]
  /** Fields that `config` may hold for it, in a test and in `merlon.yaml`. */
  readonly configurable?: Fields
  /** Runs although what it reads never arrived. */
  readonly readsAbsent?: true
  /** Takes time, so it is announced when it begins. */
  readonly slow?: true
  readonly examples: readonly Example[]
  readonly older?: OlderSpelling
  /** One line for reports and the composer, in the words of the test: what is known before the run. */
  label(input: InputOf<F>): string
  /** Variables set besides those of fields made with `field.variable`. */
  writes?(input: InputOf<F>): readonly string[]
  /** What only this component can find wrong before a request is sent. */
  check?(input: InputOf<F>, check: CheckContext): void
  run(input: InputOf<F>, context: Context): Outcome | Promise<Outcome>
}

// A catalogue holds components of every input type; `compile` guarantees that each gets its own.
export type AnyComponent = Omit<Component, 'label' | 'writes' | 'check' | 'run'> & {
  label(input: never): string
  writes?(input: never): readonly string[]
  check?(input: never, check: CheckContext): void
  run(input: never, context: Context): Outcome | Promise<Outcome>
}

export function defineComponent<const F extends Fields>(component: Component<F>): Component<F> {
  return component
}

export const passed: Outcome = Object.freeze({})

export type { Category, Diagnostic, Example }
