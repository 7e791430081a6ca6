import { jsonBody } from '../http/body.ts'
import { problem } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { integer, list, number, object, text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'
import { jobSchema } from './jobs.ts'

const itemSchema = object({ product: integer(), quantity: integer({ minimum: 1, maximum: 1000 }) })
const orderSchema = object(
  {
    id: integer(),
    items: list(itemSchema),
    total: number({ description: 'euro' }),
    createdAt: text({ format: 'date-time' }),
    'note?': text(),
  },
  { title: 'Order' },
)
const newOrder = object({ items: list(itemSchema, { minItems: 1 }), 'note?': text() }, { title: 'NewOrder' })
const pageSchema = object(
  {
    orders: list(orderSchema),
    page: integer(),
    pages: integer(),
    total: integer(),
    'next?': text({ description: 'the path of the next page; the last page has none' }),
  },
  { title: 'OrderPage' },
)

const PATH = '/api/orders'

export function orders(shop: Shop): Resource {
  const listOrders = route({
    id: 'listOrders',
    method: 'get',
    path: PATH,
    summary: 'The orders, oldest first, page by page',
    parameters: object({
      page: integer({ minimum: 1, default: 1 }),
      size: integer({ minimum: 1, maximum: 100, default: 10 }),
    }),
    replies: {
      200: { description: 'a page', schema: pageSchema, headers: { Link: 'first, prev, next and last (RFC 8288)' } },
    },
    handle({ parameters: { page, size } }) {
      const all = shop.orders.list()
      const pages = Math.max(1, Math.ceil(all.length / size))
      const path = (of: number) => `${PATH}?page=${of}&size=${size}`
      const relations = { first: 1, ...(page > 1 ? { prev: Math.min(page - 1, pages) } : {}), last: pages }
      const links = Object.entries(page < pages ? { ...relations, next: page + 1 } : relations)
      const Link = links.map(([relation, of]) => `<${path(of)}>; rel="${relation}"`).join(', ')
      const next = page < pages ? { next: path(page + 1) } : {}
      const shown = all.slice((page - 1) * size, page * size)
      return json(200, { orders: shown, page, pages, total: all.length, ...next }, { Link })
    },
  })
  const getOrder = route({
    id: 'getOrder',
    method: 'get',
    path: `${PATH}/{id}`,
    summary: 'One order',
    parameters: object({ id: integer({ examples: [1] }) }),
    replies: { 200: { description: 'the order', schema: orderSchema } },
    refusals: { 404: 'no order has this id' },
    conditional: true,
    handle: ({ parameters }) => json(200, shop.orders.get(parameters.id)),
  })
  const placeOrder = route({
    id: 'placeOrder',
    method: 'post',
    path: PATH,
    summary: 'Order something: a job makes the order, poll it',
    body: jsonBody(newOrder, { items: [{ product: 1, quantity: 2 }] }),
    replies: {
      202: { description: 'the job is queued', schema: jobSchema, headers: { Location: 'the path of the job' } },
    },
    refusals: { 422: 'no product has this id' },
    handle({ body }) {
      const job = shop.orders.place(body.items, body.note)
      return json(202, job, { Location: `/api/jobs/${job.id}` })
    },
  })
  const description = 'Pages of orders; new ones are made by a job'
  return { name: 'orders', description, refusalFormat: problem, routes: [listOrders, placeOrder, getOrder] }
}
