/** What an XPath (XPath 1.0, W3C Recommendation of 16 November 1999) is read into. */

export const axes = [
  'ancestor',
  'ancestor-or-self',
  'attribute',
  'child',
  'descendant',
  'descendant-or-self',
  'following',
  'following-sibling',
  'namespace',
  'parent',
  'preceding',
  'preceding-sibling',
  'self',
] as const

export type Axis = (typeof axes)[number]

export type NodeTest =
  | { readonly kind: 'node' }
  | { readonly kind: 'text' }
  /** Comments and processing instructions, which our documents do not keep. */
  | { readonly kind: 'none' }
  /** `*`, and with a prefix `p:*`. */
  | { readonly kind: 'any'; readonly prefix?: string }
  | { readonly kind: 'name'; readonly prefix?: string; readonly local: string }

export interface Predicate {
  readonly of: Expr
  /** Whether it may depend on the place among the nodes that are left. */
  readonly positional: boolean
  /** The one place that it asks for, where it says so in a number. */
  readonly place?: number
}

export interface Step {
  readonly axis: Axis
  readonly test: NodeTest
  readonly predicates: readonly Predicate[]
}

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>='
export type ArithmeticOperator = '+' | '-' | '*' | 'div' | 'mod'

/** Operators of one precedence, from left to right. */
interface Chain<Operator> {
  readonly first: Expr
  readonly rest: readonly { readonly operator: Operator; readonly operand: Expr }[]
}

export type Expr =
  | { readonly kind: 'constant'; readonly value: number | string }
  | { readonly kind: 'or' | 'and' | 'union'; readonly parts: readonly Expr[] }
  | ({ readonly kind: 'compare' } & Chain<CompareOperator>)
  | ({ readonly kind: 'arithmetic' } & Chain<ArithmeticOperator>)
  | { readonly kind: 'negative'; readonly of: Expr }
  | { readonly kind: 'path'; readonly from: 'root' | 'here' | Expr; readonly steps: readonly Step[] }
  | { readonly kind: 'filter'; readonly of: Expr; readonly predicates: readonly Predicate[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] }

export type Type = 'nodes' | 'text' | 'number' | 'boolean'

interface Signature {
  readonly gives: Type
  readonly least: number
  readonly most: number
  /** Arguments must be paths. */
  readonly nodes?: boolean
}

const signature = (gives: Type, least: number, most = least, nodes = false): Signature => ({
  gives,
  least,
  most,
  nodes,
})

/** The core function library (chapter 4). */
export const signatures: Readonly<Record<string, Signature>> = {
  last: signature('number', 0),
  position: signature('number', 0),
  count: signature('number', 1, 1, true),
  id: signature('nodes', 1),
  'local-name': signature('text', 0, 1, true),
  'namespace-uri': signature('text', 0, 1, true),
  name: signature('text', 0, 1, true),
  string: signature('text', 0, 1),
  concat: signature('text', 2, Number.POSITIVE_INFINITY),
  'starts-with': signature('boolean', 2),
  contains: signature('boolean', 2),
  'substring-before': signature('text', 2),
  'substring-after': signature('text', 2),
  substring: signature('text', 2, 3),
  'string-length': signature('number', 0, 1),
  'normalize-space': signature('text', 0, 1),
  translate: signature('text', 3),
  boolean: signature('boolean', 1),
  not: signature('boolean', 1),
  true: signature('boolean', 0),
  false: signature('boolean', 0),
  lang: signature('boolean', 1),
  number: signature('number', 0, 1),
  sum: signature('number', 1, 1, true),
  floor: signature('number', 1),
  ceiling: signature('number', 1),
  round: signature('number', 1),
}

/** The type of what an expression gives, which is known without evaluating it. */
export function typeOf(expr: Expr): Type {
  switch (expr.kind) {
    case 'constant':
      return typeof expr.value === 'number' ? 'number' : 'text'
    case 'or':
    case 'and':
    case 'compare':
      return 'boolean'
    case 'arithmetic':
    case 'negative':
      return 'number'
    case 'call':
      return signatures[expr.name]?.gives ?? 'nodes'
    default:
      return 'nodes'
  }
}

/** A predicate, with what its form says about places. */
export function predicateOf(of: Expr): Predicate {
  const place = placeIn(of)
  const positional = typeOf(of) === 'number' || asksForPlace(of)
  return place === undefined ? { of, positional } : { of, positional, place }
}

/** `[3]` and `[position() = 3]`. */
function placeIn(expr: Expr): number | undefined {
  if (expr.kind === 'constant') return typeof expr.value === 'number' ? expr.value : undefined
  if (expr.kind !== 'compare' || expr.rest.length !== 1) return undefined
  const [second] = expr.rest
  if (second?.operator !== '=' || expr.first.kind !== 'call' || expr.first.name !== 'position') return undefined
  return second.operand.kind === 'constant' && typeof second.operand.value === 'number'
    ? second.operand.value
    : undefined
}

/** Whether `position()` or `last()` of this very context is asked for; predicates inside have contexts of their own. */
function asksForPlace(expr: Expr): boolean {
  switch (expr.kind) {
    case 'constant':
      return false
    case 'call':
      return expr.name === 'position' || expr.name === 'last' || expr.args.some(asksForPlace)
    case 'or':
    case 'and':
    case 'union':
      return expr.parts.some(asksForPlace)
    case 'compare':
    case 'arithmetic':
      return asksForPlace(expr.first) || expr.rest.some(({ operand }) => asksForPlace(operand))
    case 'negative':
    case 'filter':
      return asksForPlace(expr.of)
    case 'path':
      return typeof expr.from === 'object' && asksForPlace(expr.from)
  }
}
