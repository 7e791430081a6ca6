/** The beginning of a file, to be looked at: as text, or as bytes where it is none. */
import { addressOf } from '../../api/client.ts'

const MOST_BYTES = 64 * 1024
const SHOWN_BYTES = 512
const IN_A_LINE = 16

export type Preview =
  | { readonly is: 'text'; readonly text: string; readonly cut: boolean }
  /** Offset, bytes and letters, line by line. */
  | { readonly is: 'bytes'; readonly text: string; readonly cut: boolean }

/** Reads at most 64 kB. Rejects where the file cannot be read. */
export async function readPreview(path: string, signal: AbortSignal): Promise<Preview> {
  const response = await fetch(addressOf('readContent', { path }), { signal })
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`)
  const { bytes, cut } = await beginningOf(response.body)
  return previewOf(bytes, cut)
}

async function beginningOf(body: ReadableStream<Uint8Array>): Promise<{ bytes: Uint8Array; cut: boolean }> {
  const reader = body.getReader()
  const bytes = new Uint8Array(MOST_BYTES)
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { bytes: bytes.subarray(0, size), cut: false }
    const fits = value.subarray(0, MOST_BYTES - size)
    bytes.set(fits, size)
    size += fits.length
    if (fits.length < value.length) {
      await reader.cancel()
      return { bytes, cut: true }
    }
  }
}

/** Text where the bytes are UTF-8 without NUL, as far as they go. */
export function previewOf(bytes: Uint8Array, cut: boolean): Preview {
  if (!bytes.includes(0)) {
    try {
      // A cut may fall into a character; its first bytes then wait for the rest.
      return { is: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut }), cut }
    } catch {
      // Not UTF-8.
    }
  }
  const shown = bytes.subarray(0, SHOWN_BYTES)
  return { is: 'bytes', text: hexText(shown), cut: cut || bytes.length > SHOWN_BYTES }
}

function hexText(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += IN_A_LINE) {
    const line = bytes.subarray(at, at + IN_A_LINE)
    const hex = Array.from(line, (one) => one.toString(16).padStart(2, '0')).join(' ')
    const letters = Array.from(line, (one) => (one >= 0x20 && one < 0x7f ? String.fromCharCode(one) : '·')).join('')
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(IN_A_LINE * 3 - 1)}  ${letters}`)
  }
  return lines.join('\n')
}
