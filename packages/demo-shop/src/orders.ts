/** Orders, and the jobs that make them: a job moves on when it is looked at, so its course does not hang on time. */
import { remember } from './bounded.ts'
import type { Catalogue } from './catalogue.ts'
import { Refusal } from './http/refusal.ts'

const POLLS_UNTIL_DONE = 3
const KEPT = 10_000

interface OrderItem {
  readonly product: number
  readonly quantity: number
}

interface Order {
  readonly id: number
  readonly items: readonly OrderItem[]
  readonly total: number
  readonly createdAt: string
  readonly note?: string
}

interface Job {
  readonly id: number
  readonly status: 'queued' | 'working' | 'done' | 'failed'
  readonly order?: string
  readonly reason?: string
}

interface Pending {
  readonly items: readonly OrderItem[]
  readonly note: string | undefined
  polls: number
  end?: Pick<Job, 'status' | 'order' | 'reason'>
}

export interface OrderBook {
  list(): readonly Order[]
  get(id: number): Order
  /** throws a 422 for a product that does not exist */
  place(items: readonly OrderItem[], note: string | undefined): Job
  /** looks at a job: queued, working, then done, or failed where something is not in stock */
  poll(id: number): Job
}

export function createOrderBook(catalogue: Catalogue, now: () => number): OrderBook {
  const orders = new Map<number, Order>()
  const jobs = new Map<number, Pending>()
  let lastJob = 0
  let lastOrder = 0

  const add = (items: readonly OrderItem[], note: string | undefined, time: number): Order => {
    const cents = items.reduce(
      (sum, item) => sum + Math.round(catalogue.get(item.product).price * 100) * item.quantity,
      0,
    )
    const createdAt = new Date(time).toISOString()
    const order = { id: ++lastOrder, items, total: cents / 100, createdAt, ...(note === undefined ? {} : { note }) }
    remember(orders, order.id, order, KEPT)
    return order
  }
  for (const past of history(catalogue)) add(past.items, past.note, past.time)

  const finish = (job: Pending): NonNullable<Pending['end']> => {
    const short = job.items.find((item) => catalogue.get(item.product).quantity < item.quantity)
    if (short) return { status: 'failed', reason: `product ${short.product} is not in stock ${short.quantity} times` }
    return { status: 'done', order: `/api/orders/${add(job.items, job.note, now()).id}` }
  }

  return {
    list: () => [...orders.values()],
    get(id) {
      const order = orders.get(id)
      if (!order) throw new Refusal(404, `no order has the id ${id}`)
      return order
    },
    place(items, note) {
      const unknown = items.find((item) => !catalogue.find(item.product))
      if (unknown) throw new Refusal(422, `no product has the id ${unknown.product}`)
      remember(jobs, ++lastJob, { items, note, polls: 0 }, KEPT)
      return { id: lastJob, status: 'queued' }
    },
    poll(id) {
      const job = jobs.get(id)
      if (!job) throw new Refusal(404, `no job has the id ${id}`)
      job.polls += 1
      if (job.polls >= POLLS_UNTIL_DONE) job.end ??= finish(job)
      return { id, status: job.polls === 1 ? 'queued' : 'working', ...job.end }
    },
  }
}

/** The orders that the shop opens with: always the same, enough for three pages of ten. */
function history(catalogue: Catalogue): { items: OrderItem[]; note: string | undefined; time: number }[] {
  return Array.from({ length: 23 }, (_, index) => ({
    items: Array.from({ length: 1 + (index % 3) }, (_, place) => ({
      product: 1 + ((index * 7 + place * 3) % catalogue.all.length),
      quantity: 1 + ((index + place) % 4),
    })),
    note: index % 5 === 0 ? 'leave it at the door' : undefined,
    time: Date.UTC(2025, 0, 2 + index, 12),
  }))
}
