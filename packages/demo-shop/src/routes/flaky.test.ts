import { expect, test } from 'vitest'
import { startDemoShop } from '../index.ts'

async function course(seed: number, path = '/api/flaky'): Promise<number[]> {
  const shop = await startDemoShop({ port: 0, seed })
  const statuses: number[] = []
  for (let time = 0; time < 60; time += 1) statuses.push((await fetch(shop.url + path)).status)
  await shop.stop()
  return statuses
}

test('the same seed gives the same course, another seed or row another one', async () => {
  const [first, again, other, row] = await Promise.all([course(1), course(1), course(2), course(1, '/api/flaky?row=a')])
  expect(again).toEqual(first)
  expect(other).not.toEqual(first)
  expect(row).not.toEqual(first)
})

test('about a third of the calls fail, never three in a row', async () => {
  const statuses = await course(1)
  const failed = statuses.filter((status) => status === 503).length
  expect(failed).toBeGreaterThan(8)
  expect(failed).toBeLessThan(30)
  expect(statuses.filter((status) => status !== 503 && status !== 200)).toEqual([])
  expect(statuses.join(' ')).not.toContain('503 503 503')
})

test('calls in one row do not move another', async () => {
  const shop = await startDemoShop({ port: 0 })
  const alone: number[] = []
  const disturbed: number[] = []
  for (let time = 0; time < 20; time += 1) alone.push((await fetch(`${shop.url}/api/flaky?row=a`)).status)
  await shop.stop()
  const second = await startDemoShop({ port: 0 })
  for (let time = 0; time < 20; time += 1) {
    disturbed.push((await fetch(`${second.url}/api/flaky?row=a`)).status)
    await fetch(`${second.url}/api/flaky?row=b`)
  }
  await second.stop()
  expect(disturbed).toEqual(alone)
})

test('a failure says when to come back', async () => {
  const shop = await startDemoShop({ port: 0 })
  let reply = await fetch(`${shop.url}/api/flaky`)
  while (reply.status === 200) reply = await fetch(`${shop.url}/api/flaky`)
  expect(reply.headers.get('retry-after')).toBe('1')
  expect(await reply.json()).toMatchObject({ status: 503, title: 'Service Unavailable' })
  await shop.stop()
})
