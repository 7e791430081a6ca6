/** The place where the parser stands in the text, and what it has to remember on the way. */
import type { Expression } from './nodes.ts'
import type { Statement } from './statement-nodes.ts'
import { GroovySyntaxError } from './syntax-error.ts'
import { type Token, tokenAt } from './tokens.ts'

/** Nesting of parentheses, closures, statements and signs; a level takes some 25 calls. */
const DEEPEST_NESTING = 100

/** The rules that refer to each other in a circle. */
export interface Grammar {
  expression(reader: Reader): Expression
  statement(reader: Reader): Statement
  /** Statements up to the `}` or the end of the text, which is left for the caller. */
  statements(reader: Reader): Statement[]
}

export class Reader {
  readonly text: string
  readonly grammar: Grammar
  token: Token
  /** End of the token read last. */
  lastEnd: number
  /** Whether a line break ends what is being read; not so within parentheses and brackets. */
  newlineEnds = false
  loops = 0
  private nesting = 0
  private readonly scopes: Set<string>[] = [new Set()]

  constructor(text: string, at: number, grammar: Grammar) {
    this.text = text
    this.grammar = grammar
    this.token = tokenAt(text, at)
    this.lastEnd = at
  }

  /** Goes past the current token and gives it. */
  take(): Token {
    const taken = this.token
    this.lastEnd = taken.end
    this.token = tokenAt(this.text, taken.end)
    return taken
  }

  /** Goes on at an offset, where something without tokens in it has been read. */
  moveTo(at: number): void {
    this.lastEnd = at
    this.token = tokenAt(this.text, at)
  }

  peek(): Token {
    return tokenAt(this.text, this.token.end)
  }

  is(text: string): boolean {
    return this.token.text === text && (this.token.kind === 'sign' || this.token.kind === 'word')
  }

  takeIf(text: string): boolean {
    if (!this.is(text)) return false
    this.take()
    return true
  }

  expect(text: string): Token {
    if (!this.is(text)) this.unexpected(`\`${text}\``)
    return this.take()
  }

  expectWord(wanted: string): Token {
    if (this.token.kind !== 'word') this.unexpected(wanted)
    return this.take()
  }

  /** Whether a line break before the current token ends what is being read. */
  get lineEnded(): boolean {
    return this.newlineEnds && this.token.newline
  }

  unexpected(wanted: string): never {
    const { kind, text, start, end } = this.token
    if (text === '/*') this.fail('the comment that begins here has no `*/`', start, end)
    this.fail(`expected ${wanted} but found ${kind === 'end' ? 'the end of the text' : `\`${text}\``}`, start, end)
  }

  fail(message: string, start: number, end: number, help?: string): never {
    throw new GroovySyntaxError(message, start, end, help)
  }

  /** `what` begins the sentence that names it. */
  refuse(what: string, place: { start: number; end: number }, help?: string): never {
    this.fail(`${what} is not supported in Groovy-compatible mode`, place.start, place.end, help)
  }

  /** Reads something that may hold more of its own kind. */
  nest<T>(read: () => T): T {
    if (this.nesting >= DEEPEST_NESTING) {
      this.fail(`nested deeper than ${DEEPEST_NESTING} levels`, this.token.start, this.token.end, 'use variables')
    }
    this.nesting++
    const result = read()
    this.nesting--
    return result
  }

  /** Reads something in which line breaks end statements, or do not. */
  withNewlines<T>(newlineEnds: boolean, read: () => T): T {
    const before = this.newlineEnds
    this.newlineEnds = newlineEnds
    const result = read()
    this.newlineEnds = before
    return result
  }

  /** Reads something whose declarations are not seen outside. */
  scope<T>(read: () => T): T {
    this.scopes.push(new Set())
    const result = read()
    this.scopes.pop()
    return result
  }

  declare(name: Token): void {
    const scope = this.scopes[this.scopes.length - 1]
    if (scope?.has(name.text)) this.fail(`'${name.text}' is declared here already`, name.start, name.end)
    scope?.add(name.text)
  }

  isDeclared(name: string): boolean {
    return this.scopes.some((scope) => scope.has(name))
  }
}
