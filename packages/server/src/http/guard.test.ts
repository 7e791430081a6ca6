import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { openStudio, type TestStudio } from '../test/studio.ts'

/** A request as it is, for headers that `fetch` does not let anybody set. Returns the whole answer as text. */
function raw({ url }: TestStudio, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (piece: string) => (answer += piece))
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
    socket.write([...lines, 'connection: close', '', ''].join('\r\n'))
  })
}

const statusOf = (answer: string): number => Number(answer.slice(9, 12))
const project = '/api/v1/projects/local'

describe('a studio answers', () => {
  test.each([
    ['127.0.0.1', 200],
    ['localhost', 200],
    ['LocalHost', 200],
    ['[::1]', 200],
    ['evil.test', 403],
    ['127.0.0.1.evil.test', 403],
    ['localhost.', 403],
    ['127.0.0.2', 403],
    ['0.0.0.0', 403],
    ['user@127.0.0.1', 403],
  ])('when it is called %s with its port: %i', async (name, status) => {
    const studio = await openStudio()
    const { port } = new URL(studio.url)
    for (const path of [project, '/', '/open?token=x']) {
      const answer = await raw(studio, [`GET ${path} HTTP/1.1`, `host: ${name}:${port}`, `cookie: ${studio.cookie}`])
      if (status === 403) expect([path, [400, 403].includes(statusOf(answer))]).toEqual([path, true])
      else if (path === project) expect(statusOf(answer)).toBe(200)
    }
  })

  test.each(['localhost', '127.0.0.1:1', '127.0.0.1', ''])('nothing but a refusal to the host %j', async (host) => {
    const studio = await openStudio()
    const answer = await raw(studio, [`GET ${project} HTTP/1.1`, `host: ${host}`, `cookie: ${studio.cookie}`])
    expect([400, 403]).toContain(statusOf(answer))
    expect(answer).not.toContain('Test project')
  })

  const origins = [
    'http://evil.test',
    'null',
    'http://127.0.0.1:1',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
    '',
  ]
  test.each(origins)('no page of the origin %j, whatever it sends', async (pattern) => {
    const studio = await openStudio()
    const origin = pattern.replace('PORT', new URL(studio.url).port)
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const response = await studio.fetch(project, { method, headers: { origin } })
      expect([method, response.status]).toEqual([method, 403])
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      expect(await response.json()).toMatchObject({ type: 'urn:merlon:problem:forbidden' })
    }
  })

  test('no write without an origin, as an old browser may send it for another page', async () => {
    const studio = await openStudio()
    const answer = await raw(studio, [
      `POST ${project}/file/move HTTP/1.1`,
      `host: ${new URL(studio.url).host}`,
      `cookie: ${studio.cookie}`,
      'content-length: 0',
    ])
    expect(statusOf(answer)).toBe(403)
  })

  test.each([
    ['cross-site', 403],
    ['same-site', 403],
    ['same-origin', 200],
    ['none', 200],
  ])('reads that a browser calls %s: %i', async (site, status) => {
    const studio = await openStudio()
    const answer = await raw(studio, [
      `GET ${project} HTTP/1.1`,
      `host: ${new URL(studio.url).host}`,
      `cookie: ${studio.cookie}`,
      `sec-fetch-site: ${site}`,
    ])
    expect(statusOf(answer)).toBe(status)
  })
})

describe('without the cookie', () => {
  test('the API answers with a problem, and pages say what to open', async () => {
    const studio = await openStudio()
    const { port } = new URL(studio.url)
    const wrong = ['', `merlon_${port}=`, `merlon_${port}=${'a'.repeat(43)}`, studio.cookie.replace(/_\d+/, '_1')]
    for (const cookie of [...wrong, studio.cookie.slice(0, -1), `${studio.cookie}x`]) {
      const api = await studio.fetch(project, { headers: { cookie } })
      expect([cookie, api.status]).toEqual([cookie, 401])
      expect(await api.json()).toMatchObject({
        type: 'urn:merlon:problem:unauthorized',
        help: 'open the address that `merlon studio` printed in the terminal',
      })
      const page = await studio.fetch('/', { headers: { cookie, accept: 'text/html' } })
      expect(page.status).toBe(401)
      const text = await page.text()
      expect(text).toContain('merlon studio')
      expect(text).not.toContain('<script')
      expect((await studio.fetch('/api/openapi.json', { headers: { cookie } })).status).toBe(401)
    }
  })

  test('a link gives it once', async () => {
    const studio = await openStudio()
    const link = studio.newLink()
    const first = await fetch(link, { redirect: 'manual' })
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toBe('/')
    const { port } = new URL(studio.url)
    expect(first.headers.get('set-cookie')).toMatch(
      new RegExp(`^merlon_${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    const second = await fetch(link, { redirect: 'manual' })
    expect([second.status, second.headers.get('set-cookie')]).toEqual([401, null])
    const known = await fetch(link, { redirect: 'manual', headers: { cookie: studio.cookie } })
    expect(known.status).toBe(303)
  })

  test('a wrong token gives nothing, and leaves the right one as it is', async () => {
    const studio = await openStudio()
    const link = studio.newLink()
    for (const wrong of [`${link}x`, link.slice(0, -1), `${studio.url}/open`, `${studio.url}/open?token=`]) {
      expect((await fetch(wrong, { redirect: 'manual' })).headers.get('set-cookie')).toBeNull()
    }
    expect((await fetch(link, { method: 'HEAD', redirect: 'manual' })).headers.get('set-cookie')).toBeNull()
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303)
  })

  test.each([
    ['/test/cart/a?x=1#step', '/test/cart/a?x=1#step'],
    ['/test/über x', '/test/%C3%BCber%20x'],
    ['//evil.test', '/'],
    ['/\\evil.test', '/'],
    ['/\t/evil.test', '/'],
    ['/a/..//evil.test', '/'],
    ['http://evil.test', '/'],
    ['evil', '/'],
    ['/x\r\nset-cookie: a=b', '/'],
    ['/api/v1/projects', '/'],
    ['/open?token=x', '/'],
  ])('a link to %j leads to %s', async (to, location) => {
    const studio = await openStudio()
    const response = await fetch(studio.newLink(to), { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([303, location])
  })
})

test('two studios take each their own cookie, and a new start takes none of an earlier one', async () => {
  const [one, two] = [await openStudio(), await openStudio()]
  const both = `${one.cookie}; ${two.cookie}`
  expect((await one.fetch(project, { headers: { cookie: both } })).status).toBe(200)
  expect((await two.fetch(project, { headers: { cookie: both } })).status).toBe(200)
  const forged = two.cookie.replace(/^[^=]+/, one.cookie.split('=')[0] ?? '')
  expect((await one.fetch(project, { headers: { cookie: forged } })).status).toBe(401)
})

test('every answer says what a browser may do with it', async () => {
  const studio = await openStudio()
  const answers = [
    await studio.fetch(project),
    await studio.fetch('/api/nothing'),
    await studio.fetch('/'),
    await studio.fetch('/nothing.js'),
    await studio.fetch(project, { headers: { cookie: '' } }),
    await studio.fetch(project, { headers: { origin: 'http://evil.test' } }),
    await fetch(studio.newLink(), { redirect: 'manual' }),
  ]
  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  }
})
