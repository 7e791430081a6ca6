import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createHttpPort } from '@merlon/host'
import { expect, onTestFinished, test } from 'vitest'
import { type Fixture, startFixture } from '../../../host/src/test/fixture/fixture.ts'
import { UsageError } from '../command.ts'
import { folder } from '../test/cli.ts'
import { type NetworkFlags, networkSettings } from './network.ts'

const none: NetworkFlags = {
  insecure: false,
  cacert: undefined,
  cert: undefined,
  key: undefined,
  proxy: undefined,
  resolve: [],
  'connect-timeout': undefined,
}

async function open() {
  const fixture = await startFixture()
  onTestFinished(() => fixture.close())
  const { path } = folder()
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(path, name), content)
    return join(path, name)
  }
  return { fixture, file }
}

/** What a request under the flags comes to: the status, or the message of its failure. */
async function ask(url: string, flags: Partial<NetworkFlags>): Promise<string> {
  const port = createHttpPort(networkSettings({ ...none, ...flags }))
  onTestFinished(() => port.close())
  const result = await port.exchange({ method: 'GET', url, headers: [], timeoutMs: 10_000, maxResponseBytes: 1e6 })
  return 'failure' in result ? result.failure.message : `${result.response.status}`
}

const usage = (flags: Partial<NetworkFlags>): string => {
  try {
    networkSettings({ ...none, ...flags })
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} / ${error.help}`
  }
  return ''
}

const clientOf = ({ mutual }: Fixture) => mutual.heard.at(-1)?.client

test('--cacert, --cert and --key make a connection that asks for all of them', async () => {
  const { fixture, file } = await open()
  const { ca, client, mutual } = fixture
  const cacert = file('ca.pem', ca)
  const cert = file('client.pem', client.cert)
  expect(await ask(mutual.base, { cacert, cert, key: file('client.key', client.key) })).toBe('200')
  expect(clientOf(fixture)).toBe('client')
  expect(await ask(mutual.base, { cacert })).toContain('asks for a client certificate')
})

test('--cert takes PKCS #12 as well, with a password behind the file', async () => {
  const { fixture, file } = await open()
  const { ca, client, mutual } = fixture
  const cacert = file('ca.pem', ca)
  const pfx = file('client: mine.p12', client.pfx)
  expect(await ask(mutual.base, { cacert, cert: `${pfx}:${client.passphrase}` })).toBe('200')
  expect(await ask(mutual.base, { cacert, cert: pfx })).toBe('the PKCS #12 file cannot be opened')
  const pem = file('client.pem', client.cert)
  const key = file('locked.key', client.lockedKey)
  expect(await ask(mutual.base, { cacert, cert: `${pem}:${client.passphrase}`, key })).toBe('200')
  expect(usage({ cert: pfx, key })).toContain('a PKCS #12 file holds its key itself')
})

test('--proxy, --resolve and --insecure change the way', async () => {
  const { fixture } = await open()
  const { http, https, proxy } = fixture
  expect(await ask(`http://anywhere.test:${http.port}/`, { proxy: proxy.base })).toBe('200')
  expect(proxy.passed).toHaveLength(1)
  const resolve = [`shop.test:${https.port}:127.0.0.1`]
  expect(await ask(`https://shop.test:${https.port}/`, { resolve })).toContain('authority that is not known here')
  expect(await ask(`https://shop.test:${https.port}/`, { resolve, insecure: true })).toBe('200')
})

test('what the flags of the network cannot mean is said, with an example', () => {
  expect(usage({ cacert: '/no/such.pem' })).toContain(
    "'/no/such.pem' of --cacert cannot be read: there is no such file",
  )
  expect(usage({ cert: '/no/such.p12:secret' })).toContain("the file '/no/such.p12' of --cert cannot be read")
  for (const password of ['secret', 'sec/ret', 'a:sec\\ret', 'sec:ret/b'])
    expect(usage({ cert: `/no/such.p12:${password}` })).toMatch(/'\/no\/such\.p12' of --cert cannot be read/)
  expect(usage({ cert: 'C:\\no\\such.p12:secret' })).toContain("'C:\\no\\such.p12'")
  expect(usage({ key: '/no/such.pem' })).toContain('cannot be read')
  expect(usage({ proxy: 'socks5://user:secret@localhost' })).toContain('only http: and https: proxies')
  expect(usage({ proxy: 'socks5://user:secret@localhost' })).not.toContain('secret')
  for (const url of ['http://ann:1#secret@proxy', 'http://ann:12/secret@proxy:3128', 'ann:sec?ret@proxy'])
    expect(usage({ proxy: url })).toMatch(/^--proxy: the URL of the proxy cannot be read .* encoded: `@` as `%40`$/)
  for (const wrong of ['shop.test', 'shop.test:443', 'shop.test:x:127.0.0.1', ':443:127.0.0.1'])
    expect(usage({ resolve: [wrong] })).toContain(`not '${wrong}' / for example`)
  expect(usage({ resolve: ['shop.test:99999:127.0.0.1'] })).toContain("'99999' is no port")
  expect(usage({ resolve: ['shop.test:443:localhost'] })).toContain("'localhost' is no IP address")
  for (const wrong of ['soon', '0', '-1s'])
    expect(usage({ 'connect-timeout': wrong })).toContain(`takes a time, not '${wrong}' / for example 5s`)
})

