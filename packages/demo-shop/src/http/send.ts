import type { ServerResponse } from 'node:http'
import type { Reply } from './reply.ts'

const BODILESS = new Set([204, 205, 304])

/** Writes the reply; node drops the body of an answer to HEAD and keeps its length. */
export function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return
  response.statusCode = reply.status
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
  if (BODILESS.has(reply.status)) {
    response.removeHeader('Content-Type')
    response.end()
    return
  }
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  response.setHeader('Content-Length', body.length)
  response.end(body)
}
