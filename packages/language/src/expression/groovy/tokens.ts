/** The words, numbers and signs of Groovy. Texts in quotes and slashes are read by `strings.ts`, from their first sign on. */

export interface Token {
  readonly kind: 'word' | 'number' | 'quote' | 'sign' | 'unknown' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
  /** A line break stands between this token and the one before. */
  readonly newline: boolean
}

const SPACE = /[^\S\n\r]+|[\n\r]+|\\\r?\n|\/\/[^\n\r]*/uy
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy
const NUMBER = /(?:0[xX][0-9a-fA-F_]*|0[bB][01_]*|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?)[\p{L}\p{N}_$]*/uy
const QUOTE = /'''|"""|'|"/y
const SIGNS = [
  ...['>>>=', '<=>', '==~', '===', '!==', '..<', '<<=', '>>=', '>>>', '**=', '...', '?.', '*.', '*:', '.&', '.@'],
  ...['::', '->', '=>', '==', '!=', '<=', '>=', '&&', '||', '??', '?:', '?=', '=~', '+=', '-=', '*=', '/=', '%='],
  ...['|=', '^=', '&=', '..', '++', '--', '**', '<<', '>>', '(', ')', '[', ']', '{', '}', ';', ',', '.', '?', ':'],
  ...['=', '<', '>', '!', '~', '+', '-', '*', '/', '%', '&', '|', '^', '@'],
]
const signs = new Map<string, readonly string[]>()
for (const sign of SIGNS) signs.set(sign.charAt(0), [...(signs.get(sign.charAt(0)) ?? []), sign])

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** The offset behind white space and comments, and whether a line break was among them. */
function skipSpace(text: string, from: number): { at: number; newline: boolean } {
  let newline = false
  for (let at = from; ; ) {
    const comment = text.startsWith('/*', at) ? text.indexOf('*/', at + 2) : -1
    const space = comment < 0 ? match(SPACE, text, at) : text.slice(at, comment + 2)
    if (!space) return { at, newline }
    newline ||= space[0] !== '\\' && /[\n\r]/.test(space)
    at += space.length
  }
}

/** The first token at or after `at`. Never throws: what is no token comes back as `unknown`. */
export function tokenAt(text: string, at: number): Token {
  const { at: start, newline } = skipSpace(text, at)
  const make = (kind: Token['kind'], content: string): Token => {
    return { kind, text: content, start, end: start + content.length, newline }
  }
  if (start >= text.length) return make('end', '')
  const word = match(WORD, text, start)
  if (word !== undefined) return make('word', word)
  const number = match(NUMBER, text, start)
  if (number !== undefined) return make('number', number)
  const quote = match(QUOTE, text, start)
  if (quote !== undefined) return make('quote', quote)
  if (text.startsWith('/*', start)) return make('unknown', '/*')
  const sign = signs.get(text.charAt(start))?.find((one) => text.startsWith(one, start))
  if (sign !== undefined) return make('sign', sign)
  return make('unknown', String.fromCodePoint(text.codePointAt(start) ?? 0))
}

/** A number as Groovy writes it (`0x1F`, `017`, `1_000L`, `2.50G`, `1e3d`), with its spelling in JavaScript. */
export function numberOf(text: string): { value: number; raw: string } | undefined {
  const plain = text.replaceAll('_', '')
  const raw = javascriptNumber(plain)
  return raw === undefined ? undefined : { value: Number(raw), raw }
}

function javascriptNumber(plain: string): string | undefined {
  const whole = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)[lLgGiI]?$/.exec(plain)?.[1]
  if (whole !== undefined && /^0[0-9]/.test(whole)) return /^[0-7]+$/.test(whole) ? `0o${whole.slice(1)}` : undefined
  if (whole !== undefined) return whole
  return /^([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)[gGdDfF]?$/.exec(plain)?.[1]
}
