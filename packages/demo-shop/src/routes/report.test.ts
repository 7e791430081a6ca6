import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()

test('the report has a header, a line per product, quoted and empty fields', async () => {
  const reply = await call('GET', '/api/report.csv')
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  const lines = (await reply.text()).split('\r\n')
  expect(lines).toHaveLength(22)
  expect(lines[0]).toBe('id,name,category,price,quantity,discount,description')
  expect(lines[3]).toBe('3,Flannel shirt,shirts,44.5,7,,')
  expect(lines[7]).toBe('7,Straw hat,hats,24.5,40,,"Wide brim, light, ""packable"""')
  expect(lines[18]).toBe('18,"Wool socks, pair",accessories,12.9,80,,')
  expect(lines[21]).toBe('')
})
