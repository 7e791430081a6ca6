import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()

test.each([200, 201, 301, 418, 429, 500, 503, 599])('the status %i is answered with itself', async (status) => {
  const reply = await call('GET', `/api/status/${status}`)
  expect([reply.status, await reply.json()]).toEqual([status, { status }])
})

test.each([204, 205, 304])('the status %i comes without a body', async (status) => {
  const reply = await call('GET', `/api/status/${status}`)
  expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([status, null, ''])
})

test.each(['199', '600', 'ok'])('%s is no status that can be asked for', async (code) => {
  expect((await call('GET', `/api/status/${code}`)).status).toBe(404)
})
