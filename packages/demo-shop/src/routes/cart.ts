import { jsonBody } from '../http/body.ts'
import { message, Refusal } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Guard, type Resource, route } from '../http/route.ts'
import { anything, integer, list, map, object, text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'

const MOST = 1000
const cartSchema = list(object({ id: integer(), item: text(), quantity: integer({ minimum: 1 }) }), { title: 'Cart' })

export function cart(shop: Shop): Resource {
  const guard: Guard<Map<number, number>> = {
    name: 'userToken',
    scheme: { type: 'apiKey', in: 'header', name: 'usertoken' },
    refusal: "the header 'usertoken' is missing or no login gave that token",
    check: ({ usertoken }) => (typeof usertoken === 'string' ? shop.carts.get(usertoken) : undefined),
  }
  const path = '/api/retail/cart'
  const putCart = route({
    id: 'putCart',
    method: 'put',
    path,
    summary: 'Set the quantity of products in the cart; those not named stay as they are',
    guard,
    body: jsonBody(map(anything(), { description: `product id to quantity, an integer from 1 to ${MOST}` }), {
      '1': 2,
    }),
    replies: {
      200: {
        description: 'the products are in the cart',
        schema: object({ Message: text(), Status: integer() }, { title: 'CartChanged' }),
      },
    },
    refusals: { 404: 'no product has this id' },
    handle({ body, caller }) {
      const wanted = Object.entries(body).map(([id, quantity]) => wantedItem(shop, id, quantity))
      for (const [id, quantity] of wanted) caller.set(id, quantity)
      return json(200, { Message: 'the cart has changed', Status: 201 })
    },
  })
  const getCart = route({
    id: 'getCart',
    method: 'get',
    path,
    summary: 'What the cart holds',
    guard,
    replies: { 200: { description: 'the items', schema: cartSchema } },
    handle({ caller }) {
      const items = [...caller].map(([id, quantity]) => ({ id, item: shop.catalogue.get(id).name, quantity }))
      return json(200, items)
    },
  })
  const deleteCart = route({
    id: 'emptyCart',
    method: 'delete',
    path,
    summary: 'Empty the cart',
    guard,
    replies: {
      200: { description: 'the cart is empty', schema: object({ Message: text() }, { title: 'CartEmptied' }) },
    },
    handle({ caller }) {
      caller.clear()
      return json(200, { Message: 'the cart is empty' })
    },
  })
  const description = 'The cart of a login, behind its token'
  return { name: 'cart', description, refusalFormat: message, routes: [putCart, getCart, deleteCart] }
}

function wantedItem(shop: Shop, id: string, quantity: unknown): [number, number] {
  const product = /^[1-9]\d*$/.test(id) ? shop.catalogue.find(Number(id)) : undefined
  if (!product) throw new Refusal(404, `no product has the id '${id}'`)
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > MOST) {
    const shown = JSON.stringify(quantity)
    throw new Refusal(400, `the quantity of product ${id} must be an integer from 1 to ${MOST}, but is ${shown}`)
  }
  return [product.id, quantity]
}
