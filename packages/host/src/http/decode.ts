/** Undoes content-encoding (RFC 9110, 8.4): gzip, deflate, br, also several in a row. */
import type * as Zlib from 'node:zlib'
import { type Fault, tooLargeFault } from './fault.ts'

type Decoder = (bytes: Uint8Array, options: { maxOutputLength: number }, done: Zlib.CompressCallback) => void

function decoderFor(zlib: typeof Zlib, coding: string, bytes: Uint8Array): Decoder | undefined {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.gunzip
    case 'br':
      return zlib.brotliDecompress
    case 'deflate':
      // The standard asks for a zlib wrapper; some servers send the bare stream. A wrapper begins with method 8.
      return ((bytes[0] ?? 0) & 15) === 8 ? zlib.inflate : zlib.inflateRaw
    default:
      return undefined
  }
}

/**
 * The body without its codings, last applied first undone. A coding that is not known here ends it: the rest stays as it
 * arrived. `limit` is in bytes and holds for every stage, so that a small answer cannot unfold into a huge one.
 */
export async function decodeBody(body: Uint8Array, codings: string, limit: number): Promise<Uint8Array | Fault> {
  const zlib = await import('node:zlib')
  let bytes = body
  for (const coding of codings.toLowerCase().split(',').reverse()) {
    const name = coding.trim()
    if (name === '' || name === 'identity') continue
    const decoder = decoderFor(zlib, name, bytes)
    if (!decoder) return bytes
    const result = await decode(decoder, bytes, limit)
    if (!(result instanceof Uint8Array)) {
      return result === 'ERR_BUFFER_TOO_LARGE'
        ? tooLargeFault(limit, true)
        : { code: 'malformed', message: `the body is not the ${name} that its content-encoding promises (${result})` }
    }
    bytes = result
  }
  return bytes
}

/** The decoded bytes, or the code of the error. */
function decode(decoder: Decoder, bytes: Uint8Array, limit: number): Promise<Uint8Array | string> {
  return new Promise((settle) => {
    decoder(bytes, { maxOutputLength: Math.max(1, limit) }, (error, decoded) => {
      settle(error ? String((error as NodeJS.ErrnoException).code) : decoded)
    })
  })
}
