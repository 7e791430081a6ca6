/** Reads what follows `?` in a JSONPath (RFC 9535, section 2.3.5), functions and their types included (section 2.4). */

import type { Reader } from './reader.ts'
import { checkPattern } from './regexp.ts'
import type { Condition, MatchCall, Operand, Operator, Query, ValueCall } from './syntax.ts'

/** Reads the segments after `$` or `@`. */
type QueryReader = (reader: Reader, from: '$' | '@') => Query

/** What may stand on either side of an operator, or alone. */
type Term = Operand | MatchCall | { readonly kind: 'query'; readonly query: Query }

const functions = ['length', 'count', 'match', 'search', 'value'] as const

export function readCondition(reader: Reader, readQuery: QueryReader): Condition {
  return readJoined(reader, '||', () => readJoined(reader, '&&', () => readBasic(reader, readQuery)))
}

function readJoined(reader: Reader, mark: '||' | '&&', readPart: () => Condition): Condition {
  const first = readPart()
  const parts = [first]
  for (;;) {
    const end = reader.at
    reader.space()
    if (!reader.takes(mark)) {
      reader.at = end
      return parts.length === 1 ? first : { kind: mark === '||' ? 'or' : 'and', parts }
    }
    reader.space()
    parts.push(readPart())
  }
}

function readBasic(reader: Reader, readQuery: QueryReader): Condition {
  const start = reader.at
  const negated = reader.takes('!')
  if (negated) reader.space()
  if (reader.takes('(')) {
    const part = reader.nested(() => {
      reader.space()
      const inner = readCondition(reader, readQuery)
      reader.space()
      reader.needs(')', '`)`, `&&` or `||`')
      return inner
    })
    return negated ? { kind: 'not', part } : part
  }
  const at = reader.at
  const left = readTerm(reader, readQuery)
  const end = reader.at
  reader.space()
  const operatorAt = reader.at
  const operator = reader.word('operator')
  if (operator === undefined) {
    reader.at = end
    const part = asTest(reader, left, at)
    return negated ? { kind: 'not', part } : part
  }
  if (negated) throw reader.fault('`!` before a comparison needs parentheses around it', start)
  reader.space()
  const rightAt = reader.at
  const right = readTerm(reader, readQuery)
  if (!isOperator(operator)) throw reader.wrong('an operator', operatorAt)
  return { kind: 'compare', operator, left: asOperand(reader, left, at), right: asOperand(reader, right, rightAt) }
}

const operators: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])

function isOperator(text: string): text is Operator {
  return operators.has(text)
}

function readTerm(reader: Reader, readQuery: QueryReader): Term {
  if (reader.takes('@')) return { kind: 'query', query: readQuery(reader, '@') }
  if (reader.takes('$')) return { kind: 'query', query: readQuery(reader, '$') }
  const name = reader.word('functionName')
  if (name !== undefined) return reader.nested(() => readCall(reader, name, readQuery))
  const literal = reader.literal()
  if (!literal) throw reader.wrong('`@`, `$`, a literal or a function')
  return { kind: 'literal', value: literal.value }
}

function readCall(reader: Reader, name: string, readQuery: QueryReader): ValueCall | MatchCall {
  const start = reader.at - name.length
  const called = functions.find((known) => known === name)
  if (!called) throw reader.fault(`there is no function '${name}' (there are ${functions.join(', ')})`, start)
  const args = readArguments(reader, readQuery)
  const count = called === 'match' || called === 'search' ? 2 : 1
  const [first, second] = args
  if (args.length !== count || !first) {
    throw reader.fault(`'${name}' takes ${count === 1 ? 'one argument' : 'two arguments'}, found ${args.length}`, start)
  }
  if (called === 'length') return { kind: called, of: asOperand(reader, first.term, first.at) }
  if (called === 'count' || called === 'value') {
    if (first.term.kind === 'query') return { kind: called, of: first.term.query }
    throw reader.fault(`'${name}' takes a path`, first.at)
  }
  const text = asOperand(reader, first.term, first.at)
  const pattern = asOperand(reader, second!.term, second!.at)
  if (pattern.kind === 'literal' && typeof pattern.value === 'string') checkPattern(pattern.value, reader, second!.at)
  return { kind: called, text, pattern }
}

function readArguments(reader: Reader, readQuery: QueryReader): { term: Term; at: number }[] {
  reader.needs('(')
  reader.space()
  const args: { term: Term; at: number }[] = []
  if (reader.takes(')')) return args
  for (;;) {
    const at = reader.at
    args.push({ term: readTerm(reader, readQuery), at })
    reader.space()
    if (reader.takes(')')) return args
    reader.needs(',', '`,` or `)`')
    reader.space()
  }
}

/** A term as a value: a path must then give one value at most. */
function asOperand(reader: Reader, term: Term, at: number): Operand {
  if ('pattern' in term) {
    throw reader.fault(`'${term.kind}' is true or false and no value to compare`, at)
  }
  if (term.kind !== 'query') return term
  if (term.query.singular) return { kind: 'single', query: term.query }
  throw reader.fault('a path that may give several values cannot be compared (`count(…)` and `value(…)` can)', at)
}

/** A term as a condition. */
function asTest(reader: Reader, term: Term, at: number): Condition {
  if (term.kind === 'query') return { kind: 'exists', query: term.query }
  if ('pattern' in term) return term
  if (term.kind === 'literal') throw reader.fault('a literal alone is no condition; compare it with something', at)
  throw reader.fault(`'${term.kind}' gives a value, which must be compared with something`, at)
}
