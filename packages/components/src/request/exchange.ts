/** Sends a request, hop by hop: redirects, cookies, credentials. Standard: RFC 9110 §15.4. */
import type {
  Context,
  WireFailure,
  WireHeaders,
  WireProxy,
  WireRequest,
  WireResponse,
  WireResult,
  WireTimings,
  WireTls,
} from '@merlon/engine'
import type { RedirectRecord } from '@merlon/protocol'
import { hideUser } from './address.ts'
import type { Authentication } from './auth/authentication.ts'
import { cookieHeader, keepCookies } from './cookies.ts'
import type { RequestBody } from './request-body.ts'
import { tlsElsewhere } from './transport.ts'

export interface Outgoing {
  readonly method: string
  readonly address: string
  readonly headers: WireHeaders
  readonly body: RequestBody['content'] | undefined
  readonly authentication: Authentication | undefined
  readonly timeoutMs: number
  readonly connectTimeoutMs: number | undefined
  readonly maxResponseBytes: number
  readonly follow: boolean
  readonly maxRedirects: number
  readonly tls: WireTls | undefined
  readonly proxy: WireProxy | false | undefined
  readonly http: WireRequest['http']
}

export interface Sent {
  readonly method: string
  readonly address: string
  readonly headers: WireHeaders
  readonly redirects: readonly RedirectRecord[]
  /** Exchanges that were answered by sending the same once more with other credentials. */
  readonly repeated: readonly Repeated[]
}

export interface Repeated {
  readonly method: string
  readonly address: string
  readonly headers: WireHeaders
  readonly body: RequestBody['content'] | undefined
  readonly response: WireResponse
  readonly why: string
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

function resolved(location: string, base: string, context: Context): string | undefined {
  try {
    const url = new URL(location, base)
    hideUser(`${url.username}:${url.password}`, context)
    url.username = ''
    url.password = ''
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
  const target = new URL(address)
  const sameOrigin = target.origin === new URL(hop.address).origin
  const headers = hop.headers.filter(
    ([name]) =>
      (sameOrigin || !isCredential(name)) && !(toGet && OF_THE_BODY.test(name)) && name.toLowerCase() !== 'host',
  )
  const next = { ...hop, address, headers, ...(toGet ? { method: 'GET', body: undefined } : {}) }
  if (sameOrigin) return next
  // Without TLS, a version is only known of the server that the author named.
  const http = target.protocol === 'https:' ? hop.http : undefined
  return { ...next, authentication: undefined, tls: tlsElsewhere(hop.tls), http }
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

/** One sending of a hop. */
function carry(hop: Outgoing, headers: WireHeaders, spent: number, context: Context): Promise<WireResult> {
  const { method, address, body, timeoutMs, maxResponseBytes, connectTimeoutMs, tls, proxy, http } = hop
  return context.ports.http.exchange({
    method,
    url: address,
    headers,
    timeoutMs: Math.max(1, timeoutMs - spent),
    maxResponseBytes,
    signal: context.signal,
    ...(body === undefined ? {} : { body }),
    ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
    ...(tls === undefined ? {} : { tls }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(http === undefined ? {} : { http }),
  })
}

/** What a request leads to that is never done with redirects. */
function tooMany({ redirects, address }: Sent, timings: WireTimings): TooManyRedirects {
  const first = redirects.findIndex(({ url }) => url === address)
  const circle = first < 0 ? [] : [...redirects.slice(first).map(({ url }) => url), address]
  const end = circle.indexOf(address, 1)
  const shown = circle.slice(0, end + 1).slice(-4)
  return {
    code: 'too-many-redirects',
    message:
      shown.length === 0
        ? `gave up after ${redirects.length} redirects`
        : `gave up after ${redirects.length} redirects, which go in a circle: ${shown.join(' → ')}`,
    help:
      shown.length === 0
        ? 'raise `maxRedirects`, or look where they lead with `followRedirects: false`'
        : 'look at the first answer with `followRedirects: false`',
    timings,
  }
}

/** Carries out a request to its last answer. Rejects only with `NoToken`. */
export async function exchange(first: Outgoing, context: Context): Promise<Received> {
  const redirects: RedirectRecord[] = []
  const repeated: Repeated[] = []
  let hop: Outgoing = { ...first }
  let spent = 0
  for (;;) {
    const given = withCookies(hop, context)
    const { authentication } = hop
    const headers = authentication ? await authentication.headers(hop, given) : given
    const { method, address } = hop
    const sent: Sent = { method, address, headers, redirects, repeated }
    const result = await carry(hop, headers, spent, context)
    if ('failure' in result)
      return { ...sent, failure: { ...result.failure, timings: summed(result.failure.timings, spent) } }
    const { response } = result
    const timings = summed(response.timings, spent)
    await keepCookies(address, response.headers, context)
    const why = authentication?.again?.(hop, response)
    if (why !== undefined) {
      repeated.push({ method, address, headers, body: hop.body, response, why })
      spent = timings.overall
      continue
    }
    const location = locationOf(response)
    if (location === undefined) return { ...sent, response: { ...response, timings }, notFollowed: false }
    const next = first.follow ? resolved(location, address, context) : undefined
    if (next === undefined) return { ...sent, response: { ...response, timings }, notFollowed: true }
    if (redirects.length >= first.maxRedirects) return { ...sent, failure: tooMany(sent, timings) }
    redirects.push({ status: response.status, url: address, method })
    spent = timings.overall
    hop = nextHop(hop, response.status, next, context)
  }
}
