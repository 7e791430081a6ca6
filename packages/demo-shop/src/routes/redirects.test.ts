import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()

test('the old place of a product leads to the new one', async () => {
  const reply = await call('GET', '/api/old/product/7')
  expect([reply.status, reply.headers.get('location')]).toEqual([301, '/api/retail/product/7'])
  const followed = await call('GET', '/api/old/product/7', { redirect: 'follow', headers: { key: 'ABC123' } })
  expect(await followed.json()).toMatchObject({ id: 7 })
})

test('a chain has as many redirects as asked for', async () => {
  let path: string | null = '/api/redirect/3'
  const statuses: number[] = []
  while (path !== null) {
    const reply = await call('GET', path)
    statuses.push(reply.status)
    path = reply.headers.get('location')
  }
  expect(statuses).toEqual([302, 302, 302, 200])
})

test.each([
  [303, 'GET'],
  [307, 'POST'],
  [308, 'POST'],
])('a POST redirected with %i arrives as a %s', async (status, method) => {
  const reply = await call('POST', `/api/redirect/2?status=${status}`, { redirect: 'follow', body: 'text' })
  expect(await reply.json()).toEqual({ method })
})

test('a POST is redirected with 303 where nothing else is said', async () => {
  expect((await call('POST', '/api/redirect/1')).status).toBe(303)
})
