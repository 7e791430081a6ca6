/** Unary, binary and logical operators, `?:`, the comma. */
import { truthOf } from '../dialect.ts'
import { groovyBinary } from '../groovy-operators.ts'
import type { NodeOf, SyntaxNode } from '../nodes.ts'
import { javascriptBinary } from '../operators.ts'
import { Refusal } from '../problem.ts'
import type { Code } from '../run.ts'
import { toNumber, typeOf } from '../values.ts'
import { deletion } from './assignments.ts'
import type { Compilation } from './compilation.ts'

/** Operators whose operands a failed `assert` shows. */
const shown = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>='])

export function binary(node: NodeOf<'BinaryExpression'>, c: Compilation): Code {
  const { operator } = node
  const table = c.dialect === 'groovy' ? groovyBinary : javascriptBinary
  const work = Object.hasOwn(table, operator) ? table[operator] : undefined
  if (!work) throw new Refusal(`\`${operator}\` is not available here`, node)
  const operand = (side: SyntaxNode) => (shown.has(operator) ? c.operand(side) : c.code(side))
  const left = operand(node.left)
  const right = operand(node.right)
  return (frame) => work(left(frame), right(frame), frame.run)
}

export function logical(node: NodeOf<'LogicalExpression'>, c: Compilation): Code {
  if (node.operator === '??') {
    const [left, right] = c.guarded(() => [c.code(node.left), c.code(node.right)] as const)
    return (frame) => left(frame) ?? right(frame)
  }
  const truthy = truthOf(c.dialect)
  const asTruth = c.dialect === 'groovy'
  if (node.operator === '||') {
    const [left, right] = c.guarded(() => [c.operand(node.left), c.operand(node.right)] as const)
    if (asTruth) return (frame) => truthy(left(frame)) || truthy(right(frame))
    return (frame) => left(frame) || right(frame)
  }
  const left = c.operand(node.left)
  const right = c.operand(node.right)
  if (asTruth) return (frame) => truthy(left(frame)) && truthy(right(frame))
  return (frame) => left(frame) && right(frame)
}

export function unary(node: NodeOf<'UnaryExpression'>, c: Compilation): Code {
  if (node.operator === 'delete') return deletion(node, c)
  if (node.operator === 'typeof') {
    const code = c.guarded(() => c.code(node.argument))
    return (frame) => typeOf(code(frame))
  }
  if (node.operator === '!') {
    const truthy = truthOf(c.dialect)
    const code = c.operand(node.argument)
    return (frame) => !truthy(code(frame))
  }
  const code = c.code(node.argument)
  if (node.operator === '-') return (frame) => -toNumber(code(frame), frame.run)
  if (node.operator === '+') return (frame) => toNumber(code(frame), frame.run)
  if (node.operator === '~') return (frame) => ~toNumber(code(frame), frame.run)
  return (frame) => void code(frame)
}

export function conditional(node: NodeOf<'ConditionalExpression'>, c: Compilation): Code {
  const truthy = truthOf(c.dialect)
  const test = c.code(node.test)
  const consequent = c.code(node.consequent)
  const alternate = c.code(node.alternate)
  return (frame) => (truthy(test(frame)) ? consequent(frame) : alternate(frame))
}

export function sequence(node: NodeOf<'SequenceExpression'>, c: Compilation): Code {
  const codes = node.expressions.map((inner) => c.code(inner))
  return (frame) => {
    let value: unknown
    for (const code of codes) value = code(frame)
    return value
  }
}