test('what the flags of the network mean', () => {
  expect(networkSettings({ ...none, proxy: '' }).proxy).toBe(false)
  expect(networkSettings({ ...none, proxy: 'localhost:3128' }).proxy).toEqual({ url: 'localhost:3128' })
  expect(networkSettings({ ...none, 'connect-timeout': '2s' }).connectTimeoutMs).toBe(2_000)
  const resolve = ['A.test:443:127.0.0.1,[::1]', '[::1]:80:127.0.0.2', '*:81:::1', '+b.test:82:127.0.0.1']
  expect(networkSettings({ ...none, resolve }).resolve).toEqual({
    'a.test:443': ['127.0.0.1', '::1'],
    '::1:80': ['127.0.0.2'],
    '*:81': ['::1'],
    'b.test:82': ['127.0.0.1'],
  })
})

test('`merlon run` takes the flags and the environment', async () => {
  const { fixture } = await open()
  const { h2, http, proxy, ca } = fixture
  const place = folder({
    'ca.pem': ca,
    'a.test.yaml': `steps:
  - get: { url: "https://shop.test:${h2.port}/", http: 2 }
  - assert: payload.http == '2.0'
`,
    'b.test.yaml': `steps:
  - get: http://shop.test:${http.port}/
  - assert: payload.http == '1.1'
`,
  })
  const flags = ['--cacert', 'ca.pem', '--resolve', `shop.test:${h2.port}:127.0.0.1`, '--connect-timeout', '20s']
  expect(await place.run(['run', 'a.test.yaml', ...flags])).toMatchObject({ exit: 0 })
  expect(h2.heard).toHaveLength(1)
  const env = { http_proxy: proxy.base }
  expect(await place.run(['run', 'b.test.yaml'], { env })).toMatchObject({ exit: 0 })
  expect(proxy.passed).toHaveLength(1)
  expect(await place.run(['run', 'b.test.yaml', '-x', 'http://127.0.0.1:1'], { env })).toMatchObject({
    exit: 3,
    stdout: expect.stringContaining('the proxy 127.0.0.1:1 refused the connection'),
  })
  expect(await place.run(['run', 'b.test.yaml', '--resolve', 'shop.test'])).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining("--resolve takes HOST:PORT:ADDRESS, not 'shop.test'"),
  })
})

test('`merlon run` reads compressed answers', async () => {
  const fixture = await startFixture({
    answer: () => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"ok":true}') }),
  })
  onTestFinished(() => fixture.close())
  const place = folder({ 'a.test.yaml': `steps:\n  - get: ${fixture.http.base}/\n  - assert: payload.ok == true\n` })
  expect(await place.run(['run', 'a.test.yaml'])).toMatchObject({ exit: 0, stderr: '' })
})

test('a run that needs neither loads no TLS, no HTTP/2 and no decompression', async () => {
  const fixture = await startFixture()
  onTestFinished(() => fixture.close())
  const place = folder({
    'loaded.cjs': `process.on('exit', () => console.error(process.moduleLoadList.join('\\n')))`,
    'a.test.yaml': `steps:\n  - get: ${fixture.http.base}/\n`,
    'b.test.yaml': `steps:\n  - get: { url: "${fixture.https.base}/", tls: { verify: false } }\n`,
  })
  const loaded = async (test: string): Promise<string[]> => {
    const env = { NODE_OPTIONS: `--require ${join(place.path, 'loaded.cjs')}` }
    const { exit, stderr } = await place.run(['run', test], { env })
    expect(exit).toBe(0)
    return ['tls', 'http2', 'zlib', 'crypto'].filter((name) => stderr.includes(`NativeModule ${name}\n`))
  }
  expect(await loaded('a.test.yaml')).toEqual([])
  expect(await loaded('b.test.yaml')).toContain('tls')
})
