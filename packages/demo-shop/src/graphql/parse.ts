/**
 * Parses the part of GraphQL that the shop speaks: queries with names, variables, arguments and aliases. It refuses
 * the rest by name, so that nobody takes silence for support.
 */
import { lex, type Token } from './lex.ts'
import { Mistake, type Place } from './mistake.ts'

type Value = { readonly variable: string } | { readonly literal: string | number | boolean | null }

export interface Field extends Place {
  readonly name: string
  /** the alias, or the name */
  readonly key: string
  readonly args: ReadonlyMap<string, Value>
  readonly selections: readonly Field[] | undefined
}

export interface Variable extends Place {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  readonly fallback: string | number | boolean | null | undefined
}

export interface Query {
  readonly name: string | undefined
  readonly variables: readonly Variable[]
  readonly selections: readonly Field[]
}

const DEEPEST = 20

export function parse(source: string): Query[] {
  const tokens = new Tokens(lex(source))
  const queries: Query[] = []
  do queries.push(query(tokens))
  while (tokens.next.kind !== 'end')
  return queries
}

class Tokens {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get next(): Token {
    // lexing ends with a token of its own, and nothing goes past it
    return this.#tokens[this.#at] as Token
  }

  take(): Token {
    const token = this.next
    if (token.kind !== 'end') this.#at += 1
    return token
  }

  accept(sign: string): boolean {
    const isThere = this.next.kind === 'sign' && this.next.text === sign
    if (isThere) this.#at += 1
    return isThere
  }

  expect(sign: string): void {
    if (!this.accept(sign)) throw unexpected(this.next, `'${sign}'`)
  }

  name(): Token {
    if (this.next.kind !== 'name') throw unexpected(this.next, 'a name')
    return this.take()
  }
}

function unexpected(token: Token, wanted: string): Mistake {
  return new Mistake(`syntax error: expected ${wanted}, found ${token.text}`, token, 'GRAPHQL_PARSE_FAILED')
}

function unsupported(what: string, token: Token): Mistake {
  return new Mistake(`the shop does not support ${what}`, token, 'GRAPHQL_NOT_SUPPORTED')
}

function query(tokens: Tokens): Query {
  if (tokens.next.text === '{') return { name: undefined, variables: [], selections: selections(tokens, 0) }
  const start = tokens.name()
  if (['mutation', 'subscription', 'fragment'].includes(start.text)) throw unsupported(`a ${start.text}`, start)
  if (start.text !== 'query') throw unexpected(start, "'query' or '{'")
  const name = tokens.next.kind === 'name' ? tokens.take().text : undefined
  const variables: Variable[] = []
  if (tokens.accept('(')) while (!tokens.accept(')')) variables.push(variable(tokens))
  return { name, variables, selections: selections(tokens, 0) }
}

function variable(tokens: Tokens): Variable {
  const { line, column } = tokens.next
  tokens.expect('$')
  const name = tokens.name().text
  tokens.expect(':')
  if (tokens.next.text === '[') throw unsupported('a variable that is a list', tokens.next)
  const type = tokens.name().text
  const isRequired = tokens.accept('!')
  const start = tokens.next
  const fallback = tokens.accept('=') ? value(tokens) : undefined
  if (fallback && 'variable' in fallback) throw unexpected(start, 'a constant')
  return { name, type, isRequired, fallback: fallback?.literal, line, column }
}

function selections(tokens: Tokens, depth: number): Field[] {
  if (depth > DEEPEST) throw unsupported(`a depth of more than ${DEEPEST}`, tokens.next)
  tokens.expect('{')
  const fields: Field[] = []
  do fields.push(field(tokens, depth))
  while (!tokens.accept('}'))
  return fields
}

function field(tokens: Tokens, depth: number): Field {
  if (tokens.next.text === '...') throw unsupported('a fragment', tokens.next)
  const first = tokens.name()
  const name = tokens.accept(':') ? tokens.name().text : first.text
  const args = new Map<string, Value>()
  if (tokens.accept('(')) {
    do {
      const arg = tokens.name()
      tokens.expect(':')
      if (args.has(arg.text)) throw new Mistake(`the argument '${arg.text}' stands here twice`, arg)
      args.set(arg.text, value(tokens))
    } while (!tokens.accept(')'))
  }
  if (tokens.next.text === '@') throw unsupported('a directive', tokens.next)
  const inner = tokens.next.text === '{' ? selections(tokens, depth + 1) : undefined
  return { name, key: first.text, args, selections: inner, line: first.line, column: first.column }
}

function value(tokens: Tokens): Value {
  if (tokens.accept('$')) return { variable: tokens.name().text }
  const token = tokens.take()
  if (token.kind === 'number') return { literal: Number(token.text) }
  // the escapes of GraphQL strings are those of JSON
  if (token.kind === 'string') return { literal: String(JSON.parse(token.text)) }
  if (token.text === 'true' || token.text === 'false') return { literal: token.text === 'true' }
  if (token.text === 'null') return { literal: null }
  if (token.kind === 'name' || token.text === '[' || token.text === '{') {
    throw unsupported('an argument that is a list, an object or an enum', token)
  }
  throw unexpected(token, 'a value')
}
