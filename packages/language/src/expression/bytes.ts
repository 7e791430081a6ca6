/** Bytes and their text forms: what `Buffer`, `atob` and `btoa` are made of, without a host's own. */
import type { Run } from './run.ts'
import { ExpressionError } from './types.ts'

export const encodings = ['utf8', 'utf-8', 'base64', 'base64url', 'hex', 'latin1', 'binary', 'ascii'] as const
export type Encoding = (typeof encodings)[number]

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const urlAlphabet = `${alphabet.slice(0, 62)}-_`
const sextets = new Map([...alphabet].map((character, index) => [character, index]))
sextets.set('-', 62).set('_', 63)

/** A piece of text at a time, so that building it never spreads too many arguments. */
function textOfCodes(codes: Uint8Array | Uint16Array): string {
  let text = ''
  for (let at = 0; at < codes.length; at += 8_192) text += String.fromCharCode(...codes.subarray(at, at + 8_192))
  return text
}

/** UTF-8 (RFC 3629); a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let at = 0
  for (let index = 0; index < text.length; index += 1) {
    let point = text.codePointAt(index) ?? 0
    if (point > 0xffff) index += 1
    else if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd
    if (point < 0x80) bytes[at++] = point
    else {
      const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3
      bytes[at++] = [0, 0xc0, 0xe0, 0xf0][more]! | (point >> (6 * more))
      for (let shift = more - 1; shift >= 0; shift -= 1) bytes[at++] = 0x80 | ((point >> (6 * shift)) & 0x3f)
    }
  }
  return bytes.subarray(0, at)
}

/** Reads UTF-8; every maximal part that is not UTF-8 becomes one U+FFFD (as in the WHATWG Encoding Standard). */
export function decodeUtf8(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length)
  let at = 0
  for (let index = 0; index < bytes.length; ) {
    const [point, length] = codePoint(bytes, index)
    index += length
    if (point > 0xffff) {
      units[at++] = 0xd7c0 + (point >> 10)
      units[at++] = 0xdc00 + (point & 0x3ff)
    } else units[at++] = point
  }
  return textOfCodes(units.subarray(0, at))
}

function codePoint(bytes: Uint8Array, index: number): [point: number, length: number] {
  const lead = bytes[index]!
  if (lead < 0x80) return [lead, 1]
  const more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0
  let point = lead & (0x3f >> more)
  for (let step = 1; step <= more; step += 1) {
    const next = bytes[index + step] ?? 0
    const low = step > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    const high = step > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    if (next < low || next > high) return [0xfffd, step]
    point = (point << 6) | (next & 0x3f)
  }
  return more === 0 ? [0xfffd, 1] : [point, more + 1]
}

/** Base64 (RFC 4648, §4) or, with `url`, base64url without padding (§5). */
export function encodeBase64(bytes: Uint8Array, url = false): string {
  const digits = url ? urlAlphabet : alphabet
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  let at = 0
  for (let index = 0; index < bytes.length; index += 3) {
    const group = (bytes[index]! << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    const kept = Math.min(3, bytes.length - index) + 1
    for (let digit = 0; digit < 4; digit += 1) {
      if (digit < kept) codes[at++] = digits.charCodeAt((group >> (18 - 6 * digit)) & 0x3f)
      else if (!url) codes[at++] = 0x3d
    }
  }
  return textOfCodes(codes.subarray(0, at))
}

/** Reads base64 or base64url; undefined where the text is neither. White space and missing padding are accepted. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4))
  let at = 0
  let bits = 0
  let held = 0
  let ended = false
  for (const character of text) {
    if (/\s/.test(character)) continue
    if (character === '=') {
      ended = true
      continue
    }
    const sextet = sextets.get(character)
    if (sextet === undefined || ended) return undefined
    bits = ((bits << 6) | sextet) & 0xffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = (bits >> held) & 0xff
    }
  }
  return held === 6 ? undefined : bytes.subarray(0, at)
}

export function encodeHex(bytes: Uint8Array): string {
  const codes = new Uint8Array(bytes.length * 2)
  bytes.forEach((byte, index) => {
    codes[2 * index] = '0123456789abcdef'.charCodeAt(byte >> 4)
    codes[2 * index + 1] = '0123456789abcdef'.charCodeAt(byte & 15)
  })
  return textOfCodes(codes)
}

export function decodeHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[\da-f]*$/i.test(text)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}

/** What `Buffer.from` gives. */
export class Bytes {
  readonly #bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** The bytes that a text stands for. Charges; throws an ExpressionError when the text is not in that encoding. */
  static from(text: string, encoding: Encoding, run: Run): Bytes {
    run.charge(text.length)
    const bytes = read(text, encoding)
    if (bytes) return new Bytes(bytes)
    throw new ExpressionError(`the text given to \`Buffer.from\` is not ${encoding}`)
  }

  get length(): number {
    return this.#bytes.length
  }
  at(index: number): number | undefined {
    return this.#bytes[index]
  }
  slice(start: number, end: number): Bytes {
    return new Bytes(this.#bytes.slice(start, end))
  }
  copyTo(target: Uint8Array, at: number): void {
    target.set(this.#bytes, at)
  }
  list(): number[] {
    return [...this.#bytes]
  }
  text(encoding: Encoding, run: Run): string {
    run.charge(this.length)
    const length = encoding === 'hex' ? 2 * this.length : Math.ceil(this.length / 3) * 4
    run.chargeText(encoding.startsWith('base64') || encoding === 'hex' ? length : this.length)
    if (encoding === 'hex') return encodeHex(this.#bytes)
    if (encoding === 'base64' || encoding === 'base64url') return encodeBase64(this.#bytes, encoding === 'base64url')
    if (encoding === 'utf8' || encoding === 'utf-8') return decodeUtf8(this.#bytes)
    return textOfCodes(encoding === 'ascii' ? this.#bytes.map((byte) => byte & 0x7f) : this.#bytes)
  }
}

function read(text: string, encoding: Encoding): Uint8Array | undefined {
  if (encoding === 'utf8' || encoding === 'utf-8') return encodeUtf8(text)
  if (encoding === 'base64' || encoding === 'base64url') return decodeBase64(text)
  if (encoding === 'hex') return decodeHex(text)
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
}
