/** What the string methods `replace`, `replaceAll`, `split`, `matchAll` and `search` do with a pattern. */
import type { Charge, MatchResult, Pattern } from './pattern.ts'

/** A template with `$1 $<name> $& $$`, or what makes the new text of a match. */
export type Replacement = string | ((match: MatchResult) => string)

/** Takes the length of text about to be made, in UTF-16 units; throws when it becomes too long. */
export type ChargeText = (length: number) => void

/** All matches from the start of the text on, one after the other and found when asked for. */
export function* matchAllPattern(text: string, pattern: Pattern, charge: Charge): Generator<MatchResult, void> {
  const search = pattern.search(text, charge)
  let from = 0
  while (from <= text.length) {
    const match = search(from)
    if (!match) return
    yield match
    from = match.end > match.index ? match.end : advance(text, match.end, pattern.unicode)
  }
}

/** Where the first match starts, or -1. */
export function searchPattern(text: string, pattern: Pattern, charge: Charge): number {
  return pattern.exec(text, 0, charge)?.index ?? -1
}

/**
 * The text with its first match, or `all` of them, replaced as ECMAScript's `String.prototype.replace` does.
 * `chargeText` is told of every piece before they are put together.
 */
export function replacePattern(
  text: string,
  pattern: Pattern,
  replacement: Replacement,
  all: boolean,
  charge: Charge,
  chargeText: ChargeText,
): string {
  const pieces: string[] = []
  const add = (from: number, to: number) => {
    if (from >= to) return
    chargeText(to - from)
    pieces.push(text.slice(from, to))
  }
  const template = typeof replacement === 'string' ? parseTemplate(replacement, pattern) : undefined
  let done = 0
  for (const match of matchAllPattern(text, pattern, charge)) {
    add(done, match.index)
    if (typeof replacement === 'function') {
      const made = replacement(match)
      chargeText(made.length)
      pieces.push(made)
    } else {
      for (const part of template!) {
        const made = typeof part === 'string' ? part : part(match, text)
        chargeText(made.length)
        pieces.push(made)
      }
    }
    done = match.end
    if (!all) break
  }
  add(done, text.length)
  return pieces.join('')
}

type Part = string | ((match: MatchResult, text: string) => string)

/** `$$`, `$&`, `` $` ``, `$'`, `$1` or `$12`, `$<name>`; a reference to a group the pattern lacks stands for itself. */
function parseTemplate(template: string, { groupCount, groupNames }: Pattern): readonly Part[] {
  const parts: Part[] = []
  const pieces = groupNames.length > 0 ? /\$(?:[$&`']|\d\d?|<[^>]*>)|[^$]+|\$/g : /\$(?:[$&`']|\d\d?)|[^$]+|\$/g
  for (const [piece] of template.matchAll(pieces)) parts.push(...partsOf(piece))
  return parts

  function partsOf(piece: string): Part[] {
    const sign = piece[1]
    if (piece[0] !== '$' || sign === undefined) return [piece]
    if (sign === '$') return ['$']
    if (sign === '&') return [({ groups }) => groups[0]!]
    if (sign === '`') return [({ index }, text) => text.slice(0, index)]
    if (sign === "'") return [({ end }, text) => text.slice(end)]
    if (sign === '<') return [({ named }) => named?.[piece.slice(2, -1)] ?? '']
    return numbered(piece.slice(1))
  }

  function numbered(digits: string): Part[] {
    const group = Number(digits)
    if (group > 0 && group <= groupCount) return [({ groups }) => groups[group] ?? '']
    const first = Number(digits[0])
    if (digits.length === 2 && first > 0 && first <= groupCount)
      return [({ groups }) => groups[first] ?? '', digits[1]!]
    return [`$${digits}`]
  }
}

/** The pieces between matches, with the groups of each match between them; at most `limit` of them when given. */
export function splitPattern(
  text: string,
  pattern: Pattern,
  limit: number | undefined,
  charge: Charge,
): (string | undefined)[] {
  const most = limit ?? Number.POSITIVE_INFINITY
  if (most <= 0) return []
  const search = pattern.search(text, charge, false)
  if (text === '') return search(0) ? [] : ['']
  const pieces: (string | undefined)[] = []
  let start = 0
  let from = 0
  while (from < text.length) {
    const match = search(from)
    if (!match || match.index >= text.length) break
    if (match.end === start) {
      from = advance(text, match.end, pattern.unicode)
      continue
    }
    charge(match.groups.length)
    pieces.push(text.slice(start, match.index), ...match.groups.slice(1))
    if (pieces.length >= most) return pieces.slice(0, most)
    start = match.end
    from = start
  }
  pieces.push(text.slice(start))
  return pieces
}

function advance(text: string, at: number, unicode: boolean): number {
  return unicode && at < text.length && text.codePointAt(at)! > 0xffff ? at + 2 : at + 1
}
