/** Finds a program's matches in one text: tries it only where a match may start. */
import { type Found, Matcher } from './matcher.ts'
import type { Charge } from './pattern.ts'
import type { Program } from './program.ts'
import { Reader } from './reader.ts'

export class Finder {
  private readonly program: Program
  private readonly text: string
  private readonly reader: Reader
  private readonly matcher: Matcher
  private readonly leaps: boolean

  /** `remember`: with a memo, unless the pattern refers back. */
  constructor(program: Program, text: string, charge: Charge, remember: boolean) {
    this.program = program
    this.text = text
    this.reader = new Reader(text, program)
    this.matcher = new Matcher(program, this.reader, charge, remember)
    this.leaps = remember && program.rows > 0 && program.startsWithRun
  }

  /**
   * The first match from `from` on, or only at `from` when `here`; with flag `u` a position inside a pair stands for
   * the pair. `from` must not lie before the end of the match found last. Throws what the charge throws, and a
   * PatternLimitError.
   */
  find(from: number, here: boolean): Found | null {
    const { text, matcher, reader } = this
    let found: Found | null = null
    let at = reader.splitsPair(from) ? from - 1 : from
    while (found === null && at <= text.length) {
      if (!here) at = this.candidate(at)
      if (at < 0) break
      if (matcher.matchesAt(at)) found = matcher.found(at)
      if (here) break
      at = this.leaps ? this.skip(at, true) : at + reader.widthAt(at)
    }
    matcher.settle()
    return found
  }

  /** The next position a match may start at; -1 when there is none. */
  private candidate(at: number): number {
    const { text, program } = this
    if (program.anchored) return at === 0 ? 0 : -1
    if (program.prefix !== '') {
      const next = text.indexOf(program.prefix, at)
      this.matcher.spend(((next < 0 ? text.length : next) - at) >> 5)
      return next
    }
    if (!program.first) return at
    const next = this.skip(at, false)
    return next < text.length ? next : -1
  }

  /**
   * The next position with a character that is not of the first set or, with `inside` false, that is. A pattern that
   * starts with a run, like `a+b`, has failed in the whole run when it has failed at its start.
   */
  private skip(at: number, inside: boolean): number {
    const { text, reader } = this
    const first = this.program.first!
    let next = at
    while (next < text.length && first.has(reader.codeAt(next)) === inside) next += reader.widthAt(next)
    this.matcher.spend((next - at) >> 2)
    return next
  }
}
