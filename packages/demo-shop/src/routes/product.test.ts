import { expect, test } from 'vitest'
import type { Product } from '../catalogue.ts'
import { openShop } from '../test/open.ts'

const call = openShop()
const get = (path: string, key = 'ABC123') => call('GET', `/api/retail/product${path}`, { headers: { key } })
const list = async (path: string) => (await (await get(path)).json()) as Product[]

test('there are twenty products with ids from 1, some with a discount and some without', async () => {
  const products = await list('')
  expect(products.map((product) => product.id)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  for (const member of ['discount', 'description', 'supplier'] as const) {
    const having = products.filter((product) => product[member] !== undefined).length
    expect(having).toBeGreaterThan(2)
    expect(having).toBeLessThan(18)
  }
})

test('product 1 is a shirt and product 7 a hat', async () => {
  expect(await (await get('/1')).json()).toMatchObject({ id: 1, category: 'shirts', price: 39.9 })
  expect(await (await get('/7')).json()).toMatchObject({ id: 7, category: 'hats' })
})

test('a search looks into names and categories in any case', async () => {
  expect((await list('?search=HAT')).map((product) => product.name)).toEqual(['Straw hat', 'Wool hat', 'Beanie'])
  expect(await list('?search=spaceship')).toEqual([])
})

test.each(['', 'abc123', 'ABC1234'])('the key %j is refused', async (key) => {
  const reply = await get('', key)
  expect([reply.status, await reply.json()]).toEqual([401, { message: "the header 'key' is missing or wrong" }])
})

test('no key is refused before anything is looked for', async () => {
  expect((await call('GET', '/api/retail/product/999')).status).toBe(401)
})

test.each(['/0', '/21', '/x', '/1.5'])('%s is a 404', async (path) => {
  expect((await get(path)).status).toBe(404)
})
