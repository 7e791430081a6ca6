import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type ServerOptions } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failureOf, listen, openPort, requestTo, responseOf, serveBytes, serveHttp, textOf } from '../test/servers.ts'

const run = promisify(execFile)
const hasOpenssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
)
if (!hasOpenssl)
  console.warn('the TLS tests are skipped: they make their certificates with openssl, which is not installed')

let folder = ''
const pem = (name: string) => readFile(join(folder, name), 'utf8')
const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

async function selfSigned(name: string, altName: string): Promise<void> {
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${altName}`]
  await openssl('req', '-x509', ...KEY, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '9', ...subject)
}

async function signedByCa(name: string, days = '9'): Promise<void> {
  await openssl('req', ...KEY, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
  await writeFile(join(folder, 'names.txt'), 'subjectAltName=DNS:localhost,IP:127.0.0.1')
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', days, '-extfile', 'names.txt']
  await openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...by)
}

async function serve(name: string, options: ServerOptions = {}) {
  const server = createServer(
    { key: await pem(`${name}.key`), cert: await pem(`${name}.pem`), ...options },
    (request, response) => {
      response.end((request.socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? 'secure') // an https server has no other
    },
  )
  const { port } = await listen(server)
  return { port, url: `https://127.0.0.1:${port}/`, named: `https://localhost:${port}/` }
}

describe.skipIf(!hasOpenssl)('https', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'merlon-tls-'))
    await selfSigned('self', 'IP:127.0.0.1')
    await selfSigned('elsewhere', 'DNS:shop.example,DNS:www.shop.example')
    await selfSigned('ca', 'DNS:ca')
    await signedByCa('leaf')
    await signedByCa('client')
    await signedByCa('expired', '-1')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('a certificate of a given authority is trusted, and the handshake is in the timings of the first exchange only', async () => {
    const { url } = await serve('leaf')
    const port = openPort({ ca: await pem('ca.pem') })
    const first = responseOf(await port.exchange(requestTo(url)))
    expect(Buffer.from(first.body).toString()).toBe('secure')
    const { dns, connect, tls, latency, fetch, overall } = first.timings
    expect(tls).toBeGreaterThan(0)
    expect(overall).toBeGreaterThanOrEqual(dns + connect + tls + latency + fetch)
    expect(responseOf(await port.exchange(requestTo(url))).timings).toMatchObject({ connect: 0, tls: 0 })
  })

  test.each([
    ['self', 'is self-signed'],
    ['leaf', 'is signed by an authority that is not known here'],
  ])('the certificate %s is not trusted unless told so', async (name, message) => {
    const { url, port } = await serve(name)
    expect(failureOf(await openPort().exchange(requestTo(url)))).toMatchObject({
      code: 'tls',
      message: `the certificate of 127.0.0.1:${port} ${message}`,
      help: expect.stringContaining('--cacert'),
    })
    expect(textOf(await openPort({ insecure: true }).exchange(requestTo(url)))).toBe('secure')
  })

  test('an expired certificate is told from an unknown one', async () => {
    const { url, port } = await serve('expired')
    const client = openPort({ ca: await pem('ca.pem') })
    expect(failureOf(await client.exchange(requestTo(url)))).toMatchObject({
      code: 'tls',
      message: `the certificate of 127.0.0.1:${port} has expired`,
    })
  })

  test('a certificate for another host says for which', async () => {
    const { named, port } = await serve('elsewhere')
    const client = openPort({ ca: await pem('elsewhere.pem') })
    expect(failureOf(await client.exchange(requestTo(named)))).toMatchObject({
      code: 'tls',
      message: `the certificate of localhost:${port} is not for 'localhost' but for shop.example, www.shop.example`,
    })
  })

  test('a host found by --resolve is checked by its name', async () => {
    const { port } = await serve('elsewhere')
    const client = openPort({ ca: await pem('elsewhere.pem'), resolve: { [`shop.example:${port}`]: '127.0.0.1' } })
    expect(textOf(await client.exchange(requestTo(`https://shop.example:${port}/`)))).toBe('secure')
  })

  test('a client certificate is shown where one is asked for', async () => {
    const ca = await pem('ca.pem')
    const { url, port } = await serve('leaf', { ca, requestCert: true, rejectUnauthorized: true })
    const known = openPort({ ca, cert: await pem('client.pem'), key: Buffer.from(await pem('client.key')) })
    expect(textOf(await known.exchange(requestTo(url)))).toBe('client')
    expect(failureOf(await openPort({ ca }).exchange(requestTo(url)))).toMatchObject({
      code: 'tls',
      message: `127.0.0.1:${port} asks for a client certificate`,
    })
  })

  test('a key that is none is told before anything is sent', async () => {
    const { url } = await serve('leaf')
    const failure = failureOf(await openPort({ cert: 'nonsense', key: 'nonsense' }).exchange(requestTo(url)))
    expect(failure.code).toBe('tls')
    expect(failure.message).toContain('the CA, certificate or key for TLS cannot be read')
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
  })
})
