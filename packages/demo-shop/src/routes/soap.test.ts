import { expect, test } from 'vitest'
import { openShop } from '../test/open.ts'

const call = openShop()
const envelope = (body: string) =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>${body}</s:Body></s:Envelope>`
const ask = async (body: string, headers: Record<string, string> = {}) => {
  const reply = await call('POST', '/api/soap', { headers: { 'Content-Type': 'text/xml', ...headers }, body })
  return { status: reply.status, type: reply.headers.get('content-type'), xml: await reply.text() }
}
const GET_STOCK = '<GetStock xmlns="https://demo-shop.example/stock"><ProductId> 6 </ProductId></GetStock>'

test('GetStock answers with prefixed elements, attributes and repeated warehouses', async () => {
  const { status, type, xml } = await ask(envelope(GET_STOCK), { SOAPAction: '"https://demo-shop.example/GetStock"' })
  expect([status, type]).toEqual([200, 'text/xml; charset=utf-8'])
  expect(xml).toContain('<m:GetStockResponse xmlns:m="https://demo-shop.example/stock" productId="6">')
  expect(xml).toContain('<m:Total unit="piece">9</m:Total>')
  expect([...xml.matchAll(/<m:Quantity unit="piece">(\d+)</g)].map(([, pieces]) => pieces)).toEqual(['5', '4'])
})

test('GetPrice answers with a price per currency and the discount', async () => {
  const { xml } = await ask(envelope('<m:GetPrice xmlns:m="x"><m:ProductId>6</m:ProductId></m:GetPrice>'))
  expect(xml).toContain('<m:Price currency="EUR">69.00</m:Price><m:Price currency="DKK">514.74</m:Price>')
  expect(xml).toContain('<m:Discount unit="percent">25</m:Discount>')
})

test.each([
  [
    'an unknown product',
    envelope(GET_STOCK.replace('6', '<![CDATA[<99>]]>')),
    'no product has the id &apos;&lt;99&gt;&apos;',
  ],
  ['an unknown operation', envelope('<toString/>'), 'the shop has no operation &apos;toString&apos;'],
  ['no product id', envelope('<GetStock/>'), 'no element &apos;ProductId&apos;'],
  ['an empty body', envelope(''), 'the soap:Body is empty'],
  ['no envelope', '<a/>', 'no element &apos;Envelope&apos;'],
  ['an element that is not closed', '<a><b></a>', '&lt;/a&gt; closes nothing'],
  ['an end that never comes', '<a>', '&lt;a&gt; is never closed'],
  ['text that is not XML', 'hello', 'it must be one element'],
  ['a document type', `<!DOCTYPE a [<!ENTITY b "c">]>${envelope(GET_STOCK)}`, 'nothing fits at character 1'],
])('%s is a Fault with status 500', async (_, body, reason) => {
  const { status, type, xml } = await ask(body)
  expect([status, type]).toEqual([500, 'text/xml; charset=utf-8'])
  expect(xml).toContain('<soap:Fault><faultcode>soap:')
  expect(xml).toContain(reason)
})

test('a SOAPAction that contradicts the body is a Fault', async () => {
  const { status, xml } = await ask(envelope(GET_STOCK), { SOAPAction: 'GetPrice' })
  expect(status).toBe(500)
  expect(xml).toContain('SOAPAction says &apos;GetPrice&apos;')
})

test('another content type is a 415, as a Fault', async () => {
  const { status, xml } = await ask('{}', { 'Content-Type': 'application/json' })
  expect(status).toBe(415)
  expect(xml).toContain('<faultcode>soap:Client</faultcode>')
})
