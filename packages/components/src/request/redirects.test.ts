import { describe, expect, test } from 'vitest'
import { runYaml } from '../test/engine.ts'
import { type Served, sendJson, serve } from '../test/server.ts'

/** A server where `/to?…` redirects as it is told, and everything else answers with what it was sent. */
async function redirecting(): Promise<Served> {
  return serve((heard, response) => {
    const url = new URL(heard.url, 'http://x')
    if (!url.searchParams.has('status'))
      return sendJson(response, {
        method: heard.method,
        url: heard.url,
        body: heard.body.toString(),
        headers: heard.headers,
      })
    const location = url.searchParams.get('location')
    response.writeHead(Number(url.searchParams.get('status')), location === null ? {} : { location }).end()
  })
}

const to = (status: number, location: string): string => `/to?status=${status}&location=${encodeURIComponent(location)}`

describe('redirects', () => {
  // RFC 9110 §15.4, and what every client does with POST.
  test.each([
    [301, 'GET', 'GET'],
    [302, 'GET', 'GET'],
    [303, 'GET', 'GET'],
    [307, 'GET', 'GET'],
    [308, 'GET', 'GET'],
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [301, 'PUT', 'PUT'],
    [302, 'PUT', 'PUT'],
    [303, 'PUT', 'GET'],
    [307, 'PUT', 'PUT'],
    [303, 'DELETE', 'GET'],
    [307, 'DELETE', 'DELETE'],
    [303, 'HEAD', 'HEAD'],
    [301, 'HEAD', 'HEAD'],
  ])('%i after %s is followed with %s, and the body goes with the method', async (status, method, after) => {
    const { base, heard } = await redirecting()
    const body = ['POST', 'PUT'].includes(method) ? ', json: { a: 1 }' : ''
    const { status: end } = await runYaml(
      `- request: { method: ${method}, url: "${base}${to(status, '/end')}", followRedirects: true${body} }`,
    )
    expect(end).toBe('passed')
    const kept = body !== '' && after === method
    expect(heard[1]).toMatchObject({ method: after, url: '/end' })
    expect(heard[1]?.body.toString()).toBe(kept ? '{"a":1}' : '')
    expect(heard[1]?.headers['content-type']).toBe(kept ? 'application/json' : undefined)
  })

  test('are followed by default for GET and HEAD only; one that is not followed passes as it is', async () => {
    for (const [method, hops] of [
      ['GET', 2],
      ['HEAD', 2],
      ['POST', 1],
      ['PUT', 1],
      ['DELETE', 1],
      ['OPTIONS', 1],
    ] as const) {
      const { base, heard } = await redirecting()
      const { status, steps } = await runYaml(`- request: { method: ${method}, url: "${base}${to(302, '/end')}" }`)
      expect([method, heard.length, status]).toEqual([method, hops, 'passed'])
      expect(steps[0]?.response?.status).toBe(hops === 2 ? 200 : 302)
    }
  })

  test('are shown, hop by hop', async () => {
    const { base } = await redirecting()
    const yaml = `- get: "${base}${to(302, to(307, '/end'))}"\n- assert: payload_response.redirects.length == 2 && payload_response.url == base + "/end" && payload_response.redirects[1].status == 307`
    const { steps } = await runYaml(yaml, { variables: { base } })
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed'])
    expect(steps[0]?.response?.redirects.map(({ status }) => status)).toEqual([302, 307])
  })

  test('are resolved against the address that they came from, and a fragment is not sent', async () => {
    const { base, heard } = await redirecting()
    for (const location of ['end', './end', '/end', '?end', '//HOST/end', '/end#there', '/a/../end', '/a b']) {
      await runYaml(`- get: "${base}${to(302, location.replace('HOST', base.slice(7)))}"`)
    }
    expect(heard.flatMap(({ url }) => (url.startsWith('/to?status') ? [] : [url]))).toEqual([
      '/end',
      '/end',
      '/end',
      '/to?end',
      '/end',
      '/end',
      '/end',
      '/a%20b',
    ])
  })

  test('lose credentials on the way to another origin, and to the same one keep them', async () => {
    const [first, second] = [await redirecting(), await redirecting()]
    const fields =
      'headers: { Authorization: Bearer-abcdef, Proxy-Authorization: abcdef, Cookie: sid=abcdef1234, x-api-key: k-123456, x-other: o }'
    const config = 'config: { secretHeaders: [X-Api-Key] }\nsteps:\n'
    await runYaml(`${config}- get: { url: "${first.base}${to(302, `${second.base}/end`)}", ${fields} }`)
    const { authorization, cookie, 'x-api-key': key, 'x-other': other } = second.heard[0]?.headers ?? {}
    expect([authorization, second.heard[0]?.headers['proxy-authorization'], cookie, key, other]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'o',
    ])
    await runYaml(`${config}- get: { url: "${first.base}${to(302, '/end')}", ${fields} }`)
    expect(first.heard.at(-1)?.headers).toMatchObject({
      authorization: 'Bearer-abcdef',
      cookie: 'sid=abcdef1234',
      'x-api-key': 'k-123456',
    })
  })

  test.each([
    [0, 1],
    [1, 2],
    [3, 4],
  ])('beyond maxRedirects: %i are an error, after %i requests', async (most, requests) => {
    const { base, heard } = await redirecting()
    const { steps, status } = await runYaml(
      `- get: { url: "${base}${to(302, to(302, to(302, to(302, '/end'))))}", maxRedirects: ${most} }`,
    )
    expect([status, heard.length]).toEqual(['errored', requests])
    expect(steps[0]?.message).toContain(`gave up after ${most} redirects`)
  })

  test('in a circle end', async () => {
    const { base, heard } = await serve((_heard, response) => response.writeHead(302, { location: '/again' }).end())
    const { steps } = await runYaml(`- get: "${base}/"\n- assert: payload_response.status == -7`)
    expect(steps.map(({ status }) => status)).toEqual(['errored', 'passed'])
    expect(heard).toHaveLength(11)
    expect(steps[0]?.message).toBe(`gave up after 10 redirects, which go in a circle: ${base}/again → ${base}/again`)
  })

  test('in a wider circle name its stations', async () => {
    const { base } = await serve((heard, response) =>
      response.writeHead(302, { location: heard.url === '/a' ? '/b' : heard.url === '/b' ? '/c' : '/a' }).end(),
    )
    const { steps } = await runYaml(`- get: { url: "${base}/", maxRedirects: 4 }`)
    const stations = ['/a', '/b', '/c', '/a'].map((path) => base + path).join(' → ')
    expect(steps[0]?.message).toBe(`gave up after 4 redirects, which go in a circle: ${stations}`)
  })

  test('to something else than the web, or to nowhere, are answers like any other', async () => {
    const { base, heard } = await redirecting()
    for (const location of ['mailto:a@b', 'file:///etc/passwd', 'http://['])
      await runYaml(`- get: "${base}${to(302, location)}"`)
    await runYaml(`- get: "${base}/to?status=302"`)
    expect(heard).toHaveLength(4)
  })
})

