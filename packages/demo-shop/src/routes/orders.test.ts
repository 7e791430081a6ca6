import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop({ now: () => Date.UTC(2026, 0, 1) })
interface Page {
  readonly orders: readonly { readonly id: number }[]
  readonly total: number
  readonly next?: string
}
const read = async <T>(path: string) => (await (await call('GET', path)).json()) as T

test('following next visits every order once, oldest first', async () => {
  const ids: number[] = []
  for (let path: string | undefined = '/api/orders?size=4'; path !== undefined; ) {
    const page: Page = await read(path)
    ids.push(...page.orders.map((order) => order.id))
    path = page.next
  }
  const { total } = await read<Page>('/api/orders')
  expect(total).toBeGreaterThanOrEqual(23)
  expect(ids).toEqual(Array.from({ length: total }, (_, index) => index + 1))
})

test('the Link header names first, prev, last and next', async () => {
  const link = (await call('GET', '/api/orders?page=2&size=10')).headers.get('link')
  expect(link).toBe(
    [
      '</api/orders?page=1&size=10>; rel="first"',
      '</api/orders?page=1&size=10>; rel="prev"',
      '</api/orders?page=3&size=10>; rel="last"',
      '</api/orders?page=3&size=10>; rel="next"',
    ].join(', '),
  )
})

test('a page past the last one is empty and has no next', async () => {
  const page = await read<Page>('/api/orders?page=9&size=10')
  expect([page.orders, page.next]).toEqual([[], undefined])
})

const place = (json: unknown) => call('POST', '/api/orders', { json })
const course = async (location: string, times: number) => {
  const jobs: { status: string; order?: string; reason?: string }[] = []
  for (let time = 0; time < times; time += 1) jobs.push(await read(location))
  return jobs
}

test('an order is made by a job: queued, working, done, and then done for ever', async () => {
  const reply = await place({
    items: [
      { product: 1, quantity: 2 },
      { product: 16, quantity: 1 },
    ],
    note: 'soon',
  })
  const location = reply.headers.get('location') ?? ''
  expect([reply.status, location]).toEqual([202, expect.stringMatching(/^\/api\/jobs\/\d+$/)])
  const jobs = await course(location, 4)
  expect(jobs.map((job) => job.status)).toEqual(['queued', 'working', 'done', 'done'])
  expect(jobs[3]?.order).toBe(jobs[2]?.order)
  expect(await read(jobs[2]?.order ?? '')).toMatchObject({
    items: [
      { product: 1, quantity: 2 },
      { product: 16, quantity: 1 },
    ],
    total: 107.3,
    note: 'soon',
    createdAt: '2026-01-01T00:00:00.000Z',
  })
})

test('a job that orders what is not in stock fails and says why', async () => {
  const location = (await place({ items: [{ product: 4, quantity: 1 }] })).headers.get('location') ?? ''
  const jobs = await course(location, 3)
  expect(jobs[2]).toMatchObject({ status: 'failed', reason: 'product 4 is not in stock 1 times' })
})

test('jobs move on their own', async () => {
  const one = (await place({ items: [{ product: 1, quantity: 1 }] })).headers.get('location') ?? ''
  const other = (await place({ items: [{ product: 1, quantity: 1 }] })).headers.get('location') ?? ''
  await course(one, 3)
  expect((await course(other, 1))[0]?.status).toBe('queued')
})

test('an order of an unknown product is a 422, one of nothing a 400', async () => {
  expect((await place({ items: [{ product: 99, quantity: 1 }] })).status).toBe(422)
  expect((await place({ items: [] })).status).toBe(400)
})

test('unknown orders and jobs are a 404', async () => {
  expect((await call('GET', '/api/orders/9999')).status).toBe(404)
  expect((await call('GET', '/api/jobs/9999')).status).toBe(404)
})
