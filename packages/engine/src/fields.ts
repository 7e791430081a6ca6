/**
 * What a field of a component may hold, as plain data.
 *
 * A field says its role once; the compiler, the JSON Schema, the composer's form, the reference and the input type of
 * `run` are all derived from it. No schema library: one would cost a third of a cold start.
 */
import type { Expression, Node, Template } from '@merlon/language'
import type { Asking, KeyNames, Reference } from '@merlon/protocol'
import type { Steps } from './plan.ts'

/** An expression with its place. */
export interface ExpressionInput {
  readonly is: 'expression'
  readonly expression: Expression
  readonly node: Node
}

/** A text with `${ }` in it, with its place. */
export interface TemplateInput {
  readonly is: 'template'
  readonly template: Template
  readonly node: Node
}

/** Any YAML value whose strings are templates, at any depth, keys included. */
export interface ValueInput {
  readonly is: 'value'
  readonly value: ValuePlan
  readonly node: Node
}

export type ValuePlan =
  | { readonly is: 'constant'; readonly value: unknown }
  | { readonly is: 'text'; readonly template: Template; readonly node: Node }
  | { readonly is: 'list'; readonly items: readonly ValuePlan[] }
  | { readonly is: 'map'; readonly entries: readonly { readonly key: string | Template; readonly value: ValuePlan }[] }

/** A number known when the test is read, or a template that gives one when the step runs; see `Context.amount`. */
export type Amount = number | { readonly is: 'amount'; readonly template: TemplateInput; readonly role: Role }

export type Role =
  | { readonly role: 'expression' }
  | { readonly role: 'script' }
  | { readonly role: 'template' }
  | { readonly role: 'value' }
  | { readonly role: 'text' }
  | { readonly role: 'name' }
  | { readonly role: 'file' }
  | { readonly role: 'duration'; readonly bare: 's' | 'ms' }
  | { readonly role: 'number'; readonly whole: boolean; readonly least?: number; readonly most?: number }
  | { readonly role: 'bytes' }
  | { readonly role: 'boolean' }
  | { readonly role: 'choice'; readonly options: readonly string[] }
  | { readonly role: 'steps' }
  | { readonly role: 'list'; readonly of: AnyField }
  | { readonly role: 'map'; readonly of: AnyField }
  | {
      readonly role: 'object'
      readonly fields: Fields
      /** Groups of fields of which exactly one must be there. */
      readonly oneOf?: readonly (readonly string[])[]
      /** Groups of fields of which at most one may be there. */
      readonly atMostOneOf?: readonly (readonly string[])[]
    }
  | { readonly role: 'either'; readonly of: readonly AnyField[] }

export interface Field<T> {
  readonly spec: Role
  readonly summary: string
  readonly required?: true
  readonly primary?: true
  readonly fallback?: unknown
  /** Older or other spellings of the field's name. */
  readonly aliases?: readonly string[]
  /** A variable that the step sets: made absent when the step fails or is skipped. */
  readonly writes?: true
  /** What its text names, for completion and renaming. */
  readonly refers?: Reference
  /** What the keys of a map name, for completion and renaming. */
  readonly keys?: KeyNames
  /** How a form asks for it, where its role does not say. */
  readonly asked?: Asking
  readonly example?: unknown
  /** An older spelling that is read and never offered. */
  readonly hidden?: true
  /** Only for inference; never there. */
  readonly type?: T
}

// `unknown` erases the inferred type where only the description matters.
export type AnyField = Field<unknown>
export type Fields = Readonly<Record<string, AnyField>>

type Known<F> = F extends { required: true } ? true : F extends { fallback: unknown } ? true : false

type TypeOf<F> = F extends Field<infer T> ? T : never

/** The input that `run` receives: required and defaulted fields are there, others may be. */
export type InputOf<F extends Fields> = {
  readonly [K in keyof F as Known<F[K]> extends true ? K : never]: TypeOf<F[K]>
} & {
  readonly [K in keyof F as Known<F[K]> extends true ? never : K]?: TypeOf<F[K]>
}

