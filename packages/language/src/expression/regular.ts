/** A regular expression as a value. Patterns never reach the host's own engine but through `../pattern`. */
import { compilePattern, type MatchResult, type Pattern, PatternError, PatternLimitError } from '../pattern/index.ts'
import { LimitReached } from './limits.ts'
import type { Run } from './run.ts'
import { ExpressionError } from './types.ts'

export class RegularExpression {
  readonly #pattern: Pattern
  /** Where the next match may begin, with the flags `g` and `y`. */
  lastIndex = 0

  constructor(pattern: Pattern) {
    this.#pattern = pattern
  }

  get pattern(): Pattern {
    return this.#pattern
  }
  get source(): string {
    return this.#pattern.source || '(?:)'
  }
  get flags(): string {
    return [...this.#pattern.flags].sort().join('')
  }
  get global(): boolean {
    return this.#pattern.flags.includes('g')
  }
  get sticky(): boolean {
    return this.#pattern.flags.includes('y')
  }

  /** The first match at or after `from`; with the flag `y` only one that begins there. */
  find(text: string, from: number, run: Run): MatchResult | null {
    return matching(() => this.#pattern.exec(text, from, (steps) => run.charge(steps)))
  }
}

/** Runs the matching of patterns; running out of memory for it is a limit as others are. */
export function matching<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw error instanceof PatternLimitError ? new LimitReached(`stopped: ${error.message}`) : error
  }
}

/** Compiles a pattern that was made while the expression runs. */
export function makeRegular(source: string, flags: string, run: Run): RegularExpression {
  run.charge(100 + source.length * 4)
  try {
    return new RegularExpression(compilePattern(source, flags))
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    throw new ExpressionError(`the pattern '${source.slice(0, 100)}' is wrong: ${error.message}`)
  }
}
