/**
 * How a secret may be spelt in a text that something else wrote: any of its characters as it is, percent-encoded, escaped
 * for JSON, XML or HTML, whichever of them an encoder chose to touch.
 */
import type { TextCodec } from '../ports.ts'

const NAMED: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
}

const LETTERS: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' }

/** No encoder touches these. */
const PLAIN = /^[A-Za-z0-9]$/

/** The secret's beginning up to here is looked for where a text was cut. */
const LONGEST_BEGINNING = 64
const SHORTEST_BEGINNING = 4

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

const eitherCase = (hex: string): string => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)

function percent(char: string, codec: TextCodec): string {
  return [...codec.encode(char)].map((byte) => `%${eitherCase(byte.toString(16).padStart(2, '0'))}`).join('')
}

function unicodeEscape(char: string): string {
  const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at).toString(16).padStart(4, '0'))
  // JSON inside JSON has its backslashes doubled.
  return units.map((unit) => `\\\\{1,7}u${eitherCase(unit)}`).join('')
}

/** The pattern of one character, longest spelling first. */
function spellings(char: string, codec: TextCodec): string {
  if (PLAIN.test(char)) return char
  const code = char.codePointAt(0) ?? 0
  const letter = LETTERS[char]
  const ways = [
    percent(char, codec),
    unicodeEscape(char),
    ...(letter === undefined ? [] : [`\\\\{1,7}${letter}`]),
    ...(/["'/]/.test(char) ? [`\\\\{1,7}${literal(char)}`] : []),
    ...(char === '\\' ? ['\\\\{2,8}'] : []),
    ...(NAMED[char] ?? []),
    `&#0{0,4}${code};`,
    `&#[xX]0{0,4}${eitherCase(code.toString(16))};`,
    ...(char === ' ' ? ['\\+'] : []),
    literal(char),
  ]
  return `(?:${ways.join('|')})`
}

const characters = (secret: string, codec: TextCodec): string[] => [...secret].map((char) => spellings(char, codec))

/** The source of a pattern that finds the secret in every such spelling. */
export const spellingPattern = (secret: string, codec: TextCodec): string => characters(secret, codec).join('')

/** A pattern for the secret's beginning, or four characters of it at least, at the end of a text; perhaps half an escape after it. */
export function beginningPattern(secret: string, codec: TextCodec): RegExp {
  const all = characters(secret, codec)
  const rest = all.slice(SHORTEST_BEGINNING, LONGEST_BEGINNING)
  const optional = rest.reduceRight((inner, one) => `(?:${one}${inner})?`, '')
  return new RegExp(
    `${all.slice(0, SHORTEST_BEGINNING).join('')}${optional}(?:[\ud800-\udbff]|[%&\\\\][#\\w%\\\\]{0,15})?$`,
  )
}
