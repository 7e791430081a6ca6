/**
 * How a secret may be spelt in a text that something else wrote: any of its characters as it is, percent-encoded, escaped
 * for JSON, XML or HTML, whichever of them an encoder chose to touch, and what it made encoded again.
 */
import type { TextCodec } from '../ports.ts'

const NAMED: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }

const LETTERS: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' }

/** No encoder touches these. */
const PLAIN = /^[A-Za-z0-9]$/

/** The secret's beginning up to here is looked for where a text was cut. */
const LONGEST_BEGINNING = 256
const SHORTEST_BEGINNING = 4

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

const eitherCase = (hex: string): string => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)

/** Also where it was encoded with what stands around it, as a URL inside a URL is. */
function percent(char: string, codec: TextCodec): string {
  return [...codec.encode(char)].map((byte) => `%(?:25){0,3}${eitherCase(byte.toString(16).padStart(2, '0'))}`).join('')
}

// What begins an escape may have been encoded in turn: JSON inside JSON, JSON or XML in a query.
const BACKSLASHES = String.raw`(?:\\|%(?:25){0,3}5[cC]){1,7}`
const AMPERSAND = '(?:&|%(?:25){0,3}26)(?:amp(?:;|%(?:25){0,3}3[bB])){0,3}'
const NUMBER = '(?:#|%(?:25){0,3}23)'
const SEMICOLON = '(?:;|%(?:25){0,3}3[bB])'

function unicodeEscape(char: string): string {
  const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at).toString(16).padStart(4, '0'))
  return units.map((unit) => `${BACKSLASHES}u${eitherCase(unit)}`).join('')
}

function entities(char: string): string[] {
  const code = char.codePointAt(0) ?? 0
  const named = NAMED[char]
  const names = [
    ...(named === undefined ? [] : [named]),
    `${NUMBER}0{0,4}${code}`,
    `${NUMBER}[xX]0{0,4}${eitherCase(code.toString(16))}`,
  ]
  return names.map((name) => `${AMPERSAND}${name}${SEMICOLON}`)
}

/** The pattern of one character, longest spelling first. */
function spellings(char: string, codec: TextCodec): string {
  if (PLAIN.test(char)) return char
  const letter = LETTERS[char]
  const ways = [
    unicodeEscape(char),
    ...(letter === undefined ? [] : [`${BACKSLASHES}${letter}`]),
    ...(/["'/]/.test(char) ? [`${BACKSLASHES}(?:${literal(char)}|${percent(char, codec)})`] : []),
    ...(char === '\\' ? [String.raw`(?:\\|%(?:25){0,3}5[cC]){2,8}`] : []),
    ...entities(char),
    percent(char, codec),
    ...(char === ' ' ? ['\\+|%(?:25){0,3}2[bB]'] : []),
    literal(char),
  ]
  return `(?:${ways.join('|')})`
}

const characters = (secret: string, codec: TextCodec): string[] => [...secret].map((char) => spellings(char, codec))

/** Backslashes in a row are one part: among several, those of a text could be shared out in countless ways. */
const parts = (secret: string, codec: TextCodec): string[] =>
  (secret.match(/\\+|[^\\]/gsu) ?? []).map((part) =>
    /^\\\\/.test(part)
      ? String.raw`(?:\\|%(?:25){0,3}5[cC]|${entities('\\').join('|')}){${part.length},${8 * part.length}}`
      : spellings(part, codec),
  )

/** The source of a pattern that finds the secret in every such spelling. */
export const spellingPattern = (secret: string, codec: TextCodec): string => parts(secret, codec).join('')

/** A pattern for the secret's beginning, or four characters of it at least, at the end of a text; perhaps half an escape after it. */
export function beginningPattern(secret: string, codec: TextCodec): RegExp {
  const start = [...secret].slice(0, SHORTEST_BEGINNING).join('')
  const rest = parts(secret.slice(start.length), codec).slice(0, LONGEST_BEGINNING)
  const optional = rest.reduceRight((inner, one) => `(?:${one}${inner})?`, '')
  return new RegExp(`${characters(start, codec).join('')}${optional}(?:[\ud800-\udbff]|[%&\\\\][#\\w%;\\\\]{0,40})?$`)
}
