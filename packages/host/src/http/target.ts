/** Where a request goes and how its head is written. */
import type { WireHeaders, WireRequest } from '@merlon/engine'

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
}

/** Reads an absolute http or https URL; credentials and fragment in it are not sent. Returns what is wrong with it in words. */
export function targetOf(text: string): Target | string {
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
  return {
    secure,
    hostname: bare,
    port,
    path: url.pathname + url.search,
    authority: host,
    shown: `${hostname}:${port}`,
  }
}

export interface Head {
  /** Names and values in turn, as node:http takes them; order, case and repeats are kept. */
  readonly fields: string[]
  /** The author's own framing may leave the connection in an unknown state, so it must not be used again. */
  readonly oneShot: boolean
}

/** Methods that promise no content are sent without a length when there is none (RFC 9110, 8.6). */
const WITHOUT_CONTENT = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])

/** The fields of a request with a body of `length` bytes; adds `Host` and `Content-Length` where the author did not. */
export function headOf(request: WireRequest, target: Target, length: number | undefined): Head {
  const { headers, method } = request
  const fields = lastOf(headers, 'host') === undefined ? ['Host', target.authority] : []
  for (const [name, value] of headers) fields.push(name, value)
  const declared = lastOf(headers, 'content-length')
  const encoding = lastOf(headers, 'transfer-encoding')
  if (declared === undefined && encoding === undefined) {
    if (length !== undefined || !WITHOUT_CONTENT.has(method)) fields.push('Content-Length', String(length ?? 0))
    return { fields, oneShot: false }
  }
  return { fields, oneShot: encoding !== undefined || declared !== String(length ?? 0) }
}

/** The last value of a header; `name` in lower case. */
function lastOf(headers: WireHeaders, name: string): string | undefined {
  let found: string | undefined
  for (const [key, value] of headers) {
    if (key.length === name.length && key.toLowerCase() === name) found = value
  }
  return found
}
