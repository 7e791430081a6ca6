/** What every baseline shares: one keep-alive agent of node:http, and a request that resolves with the parsed body. */
import http from 'node:http'

const agent = new http.Agent({ keepAlive: true, maxSockets: 50 })

export function send(method, path, { headers = {}, json } = {}) {
  return new Promise((resolve, reject) => {
    const body = json === undefined ? undefined : JSON.stringify(json)
    const all =
      body === undefined
        ? headers
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }
    const request = http.request(
      { host: '127.0.0.1', port: process.env.PORT, method, path, agent, headers: all },
      (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode, headers: response.headers, text, body: JSON.parse(text) })
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

export function check(condition, what) {
  if (!condition) throw new Error(`not true: ${what}`)
}

/** The flow: log in, keep the token, fill the cart, look; eight checks. */
export async function flow(record) {
  const login = await send('POST', '/login', { json: { user: 'ann', password: 'secret' } })
  check(login.status === 200, 'status')
  check(typeof login.body.Token === 'string', 'token')
  const put = await send('PUT', '/cart', { headers: { usertoken: login.body.Token }, json: { 1: 2 } })
  check(put.status === 200, 'status')
  check(put.body.Status === 201, 'Status')
  const cart = await send('GET', '/cart', { headers: { usertoken: login.body.Token } })
  check(cart.status === 200, 'status')
  check(cart.body.length === 2, 'length')
  for (const item of cart.body) check(item.quantity > 0, 'quantity')
  record?.push({
    login: { status: login.status, headers: login.headers, text: login.text },
    put: { status: put.status, headers: put.headers, text: put.text },
    cart: { status: cart.status, headers: cart.headers, text: cart.text },
  })
}

export function done() {
  agent.destroy()
}
