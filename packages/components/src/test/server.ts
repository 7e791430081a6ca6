/** Real servers on ports of the loopback, closed when a test is over. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Heard {
  readonly method: string
  /** Path and query, as sent. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Names and values by turns, as sent. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export interface Served {
  /** `http://127.0.0.1:port` */
  readonly base: string
  /** Every request so far. */
  readonly heard: readonly Heard[]
}

/** Serves with `answer`, once the request's body has arrived. */
export async function serve(answer: (heard: Heard, response: ServerResponse) => void): Promise<Served> {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer) // a request without encoding gives buffers
    const { method = '', url = '', headers, rawHeaders } = request
    const one = { method, url, headers, rawHeaders, body: Buffer.concat(chunks) }
    heard.push(one)
    answer(one, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  const { port } = server.address() as AddressInfo // a TCP server has no other kind
  return { base: `http://127.0.0.1:${port}`, heard }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
