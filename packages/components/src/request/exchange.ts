/** Sends a request, hop by hop: redirects, cookies, credentials. Standard: RFC 9110 §15.4. */
import type { Context, FileBody, WireFailure, WireHeaders, WireResponse, WireTimings } from '@merlon/engine'
import type { RedirectRecord } from '@merlon/protocol'
import { cookieHeader, keepCookies } from './cookies.ts'

export interface Outgoing {
  readonly method: string
  readonly address: string
  readonly headers: WireHeaders
  readonly body: string | Uint8Array | FileBody | undefined
  readonly timeoutMs: number
  readonly connectTimeoutMs: number | undefined
  readonly maxResponseBytes: number
  readonly follow: boolean
  readonly maxRedirects: number
}

export interface Sent {
  readonly method: string
  readonly address: string
  readonly headers: WireHeaders
  readonly redirects: readonly RedirectRecord[]
}

export type Received = Sent &
  (
    | { readonly response: WireResponse; readonly notFollowed: boolean }
    | { readonly failure: WireFailure | TooManyRedirects }
  )

export interface TooManyRedirects {
  readonly code: 'too-many-redirects'
  readonly message: string
  readonly help?: string
  readonly timings: WireTimings
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

const CREDENTIALS = new Set(['authorization', 'proxy-authorization', 'cookie'])
const OF_THE_BODY = /^content-|^transfer-encoding$/i

function locationOf({ status, headers }: WireResponse): string | undefined {
  if (!REDIRECTS.has(status)) return undefined
  return headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
}

function resolved(location: string, base: string): string | undefined {
  try {
    const url = new URL(location, base)
    return /^https?:$/.test(url.protocol) ? url.href.replace(/#.*$/s, '') : undefined
  } catch {
    return undefined
  }
}

/** The next hop: another method where the standard and all clients say so, no credentials to another origin. */
function nextHop(hop: Outgoing, status: number, address: string, context: Context): Outgoing {
  const toGet = status === 303 ? hop.method !== 'HEAD' : (status === 301 || status === 302) && hop.method === 'POST'
  const isCredential = (name: string): boolean =>
    CREDENTIALS.has(name.toLowerCase()) || context.plan.secretHeaders.includes(name.toLowerCase())
  const sameOrigin = new URL(address).origin === new URL(hop.address).origin
  const headers = hop.headers.filter(
    ([name]) =>
      (sameOrigin || !isCredential(name)) && !(toGet && OF_THE_BODY.test(name)) && name.toLowerCase() !== 'host',
  )
  return { ...hop, address, headers, ...(toGet ? { method: 'GET', body: undefined } : {}) }
}

function withCookies(hop: Outgoing, context: Context): WireHeaders {
  const stored = cookieHeader(hop.address, context)
  if (stored === undefined) return hop.headers
  const own = hop.headers.find(([name]) => name.toLowerCase() === 'cookie')
  if (!own) return [...hop.headers, ['Cookie', stored]]
  // What the author wrote wins over what the jar holds.
  const names = new Set(own[1].split(';').map((pair) => pair.split('=', 1)[0]?.trim()))
  const further = stored.split('; ').filter((pair) => !names.has(pair.split('=', 1)[0]))
  return hop.headers.map((header) => (header === own ? ([own[0], [own[1], ...further].join('; ')] as const) : header))
}

/** Timings over all hops: `overall` is everything, the rest is the last hop's. */
function summed(last: WireTimings, before: number): WireTimings {
  return before === 0 ? last : { ...last, overall: last.overall + before }
}

/** Carries out a request to its last answer. Never rejects. */
export async function exchange(first: Outgoing, context: Context): Promise<Received> {
  const redirects: RedirectRecord[] = []
  let hop = first
  let spent = 0
  for (;;) {
    const headers = withCookies(hop, context)
    const sent: Sent = { method: hop.method, address: hop.address, headers, redirects }
    const result = await context.ports.http.exchange({
      method: hop.method,
      url: hop.address,
      headers,
      timeoutMs: Math.max(1, hop.timeoutMs - spent),
      maxResponseBytes: hop.maxResponseBytes,
      signal: context.signal,
      ...(hop.body === undefined ? {} : { body: hop.body }),
      ...(hop.connectTimeoutMs === undefined ? {} : { connectTimeoutMs: hop.connectTimeoutMs }),
    })
    if ('failure' in result)
      return { ...sent, failure: { ...result.failure, timings: summed(result.failure.timings, spent) } }
    const { response } = result
    const timings = summed(response.timings, spent)
    await keepCookies(hop.address, response.headers, context)
    const location = locationOf(response)
    if (location === undefined) return { ...sent, response: { ...response, timings }, notFollowed: false }
    const address = first.follow ? resolved(location, hop.address) : undefined
    if (address === undefined) return { ...sent, response: { ...response, timings }, notFollowed: true }
    if (redirects.length >= first.maxRedirects) {
      return {
        ...sent,
        failure: {
          code: 'too-many-redirects',
          message: `gave up after ${redirects.length} redirects`,
          help: 'raise `maxRedirects`, or look where they lead with `followRedirects: false`',
          timings,
        },
      }
    }
    redirects.push({ status: response.status, url: hop.address, method: hop.method })
    spent = timings.overall
    hop = nextHop(hop, response.status, address, context)
  }
}
