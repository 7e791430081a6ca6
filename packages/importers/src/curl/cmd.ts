/**
 * Reads words as the command prompt of Windows and the programs started by it do: first the prompt takes its carets away
 * (`cmd /?`), then the program splits its line (Microsoft C: parsing of command-line arguments).
 */
import type { Token, Tokens } from './tokens.ts'

const CONTINUED = /[ \t]\^\r?\n[ \t]*(?:["-]|http)/

/** Whether a text was written for the command prompt: the first quote has a caret, or a line goes on behind one. */
export function isForCmd(text: string): boolean {
  const [quote] = /\^?"|'/.exec(text) ?? []
  return quote === '^"' || (quote !== "'" && CONTINUED.test(text))
}

const PART = /\^(?:\r?\n)?([\s\S]?)|"|&&|\|\||[&|<>]|\r?\n|[^^"&|<>\r\n]+|\r/g

interface Line {
  readonly text: string
  readonly line: number
  readonly sign: string
}

/** The lines that programs are given, and what ended each. */
function* programLines(text: string): Generator<Line> {
  let current = ''
  let line = 1
  let from = 1
  let blank = true
  let quoted = false
  for (const { 0: part, 1: escaped = '' } of text.matchAll(PART)) {
    if (blank) from = line
    blank &&= !/\S/.test(part)
    line += part.split('\n').length - 1
    if (part === '"') quoted = !quoted
    if (part.startsWith('^')) current += quoted ? part : escaped
    else if (!quoted && (/^[&|<>]/.test(part) || part.endsWith('\n'))) {
      yield { text: current, line: from, sign: part }
      current = ''
      blank = true
    } else current += part
  }
  yield { text: current, line: from, sign: '\n' }
}

const SLASHES_AND_QUOTE = /(\\*)(")?/y

/** The words of a program's line. Backslashes are themselves unless a quote follows, or they were `doubled`. */
function wordsOf(line: string, doubled: boolean): string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  for (let at = 0; at < line.length; ) {
    const sign = line[at]!
    if (sign === '\\' || sign === '"') {
      SLASHES_AND_QUOTE.lastIndex = at
      const [all, slashes = '', quote] = SLASHES_AND_QUOTE.exec(line)!
      at += all.length
      word = (word ?? '') + (quote === undefined && !doubled ? slashes : '\\'.repeat(Math.floor(slashes.length / 2)))
      if (quote === undefined) continue
      if (slashes.length % 2 === 1) word += '"'
      else if (quoted && line[at] === '"') {
        word += '"'
        at += 1
      } else quoted = !quoted
    } else {
      if (quoted || !/\s/.test(sign)) word = (word ?? '') + sign
      else if (word !== undefined) {
        words.push(word)
        word = undefined
      }
      at += 1
    }
  }
  return word === undefined ? words : [...words, word]
}

/** Reads a text as words of the Windows command prompt. */
export function cmdTokens(text: string): Tokens {
  const tokens: Token[] = []
  // Browsers double every backslash, with carets, also where the program would not have it.
  const doubled = text.includes('^\\^\\')
  for (const { text: command, line, sign } of programLines(text)) {
    const words = /^\s*(?:@?rem\b|::)/i.test(command) ? [] : wordsOf(command, doubled)
    for (const word of words) tokens.push({ kind: 'word', text: word, line })
    if (sign === '<' || sign === '>') tokens.push({ kind: 'redirection', sign, line })
    else tokens.push({ kind: 'end', sign, line })
  }
  return { tokens, notes: [] }
}
