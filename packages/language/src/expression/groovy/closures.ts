/** Closures: `{ it }`, `{ a, b -> … }`. */
import { withReturns } from './implicit-returns.ts'
import type { ArrowFunctionExpression, Parameter } from './nodes.ts'
import type { Reader } from './reader.ts'
import type { Statement } from './statement-nodes.ts'
import { tokenAt } from './tokens.ts'
import { typedNameAt } from './types.ts'

interface Head {
  readonly params: readonly Parameter[]
  /** What was read in search of parameters and is a statement. */
  readonly first?: Statement
}

/** A closure, at its `{`. */
export function readClosure(reader: Reader): ArrowFunctionExpression {
  const { start } = reader.take()
  const loops = reader.loops
  reader.loops = 0
  const { params, body } = reader.withNewlines(true, () => reader.scope(() => readInside(reader)))
  reader.loops = loops
  reader.expect('}')
  const end = reader.lastEnd
  const place = { start, end }
  const kind = { type: 'ArrowFunctionExpression', ...place, id: null, generator: false, async: false } as const
  const only = body.length === 1 ? body[0] : undefined
  if (only?.type === 'ExpressionStatement') return { ...kind, params, body: only.expression, expression: true }
  return { ...kind, params, body: { type: 'BlockStatement', ...place, body: withReturns(body) }, expression: false }
}

function readInside(reader: Reader): { params: readonly Parameter[]; body: Statement[] } {
  const head = readHead(reader)
  const rest = reader.grammar.statements(reader)
  if (head.first) {
    return { params: head.params, body: [head.first, ...rest] }
  }
  return { params: head.params, body: rest }
}

function readHead(reader: Reader): Head {
  if (reader.takeIf('->')) return { params: [] }
  const opening = reader.lastEnd
  const name = typedNameAt(reader)?.name ?? reader.token
  const behind = name.kind === 'word' ? tokenAt(reader.text, name.end).text : ''
  if (behind === '->' || behind === ',') return { params: readParameters(reader, []) }
  if (behind === '=') return readDefaultOrStatement(reader, opening)
  return { params: [impliedParameter(reader, opening)] }
}

function impliedParameter(reader: Reader, at: number): Parameter {
  reader.declare({ kind: 'word', text: 'it', start: at, end: at, newline: false })
  return { type: 'Identifier', start: at, end: at, name: 'it' }
}

/** `{ a = 1 -> … }` shows only at the `->` that it is not the assignment of `{ a = 1 }`. */
function readDefaultOrStatement(reader: Reader, opening: number): Head {
  const first = reader.grammar.statement(reader)
  if (reader.is('->') || reader.is(',')) {
    const params = parametersOf(first)
    if (params && reader.takeIf('->')) return { params }
    if (params && reader.takeIf(',')) return { params: readParameters(reader, params) }
  }
  if (!reader.is('}') && !reader.is(';') && !reader.token.newline) reader.unexpected('the end of the statement')
  reader.takeIf(';')
  return { params: [impliedParameter(reader, opening)], first }
}

function parametersOf(statement: Statement): Parameter[] | undefined {
  if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression') {
    const { left, right, start, end } = statement.expression
    return left.type === 'Identifier' ? [{ type: 'AssignmentPattern', start, end, left, right }] : undefined
  }
  if (statement.type !== 'VariableDeclaration') return undefined
  return statement.declarations.map(({ id, init, start, end }) => {
    return init ? { type: 'AssignmentPattern', start, end, left: id, right: init } : id
  })
}

/** Parameters up to and with the `->`. */
function readParameters(reader: Reader, params: Parameter[]): Parameter[] {
  for (;;) {
    const typed = typedNameAt(reader)
    if (typed) reader.moveTo(typed.name.start)
    const name = reader.expectWord('the name of a parameter')
    reader.declare(name)
    const { start, end } = name
    const left = { type: 'Identifier', start, end, name: name.text } as const
    if (reader.takeIf('=')) {
      const right = reader.grammar.expression(reader)
      params.push({ type: 'AssignmentPattern', start, end: reader.lastEnd, left, right })
    } else params.push(left)
    if (reader.takeIf('->')) return params
    reader.expect(',')
  }
}
