import { describe, expect, onTestFinished, test } from 'vitest'
import {
  certificates,
  type Fixture,
  type FixtureOptions,
  type Heard,
  type ProxyOptions,
  startFixture,
  startProxy,
} from '../../test/fixture/fixture.ts'
import { failureOf, openPort, requestTo, responseOf, serveBytes, textOf } from '../../test/servers.ts'

async function open(options: FixtureOptions = {}): Promise<Fixture> {
  const fixture = await startFixture(options)
  onTestFinished(() => fixture.close())
  return fixture
}

async function openProxy(options: ProxyOptions = {}) {
  const proxy = await startProxy(options)
  onTestFinished(() => proxy.close())
  return proxy
}

const heardIn = (result: Parameters<typeof textOf>[0]): Heard => JSON.parse(textOf(result))

describe('through a proxy', () => {
  test('plain requests go by their whole URL, and the proxy looks the name up', async () => {
    const { http, proxy } = await open()
    const port = openPort({ proxy: { url: proxy.base } })
    const url = `http://shop.test:${http.port}/a?b=c`
    const heard = heardIn(await port.exchange(requestTo(url, { method: 'POST', body: 'x' })))
    expect(heard).toMatchObject({ method: 'POST', path: '/a?b=c', body: 'x' })
    expect(heard.headers).toContainEqual(['host', `shop.test:${http.port}`])
    expect(proxy.passed).toEqual([{ method: 'POST', target: url, authorization: undefined }])
  })

  test('one connection to the proxy serves plain requests to all hosts', async () => {
    const { http, proxy } = await open()
    const port = openPort({ proxy: { url: proxy.base } })
    for (const host of ['a.test', 'b.test', '127.0.0.1']) await port.exchange(requestTo(`http://${host}:${http.port}/`))
    expect(proxy.connections()).toBe(1)
    expect(proxy.passed).toHaveLength(3)
  })

  test('https goes through a tunnel that is kept, and the certificate is checked by the name', async () => {
    const { https, proxy, ca } = await open()
    const port = openPort({ ca, proxy: { url: proxy.base } })
    const url = `https://shop.test:${https.port}/x`
    const first = responseOf(await port.exchange(requestTo(url)))
    expect(first.timings.tls).toBeGreaterThan(0)
    expect(heardIn(await port.exchange(requestTo(url)))).toMatchObject({ path: '/x', connection: 1 })
    expect(proxy.passed).toEqual([{ method: 'CONNECT', target: `shop.test:${https.port}`, authorization: undefined }])
    expect(failureOf(await port.exchange(requestTo(`https://other.test:${https.port}/`)))).toMatchObject({
      code: 'tls',
      message: expect.stringContaining("is not for 'other.test'"),
    })
  })

  test.each(['h2', 'h2c'] as const)('HTTP/2 goes through a tunnel: %s', async (which) => {
    const { [which]: server, proxy, ca } = await open()
    const port = openPort({ ca, proxy: { url: proxy.base } })
    const url = `${which === 'h2' ? 'https' : 'http'}://shop.test:${server.port}/two`
    const all = await Promise.all([1, 2, 3].map(() => port.exchange(requestTo(url, { http: '2' }))))
    expect(all.map((one) => heardIn(one).http)).toEqual(['2.0', '2.0', '2.0'])
    expect(proxy.passed).toHaveLength(1)
  })

  test('the proxy itself may be spoken to over TLS', async () => {
    const { http, https, h2, ca } = await open()
    const proxy = await openProxy({ identity: certificates().server, user: 'ann:s' })
    const port = openPort({ ca, proxy: { url: proxy.base.replace('//', '//ann:s@') } })
    expect(heardIn(await port.exchange(requestTo(http.base))).http).toBe('1.1')
    for (let round = 0; round < 2; round += 1) {
      expect(heardIn(await port.exchange(requestTo(https.base))).connection).toBe(1)
      expect(heardIn(await port.exchange(requestTo(h2.base, { http: '2' }))).connection).toBe(1)
    }
    expect(proxy.passed.map(({ method }) => method)).toEqual(['GET', 'CONNECT', 'CONNECT'])
    const wary = openPort({ proxy: { url: proxy.base } })
    expect(failureOf(await wary.exchange(requestTo(http.base)))).toMatchObject({
      code: 'tls',
      message: `the certificate of the proxy ${proxy.host} is signed by an authority that is not known here`,
    })
    expect(failureOf(await wary.exchange(requestTo(https.base)))).toMatchObject({
      code: 'tls',
      message: expect.stringContaining(`the proxy ${proxy.host}`),
    })
  })

  test('a kept tunnel does not hold the process', async () => {
    const { https, proxy, ca } = await open()
    const port = openPort({ ca, proxy: { url: proxy.base } })
    const held = () => process.getActiveResourcesInfo().filter((one) => /^(TCP|TLS)(Socket|)Wrap$/.test(one)).length
    await port.exchange(requestTo(https.base))
    const waiting = held()
    const during = port.exchange(requestTo(https.base))
    await new Promise((soon) => setImmediate(soon))
    const busy = held()
    await during
    expect(busy).toBeGreaterThanOrEqual(waiting)
    expect(held()).toBe(waiting)
  })

  test('user and password are shown to the proxy and to nobody else', async () => {
    const { http, https, ca, proxy } = await open({ proxyUser: 'ann:pass word' })
    const port = openPort({ ca, proxy: { url: proxy.base.replace('//', '//ann:pass%20word@') } })
    for (const { base } of [http, https]) {
      const { headers } = heardIn(await port.exchange(requestTo(base)))
      expect(headers.filter(([name]) => /^proxy-authorization$/i.test(name))).toEqual([])
    }
    const shown = `Basic ${Buffer.from('ann:pass word').toString('base64')}`
    expect(proxy.passed.map(({ authorization }) => authorization)).toEqual([shown, shown])
  })

  test('other users, other proxies and no proxy do not share connections', async () => {
    const { https, ca, proxy } = await open()
    const port = openPort({ ca })
    const ask = async (url: string | false) =>
      heardIn(await port.exchange(requestTo(https.base, { proxy: url === false ? false : { url } }))).connection
    const ann = proxy.base.replace('//', '//ann:1@')
    const bob = proxy.base.replace('//', '//bob:1@')
    expect([await ask(ann), await ask(bob), await ask(false), await ask(ann), await ask(bob)]).toEqual([1, 2, 3, 1, 2])
  })
})

