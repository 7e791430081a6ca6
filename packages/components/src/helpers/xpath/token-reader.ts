import type { ExpressionError } from '@merlon/language'
import type { Expr } from './syntax.ts'
import { atPosition, type Token, tokensOf } from './tokens.ts'

const DEEPEST = 50

/** Reads tokens one after the other, and says where one is missing. */
export class TokenReader {
  readonly path: string
  private readonly tokens: readonly Token[]
  private readonly parse: (reader: TokenReader) => Expr
  private next = 0
  private depth = 0

  /** `parse` reads a whole expression, for what stands in brackets. */
  constructor(path: string, parse: (reader: TokenReader) => Expr) {
    this.path = path
    this.tokens = tokensOf(path)
    this.parse = parse
  }

  get here(): Token {
    return this.tokens[this.next]!
  }
  /** The token after this one. */
  get ahead(): Token | undefined {
    return this.tokens[this.next + 1]
  }

  step(): Token {
    const token = this.here
    this.next += 1
    return token
  }

  takes(mark: string): boolean {
    return this.takesKind('mark', mark)
  }

  takesOperator(operator: string): boolean {
    return this.takesKind('operator', operator)
  }

  /** Passes over a text in quotes, if one stands here. */
  takesText(): void {
    if (this.here.kind === 'text') this.next += 1
  }

  private takesKind(kind: Token['kind'], text: string): boolean {
    if (this.here.kind !== kind || this.here.text !== text) return false
    this.next += 1
    return true
  }

  needs(mark: string): void {
    if (!this.takes(mark)) throw this.wrong(`\`${mark}\``)
  }

  /** An expression of its own, in brackets or as an argument; so deep at most that no path exhausts the stack. */
  expression(): Expr {
    this.depth += 1
    if (this.depth > DEEPEST) throw this.fault(`nested deeper than ${DEEPEST} levels`, this.here.at)
    const expr = this.parse(this)
    this.depth -= 1
    return expr
  }

  /** The error of a path that goes on otherwise than it must. */
  wrong(expected: string): ExpressionError {
    const { kind, text, at } = this.here
    return atPosition(this.path, at, `expected ${expected}, found ${kind === 'end' ? 'the end' : `\`${text}\``}`)
  }

  /** The error of a path that is written well and makes no sense. */
  fault(message: string, at: number, help?: string): ExpressionError {
    return atPosition(this.path, at, message, help)
  }
}
