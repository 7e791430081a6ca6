/** What ended an exchange over HTTP/2, in plain words (error codes: RFC 9113, 7). */
import type { Fault, Place } from '../fault.ts'

const NAMES = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
] as const

export const REFUSED_STREAM = 7

/** These say that somebody broke the rules of HTTP/2, and do not say who. */
const OF_THE_RULES = new Set([1, 3, 5, 6, 9])

const nameOf = (code: number): string => NAMES[code] ?? `the unknown code ${code}`

/** The stream of an exchange was reset. */
export function resetFault(code: number, { shown }: Place, answered: boolean): Fault {
  const when = answered ? 'in the middle of the answer' : 'before it answered'
  if (OF_THE_RULES.has(code)) {
    return {
      code: 'malformed',
      message: `the exchange with ${shown} broke off, because request or answer break the rules of HTTP/2 (${nameOf(code)})`,
      help: 'send it with HTTP/1.1 to see the answer as it is: leave out `http: 2`',
    }
  }
  const message =
    code === 0 ? `${shown} ended the exchange ${when}` : `${shown} broke off the exchange ${when} (${nameOf(code)})`
  if (code === REFUSED_STREAM)
    return {
      code: 'closed',
      message: `${shown} refused to begin the exchange, also when asked again (${nameOf(code)})`,
    }
  if (code === 13) return { code: 'closed', message, help: 'it wants HTTP/1.1 for this: leave out `http: 2`' }
  return { code: 'closed', message }
}

/** The session ended with all its exchanges; undefined where the error is not one of HTTP/2. */
export function sessionFault(error: unknown, { shown }: Place): Fault | undefined {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string } // thrown by Node
  if (code === 'ERR_HTTP2_ERROR') {
    return { code: 'malformed', message: `${shown} broke the rules of HTTP/2 (${message})` }
  }
  if (!code.startsWith('ERR_HTTP2_SESSION')) return undefined
  const number = /error code (\w+)/.exec(message)?.[1] ?? ''
  const why = /^\d+$/.test(number) ? nameOf(Number(number)) : number.replace('NGHTTP2_', '')
  return { code: 'closed', message: `${shown} ended the connection with all exchanges on it (${why || message})` }
}

export function notHttp2({ shown, secure }: Place): Fault {
  return {
    code: 'malformed',
    message: `${shown} did not answer in HTTP/2`,
    help: secure
      ? 'leave out `http: 2`'
      : 'without TLS, few servers speak it; leave out `http: 2`, or write https:// in the URL',
  }
}
