import { getEventListeners } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf, openPort, requestTo, responseOf, serveBytes, serveHttp, textOf } from '../test/servers.ts'

async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  message.on('data', (chunk) => chunks.push(chunk))
  await new Promise((done) => message.on('close', done))
  return Buffer.concat(chunks).toString('utf8')
}

test('an answer arrives with status, reason, version, headers as sent and body', async () => {
  const { base } = await serveBytes((socket) => {
    socket.end(
      'HTTP/1.1 203 Rather So\r\nX-One: 1\r\nset-COOKIE: a=1\r\nX-One: 2\r\nset-COOKIE: b=2\r\nContent-Length: 5\r\n\r\nhello',
    )
  })
  const response = responseOf(await openPort().exchange(requestTo(`${base}/`)))
  expect(response).toMatchObject({ status: 203, statusText: 'Rather So', http: '1.1' })
  expect(response.headers).toEqual([
    ['X-One', '1'],
    ['set-COOKIE', 'a=1'],
    ['X-One', '2'],
    ['set-COOKIE', 'b=2'],
    ['Content-Length', '5'],
  ])
  expect(Buffer.from(response.body).toString()).toBe('hello')
})

test('request headers keep order, case and repeats, and nothing is added but what HTTP needs', async () => {
  let head = ''
  const { base, host } = await serveBytes((socket, request) => {
    head = request
    socket.end('HTTP/1.1 204 No Content\r\n\r\n')
  })
  const headers = [
    ['X-Token', 'abc'],
    ['x-list', 'one'],
    ['X-LIST', 'two'],
    ['accept', '*/*'],
  ] as const
  responseOf(await openPort().exchange(requestTo(`${base}/cart?item=1&item=2`, { headers })))
  expect(head).toBe(
    `GET /cart?item=1&item=2 HTTP/1.1\r\nHost: ${host}\r\nX-Token: abc\r\nx-list: one\r\nX-LIST: two\r\naccept: */*\r\nConnection: keep-alive\r\n\r\n`,
  )
})

test('the Host header of the author takes the place of ours', async () => {
  const { base } = await serveHttp((request, response) => response.end(JSON.stringify(request.rawHeaders)))
  const sent = JSON.parse(textOf(await openPort().exchange(requestTo(base, { headers: [['HOST', 'shop.example']] }))))
  expect(sent).toEqual(['HOST', 'shop.example', 'Connection', 'keep-alive'])
})

test('text and bytes are sent with their length in bytes', async () => {
  const { base } = await serveHttp(async (request, response) => {
    response.end(`${request.headers['content-length']} ${await readAll(request)}`)
  })
  const port = openPort()
  expect(textOf(await port.exchange(requestTo(base, { method: 'POST', body: 'Łódź' })))).toBe('7 Łódź')
  expect(textOf(await port.exchange(requestTo(base, { method: 'PUT', body: Buffer.from('raw') })))).toBe('3 raw')
  expect(textOf(await port.exchange(requestTo(base, { method: 'POST' })))).toBe('0 ')
  expect(textOf(await port.exchange(requestTo(base, { method: 'GET', body: 'odd' })))).toBe('3 odd')
  expect(textOf(await port.exchange(requestTo(base, { method: 'DELETE' })))).toBe('undefined ')
})

test('a body that the author wants chunked is chunked', async () => {
  const { base } = await serveHttp(async (request, response) => {
    response.end(
      `${request.headers['transfer-encoding']} ${request.headers['content-length']} ${await readAll(request)}`,
    )
  })
  const headers = [['Transfer-Encoding', 'chunked']] as const
  expect(textOf(await openPort().exchange(requestTo(base, { method: 'POST', headers, body: 'abc' })))).toBe(
    'chunked undefined abc',
  )
})

test('a length that does not fit the body ends the connection: what was too much would be the next request', async () => {
  const { base } = await serveHttp((request, response) => {
    request.resume()
    response.end(`${request.url} ${request.socket.remotePort}`)
  })
  const port = openPort()
  const post = async (path: string, length: string) => {
    const request = requestTo(base + path, { method: 'POST', headers: [['Content-Length', length]], body: 'xy' })
    return textOf(await port.exchange(request)).split(' ')
  }
  const first = await post('/fits', '2')
  const second = await post('/short', '1')
  const third = await post('/fits', '2')
  expect([first[0], second[0], third[0]]).toEqual(['/fits', '/short', '/fits'])
  expect(third[1]).toBe(first[1])
  expect(second[1]).not.toBe(first[1])
})

test('a file is streamed as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'merlon-http-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const bytes = Buffer.alloc(300_000, 'merlon ')
  await writeFile(join(folder, 'upload.bin'), bytes)
  const { base } = await serveHttp(async (request, response) => {
    const text = await readAll(request)
    response.end(`${request.headers['content-length']} ${text === bytes.toString()}`)
  })
  const port = openPort({ locate: async (file) => join(folder, file) })
  const upload = (size: number) => requestTo(base, { method: 'POST', body: { file: 'upload.bin', size } })
  expect(textOf(await port.exchange(upload(bytes.length)))).toBe('300000 true')
  expect(failureOf(await port.exchange(upload(bytes.length + 1)))).toMatchObject({
    code: 'cannot-send',
    message: 'the file changed while it was sent',
  })
})

