/** `if`, loops and `try`: statements that hold others. */
import { declarationAt, readDeclaration } from './declarations.ts'
import type { Expression } from './nodes.ts'
import type { Reader } from './reader.ts'
import type { BlockStatement, CatchClause, Statement, VariableDeclaration } from './statement-nodes.ts'
import { type Token, tokenAt } from './tokens.ts'
import { typeAt, typedNameAt } from './types.ts'

function readBlock(reader: Reader, declare?: () => void): BlockStatement {
  const { start } = reader.expect('{')
  const body = reader.withNewlines(true, () => {
    return reader.scope(() => {
      declare?.()
      return reader.grammar.statements(reader)
    })
  })
  reader.expect('}')
  return { type: 'BlockStatement', start, end: reader.lastEnd, body }
}

/** A block or a single statement; a declaration gets a block of its own. */
function readBody(reader: Reader): Statement {
  if (reader.is('{')) return readBlock(reader)
  if (reader.is(';')) reader.unexpected('a statement')
  const statement = reader.withNewlines(true, () => reader.scope(() => reader.grammar.statement(reader)))
  if (statement.type !== 'VariableDeclaration') return statement
  return { type: 'BlockStatement', start: statement.start, end: statement.end, body: [statement] }
}

function readLoopBody(reader: Reader): Statement {
  reader.loops++
  const body = readBody(reader)
  reader.loops--
  return body
}

function readTest(reader: Reader): Expression {
  reader.expect('(')
  const test = reader.withNewlines(false, () => reader.grammar.expression(reader))
  reader.expect(')')
  return test
}

export function readIf(reader: Reader): Statement {
  const { start } = reader.take()
  const test = readTest(reader)
  const consequent = readBody(reader)
  const { end } = consequent
  if (reader.is(';') && reader.peek().text === 'else') reader.take()
  const alternate = reader.takeIf('else') ? readBody(reader) : null
  return { type: 'IfStatement', start, end: alternate?.end ?? end, test, consequent, alternate }
}

export function readWhile(reader: Reader): Statement {
  const { start } = reader.take()
  const test = readTest(reader)
  const body = readLoopBody(reader)
  return { type: 'WhileStatement', start, end: body.end, test, body }
}

export function readFor(reader: Reader): Statement {
  const { start } = reader.take()
  reader.expect('(')
  return reader.scope(() => {
    const name = loopVariable(reader)
    if (!name) return readCountingFor(reader, start)
    const left = readLoopVariable(reader, name)
    reader.take()
    const right = reader.withNewlines(false, () => reader.grammar.expression(reader))
    reader.expect(')')
    const body = readLoopBody(reader)
    return { type: 'ForOfStatement', start, end: body.end, left, right, body, await: false }
  })
}

/** The name in `(x in …`, `(def x in …`, `(String x : …`. */
function loopVariable(reader: Reader): Token | undefined {
  const name = typedNameAt(reader)?.name ?? reader.token
  if (name.kind !== 'word') return undefined
  const behind = tokenAt(reader.text, name.end)
  return /^(?:in|of|:)$/.test(behind.text) ? name : undefined
}

function readLoopVariable(reader: Reader, name: Token): VariableDeclaration {
  const { start } = reader.token
  const { end } = name
  reader.moveTo(end)
  reader.declare(name)
  const id = { type: 'Identifier', start: name.start, end, name: name.text } as const
  const declarator = { type: 'VariableDeclarator', start: name.start, end, id, init: null } as const
  return { type: 'VariableDeclaration', start, end, kind: 'let', declarations: [declarator] }
}

function readCountingFor(reader: Reader, start: number): Statement {
  const expressionBefore = (sign: string) => {
    const expression = reader.is(sign) ? null : reader.grammar.expression(reader)
    reader.expect(sign)
    return expression
  }
  const head = reader.withNewlines(false, () => {
    const declared = declarationAt(reader)
    const init = declared ? readDeclaration(reader, declared) : expressionBefore(';')
    if (declared) reader.expect(';')
    return { init, test: expressionBefore(';'), update: expressionBefore(')') }
  })
  const body = readLoopBody(reader)
  return { type: 'ForStatement', start, end: body.end, ...head, body }
}

export function readTry(reader: Reader): Statement {
  const { start } = reader.take()
  if (reader.is('(')) reader.refuse('`try` with resources', reader.token)
  const block = readBlock(reader)
  const handler = reader.is('catch') ? readCatch(reader) : null
  if (reader.is('catch')) reader.refuse('a second `catch`', reader.token, 'use one `catch (e)` and `if` in it')
  const finalizer = reader.takeIf('finally') ? readBlock(reader) : null
  if (!handler && !finalizer) reader.unexpected('`catch` or `finally`')
  return { type: 'TryStatement', start, end: reader.lastEnd, block, handler, finalizer }
}

/** `catch (e)`, `catch (Exception e)`, `catch (IOException | RuntimeException e)`: the types make no difference. */
function readCatch(reader: Reader): CatchClause {
  const { start } = reader.take()
  reader.expect('(')
  for (;;) {
    const type = reader.token.kind === 'word' ? typeAt(reader.text, reader.token.start) : undefined
    const behind = type && tokenAt(reader.text, type.end)
    if (!type || (behind?.kind !== 'word' && behind?.text !== '|')) break
    reader.moveTo(type.end)
    reader.takeIf('|')
  }
  const name = reader.expectWord('the name of the exception')
  reader.expect(')')
  const param = { type: 'Identifier', start: name.start, end: name.end, name: name.text } as const
  const body = readBlock(reader, () => reader.declare(name))
  return { type: 'CatchClause', start, end: reader.lastEnd, param, body }
}
