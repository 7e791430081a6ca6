import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureOf, listen, openPort, requestTo, responseOf, serveBytes, serveHttp, textOf } from '../test/servers.ts'

test('a host that does not listen refuses', async () => {
  const failure = failureOf(await openPort().exchange(requestTo('http://127.0.0.1:1/')))
  expect(failure).toMatchObject({ code: 'refused', message: '127.0.0.1:1 refused the connection' })
  expect(failure.timings).toMatchObject({ latency: 0, fetch: 0 })
})

test('a name with two addresses that both refuse is refused', async () => {
  expect(failureOf(await openPort().exchange(requestTo('http://localhost:1/')))).toMatchObject({
    code: 'refused',
    message: 'localhost:1 refused the connection',
  })
})

test('a name that nobody knows is an unknown host', async () => {
  const failure = failureOf(await openPort().exchange(requestTo('http://name.invalid/')))
  expect(failure.code).toBe('unknown-host')
  expect(failure.message).toContain("'name.invalid'")
})

test.each(['not a url', '/relative', 'http://', 'ftp://host/', 'http://host:99999/', 'javascript:alert(1)'])(
  "'%s' is not a URL that can be requested",
  async (url) => {
    expect(failureOf(await openPort().exchange(requestTo(url))).code).toBe('bad-url')
  },
)

test('a request that HTTP cannot carry is not sent, and the guilty part is named', async () => {
  let requests = 0
  const { base } = await serveHttp((_, response) => {
    requests += 1
    response.end()
  })
  const port = openPort()
  const messageOf = async (more: Parameters<typeof requestTo>[1]) => {
    const failure = failureOf(await port.exchange(requestTo(base, more)))
    expect(failure.code).toBe('cannot-send')
    return failure.message
  }
  expect(await messageOf({ headers: [['x-city', 'Łódź']] })).toBe(
    "the header 'x-city' holds 'Ł' U+0141, which a header cannot carry",
  )
  expect(await messageOf({ headers: [['x', 'a\r\nb: c']] })).toBe(
    "the header 'x' holds a line break, which a header cannot carry",
  )
  expect(await messageOf({ headers: [['x', 'a\u0000']] })).toBe(
    "the header 'x' holds U+0000, which a header cannot carry",
  )
  expect(await messageOf({ headers: [['x y', 'a']] })).toBe("'x y' cannot be the name of a header")
  expect(await messageOf({ method: 'GE T' })).toBe("'GE T' cannot be a method; methods are words such as GET")
  expect(requests).toBe(0)
})

