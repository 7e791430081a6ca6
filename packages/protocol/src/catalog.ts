/** The catalog of components as plain JSON: what palettes, forms, reference pages and language services are made from. */
import type { StepKind } from './events.ts'

export type Category = 'requests' | 'assertions' | 'flow' | 'variables' | 'report'

/** What a field may hold; see the roles of the engine's fields. */
export type RoleName =
  | 'expression'
  | 'script'
  | 'template'
  | 'value'
  | 'text'
  | 'name'
  | 'file'
  | 'duration'
  | 'number'
  | 'bytes'
  | 'boolean'
  | 'choice'
  | 'steps'
  | 'list'
  | 'map'
  | 'object'
  | 'either'

export interface Example {
  readonly title: string
  readonly outcome: 'passed' | 'failed' | 'errored' | 'warned' | 'skipped'
  /** A list of steps. The last step with the component's name must end as `outcome` says. */
  readonly yaml: string
}

export type Reference = 'snippet' | 'result'

export type KeyNames = 'variables' | 'parameters'

/** How a form asks for a field where its role does not say: as a question of yes or no, as names with a text each. */
export type Asking = 'condition' | 'entries'

export interface FieldDocument {
  readonly role: RoleName
  readonly summary: string
  /** What it takes, in words. */
  readonly takes: string
  readonly required?: true
  /** May be given alone, in place of the map of fields. */
  readonly primary?: true
  /** The step sets a variable of this name. */
  readonly writes?: true
  /** What its text names: a snippet, or a variable that the snippet of this step sets or returns. */
  readonly refers?: Reference
  /** Of a map, what its keys name: variables that the step sets, or what the snippet of this step is given. */
  readonly keys?: KeyNames
  readonly asked?: Asking
  /** As it would be written in a test. */
  readonly default?: unknown
  readonly example?: unknown
  readonly aliases?: readonly string[]
  /** Of a choice. */
  readonly options?: readonly string[]
  /** What a bare number counts in, of a duration. */
  readonly bare?: 's' | 'ms'
  /** Of a number. */
  readonly whole?: boolean
  readonly least?: number
  readonly most?: number
  /** Of an object. */
  readonly fields?: readonly NamedField[]
  /** Groups of those fields of which exactly one must be there. */
  readonly oneOf?: readonly (readonly string[])[]
  readonly atMostOneOf?: readonly (readonly string[])[]
  /** Of each item of a list and each value of a map. */
  readonly items?: FieldDocument
  /** Of a field that takes one thing or another. */
  readonly alternatives?: readonly FieldDocument[]
}

export interface NamedField extends FieldDocument {
  readonly name: string
}

export interface ComponentDocument {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly category: Category
  readonly kind: StepKind
  readonly fields: readonly NamedField[]
  /** Groups of fields of which exactly one must be there. */
  readonly oneOf: readonly (readonly string[])[]
  readonly atMostOneOf: readonly (readonly string[])[]
  readonly examples: readonly Example[]
  readonly olderNames: readonly string[]
}

export interface CatalogDocument {
  readonly schema: 'merlon.catalog/1'
  readonly components: readonly ComponentDocument[]
  /** What `config` may hold, in a test and in `merlon.yaml`. */
  readonly config: readonly NamedField[]
}
