/** Statements of a Groovy script, all of them ESTree nodes in acorn's shapes. */
import type { Expression, Identifier, Place } from './nodes.ts'

export interface ExpressionStatement extends Place {
  readonly type: 'ExpressionStatement'
  readonly expression: Expression
}

export interface BlockStatement extends Place {
  readonly type: 'BlockStatement'
  readonly body: readonly Statement[]
}

export interface VariableDeclarator extends Place {
  readonly type: 'VariableDeclarator'
  readonly id: Identifier
  readonly init: Expression | null
}

export interface VariableDeclaration extends Place {
  readonly type: 'VariableDeclaration'
  readonly kind: 'let'
  readonly declarations: readonly VariableDeclarator[]
}

export interface IfStatement extends Place {
  readonly type: 'IfStatement'
  readonly test: Expression
  readonly consequent: Statement
  readonly alternate: Statement | null
}

export interface ForOfStatement extends Place {
  readonly type: 'ForOfStatement'
  readonly left: VariableDeclaration
  readonly right: Expression
  readonly body: Statement
  readonly await: false
}

export interface ForStatement extends Place {
  readonly type: 'ForStatement'
  readonly init: VariableDeclaration | Expression | null
  readonly test: Expression | null
  readonly update: Expression | null
  readonly body: Statement
}

export interface WhileStatement extends Place {
  readonly type: 'WhileStatement'
  readonly test: Expression
  readonly body: Statement
}

export interface ReturnStatement extends Place {
  readonly type: 'ReturnStatement'
  readonly argument: Expression | null
}

export interface BreakStatement extends Place {
  readonly type: 'BreakStatement'
  readonly label: null
}

export interface ContinueStatement extends Place {
  readonly type: 'ContinueStatement'
  readonly label: null
}

export interface ThrowStatement extends Place {
  readonly type: 'ThrowStatement'
  readonly argument: Expression
}

export interface CatchClause extends Place {
  readonly type: 'CatchClause'
  readonly param: Identifier
  readonly body: BlockStatement
}

export interface TryStatement extends Place {
  readonly type: 'TryStatement'
  readonly block: BlockStatement
  readonly handler: CatchClause | null
  readonly finalizer: BlockStatement | null
}

export type Statement =
  | ExpressionStatement
  | BlockStatement
  | VariableDeclaration
  | IfStatement
  | ForOfStatement
  | ForStatement
  | WhileStatement
  | ReturnStatement
  | BreakStatement
  | ContinueStatement
  | ThrowStatement
  | TryStatement

export interface Program extends Place {
  readonly type: 'Program'
  readonly body: readonly Statement[]
  readonly sourceType: 'script'
}