test('no header value splits the request', async () => {
  const { base } = await serveHttp((request, response) => response.end(JSON.stringify(request.rawHeaders)))
  const port = openPort()
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
      const result = await port.exchange(requestTo(base, { headers: [['x-any', value]] }))
      if ('failure' in result) return result.failure.code === 'cannot-send'
      const sent: string[] = JSON.parse(textOf(result))
      return sent.length === 6 && sent[3] === value.replace(/^[ \t]+|[ \t]+$/g, '')
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['before the head', ''],
  ['within the head', 'HTTP/1.1 200 OK\r\nContent-'],
  ['within a body of known length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
  ['within a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhalf'],
])('an answer cut off %s is a closed connection', async (_, bytes) => {
  const { base, host } = await serveBytes((socket) => socket.end(bytes))
  const failure = failureOf(await openPort().exchange(requestTo(base)))
  expect(failure.code).toBe('closed')
  expect(failure.message).toContain(`${host} closed the connection`)
})

test('a connection that is reset is closed', async () => {
  const { base } = await serveBytes((socket) => socket.resetAndDestroy())
  expect(failureOf(await openPort().exchange(requestTo(base, { method: 'POST', body: 'x' }))).code).toBe('closed')
})

test.each([
  ['a status line that is none', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n'],
  ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['a chunk size that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n'],
])('%s is malformed', async (_, bytes) => {
  const { base } = await serveBytes((socket) => socket.write(bytes))
  expect(failureOf(await openPort().exchange(requestTo(base))).code).toBe('malformed')
})

test('a body that is not what its content-encoding says is malformed', async () => {
  const whole = gzipSync('some text that is long enough to be cut')
  const { base } = await serveHttp((request, response) => {
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(request.url === '/cut' ? whole.subarray(0, 20) : 'plain')
  })
  const port = openPort()
  for (const path of ['/cut', '/plain']) {
    expect(failureOf(await port.exchange(requestTo(base + path)))).toMatchObject({
      code: 'malformed',
      message: expect.stringContaining('not the gzip that its content-encoding promises'),
    })
  }
})

test('headers of 100 kB are read, endless ones are too large', async () => {
  const { base } = await serveBytes((socket, request) => {
    if (request.startsWith('GET /many')) {
      socket.end(`HTTP/1.1 200 OK\r\n${'X-Pad: 0123456789\r\n'.repeat(5_000)}Content-Length: 0\r\n\r\n`)
      return
    }
    socket.write('HTTP/1.1 200 OK\r\n')
    const more = () => {
      if (!socket.destroyed) socket.write('X-Pad: 0123456789\r\n'.repeat(100), () => setImmediate(more))
    }
    more()
  })
  const port = openPort()
  expect(responseOf(await port.exchange(requestTo(`${base}/many`))).headers).toHaveLength(5_001)
  expect(failureOf(await port.exchange(requestTo(`${base}/endless`)))).toMatchObject({
    code: 'too-large',
    message: 'the headers of the answer are larger than 128 kB',
  })
})

test('an endless body is cut at the limit, to the byte', async () => {
  const { base } = await serveHttp((request, response) => {
    if (request.url === '/exact') return response.end('x'.repeat(1_000))
    const more = () => {
      if (!response.destroyed) response.write('x'.repeat(997), () => setImmediate(more))
    }
    return more()
  })
  const port = openPort()
  const limited = (url: string, maxResponseBytes: number) => port.exchange(requestTo(url, { maxResponseBytes }))
  expect(responseOf(await limited(`${base}/exact`, 1_000)).body).toHaveLength(1_000)
  expect(failureOf(await limited(`${base}/exact`, 999)).code).toBe('too-large')
  expect(failureOf(await limited(base, 2_000_000))).toMatchObject({
    code: 'too-large',
    message: 'the answer is larger than 2 MB',
  })
})

test('a small answer that unfolds into a huge one is too large', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const { base } = await serveHttp((request, response) => {
    const twice = request.url === '/twice'
    response.writeHead(200, { 'content-encoding': twice ? 'gzip, gzip' : 'gzip' }).end(twice ? gzipSync(bomb) : bomb)
  })
  const port = openPort()
  for (const path of ['/once', '/twice']) {
    expect(failureOf(await port.exchange(requestTo(base + path, { maxResponseBytes: 1_000_000 })))).toMatchObject({
      code: 'too-large',
      message: 'the answer is larger than 1 MB once decompressed',
    })
  }
})

test('a time-out says what was waited for', async () => {
  const { base, host } = await serveBytes((socket, request) => {
    if (request.startsWith('GET /silent')) return
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n')
    const drip = setInterval(() => socket.write('.'), 10)
    socket.on('close', () => clearInterval(drip))
  })
  const port = openPort()
  expect(failureOf(await port.exchange(requestTo(`${base}/silent`, { timeoutMs: 80 })))).toMatchObject({
    code: 'timeout',
    message: `${host} did not answer within 80 ms`,
  })
  const drip = failureOf(await port.exchange(requestTo(`${base}/drip`, { timeoutMs: 100 })))
  expect(drip).toMatchObject({ code: 'timeout', message: `the answer of ${host} was not complete within 100 ms` })
  expect(drip.timings.overall).toBeGreaterThanOrEqual(99)
  expect(drip.timings).toMatchObject({ latency: 0, fetch: 0 })
})

test('a request body that is never read times out while sending', async () => {
  const server = createServer((socket) => socket.pause())
  const { base, host } = await listen(server)
  const body = Buffer.alloc(50_000_000)
  expect(failureOf(await openPort().exchange(requestTo(base, { method: 'POST', body, timeoutMs: 200 })))).toMatchObject(
    {
      code: 'timeout',
      message: `${host} did not take the whole request within 200 ms`,
    },
  )
})

test('the time-out for connecting does not count once connected', async () => {
  const { base } = await serveHttp((_, response) => {
    setTimeout(() => response.end('late'), 120)
  })
  expect(textOf(await openPort().exchange(requestTo(base, { connectTimeoutMs: 60 })))).toBe('late')
})

test('a cancelled request ends at once, and one cancelled before is never sent', async () => {
  let requests = 0
  const stop = new AbortController()
  const { base } = await serveHttp(() => {
    requests += 1
    stop.abort()
  })
  const port = openPort()
  const cancelled = { code: 'aborted', message: 'the request was cancelled' }
  expect(failureOf(await port.exchange(requestTo(base, { signal: stop.signal })))).toMatchObject(cancelled)
  expect(failureOf(await port.exchange(requestTo(base, { signal: stop.signal })))).toMatchObject(cancelled)
  expect(requests).toBe(1)
})

test('after a failure the next exchange uses a new connection', async () => {
  const { base } = await serveBytes((socket, _, turn) => {
    if (turn === 0) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this')
    else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  })
  const port = openPort()
  expect(failureOf(await port.exchange(requestTo(base, { timeoutMs: 50 }))).code).toBe('timeout')
  expect(textOf(await port.exchange(requestTo(base)))).toBe('ok')
})

/** Answers once and hangs up when asked again, as a server does whose patience with a kept connection just ended. */
function serveOncePerConnection(hangUp: (socket: import('node:net').Socket) => void) {
  let connections = 0
  const requests: string[] = []
  const server = createServer((socket) => {
    connections += 1
    let turn = 0
    socket.on('data', (bytes) => {
      requests.push(bytes.toString('latin1').split(' ')[0] ?? '')
      if (turn++ === 0) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
      else hangUp(socket)
    })
  })
  return { listening: listen(server), seen: () => ({ connections, requests: requests.join(' ') }) }
}

test.each([
  ['closed', (socket: import('node:net').Socket) => socket.end()],
  ['reset', (socket: import('node:net').Socket) => socket.resetAndDestroy()],
])('a safe request over a kept connection that was just %s is sent once more', async (_, hangUp) => {
  const { listening, seen } = serveOncePerConnection(hangUp)
  const { base } = await listening
  const port = openPort()
  await port.exchange(requestTo(base))
  expect(textOf(await port.exchange(requestTo(base, { method: 'PUT', body: 'x' })))).toBe('ok')
  expect(seen()).toEqual({ connections: 2, requests: 'GET PUT PUT' })
})

test('a POST over a kept connection that was just closed is not sent twice', async () => {
  const { listening, seen } = serveOncePerConnection((socket) => socket.end())
  const { base } = await listening
  const port = openPort()
  await port.exchange(requestTo(base))
  const failure = failureOf(await port.exchange(requestTo(base, { method: 'POST', body: 'x' })))
  expect(failure.code).toBe('closed')
  expect(failure.help).toContain('cannot be repeated safely')
  expect(seen()).toEqual({ connections: 1, requests: 'GET POST' })
})

test('a request is not repeated once any of its answer has arrived', async () => {
  const { listening, seen } = serveOncePerConnection((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'))
  const { base } = await listening
  const port = openPort()
  await port.exchange(requestTo(base))
  expect(failureOf(await port.exchange(requestTo(base))).code).toBe('closed')
  expect(seen().requests).toBe('GET GET')
})

test('the egress policy decides by address, after the name was looked up', async () => {
  const asked: string[] = []
  const { port, base } = await serveHttp((_, response) => response.end('reached'))
  const client = openPort({
    egress: (address, hostname) => {
      asked.push(`${hostname} ${address}`)
      return address === '127.0.0.1' && hostname !== '127.0.0.1'
    },
  })
  expect(textOf(await client.exchange(requestTo(`http://localhost:${port}/`)))).toBe('reached')
  expect(asked).toContain('localhost 127.0.0.1')
  expect(failureOf(await client.exchange(requestTo(base)))).toMatchObject({ code: 'blocked' })
  expect(failureOf(await client.exchange(requestTo(`http://0x7f000001:${port}/`)))).toMatchObject({ code: 'blocked' })
  const none = openPort({ egress: () => false })
  expect(failureOf(await none.exchange(requestTo(`http://localhost:${port}/`)))).toMatchObject({ code: 'blocked' })
})