test('a file that cannot be found is not sent, in the words of whoever looked for it', async () => {
  const port = openPort({
    locate: async () => {
      throw new Error('there is no files/a.bin')
    },
  })
  const result = await port.exchange(
    requestTo('http://127.0.0.1:1/', { method: 'PUT', body: { file: 'a.bin', size: 3 } }),
  )
  expect(failureOf(result)).toMatchObject({ code: 'cannot-send', message: 'there is no files/a.bin' })
})

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['identity', (text: Buffer) => text],
  ['gzip, br', (text: Buffer) => brotliCompressSync(gzipSync(text))],
  ['a-coding-of-tomorrow', (text: Buffer) => text],
])('content-encoding %s is undone', async (coding, encode) => {
  const text = 'Zażółć gęślą jaźń. '.repeat(500)
  const { base } = await serveHttp((_, response) => {
    response.writeHead(200, { 'content-encoding': coding }).end(encode(Buffer.from(text)))
  })
  expect(textOf(await openPort().exchange(requestTo(base)))).toBe(text)
})

test('an answer to HEAD has headers and no body', async () => {
  const { base } = await serveHttp((_, response) => {
    response.writeHead(200, { 'content-length': '5000', 'content-encoding': 'gzip' }).end()
  })
  const response = responseOf(await openPort().exchange(requestTo(base, { method: 'HEAD', maxResponseBytes: 10 })))
  expect(response.body).toHaveLength(0)
  expect(response.headers).toContainEqual(['content-length', '5000'])
})

test('chunks are put together, and an answer may end with its connection', async () => {
  const { base } = await serveBytes((socket, request) => {
    if (request.startsWith('GET /chunked')) {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')
      socket.end('7\r\n, world\r\n0\r\nX-Trailer: 1\r\n\r\n')
    } else socket.end('HTTP/1.0 200 OK\r\n\r\nuntil the end')
  })
  const port = openPort()
  expect(textOf(await port.exchange(requestTo(`${base}/chunked`)))).toBe('hello, world')
  const old = await port.exchange(requestTo(`${base}/old`))
  expect(textOf(old)).toBe('until the end')
  expect(responseOf(old).http).toBe('1.0')
})

test('interim answers are passed over, and a switch of protocols is an answer', async () => {
  const { base } = await serveBytes((socket, request) => {
    if (request.startsWith('GET /switch')) {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')
    } else socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
  })
  const port = openPort()
  expect(textOf(await port.exchange(requestTo(base)))).toBe('ok')
  const headers = [
    ['Upgrade', 'x'],
    ['Connection', 'Upgrade'],
  ] as const
  expect(responseOf(await port.exchange(requestTo(`${base}/switch`, { headers }))).status).toBe(101)
})

test('the connection is kept for the next exchange, also after errors of the application', async () => {
  const ports = new Set<number | undefined>()
  const { base } = await serveHttp((request, response) => {
    ports.add(request.socket.remotePort)
    request.resume()
    response.writeHead(request.url === '/bad' ? 500 : 200).end('x')
  })
  const port = openPort()
  const urls = [base, `${base}/bad`, base]
  for (const url of urls) responseOf(await port.exchange(requestTo(url, { method: 'POST', body: 'b' })))
  expect(ports.size).toBe(1)
})

test('an exchange leaves no timer and no listener behind', async () => {
  const { base } = await serveHttp((_, response) => response.end('x'))
  const port = openPort()
  const { signal } = new AbortController()
  const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length
  const before = timers()
  for (let round = 0; round < 50; round += 1) {
    const url = round % 2 === 0 ? base : 'http://127.0.0.1:1/'
    await port.exchange(requestTo(url, { signal, connectTimeoutMs: 5_000, headers: [['Connection', 'close']] }))
  }
  expect(getEventListeners(signal, 'abort')).toHaveLength(1) // one serves all exchanges under a signal
  expect(timers() - before).toBeLessThan(20) // the test runner has some of its own, that come and go
})

test('the waterfall follows the connection and the answer', async () => {
  const { port } = await serveHttp((_, response) => {
    setTimeout(() => {
      response.write('first')
      setTimeout(() => response.end('last'), 40)
    }, 60)
  })
  const client = openPort()
  const ask = async () => responseOf(await client.exchange(requestTo(`http://localhost:${port}/`))).timings
  const first = await ask()
  const second = await ask()
  for (const timings of [first, second]) {
    expect(Object.values(timings).every((one) => Number.isInteger(one) && one >= 0)).toBe(true)
    expect(timings.latency).toBeGreaterThanOrEqual(55)
    expect(timings.fetch).toBeGreaterThanOrEqual(35)
    const { dns, connect, tls, latency, fetch, overall } = timings
    expect(overall).toBeGreaterThanOrEqual(dns + connect + tls + latency + fetch)
  }
  expect(second).toMatchObject({ dns: 0, connect: 0, tls: 0 })
})

test('hosts are found by --resolve and the name stays in the Host header', async () => {
  const { port } = await serveHttp((request, response) => response.end(request.headers.host))
  const client = openPort({ resolve: { [`shop.invalid:${port}`]: '127.0.0.1' } })
  expect(textOf(await client.exchange(requestTo(`http://shop.invalid:${port}/`)))).toBe(`shop.invalid:${port}`)
})

test('IPv6 addresses can be requested', async ({ skip }) => {
  const server = createServer((request, response) => response.end(request.headers.host))
  const bound = await new Promise<boolean>((done) => {
    server.once('error', () => done(false))
    server.listen(0, '::1', () => done(true))
  })
  if (!bound) skip('this machine has no IPv6 loopback')
  onTestFinished(() => server.close() && undefined)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect(textOf(await openPort().exchange(requestTo(`http://[::1]:${port}/`)))).toBe(`[::1]:${port}`)
})

test('many exchanges at once do not mix up', async () => {
  const { base } = await serveHttp((request, response) => {
    setImmediate(() => response.end(request.url))
  })
  const port = openPort()
  const paths = Array.from({ length: 60 }, (_, at) => `/${at}`)
  const answers = await Promise.all(paths.map((path) => port.exchange(requestTo(base + path))))
  expect(answers.map(textOf)).toEqual(paths)
})
