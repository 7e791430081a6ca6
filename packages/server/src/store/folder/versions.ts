/** What a file's content is known by: a version for clients, and the name that Git would give it. */
import { createHash } from 'node:crypto'

/** The first 16 bytes of the SHA-256 of a content, in hex. */
export function versionOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32)
}

/** The name of a content as a Git blob; that of a text with CRLF is made of LF, as Git keeps it. */
export function blobNames(content: Uint8Array, format: 'sha1' | 'sha256'): readonly string[] {
  const name = (bytes: Uint8Array): string =>
    createHash(format).update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex')
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  if (!text.includes('\r\n')) return [name(content)]
  return [name(content), name(Buffer.from(text.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'))]
}
