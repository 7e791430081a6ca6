/** The server that is tested: answers prepared beforehand, keep-alive, in a process of its own. */
import { createServer } from 'node:http'

const items = Array.from({ length: 5000 }, (_, id) => ({
  id,
  name: `Product number ${id}`,
  price: (id % 97) + 0.5,
  stock: id % 13,
  tags: ['a', 'b', 'c'],
  url: `https://shop.example/products/${id}`,
  description: 'x'.repeat(60),
}))
const answers: Readonly<Record<string, Buffer>> = {
  'POST /login': Buffer.from(JSON.stringify({ message: 'Login Successful', Token: 'USERTOKEN1234567890' })),
  'PUT /cart': Buffer.from(JSON.stringify({ Message: 'Successfully added', Status: 201 })),
  'GET /cart': Buffer.from(
    JSON.stringify([
      { id: 1, item: 'Cap', quantity: 2 },
      { id: 9, item: 'Chair', quantity: 1 },
    ]),
  ),
  'GET /items': Buffer.from(JSON.stringify({ items })),
}

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    const answer = answers[`${request.method} ${request.url}`]
    if (!answer) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    return response.end(answer)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`)
})
