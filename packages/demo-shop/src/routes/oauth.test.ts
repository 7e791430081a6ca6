import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

let time = 1_000_000
const call = openShop({ now: () => time })
const basic = (pair: string) => ({ Authorization: `Basic ${btoa(pair)}` })
const right = basic('demo-client:demo-client-secret')
const grant = (form: Record<string, string>, headers: Record<string, string> = right) =>
  call('POST', '/api/oauth/auth', { headers, body: new URLSearchParams(form) })
const credentials = { grant_type: 'client_credentials' }
const me = (token: string) => call('GET', '/api/oauth/me', { headers: { Authorization: `Bearer ${token}` } })

interface Granted {
  readonly access_token: string
}

test('a client gets a token by basic authentication and uses it', async () => {
  const reply = await grant({ ...credentials, scope: 'shop' })
  const granted = (await reply.json()) as Granted
  expect(granted).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600, scope: 'shop' })
  const client = await me(granted.access_token)
  expect([client.status, await client.json()]).toEqual([200, { id: 'demo-client', name: 'Demo client' }])
})

test('a client may say who it is in the form', async () => {
  const inForm = { client_id: 'demo-client', client_secret: 'demo-client-secret' }
  expect((await grant({ ...credentials, ...inForm }, {})).status).toBe(200)
})

test.each([
  ['a wrong secret', basic('demo-client:wrong')],
  ['another scheme', { Authorization: 'Bearer x' }],
  ['nothing', {}],
])('%s is an invalid_client with a challenge', async (_, headers) => {
  const reply = await grant(credentials, headers as Record<string, string>)
  expect(reply.status).toBe(401)
  expect(reply.headers.get('www-authenticate')).toContain('Basic')
  expect(await reply.json()).toMatchObject({ error: 'invalid_client' })
})

test('another grant is refused by name', async () => {
  const reply = await grant({ grant_type: 'password' })
  expect([reply.status, await reply.json()]).toMatchObject([400, { error: 'unsupported_grant_type' }])
})

test('a token works until it expires', async () => {
  const { access_token } = (await (await grant({ ...credentials, lifetime: '60' })).json()) as Granted
  time += 59_999
  expect((await me(access_token)).status).toBe(200)
  time += 1
  const reply = await me(access_token)
  expect(reply.status).toBe(401)
  expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="demo-shop", error="invalid_token"')
  expect(await reply.json()).toMatchObject({ error: 'invalid_token' })
})

test('a made-up token is refused', async () => {
  expect((await me('made-up')).status).toBe(401)
  expect((await call('GET', '/api/oauth/me')).status).toBe(401)
})