describe('which proxy', () => {
  test('the request decides, then the run, then the environment', async () => {
    const { http } = await open()
    const [own, run, env] = [await openProxy(), await openProxy(), await openProxy()]
    const counts = () => [own, run, env].map(({ passed }) => passed.length)
    const environment = { http_proxy: env.base }
    await openPort({ environment }).exchange(requestTo(http.base))
    expect(counts()).toEqual([0, 0, 1])
    const port = openPort({ environment, proxy: { url: run.base } })
    await port.exchange(requestTo(http.base))
    expect(counts()).toEqual([0, 1, 1])
    await port.exchange(requestTo(http.base, { proxy: { url: own.base } }))
    expect(counts()).toEqual([1, 1, 1])
    await port.exchange(requestTo(http.base, { proxy: false }))
    await openPort({ environment, proxy: false }).exchange(requestTo(http.base))
    expect(counts()).toEqual([1, 1, 1])
  })

  test.each([
    [{ http_proxy: 'P' }, true],
    [{ HTTP_PROXY: 'P' }, false],
    [{ https_proxy: 'P' }, false],
    [{ all_proxy: 'P' }, true],
    [{ ALL_PROXY: 'P' }, true],
    [{ http_proxy: 'P', no_proxy: '127.0.0.1' }, false],
    [{ http_proxy: 'P', NO_PROXY: 'a.test,127.0.0.0/8' }, false],
    [{ http_proxy: 'P', no_proxy: 'a.test', NO_PROXY: '127.0.0.1' }, true],
    [{ http_proxy: 'P', no_proxy: 'localhost' }, true],
    [{ http_proxy: '' }, false],
  ])('the environment is read as curl reads it: %o is used for http: %s', async (environment, used) => {
    const { http, proxy } = await open()
    const given = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, value === 'P' ? proxy.host : value]),
    )
    await openPort({ environment: given }).exchange(requestTo(http.base))
    expect(proxy.passed.length > 0).toBe(used)
  })

  test('for https, both spellings are read', async () => {
    const { https, proxy, ca } = await open()
    for (const name of ['https_proxy', 'HTTPS_PROXY']) {
      await openPort({ ca, environment: { [name]: proxy.base } }).exchange(requestTo(https.base))
    }
    expect(proxy.passed).toHaveLength(2)
  })

  test('a bypass of its own takes the place of NO_PROXY, which otherwise holds for every proxy', async () => {
    const { http, proxy } = await open()
    const environment = { no_proxy: '127.0.0.1' }
    const port = openPort({ environment, proxy: { url: proxy.base } })
    await port.exchange(requestTo(http.base))
    expect(proxy.passed).toHaveLength(0)
    await port.exchange(requestTo(http.base, { proxy: { url: proxy.base, bypass: ['other.test'] } }))
    expect(proxy.passed).toHaveLength(1)
  })
})

