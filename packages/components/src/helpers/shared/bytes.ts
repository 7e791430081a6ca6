/** Text, bytes and base64, by the standards alone: neither `Buffer` nor `TextDecoder` may be counted on here. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Values of the digits of base64 and base64url by character code; 64 for all others. */
const SIXTETS = new Uint8Array(128).fill(64)
for (const [value, digit] of [...ALPHABET].entries()) SIXTETS[digit.charCodeAt(0)] = value
SIXTETS['-'.charCodeAt(0)] = 62
SIXTETS['_'.charCodeAt(0)] = 63
/** As many arguments of `String.fromCharCode` as surely fit on the stack. */
const CHUNK = 8192

/** UTF-8 (RFC 3629); half of a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at)!
    if (point > 0xffff) at++
    length = writePoint(bytes, length, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point)
  }
  return bytes.subarray(0, length)
}

function writePoint(bytes: Uint8Array, start: number, point: number): number {
  let at = start
  if (point < 0x80) {
    bytes[at++] = point
    return at
  }
  const trailing = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3
  const lead = [0, 0xc0, 0xe0, 0xf0][trailing]!
  bytes[at++] = lead | (point >> (6 * trailing))
  for (let left = trailing - 1; left >= 0; left--) bytes[at++] = 0x80 | ((point >> (6 * left)) & 0x3f)
  return at
}

/** Text of UTF-8 bytes, with U+FFFD for what is no character. */
export function decodeUtf8(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; ) {
    const { point, width } = readPoint(bytes, at)
    at += width
    if (point > 0xffff) {
      units[length++] = 0xd7c0 + (point >> 10)
      units[length++] = 0xdc00 + (point & 0x3ff)
    } else units[length++] = point
  }
  return textOfUnits(units.subarray(0, length))
}

function textOfUnits(units: Uint8Array | Uint16Array): string {
  let text = ''
  for (let at = 0; at < units.length; at += CHUNK) text += String.fromCharCode(...units.subarray(at, at + CHUNK))
  return text
}

/** One character, or U+FFFD for the longest beginning of one, as the WHATWG Encoding Standard has it. */
function readPoint(bytes: Uint8Array, at: number): { point: number; width: number } {
  const lead = bytes[at]!
  if (lead < 0x80) return { point: lead, width: 1 }
  const width = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
  if (width === 0) return { point: 0xfffd, width: 1 }
  let point = lead & (0x7f >> width)
  for (let read = 1; read < width; read++) {
    const byte = bytes[at + read]
    if (byte === undefined || !continues(byte, read === 1 ? lead : 0)) return { point: 0xfffd, width: read }
    point = (point << 6) | (byte & 0x3f)
  }
  return { point, width }
}

/** After some leads the second byte is bounded, against overlong forms, surrogates and code points above U+10FFFF. */
function continues(byte: number, lead: number): boolean {
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  return byte >= least && byte <= most
}

/** Base64 with the standard alphabet, padded (RFC 4648, section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const units = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill('='.charCodeAt(0))
  let length = 0
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const digits = Math.min(3, bytes.length - at) + 1
    for (let digit = 0; digit < digits; digit++) {
      units[length + digit] = ALPHABET.charCodeAt((group >> (18 - 6 * digit)) & 63)
    }
    length += 4
  }
  return textOfUnits(units)
}

/** Bytes of base64 or base64url text, padded or not, white space between allowed; `undefined` where it is neither. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const stripped = text.replace(/\s+/g, '')
  const digits = stripped.endsWith('==') ? stripped.length - 2 : stripped.length - Number(stripped.endsWith('='))
  const wholeGroups = digits === stripped.length || stripped.length % 4 === 0
  if (digits % 4 === 1 || !wholeGroups) return undefined
  const bytes = new Uint8Array(Math.floor((digits * 3) / 4))
  let length = 0
  let held = 0
  for (let at = 0; at < digits; at++) {
    const sixtet = SIXTETS[stripped.charCodeAt(at)] ?? 64
    if (sixtet === 64) return undefined
    held = ((held << 6) | sixtet) & 0xffff
    const place = at % 4
    if (place > 0) bytes[length++] = (held >> (6 - 2 * place)) & 0xff
  }
  return bytes
}
