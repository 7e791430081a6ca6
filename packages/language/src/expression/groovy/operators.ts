/** Operators in Groovy's order of precedence, from assignments down to signs. */
import type { AssignmentExpression, BinaryOperator, Expression } from './nodes.ts'
import { assignable, readPostfix } from './postfix.ts'
import type { Reader } from './reader.ts'
import { castAt, castBehindAs, castOf, castTo } from './types.ts'

const LEVELS: ReadonlyMap<string, number> = new Map(
  [
    ['||'],
    ['&&'],
    ['|'],
    ['^'],
    ['&'],
    ['=~', '==~'],
    ['==', '!=', '===', '!==', '<=>'],
    ['<', '<=', '>', '>=', 'in', '!in', 'as', 'instanceof', '!instanceof'],
    ['<<', '>>', '>>>', '..', '..<'],
    ['+', '-'],
    ['*', '/', '%'],
  ].flatMap((operators, level) => operators.map((operator) => [operator, level])),
)
/** On a new line these begin a statement of their own. */
const SIGNS_OR_SLASH = new Set(['+', '-', '/'])
const ASSIGNMENTS: readonly AssignmentExpression['operator'][] = ['=', '+=', '-=', '*=', '/=', '%=', '**=']
const NOT_GROOVY: Readonly<Record<string, string>> = {
  '??': 'use `?:`',
  '=>': 'write a closure: `{ a, b -> … }`',
  '::': 'write a closure: `{ it.name() }`',
}
const REFUSED_ASSIGNMENTS = new Set(['<<=', '>>=', '>>>=', '|=', '&=', '^='])

/** One expression, assignments included, as far as it goes. */
export function readExpression(reader: Reader): Expression {
  return reader.nest(() => {
    const left = readConditional(reader)
    const { token } = reader
    if (token.kind !== 'sign') return left
    if (token.text === '?=') return readElvisAssignment(reader, left)
    const operator = ASSIGNMENTS.find((one) => one === token.text)
    if (operator) {
      const target = assignable(reader, left)
      reader.take()
      const right = readExpression(reader)
      return { type: 'AssignmentExpression', start: left.start, end: reader.lastEnd, operator, left: target, right }
    }
    if (REFUSED_ASSIGNMENTS.has(token.text)) reader.refuse(`\`${token.text}\``, token)
    const help = Object.hasOwn(NOT_GROOVY, token.text) ? NOT_GROOVY[token.text] : undefined
    if (help !== undefined) reader.refuse(`\`${token.text}\``, token, help)
    return left
  })
}

function readElvisAssignment(reader: Reader, left: Expression): Expression {
  const target = assignable(reader, left)
  // The target stands in the tree twice.
  if (!isPath(left)) reader.fail('`?=` takes a plain path on its left', left.start, left.end)
  reader.take()
  const alternate = readExpression(reader)
  const place = { start: left.start, end: reader.lastEnd }
  const right: Expression = { type: 'GroovyElvis', ...place, test: target, alternate }
  return { type: 'AssignmentExpression', ...place, operator: '=', left: target, right }
}

function isPath(node: Expression): boolean {
  if (node.type !== 'MemberExpression') return node.type === 'Identifier' || node.type === 'Literal'
  return isPath(node.object) && node.property.type !== 'MemberExpression' && isPath(node.property)
}

function readConditional(reader: Reader): Expression {
  const test = readBinary(reader, 0)
  const { start } = test
  if (reader.takeIf('?:')) {
    const alternate = reader.nest(() => readConditional(reader))
    return { type: 'GroovyElvis', start, end: reader.lastEnd, test, alternate }
  }
  if (!reader.takeIf('?')) return test
  const consequent = readExpression(reader)
  reader.expect(':')
  const alternate = reader.nest(() => readConditional(reader))
  return { type: 'ConditionalExpression', start, end: reader.lastEnd, test, consequent, alternate }
}

