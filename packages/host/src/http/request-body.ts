/** Writes a request: head and body, in one write wherever the body is at hand. */
import { createReadStream } from 'node:fs'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { Fault } from './fault.ts'
import type { RequestHead } from './request-head.ts'

/** A body that is read while it is sent; `size` is that of all parts, in bytes. */
export interface Streamed {
  readonly parts: readonly (Uint8Array | { readonly path: string; readonly size: number })[]
  readonly size: number
}

/** What is written after the head. */
export type Content = Uint8Array | string | Streamed | undefined

export const FILE_CHANGED: Fault = { code: 'cannot-send', message: 'the file changed while it was sent' }

const ASCII = /^[\x00-\x7f]*$/

export function sizeOf(content: NonNullable<Content>): number {
  if (typeof content === 'string') return Buffer.byteLength(content)
  return content instanceof Uint8Array ? content.length : content.size
}

/** Writes a whole request; `written` is called when its last byte was handed to the network. */
export function writeWhole(
  socket: Socket,
  head: RequestHead,
  content: Uint8Array | string | undefined,
  written: () => void,
): void {
  const { text } = head
  const size = content === undefined ? 0 : sizeOf(content)
  if (content === undefined || size === 0) {
    socket.write(head.chunked ? `${text}0\r\n\r\n` : text, 'latin1', written)
    return
  }
  const before = head.chunked ? `${text}${size.toString(16)}\r\n` : text
  const after = head.chunked ? '\r\n0\r\n\r\n' : ''
  if (typeof content === 'string' && ASCII.test(before)) {
    socket.write(before + content + after, 'utf8', written)
    return
  }
  socket.cork()
  socket.write(before, 'latin1')
  socket.write(content, after === '' ? written : undefined)
  if (after !== '') socket.write(after, 'latin1', written)
  socket.uncork()
}

/** The bytes of all parts. It errs where a file is shorter than it was said to be. */
export function streamOf({ parts }: Streamed): Readable {
  return Readable.from(bytesOf(parts), { objectMode: false })
}

async function* bytesOf(parts: Streamed['parts']): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Uint8Array) yield part
    else if (part.size > 0) {
      const file = createReadStream(part.path, { end: part.size - 1 })
      yield* file
      if (file.bytesRead !== part.size) throw new Error('the file changed')
    }
  }
}

/** Streams a body behind the head, no faster than it is taken. The caller destroys the stream when it is of no use any more. */
export function writeStreamed(
  socket: Socket,
  head: RequestHead,
  content: Streamed,
  done: { written: () => void; failed: (fault: Fault) => void },
): Readable {
  const { chunked } = head
  socket.write(chunked ? `${head.text}${content.size.toString(16)}\r\n` : head.text, 'latin1')
  const upload = streamOf(content)
  let sent = 0
  upload.on('data', (bytes: Buffer) => {
    sent += bytes.length
    const last = sent === content.size
    const room = socket.write(bytes, last && !chunked ? done.written : undefined)
    if (last && chunked) socket.write('\r\n0\r\n\r\n', 'latin1', done.written)
    if (room) return
    upload.pause()
    socket.once('drain', () => upload.resume())
  })
  upload.on('error', () => done.failed(FILE_CHANGED))
  return upload
}
