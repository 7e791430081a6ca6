/** Bytes and text, over Node's own routines. */
import { createRequire } from 'node:module'
import { TextDecoder } from 'node:util'
import type { TextCodec } from '@merlon/engine'

const require = createRequire(import.meta.url)
const decoders = new Map<string, TextDecoder>()

/** Labels come from servers, so only so many are remembered. */
const MOST_DECODERS = 100

function knownDecoder(charset: string): TextDecoder | undefined {
  const label = charset.trim().toLowerCase()
  const known = decoders.get(label)
  if (known) return known
  try {
    const decoder = new TextDecoder(label)
    if (decoders.size >= MOST_DECODERS) decoders.clear()
    decoders.set(label, decoder)
    return decoder
  } catch {
    return undefined
  }
}

/** A charset that nobody knows is most likely a misspelt UTF-8. */
const decoderFor = (charset: string): TextDecoder => knownDecoder(charset) ?? new TextDecoder()

/** What windows-1252 has at 0x80 to 0x9f (WHATWG Encoding, index-windows-1252); five of them are control characters. */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** Node 20 decodes windows-1252, which is what `iso-8859-1` and `ascii` mean on the web, as if it were Latin-1. */
function decode(bytes: Uint8Array, decoder: TextDecoder): string {
  const text = decoder.decode(bytes)
  if (decoder.encoding !== 'windows-1252') return text
  return text.replace(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A byte order mark is not part of the text. Bytes that are not of the charset become U+FFFD. */
export const nodeCodec: TextCodec = {
  decode: (bytes, charset) => decode(bytes, decoderFor(charset)),
  knows: (charset) => knownDecoder(charset) !== undefined,
  encode: (text) => Buffer.from(text, 'utf8'),
  toBase64: (bytes) => asBuffer(bytes).toString('base64'),
  fromBase64: (text) => Buffer.from(text, 'base64'),
  sha256(bytes) {
    // Loaded at the first digest: it costs a cold start more than all the rest of this package.
    const { createHash, hash } = require('node:crypto') as Partial<typeof import('node:crypto')> &
      Pick<typeof import('node:crypto'), 'createHash'> // `require` has no types
    return hash ? hash('sha256', bytes, 'hex') : createHash('sha256').update(bytes).digest('hex')
  },
}
