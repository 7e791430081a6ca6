import { randomBytes } from 'node:crypto'
import * as zlib from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureOf, openPort, requestTo, serveBytes, textOf } from '../test/servers.ts'
import { CODINGS, codingsIn, Decoding } from './decode.ts'
import type { Fault } from './fault.ts'

const coders: Readonly<Record<string, (bytes: Uint8Array) => Buffer>> = {
  gzip: (bytes) => zlib.gzipSync(bytes),
  deflate: (bytes) => zlib.deflateSync(bytes),
  br: (bytes) => zlib.brotliCompressSync(bytes),
}

function undo(codings: string, pieces: readonly Uint8Array[], limit = 1_000_000): Promise<Uint8Array | Fault> {
  return new Promise((settle) => {
    const decoding = new Decoding(codingsIn(codings), limit, settle)
    for (const bytes of pieces) decoding.take(bytes)
    decoding.end()
  })
}

test('what was encoded comes back, whatever the codings and wherever it is cut', async () => {
  const names = fc.array(fc.constantFrom(...Object.keys(coders)), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3_000 }),
      names,
      fc.integer({ min: 1, max: 50 }),
      async (body, codings, size) => {
        const bytes = codings.reduce<Uint8Array>((so, name) => coders[name]?.(so) ?? so, body)
        const pieces: Uint8Array[] = []
        for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
        const plain = await undo(codings.join(', '), pieces)
        expect(Buffer.from(plain as Uint8Array).equals(Buffer.from(body))).toBe(true) // a fault would not be equal
      },
    ),
    { numRuns: 60 },
  )
})

test('the codings are undone from the last, up to one that is not known', () => {
  expect(codingsIn('gzip, BR')).toEqual(['br', 'gzip'])
  expect(codingsIn('gzip, identity, , x-gzip')).toEqual(['x-gzip', 'gzip'])
  expect(codingsIn('gzip, of-tomorrow, br')).toEqual(['br'])
  expect(codingsIn('of-tomorrow')).toEqual([])
})

test('an empty body is empty in every coding', async () => {
  expect(await undo('gzip, br', [])).toHaveLength(0)
})

test('zstd is announced where this Node has it, and told where it has not', async () => {
  const known = 'createZstdDecompress' in zlib
  expect(CODINGS.includes('zstd')).toBe(known)
  // A frame of "hello": magic, single segment of 5 bytes, one raw last block.
  const frame = Buffer.from(`28b52ffd2005290000${Buffer.from('hello').toString('hex')}`, 'hex')
  const end = await undo('zstd', [frame])
  if (known)
    expect(Buffer.from(end as Uint8Array).toString()).toBe('hello') // a fault would have no bytes
  else {
    expect(end).toMatchObject({
      code: 'malformed',
      message: `the body is compressed with zstd, which Node ${process.versions.node} cannot undo`,
    })
  }
})

test('an endless body that unfolds ends as it arrives, long before the limit of what is received', async () => {
  const zeros = Buffer.alloc(100_000)
  let sent = 0
  const { base } = await serveBytes((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n')
    const gzip = zlib.createGzip()
    gzip.on('data', (bytes: Buffer) => {
      sent += bytes.length
      socket.write(bytes)
    })
    const more = () => {
      if (!socket.destroyed) gzip.write(zeros, () => gzip.flush(() => setImmediate(more)))
    }
    more()
  })
  const failure = failureOf(await openPort().exchange(requestTo(base, { maxResponseBytes: 3_000_000 })))
  expect(failure).toMatchObject({ code: 'too-large', message: 'the answer is larger than 3 MB once decompressed' })
  expect(sent).toBeLessThan(300_000)
})

test('a body that is not what it says ends at once, not when all of it was received', async () => {
  const { base } = await serveBytes((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1000000\r\n\r\nplain text')
  })
  expect(failureOf(await openPort().exchange(requestTo(base, { timeoutMs: 5_000 })))).toMatchObject({
    code: 'malformed',
    message: expect.stringContaining('not the gzip that its content-encoding promises'),
  })
})

test('bodies that come in pieces are decoded, and what was received counts as well', async () => {
  const noise = zlib.gzipSync(randomBytes(200_000).toString('base64'))
  const { base } = await serveBytes((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${noise.length}\r\n\r\n`)
    for (let at = 0; at < noise.length; at += 7_000) socket.write(noise.subarray(at, at + 7_000))
  })
  const port = openPort()
  const text = zlib.gunzipSync(noise).toString()
  for (let round = 0; round < 3; round += 1) expect(textOf(await port.exchange(requestTo(base)))).toBe(text)
  const failure = failureOf(await port.exchange(requestTo(base, { maxResponseBytes: noise.length - 1 })))
  expect(failure.code).toBe('too-large')
})
