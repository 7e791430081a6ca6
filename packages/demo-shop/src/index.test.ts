import { expect, test } from 'vitest'
import { startDemoShop } from './index.ts'

const statusOf = async (url: string) => (await fetch(url)).status

test('a shop on a busy port takes a free one', async () => {
  const first = await startDemoShop({ port: 0 })
  const second = await startDemoShop({ port: first.port })
  expect(second.port).not.toBe(first.port)
  expect(second.url).toBe(`http://127.0.0.1:${second.port}`)
  expect(await statusOf(`${first.url}/api/health`)).toBe(200)
  expect(await statusOf(`${second.url}/api/health`)).toBe(200)
  await Promise.all([first.stop(), second.stop()])
})

test('a host that cannot be listened on rejects', async () => {
  await expect(startDemoShop({ port: 0, host: '192.0.2.1' })).rejects.toThrow('EADDRNOTAVAIL')
})

test('two shops do not share what was done in one of them', async () => {
  const shops = await Promise.all([startDemoShop({ port: 0 }), startDemoShop({ port: 0 })])
  const [one, other] = shops
  const form = new FormData()
  form.set('file', new Blob(['x']), 'only-here.txt')
  expect((await fetch(`${one.url}/api/files`, { method: 'POST', body: form })).status).toBe(201)
  expect(await statusOf(`${one.url}/api/files/only-here.txt`)).toBe(200)
  expect(await statusOf(`${other.url}/api/files/only-here.txt`)).toBe(404)
  const json = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ user: 'ann', password: 'ann-demo-password' })
  const login = await fetch(`${one.url}/api/retail/user`, { method: 'POST', headers: json, body })
  const headers = { usertoken: ((await login.json()) as { Token: string }).Token }
  expect((await fetch(`${one.url}/api/retail/cart`, { headers })).status).toBe(200)
  expect((await fetch(`${other.url}/api/retail/cart`, { headers })).status).toBe(401)
  await Promise.all(shops.map((shop) => shop.stop()))
})

test('stopping cuts a slow answer short and frees the port', async () => {
  const shop = await startDemoShop({ port: 0 })
  const start = performance.now()
  const slow = fetch(`${shop.url}/api/slow?ms=10000`)
  await fetch(`${shop.url}/api/health`)
  const cut = expect(slow).rejects.toThrow()
  await shop.stop()
  await cut
  expect(performance.now() - start).toBeLessThan(5000)
  await expect(fetch(`${shop.url}/api/health`)).rejects.toThrow()
  await shop.stop()
})

test('the same seed gives the same tokens, another seed others', async () => {
  const tokenOf = async (seed: number) => {
    const shop = await startDemoShop({ port: 0, seed })
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'demo-client',
      client_secret: 'demo-client-secret',
    })
    const reply = await fetch(`${shop.url}/api/oauth/auth`, { method: 'POST', body })
    await shop.stop()
    return ((await reply.json()) as { access_token: string }).access_token
  }
  const [first, again, other] = await Promise.all([tokenOf(5), tokenOf(5), tokenOf(6)])
  expect(first).toMatch(/^[0-9a-f]{40}$/)
  expect(again).toBe(first)
  expect(other).not.toBe(first)
})
