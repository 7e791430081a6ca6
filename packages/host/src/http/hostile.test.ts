import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { failureOf, listen, openPort, requestTo, serveBytes, serveHttp, textOf } from '../test/servers.ts'

test.each([
  ['two lengths', 'Content-Length: 1\r\nContent-Length: 2', "the content-length '1, 2' is not one number"],
  ['a NUL', 'X: a\u0000b', "the header 'X' holds a control character"],
])('a head that HTTP does not allow is told from another protocol: %s', async (_, field, why) => {
  const { base, host } = await serveBytes((socket) => socket.write(`HTTP/1.1 200 OK\r\n${field}\r\n\r\nab`))
  const failure = failureOf(await openPort().exchange(requestTo(base)))
  expect(failure.message).toBe(`the head of the answer of ${host} is not what HTTP demands: ${why}`)
  expect(failure.help).toBeUndefined()
})

test('a server that only ever says that it is busy does not hold a request until its time-out', async () => {
  const { base } = await serveBytes((socket) => socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(101)))
  expect(failureOf(await openPort().exchange(requestTo(base)))).toMatchObject({
    code: 'malformed',
    message: expect.stringContaining('more than 100 interim answers (1xx) came, and no final one'),
  })
})

test('a server that hangs up within an upload says so', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
  const { base, host } = await listen(server)
  const body = Buffer.alloc(50_000_000)
  expect(failureOf(await openPort().exchange(requestTo(base, { method: 'POST', body })))).toMatchObject({
    code: 'closed',
    message: `${host} closed the connection before it took the whole request`,
  })
})

test('several addresses of a host are tried in turn, and the egress policy picks among them', async () => {
  const { port } = await serveHttp((_, response) => response.end('reached'))
  const place = { [`shop.invalid:${port}`]: ['127.0.0.9', '127.0.0.1'] }
  const url = `http://shop.invalid:${port}/`
  expect(textOf(await openPort({ resolve: place }).exchange(requestTo(url)))).toBe('reached')
  const picky = openPort({ resolve: place, egress: (address) => address === '127.0.0.1' })
  expect(textOf(await picky.exchange(requestTo(url)))).toBe('reached')
  const none = openPort({ resolve: place, egress: () => false })
  expect(failureOf(await none.exchange(requestTo(url)))).toMatchObject({ code: 'blocked' })
  const any = openPort({ resolve: { [`*:${port}`]: '127.0.0.1' } })
  expect(textOf(await any.exchange(requestTo(url)))).toBe('reached')
})
