/** A condition while somebody builds it: terms that are not whole yet are there, and not yet written. */
import {
  type Condition,
  type ConditionOperator,
  type ConditionTerm,
  parseCondition,
  printCondition,
} from '@merlon/language'

export const EMPTY_TERM: ConditionTerm = { left: '', operator: 'is', right: '' }

export const takesRight = (operator: ConditionOperator): boolean =>
  operator !== 'exists' && operator !== 'does not exist'

const parses = (source: string): boolean => parseCondition(`x == (${source})`)?.terms.length === 1

const isWhole = ({ left, operator, right = '' }: ConditionTerm): boolean =>
  parses(left) && (!takesRight(operator) || parses(right))

/** The expression of those terms that say something. */
export function expressionOf({ join, terms }: Condition): string {
  const whole = terms.filter(isWhole)
  return whole.length === 0 ? '' : printCondition({ join, terms: whole })
}

/** The condition to build on; undefined where what is written is another kind of code. */
export function buildable(expression: string): Condition | undefined {
  return expression.trim() === '' ? { join: 'and', terms: [EMPTY_TERM] } : parseCondition(expression)
}

/** A text in single quotes, which need no escaping in YAML's double ones. */
const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

/** What was typed on the right of an operator, as code: a word that is no variable is meant as a text. */
export function asOperand(typed: string, operator: ConditionOperator, isKnown: (name: string) => boolean): string {
  const text = typed.trim()
  if (text === '') return ''
  if (operator === 'matches' || operator === 'does not match')
    return /^\/.*\/[a-z]*$/.test(text) ? text : `/${text.replaceAll('/', '\\/')}/`
  const isWord = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text)
  const isLiteral = text === 'true' || text === 'false' || text === 'null' || text === 'undefined'
  if (isWord ? isLiteral || isKnown(text) : parses(text)) return text
  return quoted(text)
}
