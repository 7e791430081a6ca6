/** Closures as arrow functions. */
import type { ArrowFunctionExpression, Expression, Parameter } from '../nodes.ts'
import { levels, namesIn, notABlock, type Printed, type Printer, parenthesised, printed, variable } from './printer.ts'

/** What becomes of the closure's value: kept, asked for its truth, or dropped. */
export type Result = 'value' | 'truth' | 'nothing'

export function closure(node: ArrowFunctionExpression, p: Printer, result: Result = 'value'): Printed {
  const params = usesImplied(node) ? node.params : []
  const names = params.map((param) => parameter(param, p))
  const only = names.length === 1 && params[0]?.type === 'Identifier' ? names[0] : `(${names.join(', ')})`
  return printed(`${only} => ${body(node, p, result)}`, levels.assignment)
}

/** The parameters without an `it` that nobody asks for. */
function usesImplied({ params, body }: ArrowFunctionExpression): boolean {
  const [first] = params
  return first === undefined || first.start !== first.end || namesIn(body).has('it')
}

export function parameterName(param: Parameter): string {
  return param.type === 'Identifier' ? param.name : param.left.name
}

function parameter(param: Parameter, p: Printer): string {
  const name = variable(parameterName(param), p)
  return param.type === 'Identifier' ? name : `${name} = ${p.argument(param.right)}`
}

/** The part behind the arrow. */
export function body(node: ArrowFunctionExpression, p: Printer, result: Result): string {
  if (node.body.type !== 'BlockStatement') return notABlock(bodyExpression(node.body, p, result))
  const before = p.dropsResult
  p.dropsResult = result === 'nothing'
  const last = node.params[node.params.length - 1]
  const text = p.grammar.block(node.body.body, p, Math.max(last?.end ?? 0, node.start + 1), node.end - 1)
  p.dropsResult = before
  return text
}

function bodyExpression(node: Expression, p: Printer, result: Result): string {
  const grammar = p.grammar
  const print = result === 'truth' ? grammar.truth : result === 'nothing' ? grammar.effect : grammar.value
  return parenthesised(print(node, p), levels.assignment)
}
