/** SOAP 1.1, document/literal: GetStock and GetPrice by product id. */
import type { Product } from '../catalogue.ts'
import { xmlBody } from '../http/body.ts'
import { Refusal, type RefusalFormat } from '../http/refusal.ts'
import { typed } from '../http/reply.ts'
import { type Resource, route } from '../http/route.ts'
import { text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'
import { type Element, escapeXml, readXml } from '../soap/xml.ts'

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/'
const STOCK = 'https://demo-shop.example/stock'
const CONTENT_TYPE = 'text/xml; charset=utf-8'

const fault: RefusalFormat = {
  contentType: CONTENT_TYPE,
  schema: text(),
  write: ({ status, message }) =>
    envelope(
      [
        '<soap:Fault>',
        `<faultcode>soap:${status < 500 ? 'Client' : 'Server'}</faultcode>`,
        `<faultstring xml:lang="en">${escapeXml(message)}</faultstring>`,
        '</soap:Fault>',
      ].join(''),
    ),
}

const operations: Readonly<Record<string, (product: Product) => string>> = { GetStock: stock, GetPrice: price }

export function soap({ catalogue }: Shop): Resource {
  const call = route({
    id: 'callSoap',
    method: 'post',
    path: '/api/soap',
    summary: 'GetStock and GetPrice of a product, as a SOAP 1.1 envelope',
    description: 'The header SOAPAction may be left out; where it is there it must name the operation of the body.',
    body: xmlBody(envelope(`<m:GetStock xmlns:m="${STOCK}"><m:ProductId>1</m:ProductId></m:GetStock>`)),
    replies: { 200: { description: 'the answer in an envelope', schema: text(), contentType: CONTENT_TYPE } },
    refusals: { 500: 'a SOAP Fault: not an envelope, an unknown operation, an unknown product' },
    handle({ body, headers }) {
      const { operation, id } = requested(body, headers.soapaction)
      const product = catalogue.find(Number(id))
      // SOAP 1.1, 6.2: every fault over HTTP is a 500
      if (!product) throw new Refusal(500, `no product has the id '${id}'`)
      return typed(200, CONTENT_TYPE, envelope(operation(product)))
    },
  })
  return { name: 'soap', description: 'Stock and prices the old way', refusalFormat: fault, routes: [call] }
}

function requested(xml: string, action: unknown): { operation: (product: Product) => string; id: string } {
  try {
    const root = readXml(xml)
    const call = child(child(root, 'Envelope', [root]), 'Body').children[0]
    if (!call) throw new Refusal(500, 'the soap:Body is empty')
    const operation = Object.hasOwn(operations, call.name) ? operations[call.name] : undefined
    if (!operation) throw new Refusal(500, `the shop has no operation '${call.name}', only GetStock and GetPrice`)
    const named = typeof action === 'string' ? action.replaceAll('"', '').replace(/^.*[/#]/, '') : ''
    if (named !== '' && named !== call.name) {
      throw new Refusal(500, `SOAPAction says '${named}', but the body says '${call.name}'`)
    }
    return { operation, id: child(call, 'ProductId').text.trim() }
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(500, error.message) : error
  }
}

function child(parent: Element, name: string, among = parent.children): Element {
  const found = among.find((element) => element.name === name)
  if (!found) throw new Refusal(500, `the envelope has no element '${name}'`)
  return found
}

function envelope(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${ENVELOPE}"><soap:Body>${body}</soap:Body></soap:Envelope>`
}

function stock(product: Product): string {
  const north = Math.ceil(product.quantity / 2)
  const warehouses = [
    { code: 'N', city: 'Aarhus', pieces: north },
    { code: 'S', city: 'Porto', pieces: product.quantity - north },
  ].map(
    ({ code, city, pieces }) =>
      `<m:Warehouse code="${code}"><m:City>${city}</m:City><m:Quantity unit="piece">${pieces}</m:Quantity></m:Warehouse>`,
  )
  return answer('GetStock', product, `<m:Total unit="piece">${product.quantity}</m:Total>${warehouses.join('')}`)
}

function price(product: Product): string {
  const prices = Object.entries({ EUR: 1, DKK: 7.46 }).map(
    ([currency, rate]) => `<m:Price currency="${currency}">${(product.price * rate).toFixed(2)}</m:Price>`,
  )
  const discount = product.discount === undefined ? '' : `<m:Discount unit="percent">${product.discount}</m:Discount>`
  return answer('GetPrice', product, prices.join('') + discount)
}

function answer(operation: string, product: Product, content: string): string {
  const head = `<m:Name>${escapeXml(product.name)}</m:Name>`
  return `<m:${operation}Response xmlns:m="${STOCK}" productId="${product.id}">${head}${content}</m:${operation}Response>`
}
