/** A server that tests send requests to, and that answers when it is told to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Target {
  readonly url: string
  /** `POST /cart`, in the order in which they arrived. */
  readonly heard: readonly string[]
  /** Resolves when this request has arrived for the n-th time. */
  arrived(request: string, times?: number): Promise<void>
  /** Lets all requests below `/held` be answered, those to come as well. */
  release(): void
}

export type Answer = (request: string, incoming: IncomingMessage, response: ServerResponse) => void

const echo: Answer = (request, incoming, response) => {
  const token = new URL(incoming.url ?? '/', 'http://target').searchParams.get('token') ?? 'T-1'
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ request, Token: token, authorization: incoming.headers.authorization ?? null }))
}

/** Closed when the test is over. Requests below `/held` wait for `release`. */
export async function openTarget(answer: Answer = echo): Promise<Target> {
  const heard: string[] = []
  let look = new Set<() => void>()
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const server = createServer((incoming, response) => {
    const request = `${incoming.method} ${incoming.url}`
    heard.push(request)
    for (const one of look) one()
    if (incoming.url?.startsWith('/held')) void released.then(() => answer(request, incoming, response))
    else answer(request, incoming, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    look = new Set()
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // of a server on TCP
    heard,
    release,
    arrived: (request, times = 1) =>
      new Promise((resolve) => {
        const enough = (): void => {
          if (heard.filter((one) => one === request).length < times) return
          look.delete(enough)
          resolve()
        }
        look.add(enough)
        enough()
      }),
  }
}
