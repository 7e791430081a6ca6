import { constants } from 'node:http2'
import { describe, expect, test } from 'vitest'
import { frames, serveFrames } from '../../test/fixture/frames.ts'
import { openFixture, serveStreams, TWO } from '../../test/http2.ts'
import {
  failureOf,
  listen,
  openPort,
  requestTo,
  responseOf,
  serveBytes,
  serveHttp,
  textOf,
} from '../../test/servers.ts'

describe('what can go wrong over HTTP/2', () => {
  test('a server that does not offer it over TLS says so, and nothing is asked in HTTP/1.1', async () => {
    const { https, ca } = await openFixture()
    expect(failureOf(await openPort({ ca }).exchange(requestTo(https.base, TWO)))).toMatchObject({
      code: 'tls',
      message: `${https.host} does not offer HTTP/2`,
    })
    expect(https.heard).toHaveLength(0)
  })

  test('a server that does not speak it without TLS says so', async () => {
    const { base, host } = await serveHttp((_, response) => response.end())
    expect(failureOf(await openPort().exchange(requestTo(base, TWO)))).toMatchObject({
      code: 'malformed',
      message: `${host} did not answer in HTTP/2`,
    })
    const other = await serveBytes((socket) => socket.end('220 mail.example ESMTP\r\n'))
    expect(failureOf(await openPort().exchange(requestTo(other.base, TWO))).code).toBe('malformed')
  })

  test('a host that refuses, a name that nobody knows, and a certificate that is not known', async () => {
    const { h2 } = await openFixture()
    const port = openPort()
    expect(failureOf(await port.exchange(requestTo('http://127.0.0.1:1/', TWO)))).toMatchObject({ code: 'refused' })
    expect(failureOf(await port.exchange(requestTo('http://name.invalid/', TWO)))).toMatchObject({
      code: 'unknown-host',
    })
    expect(failureOf(await port.exchange(requestTo(h2.base, TWO)))).toMatchObject({ code: 'tls' })
  })

  test.each([
    ['PROTOCOL_ERROR', 'malformed'],
    ['INTERNAL_ERROR', 'closed'],
    ['ENHANCE_YOUR_CALM', 'closed'],
    ['CANCEL', 'closed'],
    ['HTTP_1_1_REQUIRED', 'closed'],
  ] as const)('a stream that is reset says with what: %s', async (name, code) => {
    const number = constants[`NGHTTP2_${name}`]
    const { base } = await listen(
      serveFrames((socket, stream, turn) => {
        const half = turn === 1 ? [frames.headers(stream), frames.data(stream, 'half')] : []
        socket.write(Buffer.concat([...half, frames.reset(stream, number)]))
      }),
    )
    const port = openPort()
    for (const when of ['before', 'within']) {
      const failure = failureOf(await port.exchange(requestTo(base, { ...TWO, method: 'POST', body: 'x' })))
      expect([when, failure.code]).toEqual([when, code])
      expect(failure.message).toContain(name)
    }
  })

  test('a session that ends with an error takes its exchanges with it', async () => {
    const { base } = await serveStreams((stream, _, session) =>
      session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, stream.id ?? 0),
    )
    const failure = failureOf(await openPort().exchange(requestTo(base, { ...TWO, method: 'POST', body: 'x' })))
    expect(failure.code).toBe('closed')
    expect(failure.message).toContain('ENHANCE_YOUR_CALM')
  })

  test('endless bodies end at the limit, to the byte, and the session goes on', async () => {
    const { base, sessions } = await serveStreams((stream, turn) => {
      stream.respond({ ':status': 200 })
      if (turn === 0) {
        stream.end('x'.repeat(1_000))
        return
      }
      const more = () => {
        if (!stream.destroyed) stream.write('x'.repeat(997), () => setImmediate(more))
      }
      more()
    })
    const port = openPort()
    const limited = (maxResponseBytes: number) => port.exchange(requestTo(base, { ...TWO, maxResponseBytes }))
    expect(responseOf(await limited(1_000)).body).toHaveLength(1_000)
    expect(failureOf(await limited(999)).code).toBe('too-large')
    expect(failureOf(await limited(300_000)).code).toBe('too-large')
    expect(sessions.size).toBe(1)
  })

  test('a body that is shorter than its length is malformed', async () => {
    const { base } = await serveStreams((stream) => {
      stream.respond({ ':status': 200, 'content-length': '10' })
      stream.end('short')
    })
    expect(failureOf(await openPort().exchange(requestTo(base, TWO))).code).toBe('malformed')
  })

  test('a flood of interim answers is told, a few are passed over', async () => {
    const { base } = await serveStreams((stream, turn) => {
      for (let at = 0; at < (turn === 0 ? 5 : 500); at += 1) stream.additionalHeaders({ ':status': 103, link: '<a>' })
      if (turn > 0) return
      stream.respond({ ':status': 200 })
      stream.end('ok')
    })
    const port = openPort()
    expect(textOf(await port.exchange(requestTo(base, TWO)))).toBe('ok')
    expect(failureOf(await port.exchange(requestTo(base, TWO)))).toMatchObject({
      code: 'malformed',
      message: expect.stringContaining('interim'),
    })
  })

  test('an answer that comes before the whole request was sent is taken', async () => {
    const { base } = await serveStreams((stream) => {
      stream.respond({ ':status': 413 })
      stream.end('no')
    })
    const body = Buffer.alloc(20_000_000)
    expect(responseOf(await openPort().exchange(requestTo(base, { ...TWO, method: 'POST', body })))).toMatchObject({
      status: 413,
    })
  })

  test('time-outs say what was waited for', async () => {
    const { base, host } = await serveStreams((stream, turn) => {
      if (turn > 0) stream.respond({ ':status': 200 })
      if (turn > 0) stream.write('x')
    })
    const port = openPort()
    const limited = () => port.exchange(requestTo(base, { ...TWO, timeoutMs: 150 }))
    expect(failureOf(await limited())).toMatchObject({
      code: 'timeout',
      message: `${host} did not answer within 150 ms`,
    })
    expect(failureOf(await limited())).toMatchObject({
      code: 'timeout',
      message: `the answer of ${host} was not complete within 150 ms`,
    })
    const deaf = await serveBytes(() => undefined)
    expect(failureOf(await port.exchange(requestTo(deaf.base, { ...TWO, timeoutMs: 100 })))).toMatchObject({
      code: 'timeout',
      message: `no connection to ${deaf.host} within 100 ms`,
    })
    expect(failureOf(await port.exchange(requestTo(deaf.base, { ...TWO, connectTimeoutMs: 50 })))).toMatchObject({
      code: 'timeout',
      message: `no connection to ${deaf.host} within 50 ms`,
    })
  })

  test('a cancelled exchange ends at once, and the others on the session go on', async () => {
    const stop = new AbortController()
    const { base, sessions } = await serveStreams((stream, turn) => {
      if (turn === 0) stop.abort()
      else {
        stream.respond({ ':status': 200 })
        stream.end('ok')
      }
    })
    const port = openPort()
    const [first, second] = await Promise.all([
      port.exchange(requestTo(base, { ...TWO, signal: stop.signal })),
      port.exchange(requestTo(base, TWO)),
    ])
    expect(failureOf(first)).toMatchObject({ code: 'aborted' })
    expect(textOf(second)).toBe('ok')
    expect(sessions.size).toBe(1)
  })

  test('a port that closes ends what is under way, and opens anew when it is used again', async () => {
    const { base } = await serveStreams((stream, turn) => {
      if (turn === 0) return
      stream.respond({ ':status': 200 })
      stream.end('ok')
    })
    const port = openPort()
    const first = port.exchange(requestTo(base, { ...TWO, method: 'POST' }))
    const again = new Promise((done) => setTimeout(done, 50))
    await again
    port.close()
    expect(failureOf(await first).code).toBe('closed')
    expect(textOf(await port.exchange(requestTo(base, TWO)))).toBe('ok')
  })
})
