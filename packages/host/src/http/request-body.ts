/** Writes a request: head and body, in one write wherever the body is at hand. */
import { createReadStream, type ReadStream } from 'node:fs'
import type { Socket } from 'node:net'
import type { Fault } from './fault.ts'
import type { RequestHead } from './request-head.ts'

/** What is written after the head. */
export type Content = Uint8Array | string | { readonly path: string; readonly size: number } | undefined

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

/** Streams a file behind the head, no faster than it is taken. The caller destroys the stream when it is of no use any more. */
export function writeFile(
  socket: Socket,
  head: RequestHead,
  file: { readonly path: string; readonly size: number },
  done: { written: () => void; failed: (fault: Fault) => void },
): ReadStream {
  const { chunked } = head
  const changed: Fault = { code: 'cannot-send', message: 'the file changed while it was sent' }
  socket.write(chunked ? `${head.text}${file.size.toString(16)}\r\n` : head.text, 'latin1')
  const upload = createReadStream(file.path, { end: file.size - 1 })
  let sent = 0
  upload.on('data', (bytes) => {
    sent += bytes.length
    const last = sent === file.size
    const room = socket.write(bytes, last && !chunked ? done.written : undefined)
    if (last && chunked) socket.write('\r\n0\r\n\r\n', 'latin1', done.written)
    if (room) return
    upload.pause()
    socket.once('drain', () => upload.resume())
  })
  upload.on('error', () => done.failed(changed))
  upload.on('end', () => {
    if (sent !== file.size) done.failed(changed)
  })
  return upload
}
