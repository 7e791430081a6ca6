/** Where a request goes. */

export interface Target {
  readonly secure: boolean
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string
  readonly port: number
  /** Path and query. */
  readonly path: string
  /** As in the `Host` header. */
  readonly authority: string
  /** `host:port`, for messages. */
  readonly shown: string
  /** Scheme, host and port: what a kept connection leads to. */
  readonly origin: string
}

/** Tests request the same URLs again and again. */
const known = new Map<string, Target>()
const MAX_KNOWN = 256

/** Reads an absolute http or https URL; credentials and fragment in it are not sent. Returns what is wrong with it in words. */
export function targetOf(text: string): Target | string {
  const before = known.get(text)
  if (before) return before
  const target = read(text)
  if (typeof target === 'string') return target
  if (known.size === MAX_KNOWN) known.clear()
  known.set(text, target)
  return target
}

function read(text: string): Target | string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return 'the URL cannot be read; it needs a scheme and a host, as in `https://host/path`'
  }
  const secure = url.protocol === 'https:'
  if (!secure && url.protocol !== 'http:') {
    return `the URL begins with '${url.protocol}'; only http: and https: can be requested`
  }
  const { hostname, host } = url
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  const shown = `${hostname}:${port}`
  return {
    secure,
    hostname: bare,
    port,
    path: url.pathname + url.search,
    authority: host,
    shown,
    origin: `${url.protocol}//${shown}`,
  }
}
