/**
 * Patterns that no text makes hang. A pattern that is harmless for the length of the text at hand runs on the host's
 * RegExp; all others run in `matcher.ts`, in time linear in the text unless they look around or refer back, and
 * interruptible by the charge in any case.
 */
import type { AST } from '@eslint-community/regexpp'
import { stepsAtOnePosition } from './bound.ts'
import { compile } from './compile.ts'
import { Finder } from './finder.ts'
import type { Program } from './program.ts'
import { isAnchored } from './shape.ts'
import { parseSyntax, type Syntax } from './syntax.ts'

/** Takes steps to pay for, each worth about one step of matching; throws when the evaluation's limit is reached. */
export type Charge = (steps: number) => void

/** One match; `groups[0]` is the whole, a group that took no part is undefined. Positions in UTF-16 units. */
export interface MatchResult {
  readonly index: number
  /** Where the match ends, exclusive. */
  readonly end: number
  readonly groups: readonly (string | undefined)[]
  /** Undefined when the pattern names no group; without prototype. */
  readonly named: Readonly<Record<string, string | undefined>> | undefined
}

/** Finds the first match at or after a position, which must not lie before the end of the match found last. */
export type Search = (from: number) => MatchResult | null

export interface Pattern {
  readonly source: string
  readonly flags: string
  readonly groupCount: number
  readonly groupNames: readonly string[]
  /** Whether a match counts in code points (flag `u`). */
  readonly unicode: boolean
  /**
   * The first match at or after `from`; with flag `y` only at `from`. Throws what `charge` throws, and a
   * PatternLimitError when the text is too much for the pattern.
   */
  exec(text: string, from: number, charge: Charge): MatchResult | null
  /** Whether the pattern matches anywhere; with flag `y` at the start. Throws as `exec`. */
  test(text: string, charge: Charge): boolean
  /** A search for successive matches; all of them together take linear time where one does. `here`: as flag `y`. */
  search(text: string, charge: Charge, here?: boolean): Search
}

/** `host`: the host's RegExp, `linear`: with a memo where possible, `interruptible`: without. */
export type Tier = 'host' | 'linear' | 'interruptible'

/** Most steps of the host's RegExp, which cannot be interrupted: some ten milliseconds, or less where time grows faster. */
const MOST_HOST_STEPS = 200_000
const MOST_LINEAR_HOST_STEPS = 10_000_000
/** The host takes milliseconds to read long patterns, up to seconds for Unicode properties. */
const MOST_HOST_INSTRUCTIONS = 500
const MOST_HOST_UNICODE_INSTRUCTIONS = 100
/** The host's steps are this much cheaper than ours. */
const HOST_STEPS_PER_STEP = 8
const A_LONG_TEXT = 1 << 24

/**
 * Reads a regular expression of ECMAScript with flags out of `gimsuy`. Throws a PatternError that says where the
 * source is wrong. `tier` forces a way of matching, for comparisons.
 */
export function compilePattern(source: string, flags: string, options: { readonly tier?: Tier } = {}): Pattern {
  return new CompiledPattern(parseSyntax(source, flags), flags, options.tier)
}

class CompiledPattern implements Pattern {
  readonly source: string
  readonly flags: string
  readonly groupCount: number
  readonly groupNames: readonly string[]
  readonly unicode: boolean
  private readonly names: Syntax['names']
  private readonly sticky: boolean
  private readonly program: Program
  private readonly tier: Tier | undefined
  private readonly host: HostSearch

  constructor(syntax: Syntax, flags: string, tier: Tier | undefined) {
    this.source = syntax.source
    this.flags = flags
    this.groupCount = syntax.numbers.size
    this.unicode = syntax.flags.unicode
    this.names = syntax.names
    this.groupNames = syntax.names.map(([name]) => name)
    this.sticky = syntax.flags.sticky
    this.program = compile(syntax)
    this.tier = tier
    this.host = new HostSearch(syntax, flags, this.program.instructions.length)
  }

  exec(text: string, from: number, charge: Charge): MatchResult | null {
    return this.search(text, charge)(from)
  }

  test(text: string, charge: Charge): boolean {
    return this.exec(text, 0, charge) !== null
  }

  search(text: string, charge: Charge, here = this.sticky): Search {
    if (this.tier === 'host' || (this.tier === undefined && this.host.suits(text.length))) {
      return (from) => this.host.find(text, from, charge, here)
    }
    const finder = new Finder(this.program, text, charge, this.tier !== 'interruptible')
    return (from) => {
      const found = finder.find(from, here)
      if (!found) return null
      const { index, end, slots } = found
      const groups: (string | undefined)[] = [text.slice(index, end)]
      for (let at = 0; at < slots.length; at += 2) {
        groups.push(slots[at]! < 0 ? undefined : text.slice(slots[at], slots[at + 1]))
      }
      return { index, end, groups, named: this.namedOf(groups) }
    }
  }

  private namedOf(groups: readonly (string | undefined)[]): MatchResult['named'] {
    if (this.names.length === 0) return undefined
    const named: Record<string, string | undefined> = Object.create(null)
    for (const [name, number] of this.names) named[name] = groups[number]
    return named
  }
}

/** Matching with the host's RegExp, for texts in which that must end soon. */
class HostSearch {
  private readonly source: string
  private readonly flags: string
  private readonly tree: AST.Pattern
  private readonly anchored: boolean
  /** The effort at one position does not depend on the text's length. */
  private readonly linear: boolean
  private known = { length: -1, steps: 0 }
  private sought: RegExp | undefined
  private soughtHere: RegExp | undefined
  /** Lengths of text known to be suitable, and known not to be. */
  private longest = -1
  private tooLong: number

  constructor({ source, flags, tree }: Syntax, flagText: string, instructions: number) {
    this.source = source
    this.flags = flagText.replace(/[gy]/g, '')
    this.tree = tree
    this.anchored = !flags.multiline && isAnchored(tree)
    const most = flags.unicode ? MOST_HOST_UNICODE_INSTRUCTIONS : MOST_HOST_INSTRUCTIONS
    this.tooLong = instructions > most ? 0 : Number.POSITIVE_INFINITY
    this.linear = stepsAtOnePosition(tree, 1) === stepsAtOnePosition(tree, A_LONG_TEXT)
  }

  suits(length: number): boolean {
    if (length <= this.longest) return true
    if (length >= this.tooLong) return false
    const suits = this.cost(length, length + 1) <= (this.linear ? MOST_LINEAR_HOST_STEPS : MOST_HOST_STEPS)
    if (suits) this.longest = length
    else this.tooLong = length
    return suits
  }

  find(text: string, from: number, charge: Charge, here: boolean): MatchResult | null {
    charge(1)
    const regexp = this.regexp(here)
    regexp.lastIndex = from
    const match = regexp.exec(text)
    const attempts = here ? 1 : (match ? match.index : text.length) - from + 1
    charge(Math.ceil(this.cost(text.length, Math.max(1, attempts)) / HOST_STEPS_PER_STEP))
    if (!match) return null
    return { index: match.index, end: match.index + match[0].length, groups: [...match], named: match.groups }
  }

  private cost(length: number, attempts: number): number {
    if (length !== this.known.length) this.known = { length, steps: stepsAtOnePosition(this.tree, length) }
    const { steps } = this.known
    return this.anchored ? steps + attempts : steps * attempts
  }

  private regexp(here: boolean): RegExp {
    if (here) return (this.soughtHere ??= new RegExp(this.source, `${this.flags}y`))
    return (this.sought ??= new RegExp(this.source, `${this.flags}g`))
  }
}
