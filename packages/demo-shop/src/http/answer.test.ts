import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { openShop } from '../test/open.ts'
import { answerFrom } from './answer.ts'
import { BODY_LIMIT } from './body.ts'
import { problem } from './refusal.ts'
import { route } from './route.ts'
import { send } from './send.ts'

const call = openShop()
const key = { key: 'ABC123' }

describe('what the shop does not have', () => {
  test('an unknown path is a problem with all four members', async () => {
    const reply = await call('GET', '/api/nothing')
    expect(reply.status).toBe(404)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    expect(await reply.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: "the shop has nothing at '/api/nothing'; '/' lists what it has",
    })
  })

  test('a path of two slashes is a path and not a host', async () => {
    expect((await call('GET', '//api/health')).status).toBe(404)
  })

  test('a path that is not percent-encoded UTF-8 is a 400', async () => {
    expect((await call('GET', '/api/files/%FF')).status).toBe(400)
  })

  test('a method that a path does not take is a 405 with Allow', async () => {
    const reply = await call('PATCH', '/api/retail/cart')
    expect(reply.status).toBe(405)
    expect(reply.headers.get('allow')).toBe('PUT, GET, DELETE, HEAD, OPTIONS')
  })
})

test('OPTIONS answers with Allow', async () => {
  const reply = await call('OPTIONS', '/api/soap')
  expect([reply.status, reply.headers.get('allow')]).toEqual([204, 'POST, OPTIONS'])
})

test('HEAD answers as GET does, without the body', async () => {
  const get = await call('GET', '/api/retail/product/1', { headers: key })
  const head = await call('HEAD', '/api/retail/product/1', { headers: key })
  expect(head.status).toBe(200)
  expect(head.headers.get('etag')).toBe(get.headers.get('etag'))
  expect(head.headers.get('content-length')).toBe(String((await get.arrayBuffer()).byteLength))
  expect(await head.text()).toBe('')
  expect((await call('HEAD', '/api/retail/product/1')).status).toBe(401)
})

describe('a conditional GET', () => {
  test('with the ETag of the answer is a 304 without a body', async () => {
    const etag = (await call('GET', '/api/report.csv')).headers.get('etag') ?? ''
    const again = await call('GET', '/api/report.csv', { headers: { 'If-None-Match': `"other", W/${etag}` } })
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
  })

  test('with another ETag is the whole answer', async () => {
    const reply = await call('GET', '/api/report.csv', { headers: { 'If-None-Match': '"other"' } })
    expect([reply.status, (await reply.text()).length > 100]).toEqual([200, true])
  })
})

describe('a body that the shop does not take', () => {
  const order = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { 'Content-Type': 'application/json' },
  ) => call('POST', '/api/orders', { body, headers })
  const detail = async (reply: Response) => ((await reply.json()) as { detail: string }).detail

  test('malformed JSON is a 400 that says what is wrong', async () => {
    const reply = await order('{"items": [}')
    expect(reply.status).toBe(400)
    expect(await detail(reply)).toMatch(/^the body is not JSON: .*Unexpected token '}'/)
  })

  test('no body is a 400 that says so', async () => {
    expect(await detail(await call('POST', '/api/orders'))).toBe('the body is empty; send JSON')
  })

  test('bytes that are not UTF-8 are a 400', async () => {
    expect(await detail(await order(new Uint8Array([0x7b, 0xff, 0x7d])))).toBe('the body is not UTF-8')
  })

  test('a body of another shape is a 400 that lists every mismatch', async () => {
    const reply = await order(JSON.stringify({ items: [{ product: '1' }], note: 5 }))
    expect(await detail(reply)).toBe(
      [
        "'items' of the body[0] has no member 'quantity'",
        "'product' of 'items' of the body[0] must be an integer, but is \"1\"",
        "'note' of the body must be a string, but is 5",
      ].join('; '),
    )
  })

  test('another content type is a 415 that names the right one', async () => {
    const reply = await order('{}', { 'Content-Type': 'text/plain' })
    expect(reply.status).toBe(415)
    expect(await detail(reply)).toBe('send the body as application/json; it came as text/plain')
  })

  test('JSON under a +json type is JSON', async () => {
    const body = JSON.stringify({ items: [{ product: 1, quantity: 1 }] })
    expect((await order(body, { 'Content-Type': 'application/vnd.shop+json; charset=utf-8' })).status).toBe(202)
  })

  test('an encoded body is a 415', async () => {
    expect((await order('{}', { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })).status).toBe(415)
  })

  test('a body at the limit is taken, one byte more is a 413 and the connection lives on', async () => {
    const echo = (size: number) => call('POST', '/api/echo', { body: new Uint8Array(size).fill(97) })
    expect((await echo(BODY_LIMIT)).status).toBe(200)
    expect((await echo(BODY_LIMIT + 1)).status).toBe(413)
    expect((await call('GET', '/api/health')).status).toBe(200)
  })
})

describe('query parameters', () => {
  test.each([
    ['/api/orders?page=x', '\'page\' must be an integer, but is "x"'],
    ['/api/orders?page=0', "'page' must be at least 1, but is 0"],
    ['/api/orders?size=101', "'size' must be at most 100, but is 101"],
    ['/api/slow?ms=10001', "'ms' must be at most 10000, but is 10001"],
    ['/api/redirect/1?status=300', "'status' must be one of 301, 302, 303, 307, 308, but is 300"],
  ])('%s is a 400 that says why', async (path, detail) => {
    const reply = await call('GET', path)
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ detail })
  })
})

test('a mistake of the shop itself is a 500 that shows nothing of it', async () => {
  const broken = route({
    id: 'break',
    method: 'get',
    path: '/broken',
    summary: 'throws',
    replies: {},
    handle() {
      throw new TypeError('internals of the shop')
    },
  })
  const answer = answerFrom([{ name: 'broken', description: '', refusalFormat: problem, routes: [broken] }])
  const server = createServer((incoming, response) => {
    void answer(incoming, new AbortController().signal).then((reply) => send(response, reply))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/broken`)
  const body = await reply.text()
  expect(reply.status).toBe(500)
  expect(JSON.parse(body)).toMatchObject({ title: 'Internal Server Error', status: 500 })
  expect(body).not.toContain('internals')
  server.close()
  server.closeAllConnections()
})

test('a request whose target is not a URL is a 400', async () => {
  const url = new URL((await call('GET', '/api/health')).url)
  const status = await new Promise((resolve, reject) => {
    request({ host: url.hostname, port: url.port, path: 'no-url' }, (incoming) => {
      incoming.resume()
      resolve(incoming.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(400)
})
