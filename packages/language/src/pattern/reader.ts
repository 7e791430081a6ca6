/** Reads a text in the units of a pattern: code points with flag `u`, else UTF-16 units. */
import type { CharacterSet } from './characters.ts'
import { AT_END, AT_LINE_END, AT_LINE_START, AT_START, AT_WORD_BOUNDARY, type Program } from './program.ts'

export class Reader {
  readonly text: string
  private readonly unicode: boolean
  private readonly word: CharacterSet
  private readonly alike: Program['alike']

  constructor(text: string, program: Program) {
    this.text = text
    this.unicode = program.unicode
    this.word = program.word
    this.alike = program.alike
  }

  /** The position after one character of the set, or -1 when the text has another one there. */
  step(set: CharacterSet, at: number, backward: boolean): number {
    if (backward) {
      if (at <= 0) return -1
      const next = at - this.widthBefore(at)
      return set.has(this.codeAt(next)) ? next : -1
    }
    if (at >= this.text.length) return -1
    const code = this.codeAt(at)
    return set.has(code) ? at + (code > 0xffff ? 2 : 1) : -1
  }

  codeAt(at: number): number {
    return this.unicode ? this.text.codePointAt(at)! : this.text.charCodeAt(at)
  }

  widthAt(at: number): number {
    return this.unicode && at < this.text.length && this.text.codePointAt(at)! > 0xffff ? 2 : 1
  }

  widthBefore(at: number): number {
    return this.unicode && at > 1 && this.text.codePointAt(at - 2)! > 0xffff ? 2 : 1
  }

  /** Whether a position lies between the halves of a character. */
  splitsPair(at: number): boolean {
    return at > 0 && at < this.text.length && this.widthAt(at - 1) === 2
  }

  /** Whether an assertion (an AT_ constant) holds at a position. */
  holds(assertion: number, position: number): boolean {
    const { text } = this
    switch (assertion) {
      case AT_START:
        return position === 0
      case AT_END:
        return position === text.length
      case AT_LINE_START:
        return position === 0 || isLineEnd(text.charCodeAt(position - 1))
      case AT_LINE_END:
        return position === text.length || isLineEnd(text.charCodeAt(position))
      default: {
        const { word } = this
        const before = position > 0 && word.has(text.charCodeAt(position - 1))
        const after = position < text.length && word.has(text.charCodeAt(position))
        return (before !== after) === (assertion === AT_WORD_BOUNDARY)
      }
    }
  }

  /** Whether two stretches of this length say the same, under flag `i` but for case. */
  same(one: number, other: number, length: number): boolean {
    const { text, alike } = this
    if (!alike) return text.startsWith(text.slice(one, one + length), other)
    for (let at = 0; at < length; at += this.widthAt(one + at)) {
      if (!alike(this.codeAt(one + at)).has(this.codeAt(other + at))) return false
    }
    return true
  }
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029
}
