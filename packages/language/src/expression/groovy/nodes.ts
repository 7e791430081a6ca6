/**
 * The tree of a Groovy expression or script: ESTree nodes in acorn's shapes as far as they reach, and nodes of its own
 * for what JavaScript does not have. Offsets are UTF-16 units in the whole text that was parsed.
 */
import type { BlockStatement } from './statement-nodes.ts'

export interface Place {
  readonly start: number
  readonly end: number
}

export interface Identifier extends Place {
  readonly type: 'Identifier'
  readonly name: string
}

/** `raw` is the text as written; of a number, its spelling in JavaScript: without suffix and `_`. */
export interface Literal extends Place {
  readonly type: 'Literal'
  readonly value: string | number | boolean | null
  readonly raw: string
}

export interface TemplateElement extends Place {
  readonly type: 'TemplateElement'
  readonly value: { readonly cooked: string; readonly raw: string }
  readonly tail: boolean
}

/** A text with `${ }` or `$name` in it. */
export interface TemplateLiteral extends Place {
  readonly type: 'TemplateLiteral'
  readonly quasis: readonly TemplateElement[]
  readonly expressions: readonly Expression[]
}

export interface SpreadElement extends Place {
  readonly type: 'SpreadElement'
  readonly argument: Expression
}

export interface ArrayExpression extends Place {
  readonly type: 'ArrayExpression'
  readonly elements: readonly (Expression | SpreadElement)[]
}

/** A name in quotes (`a.'odd name'`) is `computed`. */
export interface MemberExpression extends Place {
  readonly type: 'MemberExpression'
  readonly object: Expression
  readonly property: Expression
  readonly computed: boolean
  readonly optional: boolean
}

/** Closures after the parentheses are the last arguments. */
export interface CallExpression extends Place {
  readonly type: 'CallExpression'
  readonly callee: Expression
  readonly arguments: readonly (Expression | SpreadElement)[]
  readonly optional: false
}

/** Surrounds a chain of members and calls that has a `?.` in it. */
export interface ChainExpression extends Place {
  readonly type: 'ChainExpression'
  readonly expression: MemberExpression | CallExpression
}

/** Only of `Date` and, for every exception class of Groovy, of `Error`. */
export interface NewExpression extends Place {
  readonly type: 'NewExpression'
  readonly callee: Identifier
  readonly arguments: readonly (Expression | SpreadElement)[]
}

export interface UnaryExpression extends Place {
  readonly type: 'UnaryExpression'
  readonly operator: '!' | '-' | '+'
  readonly prefix: true
  readonly argument: Expression
}

export interface UpdateExpression extends Place {
  readonly type: 'UpdateExpression'
  readonly operator: '++' | '--'
  readonly prefix: boolean
  readonly argument: Identifier | MemberExpression
}

export type BinaryOperator =
  | '=='
  | '!='
  | '==='
  | '!=='
  | '<'
  | '<='
  | '>'
  | '>='
  | '<<'
  | '>>'
  | '>>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | '|'
  | '^'
  | '&'

export interface BinaryExpression extends Place {
  readonly type: 'BinaryExpression'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export interface LogicalExpression extends Place {
  readonly type: 'LogicalExpression'
  readonly operator: '||' | '&&'
  readonly left: Expression
  readonly right: Expression
}

export interface ConditionalExpression extends Place {
  readonly type: 'ConditionalExpression'
  readonly test: Expression
  readonly consequent: Expression
  readonly alternate: Expression
}

/** `x ?= y` arrives as `x = x ?: y`. */
export interface AssignmentExpression extends Place {
  readonly type: 'AssignmentExpression'
  readonly operator: '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '**='
  readonly left: Identifier | MemberExpression
  readonly right: Expression
}

export interface AssignmentPattern extends Place {
  readonly type: 'AssignmentPattern'
  readonly left: Identifier
  readonly right: Expression
}

export type Parameter = Identifier | AssignmentPattern

/** A closure. One without `->` has the parameter `it`, of no length in the text. */
export interface ArrowFunctionExpression extends Place {
  readonly type: 'ArrowFunctionExpression'
  readonly id: null
  readonly params: readonly Parameter[]
  readonly body: BlockStatement | Expression
  readonly expression: boolean
  readonly generator: false
  readonly async: false
}

/** `from..to`, or `from..<to` when exclusive. */
export interface GroovyRange extends Place {
  readonly type: 'GroovyRange'
  readonly from: Expression
  readonly to: Expression
  readonly exclusive: boolean
}

/** `left =~ right` */
export interface GroovyRegexFind extends Place {
  readonly type: 'GroovyRegexFind'
  readonly left: Expression
  readonly right: Expression
}

/** `left ==~ right` */
export interface GroovyRegexMatch extends Place {
  readonly type: 'GroovyRegexMatch'
  readonly left: Expression
  readonly right: Expression
}

/** `test ?: alternate` */
export interface GroovyElvis extends Place {
  readonly type: 'GroovyElvis'
  readonly test: Expression
  readonly alternate: Expression
}

/** `left <=> right` */
export interface GroovySpaceship extends Place {
  readonly type: 'GroovySpaceship'
  readonly left: Expression
  readonly right: Expression
}

/** `left in right`; `!in` is the `!` of it. */
export interface GroovyIn extends Place {
  readonly type: 'GroovyIn'
  readonly left: Expression
  readonly right: Expression
}

/** A bare key is a Literal, `(expr)` and `"…${}"` are the expression itself. */
export interface GroovyMap extends Place {
  readonly type: 'GroovyMap'
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[]
}

/** `object*.property`; as a callee it calls the function on each item. A name in quotes is a Literal or TemplateLiteral. */
export interface GroovySpread extends Place {
  readonly type: 'GroovySpread'
  readonly object: Expression
  readonly property: Identifier | Literal | TemplateLiteral
}

/** `argument as to`, `(to) argument`, or the value given to a variable declared with a type. */
export interface GroovyCast extends Place {
  readonly type: 'GroovyCast'
  readonly argument: Expression
  readonly to: CastType
}

export type CastType =
  | 'int'
  | 'Integer'
  | 'long'
  | 'Long'
  | 'short'
  | 'Short'
  | 'BigInteger'
  | 'double'
  | 'Double'
  | 'float'
  | 'Float'
  | 'BigDecimal'
  | 'Number'
  | 'boolean'
  | 'Boolean'
  | 'String'
  | 'List'
  | 'Map'
  | 'Set'

export type GroovyExpression =
  | GroovyRange
  | GroovyRegexFind
  | GroovyRegexMatch
  | GroovyElvis
  | GroovySpaceship
  | GroovyIn
  | GroovyMap
  | GroovySpread
  | GroovyCast

export type Expression =
  | Identifier
  | Literal
  | TemplateLiteral
  | ArrayExpression
  | MemberExpression
  | CallExpression
  | ChainExpression
  | NewExpression
  | UnaryExpression
  | UpdateExpression
  | BinaryExpression
  | LogicalExpression
  | ConditionalExpression
  | AssignmentExpression
  | ArrowFunctionExpression
  | GroovyExpression
