import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { heardIn, openFixture, TWO } from '../../test/http2.ts'
import { failureOf, openPort, requestTo, responseOf, textOf } from '../../test/servers.ts'

describe('an exchange over HTTP/2', () => {
  test.each(['h2', 'h2c'] as const)('arrives with status, version, headers and body: %s', async (which) => {
    const fixture = await openFixture({
      answer: ({ method }) => ({
        status: 201,
        headers: { 'x-two': ['a', 'b'], 'set-cookie': ['c=1', 'd=2'] },
        body: method,
      }),
    })
    const response = responseOf(
      await openPort({ ca: fixture.ca }).exchange(
        requestTo(`${fixture[which].base}/x`, { ...TWO, method: 'POST', body: 'Łódź' }),
      ),
    )
    expect(response).toMatchObject({ status: 201, statusText: '', http: '2' })
    expect(Buffer.from(response.body).toString()).toBe('POST')
    expect(response.headers.filter(([name]) => name !== 'date')).toEqual([
      ['x-two', 'a'],
      ['x-two', 'b'],
      ['set-cookie', 'c=1'],
      ['set-cookie', 'd=2'],
    ])
    expect(fixture[which].heard[0]).toMatchObject({ http: '2.0', method: 'POST', path: '/x', body: 'Łódź' })
  })

  test('sends headers in order and lower case, without those of a connection', async () => {
    const { h2c } = await openFixture()
    const headers = [
      ['X-Token', 'abc'],
      ['Connection', 'keep-alive'],
      ['X-List', 'one'],
      ['Transfer-Encoding', 'chunked'],
      ['Accept', '*/*'],
      ['x-list', 'two'],
      ['TE', 'gzip'],
      ['X-Latin', 'caf\xe9'],
    ] as const
    await openPort().exchange(requestTo(`${h2c.base}/a?b=c`, { ...TWO, headers }))
    expect(h2c.heard[0]?.headers).toEqual([
      [':method', 'GET'],
      [':scheme', 'http'],
      [':authority', h2c.host],
      [':path', '/a?b=c'],
      ['x-token', 'abc'],
      ['x-list', 'one'],
      ['x-list', 'two'],
      ['accept', '*/*'],
      ['x-latin', 'caf\xe9'],
    ])
  })

  test('takes `Host` for the authority, and `TE: trailers` as it is', async () => {
    const { h2c } = await openFixture()
    const headers = [
      ['Host', 'shop.example'],
      ['TE', 'trailers'],
    ] as const
    await openPort().exchange(requestTo(h2c.base, { ...TWO, headers }))
    expect(h2c.heard[0]?.headers).toContainEqual([':authority', 'shop.example'])
    expect(h2c.heard[0]?.headers).toContainEqual(['te', 'trailers'])
  })

  test('says how long a body is, where a method may have one', async () => {
    const { h2c } = await openFixture()
    const port = openPort()
    const lengthOf = async (method: string, body?: string) => {
      const { headers } = heardIn(
        await port.exchange(requestTo(h2c.base, { ...TWO, method, ...(body === undefined ? {} : { body }) })),
      )
      return headers.find(([name]) => name === 'content-length')?.[1]
    }
    expect(await lengthOf('GET')).toBe(undefined)
    expect(await lengthOf('POST')).toBe('0')
    expect(await lengthOf('PUT', 'Łódź')).toBe('7')
  })

  test('refuses what it cannot carry, by name', async () => {
    const { h2c } = await openFixture()
    const port = openPort()
    const messageOf = async (headers: readonly (readonly [string, string])[]) =>
      failureOf(await port.exchange(requestTo(h2c.base, { ...TWO, headers })))
    expect(await messageOf([['x-city', 'Łódź']])).toMatchObject({
      code: 'cannot-send',
      message: expect.stringContaining("'x-city'"),
    })
    expect(
      await messageOf([
        ['Content-Type', 'a/b'],
        ['content-type', 'c/d'],
      ]),
    ).toMatchObject({
      code: 'cannot-send',
      message: "the header 'content-type' can be sent only once over HTTP/2",
    })
    expect(h2c.heard).toHaveLength(0)
  })

  test('streams a file as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'merlon-h2-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const bytes = Buffer.alloc(700_000, 'merlon ')
    await writeFile(join(folder, 'upload.bin'), bytes)
    const { h2, ca } = await openFixture({ answer: ({ body }) => ({ body: String(body === bytes.toString()) }) })
    const port = openPort({ ca, locate: async (file) => join(folder, file) })
    const upload = (size: number) => requestTo(h2.base, { ...TWO, method: 'POST', body: { file: 'upload.bin', size } })
    expect(textOf(await port.exchange(upload(bytes.length)))).toBe('true')
    expect(failureOf(await port.exchange(upload(bytes.length + 1)))).toMatchObject({
      code: 'cannot-send',
      message: 'the file changed while it was sent',
    })
    expect(textOf(await port.exchange(upload(bytes.length)))).toBe('true')
  })

  test('undoes content-encoding, and stops what unfolds beyond the limit', async () => {
    const { h2c } = await openFixture({
      answer: ({ path }) => ({
        headers: { 'content-encoding': 'gzip' },
        body: gzipSync(path === '/bomb' ? Buffer.alloc(50_000_000) : 'plain again'),
      }),
    })
    const port = openPort()
    expect(textOf(await port.exchange(requestTo(h2c.base, TWO)))).toBe('plain again')
    const bomb = requestTo(`${h2c.base}/bomb`, { ...TWO, maxResponseBytes: 1_000_000 })
    expect(failureOf(await port.exchange(bomb))).toMatchObject({
      code: 'too-large',
      message: 'the answer is larger than 1 MB once decompressed',
    })
  })

  test('has a waterfall: the handshake is in the first exchange only', async () => {
    const { h2, ca } = await openFixture()
    const port = openPort({ ca })
    const url = `https://localhost:${h2.port}/`
    const first = responseOf(await port.exchange(requestTo(url, TWO))).timings
    const second = responseOf(await port.exchange(requestTo(url, TWO))).timings
    expect(first.tls).toBeGreaterThan(0)
    expect(second).toMatchObject({ dns: 0, connect: 0, tls: 0 })
    for (const { dns, connect, tls, latency, fetch, overall } of [first, second]) {
      expect(overall).toBeGreaterThanOrEqual(dns + connect + tls + latency + fetch)
    }
  })

  test('answers to HEAD and answers without a body are answers', async () => {
    const { h2c } = await openFixture({
      answer: ({ method }) => (method === 'HEAD' ? { headers: { 'content-length': '50' } } : { status: 204 }),
    })
    const port = openPort()
    expect(responseOf(await port.exchange(requestTo(h2c.base, { ...TWO, method: 'HEAD' }))).body).toHaveLength(0)
    expect(responseOf(await port.exchange(requestTo(h2c.base, TWO)))).toMatchObject({ status: 204 })
  })
})

test('a run without HTTP/2 does not load it', async () => {
  const { http } = await openFixture()
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const script = `
    import { createHttpPort } from ${JSON.stringify(join(import.meta.dirname, '../port.ts'))}
    const port = createHttpPort()
    const ask = (more) => port.exchange({ method: 'GET', url: ${JSON.stringify(http.base)}, headers: [], timeoutMs: 5000, maxResponseBytes: 1e6, ...more })
    const loaded = () => process.moduleLoadList.filter((one) => /NativeModule (http2|tls|zlib|https|http|_tls_wrap)$/.test(one)).map((one) => one.split(' ')[1])
    const before = loaded()
    await ask({})
    console.log(JSON.stringify(loaded().filter((one) => !before.includes(one))))
    port.close()`
  const tsx = join(import.meta.dirname, '../../../../../node_modules/.bin/tsx')
  const { stdout } = await promisify(execFile)(tsx, ['--input-type=module', '-e', script])
  expect(JSON.parse(stdout)).toEqual([])
})
