import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { failureOf, openPort, requestTo, responseOf, serveBytes, serveHttp, textOf } from '../test/servers.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n'

/** Gives the same answer to every request, and tells over how many connections they came. */
async function serveAlways(answer: string | ((socket: Socket) => void)) {
  const connections = new Set<Socket>()
  const heads: string[] = []
  const { base } = await serveBytes((socket, request) => {
    connections.add(socket)
    heads.push(request)
    if (typeof answer === 'string') socket.write(answer, 'latin1')
    else answer(socket)
  })
  return { base, connections, heads }
}

test.each([
  ['a length', `${OK}\r\nok`, 1],
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n', 1],
  ['HTTP/1.0 that keeps the connection', 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok', 1],
  ['a patient server', `${OK}Keep-Alive: timeout=5\r\n\r\nok`, 1],
  ['a server that is about to close', `${OK}Keep-Alive: timeout=1\r\n\r\nok`, 3],
  ['Connection: close', `${OK}Connection: close\r\n\r\nok`, 3],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok', 3],
  ['bytes behind the answer', `${OK}\r\nok${OK}\r\nno`, 3],
  ['a length beside chunks', `${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`, 3],
])('three exchanges one after another: %s', async (_, answer, expected) => {
  const { base, connections } = await serveAlways(answer)
  const port = openPort()
  for (let round = 0; round < 3; round += 1) expect(textOf(await port.exchange(requestTo(base)))).toBe('ok')
  expect(connections.size).toBe(expected)
})

test('what comes while nobody asks is never taken for an answer', async () => {
  let late: Socket | undefined
  const { base, connections } = await serveAlways((socket) => {
    late ??= socket
    socket.write(`${OK}\r\nok`)
  })
  const port = openPort()
  await port.exchange(requestTo(base))
  const gone = new Promise((done) => late?.once('close', done))
  late?.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil')
  await gone
  expect(textOf(await port.exchange(requestTo(base)))).toBe('ok')
  expect(connections.size).toBe(2)
})

test('the author decides about the connection', async () => {
  const { base, connections, heads } = await serveAlways(`${OK}\r\nok`)
  const port = openPort()
  for (const value of ['close', 'Keep-Alive']) {
    responseOf(await port.exchange(requestTo(base, { headers: [['connection', value]] })))
  }
  expect(connections.size).toBe(2)
  expect(heads.map((head) => head.split('\r\n').filter((line) => /^connection/i.test(line)))).toEqual([
    ['connection: close'],
    ['connection: Keep-Alive'],
  ])
})

test('framing of the author is not trusted for another exchange, and the server is told', async () => {
  const { base, heads } = await serveAlways(`${OK}\r\nok`)
  const port = openPort()
  const exchange = (name: string, value: string) =>
    port.exchange(requestTo(base, { method: 'POST', body: 'abc', headers: [[name, value]] }))
  await exchange('Transfer-Encoding', 'chunked')
  await exchange('Content-Length', '2')
  expect(heads[0]).toContain('Connection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n')
  expect(heads[1]).toContain('Content-Length: 2\r\nConnection: close\r\n\r\nabc')
})

test('head and body go out together, as text or bytes, whatever is in them', async () => {
  const { base, heads } = await serveAlways(`${OK}\r\nok`)
  const port = openPort()
  const bodies = ['text', 'Łódź', Buffer.from([0, 255, 128])]
  for (const body of bodies) {
    for (const value of ['plain', 'caf\xe9']) {
      responseOf(await port.exchange(requestTo(base, { method: 'POST', body, headers: [['x', value]] })))
    }
  }
  expect(heads).toHaveLength(6)
  heads.forEach((head, at) => {
    expect(head).toContain(`\r\nx: ${at % 2 === 0 ? 'plain' : 'caf\xe9'}\r\n`)
    expect(head.split('\r\n\r\n')[1]).toBe(Buffer.from(bodies[at >> 1] ?? '').toString('latin1'))
  })
})

test('an answer that comes before the whole request was sent is taken, and the connection is not', async () => {
  const { base, connections } = await serveAlways((socket) => {
    socket.pause()
    socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno')
  })
  const port = openPort()
  const request = requestTo(base, { method: 'POST', body: Buffer.alloc(50_000_000) })
  for (let round = 0; round < 2; round += 1) {
    const response = responseOf(await port.exchange(request))
    expect(response.status).toBe(413)
    expect(response.timings.latency).toBe(0)
  }
  expect(connections.size).toBe(2)
})

test('the latency ends with the first byte of the answer, not with an interim one and not with the head', async () => {
  const { base } = await serveAlways((socket) => {
    socket.write('HTTP/1.1 103 Early Hints\r\n\r\n')
    setTimeout(() => {
      socket.write('HTTP/1.1 200')
      setTimeout(() => socket.write(' OK\r\nContent-Length: 2\r\n\r\nok'), 60)
    }, 60)
  })
  const { latency, fetch } = responseOf(await openPort().exchange(requestTo(base))).timings
  expect(latency).toBeGreaterThanOrEqual(55)
  expect(fetch).toBeGreaterThanOrEqual(55)
})

test('each exchange has its own time-out, also when a longer one is running', async () => {
  const { base } = await serveBytes(() => undefined)
  const port = openPort()
  const limits = [5_000, 150, 30, 90]
  const stop = new AbortController()
  const began = performance.now()
  const ends = limits.map(async (timeoutMs) => {
    const failure = failureOf(await port.exchange(requestTo(base, { timeoutMs, signal: stop.signal })))
    if (timeoutMs === 150) stop.abort()
    return [timeoutMs, failure.code, performance.now() - began] as const
  })
  for (const [limit, code, took] of await Promise.all(ends)) {
    if (limit === 5_000) expect(code).toBe('aborted')
    else {
      expect(code).toBe('timeout')
      expect(took).toBeGreaterThanOrEqual(limit)
      expect(took).toBeLessThan(limit + 100) // the machine may be busy
    }
  }
})

test('a port that was closed opens new connections when it is used again', async () => {
  const { base } = await serveHttp((_, response) => response.end('x'))
  const port = openPort()
  expect(textOf(await port.exchange(requestTo(base)))).toBe('x')
  port.close()
  expect(textOf(await port.exchange(requestTo(base)))).toBe('x')
})

test('a connection that waits does not hold the process', async () => {
  const { base } = await serveHttp((_, response) => response.end('x'))
  const held = () => process.getActiveResourcesInfo().filter((one) => /^(TCP|TLS)(Socket|)Wrap$/.test(one)).length
  const port = openPort()
  await port.exchange(requestTo(base))
  const waiting = held()
  const during = port.exchange(requestTo(base))
  expect(held()).toBe(waiting + 1)
  await during
  expect(held()).toBe(waiting)
})
