/** What follows a value: members, calls, trailing closures, indexes, `++`. */
import { readClosure } from './closures.ts'
import { readArguments } from './collections.ts'
import type { Expression, Identifier, Literal, MemberExpression, SpreadElement, TemplateLiteral } from './nodes.ts'
import { readPrimary } from './primary.ts'
import type { Reader } from './reader.ts'
import { checkMember } from './refusals.ts'
import { readString } from './strings.ts'

export function readPostfix(reader: Reader): Expression {
  let node = readPrimary(reader)
  let optional = false
  for (;;) {
    const { kind, text } = reader.token
    if (kind !== 'sign') break
    const next = readStep(reader, node)
    if (!next) break
    optional ||= text === '?.'
    node = next
  }
  if (optional && (node.type === 'MemberExpression' || node.type === 'CallExpression')) {
    node = { type: 'ChainExpression', start: node.start, end: node.end, expression: node }
  }
  const { text, kind } = reader.token
  if (kind !== 'sign' || (text !== '++' && text !== '--') || reader.lineEnded) return node
  const argument = assignable(reader, node)
  reader.take()
  return { type: 'UpdateExpression', start: node.start, end: reader.lastEnd, operator: text, prefix: false, argument }
}

/** The same node, when a value can be assigned to it. */
export function assignable(reader: Reader, node: Expression): Identifier | MemberExpression {
  if (node.type === 'Identifier' || node.type === 'MemberExpression') return node
  return reader.fail('only a variable or a member of one can be assigned', node.start, node.end)
}

function readStep(reader: Reader, node: Expression): Expression | undefined {
  const { token } = reader
  switch (token.text) {
    case '.':
    case '?.':
      return readMember(reader, node)
    case '*.':
      return readSpread(reader, node)
    case '.&':
      return reader.refuse('the method pointer `.&`', token, 'write a closure: `{ it.name() }`')
    case '.@':
      return reader.refuse('`.@`', token, "for an attribute write `node['@name']`")
    case '(':
      return reader.lineEnded ? undefined : readCall(reader, node)
    case '[':
      return reader.lineEnded ? undefined : readIndex(reader, node, false)
    case '{':
      return reader.lineEnded || !takesClosure(node) ? undefined : readTrailingClosure(reader, node)
    default:
      return undefined
  }
}

function readMember(reader: Reader, object: Expression): Expression {
  const optional = reader.take().text === '?.'
  if (optional && reader.is('[')) return readIndex(reader, object, true)
  const property = readName(reader)
  const place = { start: object.start, end: reader.lastEnd }
  return { type: 'MemberExpression', ...place, object, property, computed: property.type !== 'Identifier', optional }
}

function readSpread(reader: Reader, object: Expression): Expression {
  reader.take()
  const property = readName(reader)
  return { type: 'GroovySpread', start: object.start, end: reader.lastEnd, object, property }
}

function readName(reader: Reader): Identifier | Literal | TemplateLiteral {
  if (reader.token.kind === 'quote') return readString(reader)
  checkMember(reader, reader.token)
  const { start, end, text: name } = reader.expectWord('the name of a member')
  return { type: 'Identifier', start, end, name }
}

function readIndex(reader: Reader, object: Expression, optional: boolean): MemberExpression {
  reader.take()
  const property = reader.withNewlines(false, () => reader.grammar.expression(reader))
  if (reader.is(',')) {
    reader.refuse('an index with several parts', reader.token, 'take the members one by one: `[list[0], list[2]]`')
  }
  reader.expect(']')
  const place = { start: object.start, end: reader.lastEnd }
  return { type: 'MemberExpression', ...place, object, property, computed: true, optional }
}

function readCall(reader: Reader, callee: Expression): Expression {
  return call(reader, callee, readArguments(reader))
}

function takesClosure({ type }: Expression): boolean {
  return type === 'Identifier' || type === 'MemberExpression' || type === 'GroovySpread' || type === 'CallExpression'
}

function readTrailingClosure(reader: Reader, node: Expression): Expression {
  const closure = readClosure(reader)
  if (node.type === 'CallExpression') return call(reader, node.callee, [...node.arguments, closure])
  return call(reader, node, [closure])
}

function call(reader: Reader, callee: Expression, given: readonly (Expression | SpreadElement)[]): Expression {
  const place = { start: callee.start, end: reader.lastEnd }
  return { type: 'CallExpression', ...place, callee, arguments: given, optional: false }
}
