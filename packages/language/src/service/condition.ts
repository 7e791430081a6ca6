/** Conditions in words: an expression as a list of comparisons, and back. */

import { parseJavascript } from '../expression/javascript.ts'
import type { NodeOf, SyntaxNode } from '../expression/nodes.ts'
import { bare } from '../expression/nodes.ts'
import { Refusal } from '../expression/problem.ts'

export const conditionOperators = [
  'is',
  'is not',
  'is exactly',
  'is not exactly',
  '>',
  '>=',
  '<',
  '<=',
  'contains',
  'does not contain',
  'starts with',
  'ends with',
  'matches',
  'does not match',
  'exists',
  'does not exist',
] as const

export type ConditionOperator = (typeof conditionOperators)[number]

export interface ConditionTerm {
  /** Source of an expression. */
  readonly left: string
  readonly operator: ConditionOperator
  /** Source of an expression: `'done'`, `limit`; of `matches` a pattern: `/^[a-z]+$/`. Not with `exists`. */
  readonly right?: string
}

export interface Condition {
  readonly join: 'and' | 'or'
  readonly terms: readonly ConditionTerm[]
}

const signs: Readonly<Record<string, ConditionOperator>> = {
  '==': 'is',
  '!=': 'is not',
  '===': 'is exactly',
  '!==': 'is not exactly',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
}

const bySign = new Map(Object.entries(signs).map(([sign, operator]) => [operator, sign]))

const calls: Readonly<Record<string, ConditionOperator>> = {
  includes: 'contains',
  startsWith: 'starts with',
  endsWith: 'ends with',
}

const byCall = new Map(Object.entries(calls).map(([name, operator]) => [operator, name]))

const opposites: ReadonlyMap<ConditionOperator, ConditionOperator> = new Map([
  ['contains', 'does not contain'],
  ['matches', 'does not match'],
])

const negated: ReadonlyMap<ConditionOperator, ConditionOperator> = new Map([...opposites].map(([yes, no]) => [no, yes]))

/** The condition that an expression says; undefined where it says something that is none, or cannot be read. */
export function parseCondition(expression: string): Condition | undefined {
  const parsed = nodeOf(expression)
  if (!parsed) return undefined
  const root = bare(parsed)
  const join = root.type === 'LogicalExpression' ? root.operator : '&&'
  if (join === '??') return undefined
  const parts = joined(root, join)
  const terms = parts.map((part) => termOf(bare(part), expression))
  const sound = terms.filter((term) => term !== undefined)
  return sound.length === terms.length ? { join: join === '&&' ? 'and' : 'or', terms: sound } : undefined
}

/** The parts of `a && b && c`, however they are nested; the order is the same. */
function joined(root: SyntaxNode, join: '&&' | '||'): SyntaxNode[] {
  const found: SyntaxNode[] = []
  const open: SyntaxNode[] = [root]
  for (let next = open.pop(); next; next = open.pop()) {
    const node = bare(next)
    if (node.type === 'LogicalExpression' && node.operator === join) open.push(node.right, node.left)
    else found.push(node)
  }
  return found
}

function termOf(node: SyntaxNode, source: string): ConditionTerm | undefined {
  const text = (part: SyntaxNode): string => source.slice(part.start, part.end)
  if (node.type === 'BinaryExpression') {
    const operator = signs[node.operator]
    if (!operator) return undefined
    const left = text(node.left)
    const isNull = node.right.type === 'Literal' && node.right.raw === 'null'
    if (isNull && operator === 'is not') return { left, operator: 'exists' }
    if (isNull && operator === 'is') return { left, operator: 'does not exist' }
    return { left, operator, right: text(node.right) }
  }
  if (node.type === 'CallExpression') return callTerm(node, text)
  if (node.type !== 'UnaryExpression' || node.operator !== '!') return undefined
  const inner = bare(node.argument)
  const term = inner.type === 'CallExpression' ? callTerm(inner, text) : undefined
  const operator = term && opposites.get(term.operator)
  return operator ? { ...term, operator } : undefined
}

function callTerm(
  { callee, arguments: given, optional }: NodeOf<'CallExpression'>,
  text: (part: SyntaxNode) => string,
): ConditionTerm | undefined {
  const [argument, ...more] = given
  if (optional || !argument || more.length > 0 || argument.type === 'SpreadElement') return undefined
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional) return undefined
  if (callee.property.type !== 'Identifier') return undefined
  const { name } = callee.property
  const { object } = callee
  if (name === 'test' && object.type === 'Literal' && 'regex' in object)
    return { left: text(argument), operator: 'matches', right: text(object) }
  const operator = Object.hasOwn(calls, name) ? calls[name] : undefined
  return operator && { left: text(object), operator, right: text(argument) }
}

/** The expression of a condition. What `parseCondition` reads of it is the same condition. */
export function printCondition({ join, terms }: Condition): string {
  return terms.map(printTerm).join(join === 'and' ? ' && ' : ' || ')
}

function printTerm({ left, operator, right = '' }: ConditionTerm): string {
  if (operator === 'exists') return `${operand(left)} != null`
  if (operator === 'does not exist') return `${operand(left)} == null`
  const positive = negated.get(operator)
  const not = positive ? '!' : ''
  const asked = positive ?? operator
  const call = byCall.get(asked)
  if (call) return `${not}${object(left)}.${call}(${argument(right)})`
  if (asked === 'matches') return `${not}${right}.test(${argument(left)})`
  return `${operand(left)} ${bySign.get(asked)} ${operand(right)}`
}

/** What binds more tightly than a comparison. */
const tight = new Set('+ - * / % **'.split(' '))

const simple: ReadonlySet<SyntaxNode['type']> = new Set([
  'ArrayExpression',
  'CallExpression',
  'Identifier',
  'Literal',
  'MemberExpression',
  'ParenthesizedExpression',
  'TemplateLiteral',
])

function operand(source: string): string {
  const node = nodeOf(source)
  const isTight = node?.type === 'BinaryExpression' && tight.has(node.operator)
  return node && (simple.has(node.type) || isTight) ? source : `(${source})`
}

function object(source: string): string {
  const node = nodeOf(source)
  // The dot of `1.includes` would belong to the number.
  const isNumber = node?.type === 'Literal' && typeof node.value === 'number'
  return node && simple.has(node.type) && !isNumber ? source : `(${source})`
}

/** A comma would make two arguments of one. */
const argument = (source: string): string => (nodeOf(source)?.type === 'SequenceExpression' ? `(${source})` : source)

function nodeOf(source: string): SyntaxNode | undefined {
  try {
    return parseJavascript(source)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
