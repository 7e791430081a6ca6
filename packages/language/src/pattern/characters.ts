/** Sets of characters, as `a`, `.`, `\w`, `[^x-z]` and `\p{L}` describe them. */
import type { AST } from '@eslint-community/regexpp'
import { PatternError } from './failure.ts'
import type { Flags } from './syntax.ts'

const UNKNOWN = 0
const INSIDE = 1
const OUTSIDE = 2

/**
 * A set of characters: code points with flag `u`, else UTF-16 units. The host's own RegExp of just this class decides
 * about one character at a time, which cannot take long and follows the standard's case folding to the letter; its
 * answers are kept.
 */
export class CharacterSet {
  /** The code of the only character in the set, else -1. */
  readonly only: number
  private readonly decide: RegExp
  private readonly unicode: boolean
  private readonly pages: (Uint8Array | undefined)[] = []

  constructor(description: string, flags: Flags, only = -1) {
    this.only = only
    this.unicode = flags.unicode
    const letters = `${flags.ignoreCase ? 'i' : ''}${flags.dotAll ? 's' : ''}${flags.unicode ? 'u' : ''}`
    this.decide = new RegExp(`^(?:${description})$`, letters)
  }

  has(code: number): boolean {
    if (this.only >= 0) return code === this.only
    const known = this.pages[code >> 8]?.[code & 255]
    return known === INSIDE || (known !== OUTSIDE && this.learn(code))
  }

  private learn(code: number): boolean {
    const inside = this.decide.test(this.unicode ? String.fromCodePoint(code) : String.fromCharCode(code))
    const page = (this.pages[code >> 8] ??= new Uint8Array(256).fill(UNKNOWN))
    page[code & 255] = inside ? INSIDE : OUTSIDE
    return inside
  }
}

/** The sets of one pattern; the same description gives the same set. */
export class CharacterSets {
  private readonly flags: Flags
  private readonly known = new Map<string, CharacterSet>()

  constructor(flags: Flags) {
    this.flags = flags
  }

  /** The set a single-character node describes. Throws a PatternError when the host does not know a Unicode property. */
  of(node: AST.Character | AST.CharacterSet | AST.CharacterClass): CharacterSet {
    if (node.type === 'Character') return this.character(node.value)
    try {
      return this.described(node.raw)
    } catch {
      throw new PatternError('no Unicode property has this name', node.start, node.end)
    }
  }

  /** The characters that equal this one under the pattern's flags. */
  character(code: number): CharacterSet {
    const hex = code.toString(16)
    const description = this.flags.unicode ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
    return this.described(description, this.flags.ignoreCase ? -1 : code)
  }

  /** The characters between which `\b` sees no boundary. */
  word(): CharacterSet {
    return this.described('\\w')
  }

  private described(description: string, only = -1): CharacterSet {
    let set = this.known.get(description)
    if (!set) this.known.set(description, (set = new CharacterSet(description, this.flags, only)))
    return set
  }
}
