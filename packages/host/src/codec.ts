/** Bytes and text, over Node's own routines. */
import { createRequire } from 'node:module'
import { TextDecoder } from 'node:util'
import type { TextCodec } from '@merlon/engine'

const require = createRequire(import.meta.url)
const decoders = new Map<string, TextDecoder>()

function decoderFor(charset: string): TextDecoder {
  const known = decoders.get(charset)
  if (known) return known
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(charset)
  } catch {
    decoder = new TextDecoder() // a charset that nobody knows: most likely a misspelt UTF-8
  }
  decoders.set(charset, decoder)
  return decoder
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A byte order mark is not part of the text. Bytes that are not of the charset become U+FFFD. */
export const nodeCodec: TextCodec = {
  decode: (bytes, charset) => decoderFor(charset.toLowerCase()).decode(bytes),
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
