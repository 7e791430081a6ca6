import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()

test('an answer waits as long as it was asked to', async () => {
  const start = performance.now()
  const reply = await call('GET', '/api/slow?ms=120')
  expect(await reply.json()).toEqual({ ms: 120 })
  expect(performance.now() - start).toBeGreaterThanOrEqual(115)
})

test('a slow answer does not hold up others', async () => {
  const slow = call('GET', '/api/slow?ms=300').then(() => 'slow')
  const quick = call('GET', '/api/health').then(() => 'quick')
  expect(await Promise.race([slow, quick])).toBe('quick')
  await slow
})
