import { createServer, type ServerOptions } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { WireTls } from '@merlon/engine'
import { describe, expect, test } from 'vitest'
import { certificates, type Identity } from '../test/fixture/fixture.ts'
import { failureOf, listen, openPort, requestTo, responseOf, serveBytes, serveHttp, textOf } from '../test/servers.ts'

const { ca, server, client, expired, elsewhere, selfSigned } = certificates()

async function serve(identity: Identity, options: ServerOptions = {}) {
  const made = createServer({ ...identity, ...options }, (request, response) => {
    response.end((request.socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? 'secure') // an https server has no other
  })
  let connections = 0
  made.on('secureConnection', () => (connections += 1))
  const { port } = await listen(made)
  const names = { url: `https://127.0.0.1:${port}/`, named: `https://localhost:${port}/` }
  return { port, connections: () => connections, ...names }
}

const serveMutual = (options: ServerOptions = {}) =>
  serve(server, { ca, requestCert: true, rejectUnauthorized: true, ...options })

test('a certificate of a given authority is trusted, and the handshake is in the timings of the first exchange only', async () => {
  const { url } = await serve(server)
  const port = openPort({ ca })
  const first = responseOf(await port.exchange(requestTo(url)))
  expect(Buffer.from(first.body).toString()).toBe('secure')
  const { dns, connect, tls, latency, fetch, overall } = first.timings
  expect(tls).toBeGreaterThan(0)
  expect(overall).toBeGreaterThanOrEqual(dns + connect + tls + latency + fetch)
  expect(responseOf(await port.exchange(requestTo(url))).timings).toMatchObject({ connect: 0, tls: 0 })
})

test.each([
  ['self-signed', selfSigned, 'is self-signed'],
  ['signed by an authority of its own', server, 'is signed by an authority that is not known here'],
])('a certificate that is %s is not trusted unless told so', async (_, identity, message) => {
  const { url, port } = await serve(identity)
  expect(failureOf(await openPort().exchange(requestTo(url)))).toMatchObject({
    code: 'tls',
    message: `the certificate of 127.0.0.1:${port} ${message}`,
    help: expect.stringContaining('--cacert'),
  })
  expect(textOf(await openPort({ insecure: true }).exchange(requestTo(url)))).toBe('secure')
})

test('an expired certificate is told from an unknown one', async () => {
  const { url, port } = await serve(expired)
  expect(failureOf(await openPort({ ca }).exchange(requestTo(url)))).toMatchObject({
    code: 'tls',
    message: `the certificate of 127.0.0.1:${port} has expired`,
  })
})

test('a certificate for another host says for which', async () => {
  const { named, port } = await serve(elsewhere)
  expect(failureOf(await openPort({ ca }).exchange(requestTo(named)))).toMatchObject({
    code: 'tls',
    message: `the certificate of localhost:${port} is not for 'localhost' but for elsewhere.test, www.elsewhere.test`,
  })
})

test('a host found by --resolve is checked by its name', async () => {
  const { port } = await serve(elsewhere)
  const resolve = { [`elsewhere.test:${port}`]: '127.0.0.1', [`other.test:${port}`]: ['127.0.0.1'] }
  const client = openPort({ ca, resolve })
  expect(textOf(await client.exchange(requestTo(`https://elsewhere.test:${port}/`)))).toBe('secure')
  expect(failureOf(await client.exchange(requestTo(`https://other.test:${port}/`))).message).toContain(
    "is not for 'other.test'",
  )
})

test('a client certificate is shown where one is asked for', async () => {
  const { url, port } = await serveMutual()
  const known = openPort({ ca, cert: client.cert, key: Buffer.from(client.key) })
  expect(textOf(await known.exchange(requestTo(url)))).toBe('client')
  expect(failureOf(await openPort({ ca }).exchange(requestTo(url)))).toMatchObject({
    code: 'tls',
    message: `127.0.0.1:${port} asks for a client certificate`,
  })
  const stranger = openPort({ ca, cert: selfSigned.cert, key: selfSigned.key })
  const failure = failureOf(await stranger.exchange(requestTo(url)))
  expect(failure.code).toBe('closed')
  expect(failure.help).toContain('client certificate')
})

test('https to a server without TLS, and http to one with it, say so', async () => {
  const plain = await serveHttp((_, response) => response.end())
  expect(failureOf(await openPort().exchange(requestTo(`https://${plain.host}/`)))).toMatchObject({
    code: 'tls',
    message: expect.stringContaining(`${plain.host} does not speak TLS`),
  })
  const deaf = await serveBytes((socket) => socket.write(Buffer.from('1503010002022f', 'hex')))
  expect(failureOf(await openPort().exchange(requestTo(deaf.base)))).toMatchObject({
    code: 'malformed',
    help: 'if the server expects TLS, write https:// in the URL',
  })
})

test('a server that hangs up during the handshake is a TLS failure, one that never begins it a time-out', async () => {
  const { host } = await serveBytes((socket, _, turn) => {
    if (turn === 0) socket.end()
  })
  const port = openPort()
  expect(failureOf(await port.exchange(requestTo(`https://${host}/`)))).toMatchObject({
    code: 'tls',
    message: `${host} closed the connection during the TLS handshake`,
  })
  expect(failureOf(await port.exchange(requestTo(`https://${host}/`, { connectTimeoutMs: 50 })))).toMatchObject({
    code: 'timeout',
    message: `no connection to ${host} within 50 ms`,
  })
  expect(failureOf(await openPort({ connectTimeoutMs: 40 }).exchange(requestTo(`https://${host}/`)))).toMatchObject({
    code: 'timeout',
    message: `no connection to ${host} within 40 ms`,
  })
})

describe('TLS of a request', () => {
  const { cert, key, pfx, passphrase, lockedKey } = client

  test.each<[string, WireTls]>([
    ['certificate and key', { cert, key }],
    ['both in one text', { cert: `${cert}${key}` }],
    ['a locked key', { cert, key: lockedKey, passphrase }],
    ['PKCS #12', { pfx, passphrase }],
    ['bytes', { cert: Buffer.from(cert), key: Buffer.from(key) }],
  ])('may bring a client certificate: %s', async (_, tls) => {
    const { url } = await serveMutual()
    expect(textOf(await openPort({ ca }).exchange(requestTo(url, { tls })))).toBe('client')
  })

  test('takes the place of what the run says, part by part, but a certificate keeps its own key', async () => {
    const { url } = await serveMutual()
    const port = openPort({ ca, cert: selfSigned.cert, key: selfSigned.key })
    expect(textOf(await port.exchange(requestTo(url, { tls: { cert, key } })))).toBe('client')
    expect(textOf(await port.exchange(requestTo(url, { tls: { pfx, passphrase } })))).toBe('client')
    expect(failureOf(await openPort({ ca, key }).exchange(requestTo(url, { tls: { cert } }))).message).toBe(
      'the client certificate comes without its key',
    )
  })

  test('an authority of its own, and none at all', async () => {
    const { url } = await serve(server)
    const port = openPort()
    expect(textOf(await port.exchange(requestTo(url, { tls: { ca } })))).toBe('secure')
    expect(textOf(await port.exchange(requestTo(url, { tls: { verify: false } })))).toBe('secure')
    expect(failureOf(await port.exchange(requestTo(url))).code).toBe('tls')
    const careless = openPort({ insecure: true })
    expect(failureOf(await careless.exchange(requestTo(url, { tls: { verify: true } }))).code).toBe('tls')
  })

  test('a server name is asked for and verified instead of the host', async () => {
    const asked: string[] = []
    const { url } = await serve(elsewhere, {
      SNICallback: (name, done) => {
        asked.push(name)
        done(null)
      },
    })
    const port = openPort({ ca })
    expect(textOf(await port.exchange(requestTo(url, { tls: { serverName: 'elsewhere.test' } })))).toBe('secure')
    expect(asked).toEqual(['elsewhere.test'])
    expect(failureOf(await port.exchange(requestTo(url, { tls: { serverName: 'other.test' } }))).message).toContain(
      "is not for 'other.test' but for elsewhere.test",
    )
  })

  test('other settings never share a connection or a session, the same ones do', async () => {
    const { url, connections } = await serve(server, { requestCert: true, rejectUnauthorized: false, ca })
    const port = openPort()
    const all: WireTls[] = [
      { ca },
      { verify: false },
      { ca, cert, key },
      { ca, pfx, passphrase },
      { ca, serverName: 'shop.test' },
      { ca, cert: selfSigned.cert, key: selfSigned.key },
    ]
    const rounds: string[][] = []
    for (let round = 0; round < 2; round += 1) {
      const names: string[] = []
      for (const tls of all) names.push(textOf(await port.exchange(requestTo(url, { tls: { ...tls } }))))
      rounds.push(names)
    }
    expect(rounds[0]).toEqual(['secure', 'secure', 'client', 'client', 'secure', 'self'])
    expect(rounds[1]).toEqual(rounds[0])
    expect(connections()).toBe(all.length)
    // Not even once all of them are closed, when sessions might be taken up again.
    const close = { headers: [['Connection', 'close']] } as const
    for (const tls of all) await port.exchange(requestTo(url, { tls, ...close }))
    const again: string[] = []
    for (const tls of all) again.push(textOf(await port.exchange(requestTo(url, { tls, ...close }))))
    expect(again).toEqual(rounds[0])
  })

  test.each<[string, WireTls, string]>([
    ['a wrong passphrase', { pfx, passphrase: 'no' }, 'the PKCS #12 file cannot be opened'],
    ['no passphrase', { pfx }, 'the PKCS #12 file cannot be opened'],
    [
      'no PKCS #12',
      { pfx: Buffer.from('nonsense that is long enough'), passphrase },
      'the PKCS #12 file cannot be read',
    ],
    [
      'a locked key without its passphrase',
      { cert, key: lockedKey },
      'the key of the client certificate cannot be opened',
    ],
    [
      'a locked key with another',
      { cert, key: lockedKey, passphrase: 'no' },
      'the key of the client certificate cannot be opened',
    ],
    ['the key of another', { cert, key: server.key }, 'the key does not belong to the client certificate'],
    ['a key that is none', { cert, key: 'nonsense' }, 'the key for TLS cannot be read'],
    ['a certificate that is none', { cert: 'nonsense', key }, 'the CA, certificate or key for TLS cannot be read'],
    ['a certificate without a key', { cert }, 'the client certificate comes without its key'],
    ['a key without a certificate', { key }, 'there is a key for TLS and no client certificate'],
    ['a CA that is none', { ca: 'nonsense' }, 'the CA holds no certificate in PEM'],
  ])('%s is told before anything is sent', async (_, tls, message) => {
    const failure = failureOf(await openPort().exchange(requestTo('https://127.0.0.1:1/', { tls })))
    expect(failure.code).toBe('tls')
    expect(failure.message).toContain(message)
    expect(failure.help).toBeTruthy()
  })

  test('a passphrase that is missing is told from one that is wrong', async () => {
    const helpOf = async (tls: WireTls) =>
      failureOf(await openPort().exchange(requestTo('https://127.0.0.1:1/', { tls }))).help
    expect(await helpOf({ pfx })).toContain('give its `passphrase`')
    expect(await helpOf({ pfx, passphrase: 'no' })).toContain('does not fit')
  })
})
