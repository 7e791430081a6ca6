/** How the head of a request is written. */
import type { WireRequest } from '@merlon/engine'
import type { Fault } from './fault.ts'
import { refusalOf } from './refusal.ts'
import { TOKEN, UNSENDABLE } from './syntax.ts'
import type { Target } from './target.ts'

export interface RequestHead {
  /** In upper case. */
  readonly method: string
  /** Each character is one byte (Latin-1). */
  readonly text: string
  /** The author asked for chunks, so the body has to be written in them. */
  readonly chunked: boolean
  /** The connection may serve again; the author's own framing may leave it in an unknown state. */
  readonly reusable: boolean
}

/** Methods that promise no content are sent without a length when there is none (RFC 9110, 8.6). */
const WITHOUT_CONTENT = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])

const CHUNKED = /(?:^|\W)chunked(?:$|\W)/i
const CLOSE = /(?:^|\W)close(?:$|\W)/i

interface Own {
  host: string | undefined
  connection: string | undefined
  'content-length': string | undefined
  'transfer-encoding': string | undefined
}

/** A proxy that takes the request itself, with the whole URL and its own header (RFC 9112, 3.2.2). */
export interface Via {
  readonly authorization: string | undefined
}

/**
 * The head of a request with a body of `length` bytes: the author's fields in their order, and `Host`, `Content-Length`
 * and `Connection` where the author has none. A fault where a field cannot be written.
 */
export function headOf(
  request: WireRequest,
  target: Target,
  length: number | undefined,
  via?: Via,
): RequestHead | Fault {
  const method = request.method.toUpperCase()
  if (!TOKEN.test(method)) return refusalOf(request)
  const own: Own = {
    host: undefined,
    connection: undefined,
    'content-length': undefined,
    'transfer-encoding': undefined,
  }
  let fields = ''
  for (const [name, value] of request.headers) {
    if (!TOKEN.test(name) || UNSENDABLE.test(value)) return refusalOf(request)
    fields += `${name}: ${value}\r\n`
    const key = ownKey(name)
    if (key !== undefined) own[key] = value
  }
  const declared = own['content-length']
  const encoding = own['transfer-encoding']
  const framed = declared !== undefined || encoding !== undefined
  if (!framed && (length !== undefined || !WITHOUT_CONTENT.has(method))) fields += `Content-Length: ${length ?? 0}\r\n`
  const fits = !framed || (encoding === undefined && declared === String(length ?? 0))
  if (own.connection === undefined) fields += fits ? 'Connection: keep-alive\r\n' : 'Connection: close\r\n'
  const host = own.host === undefined ? `Host: ${target.authority}\r\n` : ''
  if (via?.authorization !== undefined) fields += `Proxy-Authorization: ${via.authorization}\r\n`
  const path = via ? `http://${target.authority}${target.path}` : target.path
  return {
    method,
    text: `${method} ${path} HTTP/1.1\r\n${host}${fields}\r\n`,
    chunked: encoding !== undefined && CHUNKED.test(encoding),
    reusable: fits && (own.connection === undefined || !CLOSE.test(own.connection)),
  }
}

function ownKey(name: string): keyof Own | undefined {
  if (name.length !== 4 && name.length !== 10 && name.length !== 14 && name.length !== 17) return undefined
  const lower = name.toLowerCase()
  return lower === 'host' || lower === 'connection' || lower === 'content-length' || lower === 'transfer-encoding'
    ? lower
    : undefined
}