const make =
  <T>(spec: Role) =>
  (summary: string): Field<T> => ({ spec, summary })

export const field = {
  /** Code, without `${ }`; keeps its type. */
  expression: make<ExpressionInput>({ role: 'expression' }),
  /** A function body in JavaScript that ends in `return`. */
  script: make<ExpressionInput>({ role: 'script' }),
  /** Text in which each `${ }` is replaced. */
  template: make<TemplateInput>({ role: 'template' }),
  /** Any YAML value; its strings are templates. */
  value: make<ValueInput>({ role: 'value' }),
  /** Text taken as written. */
  text: make<string>({ role: 'text' }),
  /** The name of a variable that the step sets. */
  variable: (summary: string): Field<string> & { writes: true } => ({ spec: { role: 'name' }, summary, writes: true }),
  /** A name that only exists inside the step, such as a loop's element. */
  name: make<string>({ role: 'name' }),
  /** A path under the project's `files/`, which may hold `${ }`. */
  file: make<TemplateInput>({ role: 'file' }),
  /** In ms. A bare number is seconds. */
  duration: make<Amount>({ role: 'duration', bare: 's' }),
  /** In ms. A bare number is milliseconds. */
  milliseconds: make<Amount>({ role: 'duration', bare: 'ms' }),
  /** In bytes: `10MB`, `512kB`, or a bare number. */
  bytes: make<Amount>({ role: 'bytes' }),
  boolean: make<boolean>({ role: 'boolean' }),
  number: make<Amount>({ role: 'number', whole: false }),
  whole: (summary: string, range: { least?: number; most?: number } = {}): Field<Amount> => ({
    spec: { role: 'number', whole: true, ...range },
    summary,
  }),
  choice: <const O extends readonly string[]>(options: O, summary: string): Field<O[number]> => ({
    spec: { role: 'choice', options },
    summary,
  }),
  steps: make<Steps>({ role: 'steps' }),
  list: <T>(of: Field<T>, summary: string): Field<readonly T[]> => ({ spec: { role: 'list', of }, summary }),
  map: <T>(of: Field<T>, summary: string): Field<Readonly<Record<string, T>>> => ({
    spec: { role: 'map', of },
    summary,
  }),
  object: <F extends Fields>(
    fields: F,
    summary: string,
    groups: {
      readonly oneOf?: readonly (readonly (keyof F & string)[])[]
      readonly atMostOneOf?: readonly (readonly (keyof F & string)[])[]
    } = {},
  ): Field<InputOf<F>> => ({ spec: { role: 'object', fields, ...groups }, summary }),
  /** The first alternative that fits by its YAML kind is taken. */
  either: <const A extends readonly AnyField[]>(of: A, summary: string): Field<TypeOf<A[number]>> => ({
    spec: { role: 'either', of },
    summary,
  }),
}

export const required = <F extends AnyField>(one: F): F & { required: true } => ({ ...one, required: true })
export const primary = <F extends AnyField>(one: F): F & { primary: true } => ({ ...one, primary: true })
export const orElse = <F extends AnyField>(one: F, fallback: TypeOf<F>): F & { fallback: TypeOf<F> } => ({
  ...one,
  fallback,
})
export const hidden = <F extends AnyField>(one: F): F & { hidden: true } => ({ ...one, hidden: true })
/** Says what the text of a field names. */
export const refersTo = <F extends AnyField>(one: F, refers: Reference): F => ({ ...one, refers })
/** Says what the keys of a map name. */
export const keysName = <F extends AnyField>(one: F, keys: KeyNames): F => ({ ...one, keys })
/** Says how a form asks for it. */
export const askedAs = <F extends AnyField>(one: F, asked: Asking): F => ({ ...one, asked })
export const alsoKnownAs = <F extends AnyField>(one: F, ...aliases: string[]): F => ({ ...one, aliases })