/** The operator at the current token, `!in` taken together. */
function infix(reader: Reader): string | undefined {
  const { token } = reader
  if (token.kind !== 'sign' && token.kind !== 'word') return undefined
  if (reader.lineEnded && SIGNS_OR_SLASH.has(token.text)) return undefined
  if (token.text !== '!') return token.text
  const next = reader.peek()
  return next.start === token.end && (next.text === 'in' || next.text === 'instanceof') ? `!${next.text}` : undefined
}

function readBinary(reader: Reader, lowest: number): Expression {
  let left = readSigned(reader)
  for (;;) {
    const operator = infix(reader)
    const level = operator === undefined ? undefined : LEVELS.get(operator)
    if (operator === undefined || level === undefined || level < lowest) return left
    if (operator.endsWith('instanceof')) {
      reader.refuse('`instanceof`', reader.token, 'use `WSUtil.isMap(…)`, `WSUtil.isArray(…)`, `WSUtil.isInteger(…)`')
    }
    reader.take()
    if (operator === '!in') reader.take()
    if (operator === 'as') left = castBehindAs(reader, left)
    else left = joined(operator, left, readBinary(reader, level + 1), reader.lastEnd)
  }
}

function joined(operator: string, left: Expression, right: Expression, end: number): Expression {
  const place = { start: left.start, end }
  switch (operator) {
    case '||':
    case '&&':
      return { type: 'LogicalExpression', ...place, operator, left, right }
    case '..':
    case '..<':
      return { type: 'GroovyRange', ...place, from: left, to: right, exclusive: operator === '..<' }
    case '=~':
      return { type: 'GroovyRegexFind', ...place, left, right }
    case '==~':
      return { type: 'GroovyRegexMatch', ...place, left, right }
    case '<=>':
      return { type: 'GroovySpaceship', ...place, left, right }
    case 'in':
      return { type: 'GroovyIn', ...place, left, right }
    case '!in':
      return {
        type: 'UnaryExpression',
        ...place,
        operator: '!',
        prefix: true,
        argument: { type: 'GroovyIn', ...place, left, right },
      }
    default:
      return { type: 'BinaryExpression', ...place, operator: operator as BinaryOperator, left, right } // the rest of LEVELS
  }
}

/** `-`, `+`, `++` and `--` in front: they take the whole of `2 ** 2`. */
function readSigned(reader: Reader): Expression {
  const { text, kind, start } = reader.token
  if (kind === 'sign' && (text === '-' || text === '+')) {
    reader.take()
    const argument = reader.nest(() => readSigned(reader))
    return { type: 'UnaryExpression', start, end: reader.lastEnd, operator: text, prefix: true, argument }
  }
  if (kind === 'sign' && (text === '++' || text === '--')) {
    reader.take()
    const argument = assignable(
      reader,
      reader.nest(() => readSigned(reader)),
    )
    return { type: 'UpdateExpression', start, end: reader.lastEnd, operator: text, prefix: true, argument }
  }
  let left = readNegated(reader)
  while (reader.takeIf('**')) {
    const signed = reader.is('-') || reader.is('+')
    const right = signed ? reader.nest(() => readSigned(reader)) : readNegated(reader)
    left = { type: 'BinaryExpression', start: left.start, end: reader.lastEnd, operator: '**', left, right }
  }
  return left
}

/** `!` and casts, which hold more tightly than `**`. */
function readNegated(reader: Reader): Expression {
  const { start } = reader.token
  if (reader.is('~')) reader.refuse('`~`', reader.token, 'write the pattern as a text, or compare with `==~`')
  if (reader.takeIf('!')) {
    const argument = reader.nest(() => readNegated(reader))
    return { type: 'UnaryExpression', start, end: reader.lastEnd, operator: '!', prefix: true, argument }
  }
  const cast = reader.is('(') ? castAt(reader) : undefined
  if (!cast) return readPostfix(reader)
  reader.moveTo(cast.end)
  const argument = reader.nest(() => (reader.is('-') ? readSigned(reader) : readNegated(reader)))
  return castTo(argument, castOf(cast.type) ?? 'none', start, reader.lastEnd)
}
