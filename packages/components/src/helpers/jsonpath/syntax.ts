/** What a JSONPath (RFC 9535) is read into. */

export interface Query {
  /** Where it starts: `$`, the whole value, or `@`, the element that a filter looks at. */
  readonly from: '$' | '@'
  readonly segments: readonly Segment[]
  /** Gives one value at most: names and indexes only. */
  readonly singular: boolean
}

export interface Segment {
  /** `..`: applies to everything below as well. */
  readonly deep: boolean
  readonly selectors: readonly Selector[]
}

export type Selector =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'every' }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly start?: number; readonly end?: number; readonly step: number }
  | { readonly kind: 'filter'; readonly condition: Condition }

/** What is true or false. */
export type Condition =
  | { readonly kind: 'or' | 'and'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'exists'; readonly query: Query }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly left: Operand; readonly right: Operand }
  | MatchCall

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>='

/** What is a value, or nothing. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'single'; readonly query: Query }
  | ValueCall

export type ValueCall =
  | { readonly kind: 'length'; readonly of: Operand }
  | { readonly kind: 'count' | 'value'; readonly of: Query }

export interface MatchCall {
  readonly kind: 'match' | 'search'
  readonly text: Operand
  readonly pattern: Operand
}
