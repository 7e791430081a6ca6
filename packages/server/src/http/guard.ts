/**
 * Who may speak to a studio that listens on the loopback interface: the browser that was given the link in the terminal,
 * and no page of another origin that runs in the same browser.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { lockedPage } from './pages.ts'
import { ProblemError } from './problem.ts'

export interface Guard {
  /** Refuses, lets through, and exchanges the token of a link for a cookie at `/open`. */
  readonly middleware: MiddlewareHandler
  /** An address that opens the studio, once. `to` is a path of the studio. */
  newLink(to?: string): string
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Adds to every answer what it does not say otherwise. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next()
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value)
  }
}

const MOST_LINKS = 100

/** `port` is where the server listens; it is asked for when a request comes. */
export function createGuard(port: () => number): Guard {
  const session = randomBytes(32).toString('base64url')
  const tokens = new Set<string>()
  const cookie = (): string => `merlon_${port()}`
  const open = (context: Context): Response => {
    const url = new URL(context.req.url)
    if (!takeToken(tokens, url.searchParams.get('token') ?? '') && !hasSession(context, cookie(), session))
      return lockedPage('This link was used before')
    const headers = new Headers({ location: localPath(url.searchParams.get('to')) })
    headers.set('set-cookie', `${cookie()}=${session}; HttpOnly; SameSite=Strict; Path=/`)
    return new Response(null, { status: 303, headers })
  }
  return {
    middleware: async (context, next) => {
      refuseStrangers(context, port())
      const { path, method } = context.req
      if (path === '/open' && method === 'GET') return open(context)
      if (hasSession(context, cookie(), session)) return next()
      if (isApi(path)) throw new ProblemError({ code: 'unauthorized', status: 401, message: LOCKED, help: HELP })
      return lockedPage('The studio is locked')
    },
    newLink(to) {
      const token = randomBytes(32).toString('base64url')
      tokens.add(token)
      const [oldest = ''] = tokens
      if (tokens.size > MOST_LINKS) tokens.delete(oldest)
      const target = to === undefined ? '' : `&to=${encodeURIComponent(to)}`
      return `http://127.0.0.1:${port()}/open?token=${token}${target}`
    },
  }
}

export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/')

const LOCKED = 'this browser has not opened the studio'
const HELP = 'open the address that `merlon studio` printed in the terminal'

/** Names that resolve here; a page of a domain that was made to resolve here calls us by its own name. */
function refuseStrangers({ req }: Context, port: number): void {
  const host = req.header('host')?.toLowerCase() ?? ''
  const names = ['localhost', '127.0.0.1', '[::1]'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  )
  if (!names.includes(host))
    throw forbidden('the studio is not called by this name', 'open it as 127.0.0.1 or localhost')
  const origin = req.header('origin')
  const reads = req.method === 'GET' || req.method === 'HEAD'
  if (origin === undefined ? !reads : origin.toLowerCase() !== `http://${host}`)
    throw forbidden('this does not come from a page of the studio')
  const site = req.header('sec-fetch-site') ?? 'none'
  if (isApi(req.path) && site !== 'same-origin' && site !== 'none')
    throw forbidden('this comes from a page of another site')
}

const forbidden = (message: string, help?: string): ProblemError =>
  new ProblemError({ code: 'forbidden', status: 403, message, ...(help === undefined ? {} : { help }) })

function takeToken(tokens: Set<string>, given: string): boolean {
  // All are compared, each in constant time.
  const [found] = [...tokens].filter((token) => same(token, given))
  return found !== undefined && tokens.delete(found)
}

function hasSession({ req }: Context, name: string, session: string): boolean {
  const cookies = (req.header('cookie') ?? '').split(';').map((one) => one.trim())
  return cookies.some((one) => one.startsWith(`${name}=`) && same(one.slice(name.length + 1), session))
}

/** Compares in a time that tells nothing; digests have one length. */
function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** A path of the studio; its first page where `to` is anything else. */
function localPath(to: string | null): string {
  if (to === null || !/^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(to)) return '/'
  const home = 'http://studio.invalid'
  const url = new URL(to, home)
  const path = url.pathname + url.search + url.hash
  return url.origin === home && !path.startsWith('//') && !isApi(url.pathname) && url.pathname !== '/open' ? path : '/'
}
