import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()

test('a session lives in its cookie until it is closed', async () => {
  const opened = await call('POST', '/api/session', { json: { name: 'Ann' } })
  expect([opened.status, await opened.json()]).toEqual([201, { name: 'Ann', visits: 0 }])
  const cookies = opened.headers.getSetCookie()
  expect(cookies).toEqual([
    expect.stringMatching(/^session=[0-9a-f]{24}; Path=\/api; Max-Age=3600; HttpOnly; SameSite=Lax$/),
    'currency=EUR; Path=/',
  ])
  const headers = { Cookie: `other=1; ${cookies[0]?.split(';')[0]}; currency=EUR` }
  const read = async () => (await call('GET', '/api/session', { headers })).json()
  expect(await read()).toEqual({ name: 'Ann', visits: 1 })
  expect(await read()).toEqual({ name: 'Ann', visits: 2 })
  const closed = await call('DELETE', '/api/session', { headers })
  expect([closed.status, closed.headers.getSetCookie()]).toEqual([
    204,
    [expect.stringMatching(/^session=;.*Max-Age=0/)],
  ])
  expect((await call('GET', '/api/session', { headers })).status).toBe(401)
})

test.each([undefined, '', 'session=', 'session=made-up', 'nosession'])(
  'the cookie %j opens nothing',
  async (cookie) => {
    const headers = cookie === undefined ? {} : { Cookie: cookie }
    expect((await call('GET', '/api/session', { headers })).status).toBe(401)
  },
)
