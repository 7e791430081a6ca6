/** In Groovy the value of the last statement is the value of the closure or script, through `if` and `try`. */
import type { BlockStatement, ReturnStatement, Statement } from './statement-nodes.ts'

/** The same statements, the last ones turned into `return` where they have a value. */
export function withReturns(statements: readonly Statement[]): readonly Statement[] {
  const last = statements[statements.length - 1]
  return last ? [...statements.slice(0, -1), ...returning(last)] : statements
}

function returning(statement: Statement): readonly Statement[] {
  const { start, end } = statement
  switch (statement.type) {
    case 'ExpressionStatement':
      return [{ type: 'ReturnStatement', start, end, argument: statement.expression }]
    case 'VariableDeclaration': {
      const named = statement.declarations[statement.declarations.length - 1]?.id
      const value: ReturnStatement = { type: 'ReturnStatement', start: end, end, argument: named ?? null }
      return [statement, value]
    }
    case 'IfStatement': {
      const alternate = statement.alternate && single(statement.alternate)
      return [{ ...statement, consequent: single(statement.consequent), alternate }]
    }
    case 'TryStatement': {
      const handler = statement.handler && { ...statement.handler, body: block(statement.handler.body) }
      return [{ ...statement, block: block(statement.block), handler }]
    }
    default:
      return [statement]
  }
}

function single(statement: Statement): Statement {
  return statement.type === 'BlockStatement' ? block(statement) : (returning(statement)[0] ?? statement)
}

function block(statement: BlockStatement): BlockStatement {
  return { ...statement, body: withReturns(statement.body) }
}