describe('cookies', () => {
  async function jar(): Promise<Served> {
    return serve((heard, response) => {
      if (heard.url === '/in')
        response.setHeader('set-cookie', ['sid=s-1; Path=/', 'deep=d-1; Path=/deep', 'gone=; Max-Age=0'])
      if (heard.url === '/out') response.setHeader('set-cookie', 'sid=; Max-Age=0; Path=/')
      if (heard.url === '/redirect')
        response.writeHead(302, { location: '/end', 'set-cookie': 'hop=h-1; Path=/' }).end()
      else sendJson(response, {})
    })
  }
  const cookies = ({ heard }: Served): (string | undefined)[] => heard.map(({ headers }) => headers.cookie)

  test('are sent back where they belong, until they are taken away', async () => {
    const served = await jar()
    await runYaml(['/in', '/', '/deep/x', '/out', '/'].map((path) => `- get: ${served.base}${path}`).join('\n'))
    expect(cookies(served)).toEqual([undefined, 'sid=s-1', 'deep=d-1; sid=s-1', 'sid=s-1', undefined])
  })

  test('set by a redirect are sent to where it leads', async () => {
    const served = await jar()
    await runYaml(`- get: ${served.base}/redirect`)
    expect(cookies(served)).toEqual([undefined, 'hop=h-1'])
  })

  test('live for one input set', async () => {
    const served = await jar()
    await runYaml(
      `inputs: { a: {}, b: {} }\nsteps:\n- get: ${served.base}/\n- get: ${served.base}/in\n- get: ${served.base}/`,
    )
    expect(cookies(served)).toEqual([undefined, undefined, 'sid=s-1', undefined, undefined, 'sid=s-1'])
  })

  test('that the author writes win over those that were kept', async () => {
    const served = await jar()
    await runYaml(`- get: ${served.base}/in\n- get: { url: ${served.base}/deep/x, headers: { Cookie: "sid=mine" } }`)
    expect(cookies(served)[1]).toBe('sid=mine; deep=d-1')
  })
})