describe('what can go wrong with a proxy', () => {
  const urls = (fixture: Fixture) => [fixture.http.base, fixture.https.base]

  test('one that refuses the connection is named, not the server', async () => {
    const port = openPort({ proxy: { url: 'http://127.0.0.1:1' } })
    for (const url of ['http://shop.test/', 'https://shop.test/']) {
      expect(failureOf(await port.exchange(requestTo(url)))).toMatchObject({
        code: 'refused',
        message: 'the proxy 127.0.0.1:1 refused the connection',
      })
    }
  })

  test('one that nobody knows is named', async () => {
    const port = openPort({ proxy: { url: 'http://proxy.invalid:3128' } })
    for (const url of ['http://shop.test/', 'https://shop.test/']) {
      const failure = failureOf(await port.exchange(requestTo(url)))
      expect(failure.code).toBe('unknown-host')
      expect(failure.message).toContain("'proxy.invalid'")
    }
  })

  test('one that asks for a user, and one that does not accept them', async () => {
    const fixture = await open({ proxyUser: 'ann:secret' })
    const { proxy, ca } = fixture
    const port = openPort({ ca })
    const message = `the proxy ${proxy.host} asks for a user and password (407)`
    for (const url of urls(fixture)) {
      const without = await port.exchange(requestTo(url, { proxy: { url: proxy.base } }))
      expect(failureOf(without)).toMatchObject({ code: 'refused', message })
      const wrong = await port.exchange(requestTo(url, { proxy: { url: proxy.base.replace('//', '//ann:no@') } }))
      expect(failureOf(wrong).message).toBe(`the proxy ${proxy.host} does not accept the user and password (407)`)
    }
  })

  test('a server that the proxy does not reach: no tunnel, and an answer of the proxy for a plain request', async () => {
    const { proxy } = await open()
    const port = openPort({ proxy: { url: proxy.base } })
    expect(failureOf(await port.exchange(requestTo('https://127.0.0.1:1/')))).toMatchObject({
      code: 'refused',
      message: `the proxy ${proxy.host} does not open a way to 127.0.0.1:1 (502)`,
    })
    expect(responseOf(await port.exchange(requestTo('http://127.0.0.1:1/'))).status).toBe(502)
  })

  test('a proxy that is none', async () => {
    const { host, base } = await serveBytes((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
    const port = openPort({ proxy: { url: base } })
    for (const url of ['http://shop.test/', 'https://shop.test/']) {
      expect(failureOf(await port.exchange(requestTo(url)))).toMatchObject({
        code: 'malformed',
        message: `the proxy ${host} did not answer in HTTP: there is no status line`,
      })
    }
  })

  test('a proxy that hangs up, and one that never answers', async () => {
    const { host, base } = await serveBytes((socket, _, turn) => {
      if (turn < 2) socket.end()
    })
    const port = openPort({ proxy: { url: base } })
    for (const url of ['http://shop.test/', 'https://shop.test/']) {
      expect(failureOf(await port.exchange(requestTo(url)))).toMatchObject({
        code: 'closed',
        message: `the proxy ${host} closed the connection before it answered`,
      })
    }
    expect(failureOf(await port.exchange(requestTo('https://shop.test/', { connectTimeoutMs: 60 })))).toMatchObject({
      code: 'timeout',
      message: `no connection to shop.test:443 through the proxy ${host} within 60 ms`,
    })
    expect(failureOf(await port.exchange(requestTo('http://shop.test/', { timeoutMs: 60 })))).toMatchObject({
      code: 'timeout',
      message: `the proxy ${host} did not answer within 60 ms`,
    })
  })

  test.each(['socks5://127.0.0.1:1080', 'http://', 'ftp://user:secret@proxy'])("'%s' is no proxy", async (url) => {
    const failure = failureOf(await openPort({ proxy: { url } }).exchange(requestTo('http://shop.test/')))
    expect(failure.code).toBe('bad-url')
    expect(JSON.stringify(failure)).not.toContain('secret')
  })
})

test('the egress policy holds for addresses in URLs, and for proxies that tests bring along', async () => {
  const { http, https, proxy, ca } = await open()
  const asked: string[] = []
  const egress = (address: string, hostname: string) => {
    asked.push(`${hostname} ${address}`)
    return false
  }
  const run = openPort({ ca, egress, proxy: { url: proxy.base } })
  for (const { base } of [http, https]) expect(failureOf(await run.exchange(requestTo(base))).code).toBe('blocked')
  expect(proxy.passed).toHaveLength(0)
  // The names are the proxy's to look up, and the proxy of the run is the choice of whoever made the policy.
  expect(heardIn(await run.exchange(requestTo(`http://shop.test:${http.port}/`))).http).toBe('1.1')
  const own = { proxy: { url: proxy.base } }
  const test = openPort({ ca, egress })
  for (const [scheme, { port }] of [
    ['http', http],
    ['https', https],
  ] as const) {
    expect(failureOf(await test.exchange(requestTo(`${scheme}://shop.test:${port}/`, own))).code).toBe('blocked')
  }
})
