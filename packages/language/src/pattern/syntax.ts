/** Reads a pattern's source and flags into a syntax tree, with faults told in the words of who writes tests. */
import { type AST, RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp'
import { PatternError } from './failure.ts'

export interface Flags {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly unicode: boolean
  readonly sticky: boolean
}

/** The capturing groups opened inside a stretch of the pattern: numbers `from` up to and without `to`. */
export interface GroupRange {
  readonly from: number
  readonly to: number
}

export interface Syntax {
  readonly source: string
  readonly flags: Flags
  readonly tree: AST.Pattern
  /** Number of each capturing group, from 1. */
  readonly numbers: ReadonlyMap<AST.CapturingGroup, number>
  /** Name and number of the named groups. */
  readonly names: readonly (readonly [string, number])[]
  readonly repeatedGroups: ReadonlyMap<AST.Quantifier, GroupRange>
  readonly hasBackreference: boolean
}

const LONGEST_SOURCE = 10_000
const DEEPEST_NESTING = 200

/** What the parser reports, and how we say it. */
const faults: readonly (readonly [RegExp, string])[] = [
  [/Unterminated group/, 'a group is not closed; add `)`'],
  [/Unmatched '\)'/, '`)` closes no group; write `\\)` for the character'],
  [/Unterminated character class/, 'a character class is not closed; add `]`'],
  [
    /Invalid character class|Range out of order/,
    'a range in the character class runs backwards or has a class as its end',
  ],
  [
    /Nothing to repeat|Lone quantifier brackets/,
    'there is nothing to repeat here; write a backslash before the character to mean itself',
  ],
  [/numbers out of order/, 'the smaller number of a repetition comes first'],
  [/Incomplete quantifier/, 'a repetition is not closed; write `{2}`, `{2,}` or `{2,5}`'],
  [/\\ at end of pattern/, 'the pattern ends with a backslash; write `\\\\` for the character'],
  [/Duplicate capture group name/, 'two groups have the same name'],
  [
    /Invalid capture group name/,
    'a group name is made of letters, digits, `$` and `_` and does not start with a digit',
  ],
  [/Invalid named/, 'a reference `\\k<name>` names a group the pattern does not have'],
  [/Invalid property name/, 'no Unicode property has this name'],
  [/Invalid unicode escape/, 'a Unicode escape is written `\\u0041` or, with flag `u`, `\\u{41}`'],
  [/Invalid escape/, 'this escape has no meaning with flag `u`'],
  [/Invalid group/, 'a group starts with `(`, `(?:`, `(?<name>`, `(?=`, `(?!`, `(?<=` or `(?<!`'],
]

/** Parses a pattern. Throws a PatternError that names the fault and its place in `source`. */
export function parseSyntax(source: string, flagText: string): Syntax {
  const flags = parseFlags(source, flagText)
  refuseExtremes(source)
  let tree: AST.Pattern
  try {
    const parser = new RegExpParser({ ecmaVersion: 2024 })
    tree = parser.parsePattern(source, 0, source.length, { unicode: flags.unicode, unicodeSets: false })
  } catch (error) {
    if (error instanceof RegExpSyntaxError) throw syntaxFault(source, error)
    throw error
  }
  return { source, flags, tree, ...survey(tree) }
}

function parseFlags(source: string, text: string): Flags {
  const refuse = (message: string) => new PatternError(message, 0, source.length)
  for (const [at, flag] of [...text].entries()) {
    if (flag === 'v') throw refuse('flag `v` is not supported; flag `u` reads Unicode')
    if (flag === 'd') throw refuse('flag `d` is not supported; a match tells its `index` and its text')
    if (!'gimsuy'.includes(flag)) throw refuse(`there is no flag '${flag}'; the flags are g i m s u y`)
    if (text.indexOf(flag) !== at) throw refuse(`flag '${flag}' is given twice`)
  }
  return {
    ignoreCase: text.includes('i'),
    multiline: text.includes('m'),
    dotAll: text.includes('s'),
    unicode: text.includes('u'),
    sticky: text.includes('y'),
  }
}

/** The parser recurses into groups, so their depth is limited before it starts. */
function refuseExtremes(source: string): void {
  if (source.length > LONGEST_SOURCE) {
    throw new PatternError(`the pattern is longer than ${LONGEST_SOURCE} characters`, 0, source.length)
  }
  let depth = 0
  let inClass = false
  for (let at = 0; at < source.length; at++) {
    const character = source[at]
    if (character === '\\') at++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (inClass) continue
    else if (character === ')') depth--
    else if (character === '(' && ++depth > DEEPEST_NESTING) {
      throw new PatternError(`groups are nested deeper than ${DEEPEST_NESTING}`, at, at + 1)
    }
  }
}

function syntaxFault(source: string, error: RegExpSyntaxError): PatternError {
  const found = faults.find(([said]) => said.test(error.message))
  // The parser tells of a repetition with nothing before it when it has read it.
  const behind = error.message.includes('Nothing to repeat') ? 1 : 0
  const start = Math.min(error.index - behind, source.length)
  const message = found ? found[1] : 'the pattern cannot be read here'
  return new PatternError(message, start, Math.min(start + 1, source.length))
}

function survey(tree: AST.Pattern): Pick<Syntax, 'numbers' | 'names' | 'repeatedGroups' | 'hasBackreference'> {
  const numbers = new Map<AST.CapturingGroup, number>()
  const names: (readonly [string, number])[] = []
  const repeatedGroups = new Map<AST.Quantifier, GroupRange>()
  let hasBackreference = false
  visitRegExpAST(tree, {
    onCapturingGroupEnter(group) {
      numbers.set(group, numbers.size + 1)
      if (group.name !== null) names.push([group.name, numbers.size])
    },
    onQuantifierEnter(quantifier) {
      repeatedGroups.set(quantifier, { from: numbers.size + 1, to: numbers.size + 1 })
    },
    onQuantifierLeave(quantifier) {
      repeatedGroups.set(quantifier, { from: repeatedGroups.get(quantifier)!.from, to: numbers.size + 1 })
    },
    onBackreferenceEnter() {
      hasBackreference = true
    },
  })
  return { numbers, names, repeatedGroups, hasBackreference }
}
