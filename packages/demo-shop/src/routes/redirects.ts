import { problem } from '../http/refusal.ts'
import { json, redirect } from '../http/reply.ts'
import { type ReplyPart, type Resource, route } from '../http/route.ts'
import { integer, object, text } from '../schema/build.ts'

const location: ReplyPart = {
  description: 'there is more on the way',
  schema: object({ location: text() }, { title: 'Redirect' }),
  headers: { Location: 'where to go' },
}
const arrived: ReplyPart = { description: 'the end of the chain', schema: object({ method: text() }) }
const STATUSES = [301, 302, 303, 307, 308]
const onTheWay = Object.fromEntries(STATUSES.map((status) => [status, location]))

const chain = (defaultStatus: number) =>
  object({
    n: integer({ minimum: 0, maximum: 50, examples: [2] }),
    status: integer({ enum: STATUSES, default: defaultStatus }),
  })

interface Step {
  readonly method: string
  readonly parameters: { readonly n: number; readonly status: number }
}

function step({ method, parameters: { n, status } }: Step) {
  return n === 0 ? json(200, { method }) : redirect(status, `/api/redirect/${n - 1}?status=${status}`)
}

export function redirects(): Resource {
  const oldProduct = route({
    id: 'getOldProduct',
    method: 'get',
    path: '/api/old/product/{id}',
    summary: 'Where the products were before',
    parameters: object({ id: integer({ examples: [1] }) }),
    replies: { 301: location },
    handle: ({ parameters }) => redirect(301, `/api/retail/product/${parameters.id}`),
  })
  const followChain = route({
    id: 'followRedirects',
    method: 'get',
    path: '/api/redirect/{n}',
    summary: 'A chain of n redirects with the status of your choice',
    parameters: chain(302),
    replies: { 200: arrived, ...onTheWay },
    handle: step,
  })
  const postChain = route({
    id: 'postRedirects',
    method: 'post',
    path: '/api/redirect/{n}',
    summary: 'The same from a POST, which becomes a GET after a 303 and stays a POST after a 307 or 308',
    parameters: chain(303),
    replies: { 200: arrived, ...onTheWay },
    handle: step,
  })
  const routes = [oldProduct, followChain, postChain]
  return { name: 'redirects', description: 'Answers from somewhere else', refusalFormat: problem, routes }
}
