/** What stopped an exchange, in plain words: the one place that knows the error codes of Node and OpenSSL. */
import type { WireFailure, WireRequest } from '@merlon/engine'
import { MAX_HEADER_BYTES, NO_STATUS_LINE, type Problem } from './response-parser.ts'
import { tlsFault } from './tls-fault.ts'

export type Fault = Omit<WireFailure, 'timings'>

/** Refused by the egress policy; carried through the connection as an error with this code. */
export const EGRESS_BLOCKED = 'ERR_EGRESS_BLOCKED'

/** How far an exchange had come. */
export interface Progress {
  readonly connected: boolean
  /** The whole request was handed to the network. */
  readonly sent: boolean
  readonly answered: boolean
  /** The connection had served an earlier exchange. */
  readonly reused: boolean
}

export const NOT_BEGUN: Progress = { connected: false, sent: false, answered: false, reused: false }

export const CANCELLED: Fault = { code: 'aborted', message: 'the request was cancelled' }

/** Whom an exchange is with: the server, or the proxy in front of it. */
export interface Place {
  readonly secure: boolean
  readonly hostname: string
  /** For messages. */
  readonly shown: string
  readonly isProxy?: boolean
}

/** An error of Node's, as far as it is looked at. */
export interface Cause {
  readonly code: string
  readonly cert?: { readonly subjectaltname?: string }
  /** The name that the certificate was checked for. */
  readonly host?: string
}

function causeOf(error: unknown): Cause {
  const { code, errors } = error as { code?: unknown; errors?: readonly unknown[] } // thrown by Node: any shape
  if (typeof code === 'string') return error as Cause
  return errors?.[0] !== undefined ? causeOf(errors[0]) : { code: '' }
}

/** Makes a fault of an error that Node reported, or of none: then the connection just ended. */
export function faultOf(error: unknown, place: Place, progress: Progress): Fault {
  const cause = causeOf(error)
  const { code } = cause
  const connection = progress.connected ? undefined : connectionFault(code, place)
  if (connection) return connection
  const tls = place.secure ? tlsFault(cause, place, progress) : undefined
  if (tls) return tls
  if (!progress.connected) {
    const why = code || (error instanceof Error ? error.message : 'it was closed')
    return { code: 'refused', message: `no connection to ${place.shown} (${why})` }
  }
  return closedFault(place, progress)
}

/** The connection ended before the answer was there. */
function closedFault(place: Place, progress: Progress): Fault {
  const { sent, answered } = progress
  const when = answered
    ? 'in the middle of the answer'
    : sent
      ? 'before it answered'
      : 'before it took the whole request'
  const message = `${place.shown} closed the connection ${when}`
  if (!progress.reused && !answered && place.secure) {
    // In TLS 1.3 the server looks at the certificate when the handshake is over for the client.
    const help = 'some servers end it like this when they do not accept the client certificate, or the lack of one'
    return { code: 'closed', message, help }
  }
  if (!progress.reused || progress.answered) return { code: 'closed', message }
  return {
    code: 'closed',
    message,
    help: 'the connection was kept from an earlier request, and a request of this method cannot be repeated safely; send the header `Connection: close` with the earlier one',
  }
}

/** Makes a fault of what the parser found in the answer. */
export function problemFault({ kind, what, inBody }: Problem, place: Place, request: WireRequest): Fault {
  if (kind === 'body-too-large') return tooLargeFault(request.maxResponseBytes)
  if (kind === 'head-too-large') {
    return { code: 'too-large', message: `the headers of the answer are larger than ${MAX_HEADER_BYTES / 1024} kB` }
  }
  if (inBody) return { code: 'malformed', message: `the body of the answer is not framed as HTTP demands: ${what}` }
  const { shown, secure } = place
  if (what !== NO_STATUS_LINE) {
    return { code: 'malformed', message: `the head of the answer of ${shown} is not what HTTP demands: ${what}` }
  }
  const message = `${shown} did not answer in HTTP: ${what}`
  if (secure) return { code: 'malformed', message }
  return { code: 'malformed', message, help: 'if the server expects TLS, write https:// in the URL' }
}

function connectionFault(code: string, { hostname, shown, isProxy }: Place): Fault | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return {
        code: 'refused',
        message: `${shown} refused the connection`,
        help: isProxy
          ? 'check that the proxy is running, and its host and port'
          : 'check that the server is running, and the host and port of the URL',
      }
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { code: 'refused', message: `${shown} cannot be reached from here (${code})` }
    case 'ETIMEDOUT':
      return { code: 'timeout', message: `${shown} did not take the connection in time` }
    case 'ENOTFOUND':
    case 'ENODATA':
      return {
        code: 'unknown-host',
        message: `there is no ${isProxy ? 'proxy' : 'host'} named '${hostname}'`,
        help: isProxy ? 'check the host of the proxy' : 'check the host of the URL',
      }
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return {
        code: 'unknown-host',
        message: `the name server did not say where '${hostname}' is`,
        help: `check the network connection and the host of the ${isProxy ? 'proxy' : 'URL'}`,
      }
    case 'EACCES':
    case 'EPERM':
      return { code: 'blocked', message: `this machine does not allow a connection to ${shown} (${code})` }
    case EGRESS_BLOCKED:
      return { code: 'blocked', message: `connections to ${shown} are not allowed here` }
    case 'EMFILE':
    case 'ENFILE':
      return { code: 'cannot-send', message: 'too many files and connections are open on this machine' }
    default:
      return undefined
  }
}

/** A time-out, said by what was waited for. */
export function timeoutFault(
  shown: string,
  ms: number,
  stage: 'connecting' | 'sending' | 'waiting' | 'reading',
): Fault {
  const within = `within ${ms < 1000 || ms % 100 !== 0 ? `${ms} ms` : `${ms / 1000} s`}`
  const message = {
    connecting: `no connection to ${shown} ${within}`,
    sending: `${shown} did not take the whole request ${within}`,
    waiting: `${shown} did not answer ${within}`,
    reading: `the answer of ${shown} was not complete ${within}`,
  }[stage]
  return { code: 'timeout', message }
}

export function tooLargeFault(limit: number, decoded = false): Fault {
  const size = limit >= 1e6 ? `${limit / 1e6} MB` : limit >= 1e3 ? `${limit / 1e3} kB` : `${limit} bytes`
  return {
    code: 'too-large',
    message: `the answer is larger than ${size}${decoded ? ' once decompressed' : ''}`,
    help: 'raise `maxResponseSize` if this size is expected',
  }
}

export function isFault(one: unknown): one is Fault {
  return typeof one === 'object' && one !== null && !(one instanceof Error) && 'code' in one && 'message' in one
}
