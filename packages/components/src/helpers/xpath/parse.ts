/** Reads an XPath, whole and checked (XPath 1.0, chapters 2 and 3). */

import { parseLocation } from './parse-location.ts'
import { parseFilter, startsPrimary } from './parse-path.ts'
import type { ArithmeticOperator, CompareOperator, Expr } from './syntax.ts'
import { typeOf } from './syntax.ts'
import { TokenReader } from './token-reader.ts'

/** Throws an ExpressionError that says where the path is wrong. */
export function parseXPath(path: string): Expr {
  const reader = new TokenReader(path, parseOr)
  const expr = parseOr(reader)
  if (reader.here.kind !== 'end') throw reader.wrong('an operator or the end of the path')
  return expr
}

function parseOr(reader: TokenReader): Expr {
  return parseParts(reader, 'or', 'or', () => parseParts(reader, 'and', 'and', () => parseEquality(reader)))
}

function parseParts(reader: TokenReader, mark: string, kind: 'or' | 'and', next: () => Expr): Expr {
  const parts = [next()]
  while (reader.takesOperator(mark)) parts.push(next())
  return parts.length === 1 ? parts[0]! : { kind, parts }
}

function parseEquality(reader: TokenReader): Expr {
  return parseCompare(reader, ['=', '!='], () => parseCompare(reader, ['<', '<=', '>', '>='], () => parseSum(reader)))
}

function parseCompare(reader: TokenReader, operators: readonly CompareOperator[], next: () => Expr): Expr {
  const first = next()
  const rest = parseRest(reader, operators, next)
  return rest.length === 0 ? first : { kind: 'compare', first, rest }
}

function parseSum(reader: TokenReader): Expr {
  return parseArithmetic(reader, ['+', '-'], () =>
    parseArithmetic(reader, ['*', 'div', 'mod'], () => parseNegative(reader)),
  )
}

function parseArithmetic(reader: TokenReader, operators: readonly ArithmeticOperator[], next: () => Expr): Expr {
  const first = next()
  const rest = parseRest(reader, operators, next)
  return rest.length === 0 ? first : { kind: 'arithmetic', first, rest }
}

function parseRest<Operator extends string>(reader: TokenReader, operators: readonly Operator[], next: () => Expr) {
  const rest: { operator: Operator; operand: Expr }[] = []
  for (;;) {
    const operator = operators.find((one) => reader.takesOperator(one))
    if (operator === undefined) return rest
    rest.push({ operator, operand: next() })
  }
}

function parseNegative(reader: TokenReader): Expr {
  let signs = 0
  while (reader.takesOperator('-')) signs += 1
  const of = parseUnion(reader)
  if (signs === 0) return of
  const negative: Expr = { kind: 'negative', of }
  return signs % 2 === 1 ? negative : { kind: 'negative', of: negative }
}

function parseUnion(reader: TokenReader): Expr {
  const start = reader.here.at
  const parts = [parsePath(reader)]
  while (reader.takesOperator('|')) {
    const at = reader.here.at
    const part = parsePath(reader)
    if (typeOf(part) !== 'nodes') throw reader.fault('`|` takes paths on both sides', at)
    parts.push(part)
  }
  if (parts.length === 1) return parts[0]!
  if (typeOf(parts[0]!) !== 'nodes') throw reader.fault('`|` takes paths on both sides', start)
  return { kind: 'union', parts }
}

function parsePath(reader: TokenReader): Expr {
  return startsPrimary(reader) ? parseFilter(reader) : parseLocation(reader)
}
