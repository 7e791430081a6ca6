/** How the header of a request is written in HTTP/2 (RFC 9113, 8.2 and 8.3). */
import type { OutgoingHttpHeaders } from 'node:http2'
import type { WireRequest } from '@merlon/engine'
import { type Fault, isFault } from '../fault.ts'
import { refusalOf } from '../refusal.ts'
import { TOKEN, UNSENDABLE } from '../syntax.ts'
import type { Target } from '../target.ts'

/** They speak of the connection, of which HTTP/2 has its own ideas. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
])

/** Methods that promise no content are sent without a length when there is none (RFC 9110, 8.6). */
const WITHOUT_CONTENT = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])

/**
 * The author's fields in their order, in lower case; a name that repeats is sent where it stands first, its values in
 * order. `Host` becomes `:authority`, and what speaks of the connection is left out. A fault where a field cannot be sent.
 */
export function requestFields(
  request: WireRequest,
  target: Target,
  length: number | undefined,
): OutgoingHttpHeaders | Fault {
  const method = request.method.toUpperCase()
  if (!TOKEN.test(method)) return refusalOf(request)
  const values = new Map<string, string[]>()
  let authority = target.authority
  for (const [name, value] of request.headers) {
    if (!TOKEN.test(name) || UNSENDABLE.test(value)) return refusalOf(request)
    const lower = name.toLowerCase()
    if (lower === 'host') authority = value
    if (OF_THE_CONNECTION.has(lower) || (lower === 'te' && value.trim().toLowerCase() !== 'trailers')) continue
    const before = values.get(lower)
    if (before) before.push(value)
    else values.set(lower, [value])
  }
  if (!values.has('content-length') && (length !== undefined || !WITHOUT_CONTENT.has(method))) {
    values.set('content-length', [String(length ?? 0)])
  }
  const fields: OutgoingHttpHeaders = {
    ':method': method,
    ':scheme': target.secure ? 'https' : 'http',
    ':authority': authority,
    ':path': target.path,
  }
  for (const [name, all] of values) fields[name] = all.length === 1 ? all[0] : all
  return fields
}

/** What Node says of fields that HTTP/2 has no room for, in the words of the test. */
export function fieldFault(error: unknown, request: WireRequest): Fault {
  const { code, message } = error as NodeJS.ErrnoException // thrown by Node
  if (code !== 'ERR_HTTP2_HEADER_SINGLE_VALUE') return isFault(error) ? error : refusalOf(request, error)
  const name = /"([^"]+)"/.exec(message)?.[1] ?? ''
  return { code: 'cannot-send', message: `the header '${name}' can be sent only once over HTTP/2` }
}
