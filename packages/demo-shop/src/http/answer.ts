/** The way of a request through the table: path, method, guard, parameters, body, handler, ETag. */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { BODY_LIMIT, isJson, mediaType, readBytes } from './body.ts'
import { readParameters } from './parameters.ts'
import { problem, Refusal, type RefusalFormat, refuse } from './refusal.ts'
import { empty, type Reply } from './reply.ts'
import type { Resource, Route } from './route.ts'
import { type Match, routeTable } from './table.ts'

type Answer = (incoming: IncomingMessage, signal: AbortSignal) => Promise<Reply>

/** Answers every request; whatever goes wrong on the way becomes an answer too. */
export function answerFrom(resources: readonly Resource[]): Answer {
  const find = routeTable(resources)
  return async (incoming, signal) => {
    let format = problem
    try {
      const url = urlOf(incoming)
      const match = find(url.pathname)
      if (!match) throw new Refusal(404, `the shop has nothing at '${url.pathname}'; '/' lists what it has`)
      const method = incoming.method ?? 'GET'
      if (method === 'OPTIONS') return empty(204, { Allow: allowed(match) })
      const entry = match.entries.get(method === 'HEAD' ? 'get' : method.toLowerCase())
      if (!entry) throw notAllowed(method, url.pathname, allowed(match))
      format = entry.resource.refusalFormat
      return await enter(entry.route, match, url, incoming, signal)
    } catch (error) {
      return failure(format, error)
    }
  }
}

async function enter(
  route: Route,
  match: Match,
  url: URL,
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<Reply> {
  const { headers } = incoming
  const bytes = await readBytes(incoming)
  const caller = admit(route, headers)
  const parameters = readParameters(route, match.inPath, url.searchParams)
  if (!bytes) throw new Refusal(413, `the body has more than ${BODY_LIMIT} bytes, the most that the shop takes`)
  const body = route.body ? await readBody(route.body, bytes, headers) : undefined
  const reply = await route.handle({
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    rawHeaders: incoming.rawHeaders,
    bytes,
    signal,
    body,
    parameters,
    caller,
  })
  return route.conditional && reply.status === 200 ? withETag(reply, headers['if-none-match']) : reply
}

function urlOf(incoming: IncomingMessage): URL {
  try {
    const target = incoming.url ?? '/'
    // a target that starts with two slashes is a path here, not a host
    return target.startsWith('/') ? new URL(`http://shop${target}`) : new URL(target)
  } catch {
    throw new Refusal(400, `'${incoming.url}' is not a URL`)
  }
}

function allowed(match: Match): string {
  const methods = [...match.entries.keys()].map((method) => method.toUpperCase())
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

function notAllowed(method: string, path: string, allow: string): Refusal {
  return new Refusal(405, `'${path}' does not take ${method}; it takes ${allow}`, { Allow: allow })
}

function admit(route: Route, headers: IncomingHttpHeaders): unknown {
  const { guard } = route
  if (!guard) return undefined
  const caller = guard.check(headers)
  if (caller !== undefined) return caller
  const challenge = guard.challenge === undefined ? {} : { 'WWW-Authenticate': guard.challenge }
  throw new Refusal(401, guard.refusal, challenge, guard.code)
}

function readBody(body: NonNullable<Route['body']>, bytes: Uint8Array, headers: IncomingHttpHeaders): unknown {
  if (bytes.length === 0 && !body.required) return undefined
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw new Refusal(415, `the body is encoded as ${encoding}; send it as it is`)
  const type = mediaType(headers['content-type'])
  const isAccepted = body.contentTypes.some(
    (accepted) => accepted === type || accepted === '*/*' || (isJson(accepted) && isJson(type)),
  )
  if (!isAccepted && bytes.length > 0) {
    const came = type === '' ? 'it came without a content type' : `it came as ${type}`
    throw new Refusal(415, `send the body as ${body.contentTypes.join(' or ')}; ${came}`)
  }
  return body.parse(bytes, headers['content-type'] ?? '')
}

/** RFC 9110, 8.8.3 and 13.1.2. */
function withETag(reply: Reply, ifNoneMatch: string | undefined): Reply {
  const etag = `"${createHash('sha256').update(reply.body).digest('base64url').slice(0, 22)}"`
  const known = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(etag) || known.includes('*')) return empty(304, { ETag: etag })
  return { ...reply, headers: { ...reply.headers, ETag: etag } }
}

function failure(format: RefusalFormat, error: unknown): Reply {
  if (error instanceof Refusal) return refuse(format, error)
  return refuse(problem, new Refusal(500, 'the shop failed to answer; this is a mistake in the shop'))
}
