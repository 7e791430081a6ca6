import { productSchema } from '../catalogue.ts'
import { message } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Guard, type Resource, route } from '../http/route.ts'
import { integer, list, object, text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'

const KEY = 'ABC123'

const guard: Guard<true> = {
  name: 'retailKey',
  scheme: { type: 'apiKey', in: 'header', name: 'key' },
  refusal: "the header 'key' is missing or wrong",
  check: (headers) => headers.key === KEY || undefined,
}

export function product({ catalogue }: Shop): Resource {
  const listProducts = route({
    id: 'listProducts',
    method: 'get',
    path: '/api/retail/product',
    summary: 'The products, or those whose name or category contains a text',
    guard,
    parameters: object({ 'search?': text({ examples: ['shirt'] }) }),
    replies: { 200: { description: 'the products found', schema: list(productSchema) } },
    conditional: true,
    handle: ({ parameters }) => json(200, catalogue.search(parameters.search ?? '')),
  })
  const getProduct = route({
    id: 'getProduct',
    method: 'get',
    path: '/api/retail/product/{id}',
    summary: 'One product',
    guard,
    parameters: object({ id: integer({ examples: [1] }) }),
    replies: { 200: { description: 'the product', schema: productSchema } },
    refusals: { 404: 'no product has this id' },
    conditional: true,
    handle: ({ parameters }) => json(200, catalogue.get(parameters.id)),
  })
  return {
    name: 'product',
    description: 'The catalogue, behind an API key',
    refusalFormat: message,
    routes: [listProducts, getProduct],
  }
}
