/**
 * Text on a terminal: colours, widths, and nothing that came from outside gets through as a command.
 */

export interface Styles {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  readonly blue: (text: string) => string
}

export function styles(color: boolean): Styles {
  // SGR codes of ECMA-48, 8.3.117.
  const style =
    (on: number, off: number) =>
    (text: string): string =>
      color && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    green: style(32, 39),
    yellow: style(33, 39),
    blue: style(34, 39),
  }
}

/**
 * A line that no CI server takes for a command: GitHub reads `::` after any blanks at the start, it and Azure read
 * `##[` and `##vso[` anywhere, TeamCity `##teamcity[`.
 */
export function commandSafe(line: string): string {
  return line.replace(/##(?=\w*\[)/g, '#\\x23').replace(/^((?:\s|\x1b\[\d+m)*):(?=:)/, '$1\\x3a')
}

const ASCII = /^[\x20-\x7e]*$/
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const WIDE =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u
const HALF = /^[\uff61-\uffdc]$/

/** Cells that one character takes (after Unicode's UAX #11): 0 for marks on the one before, 2 for wide ones. */
export function cellsOf(character: string): number {
  if (ASCII.test(character)) return 1
  if (ZERO.test(character)) return 0
  return WIDE.test(character) && !HALF.test(character) ? 2 : 1
}

/** Cells that a text without control characters takes. */
export function cells(text: string): number {
  if (ASCII.test(text)) return text.length
  let sum = 0
  for (const character of text) sum += cellsOf(character)
  return sum
}

/** The start of a text that fits into `width` cells, with `…` where something is left out. */
export function cutTo(text: string, width: number): string {
  if (text.length <= width / 2 || cells(text) <= width) return text
  let sum = 0
  let kept = ''
  for (const character of text) {
    sum += cellsOf(character)
    if (sum > width - 1) break
    kept += character
  }
  return `${kept}…`
}

/** Breaks a text at blanks into lines of at most `width` cells; a longer word is cut into pieces. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(width, 20)
  if (cells(text) <= room) return [text]
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(/(?<= )/)) {
    if (used > 0 && used + cells(word.trimEnd()) > room) {
      lines.push(line.trimEnd())
      line = ''
      used = 0
    }
    for (const character of word) {
      if (used >= room && character !== ' ') {
        lines.push(line)
        line = ''
        used = 0
      }
      line += character
      used += cellsOf(character)
    }
  }
  return [...lines, line.trimEnd()]
}

/** `38 ms`, `1.2 s`, `2 min 3 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const whole = Math.round(ms / 1000)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** A whole number with its thousands apart: `12,000`. By hand, because the first number that Intl formats costs 20 ms. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

/** `1 request`, `5 requests`. */
export const countText = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
