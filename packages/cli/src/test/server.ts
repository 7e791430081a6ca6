import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Heard {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface TestServer {
  readonly url: string
  readonly heard: readonly Heard[]
  /** Resolves when a request of this method has arrived. */
  arrived(method: string): Promise<void>
}

/** A server in this process, closed when the test is over. An `answer` that does nothing lets the client wait. */
export async function serve(answer: (request: Heard, response: ServerResponse) => void): Promise<TestServer> {
  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  const server = createServer(async (incoming, response) => {
    let body = ''
    for await (const chunk of incoming.setEncoding('utf8')) body += chunk
    const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body }
    heard.push(request)
    for (const tell of waiting) tell()
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const arrived = (method: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!heard.some((one) => one.method === method)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  // A server that listens on an address has one.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, arrived }
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
