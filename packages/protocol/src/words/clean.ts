/** Text from outside, fit to be shown on one line. */

// Control characters, line and paragraph separators, halves of pairs, and marks that turn the direction of what follows.
export const unsafeCharacters = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return (
    SHORT[character] ??
    (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
  )
}

/** Text from outside, fit for a terminal and for one line: control characters are written as `\x1b`. */
export const clean = (text: string): string => text.replace(unsafeCharacters, escaped)
