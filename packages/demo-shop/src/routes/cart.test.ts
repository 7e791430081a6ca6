import { beforeEach, expect, test } from 'vitest'
import { logIn, openShop } from '../test/open.ts'

const call = openShop()
let headers: { usertoken: string }
beforeEach(async () => {
  headers = await logIn(call)
})
const put = (json: unknown) => call('PUT', '/api/retail/cart', { headers, json })
const read = async () => (await call('GET', '/api/retail/cart', { headers })).json()

test('what is put into the cart is in it', async () => {
  const reply = await put({ 1: 2, 7: 3 })
  expect([reply.status, await reply.json()]).toEqual([200, { Message: 'the cart has changed', Status: 201 }])
  expect(await read()).toEqual([
    { id: 1, item: 'Linen shirt', quantity: 2 },
    { id: 7, item: 'Straw hat', quantity: 3 },
  ])
})

test('a second put sets the quantity and leaves other products alone', async () => {
  await put({ 1: 2, 7: 3 })
  await put({ 1: 5 })
  expect(await read()).toMatchObject([
    { id: 1, quantity: 5 },
    { id: 7, quantity: 3 },
  ])
})

test('a deleted cart is empty', async () => {
  await put({ 1: 2 })
  expect((await call('DELETE', '/api/retail/cart', { headers })).status).toBe(200)
  expect(await read()).toEqual([])
})

test('two logins of one user have two carts', async () => {
  await put({ 1: 2 })
  const other = await logIn(call)
  expect(await (await call('GET', '/api/retail/cart', { headers: other })).json()).toEqual([])
})

test.each(['GET', 'PUT', 'DELETE'])('%s with a token of no login is refused', async (method) => {
  expect((await call(method, '/api/retail/cart', { headers: { usertoken: 'made-up' } })).status).toBe(401)
  expect((await call(method, '/api/retail/cart')).status).toBe(401)
})

test.each(['99', '01', 'x', '__proto__'])('the unknown product %s is a 404 and nothing is put', async (id) => {
  const reply = await call('PUT', '/api/retail/cart', {
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: `{"1": 1, "${id}": 1}`,
  })
  expect([reply.status, await reply.json()]).toEqual([404, { message: `no product has the id '${id}'` }])
  expect(await read()).toEqual([])
})

test.each([0, -1, 1.5, '2', null, 1001])('the quantity %j is a 400 and nothing is put', async (quantity) => {
  const reply = await put({ 7: 1, 2: quantity })
  expect(reply.status).toBe(400)
  expect(await reply.json()).toEqual({
    message: `the quantity of product 2 must be an integer from 1 to 1000, but is ${JSON.stringify(quantity)}`,
  })
  expect(await read()).toEqual([])
})
