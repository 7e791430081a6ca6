/** What stopped an exchange, in plain words: the one place that knows the error codes of Node and OpenSSL. */
import type { WireFailure, WireRequest } from '@merlon/engine'
import { MAX_HEADER_BYTES, type Problem } from './response-parser.ts'
import type { Target } from './target.ts'

export type Fault = Omit<WireFailure, 'timings'>

/** Refused by the egress policy; carried through the connection as an error with this code. */
export const EGRESS_BLOCKED = 'ERR_EGRESS_BLOCKED'

/** How far an exchange had come. */
export interface Progress {
  readonly connected: boolean
  readonly answered: boolean
  /** The connection had served an earlier exchange. */
  readonly reused: boolean
}

export const NOT_BEGUN: Progress = { connected: false, answered: false, reused: false }

export const CANCELLED: Fault = { code: 'aborted', message: 'the request was cancelled' }

interface Cause {
  readonly code: string
  readonly cert?: { readonly subjectaltname?: string }
}

function causeOf(error: unknown): Cause {
  const { code, errors } = error as { code?: unknown; errors?: readonly unknown[] } // thrown by Node: any shape
  if (typeof code === 'string') return error as Cause
  return errors?.[0] !== undefined ? causeOf(errors[0]) : { code: '' }
}

/** Makes a fault of an error that Node reported, or of none: then the connection just ended. */
export function faultOf(error: unknown, target: Target, progress: Progress): Fault {
  const cause = causeOf(error)
  const { code } = cause
  const connection = progress.connected ? undefined : connectionFault(code, target)
  if (connection) return connection
  const tls = target.secure ? tlsFault(cause, target, progress) : undefined
  if (tls) return tls
  if (!progress.connected) {
    const why = code || (error instanceof Error ? error.message : 'it was closed')
    return { code: 'refused', message: `no connection to ${target.shown} (${why})` }
  }
  return closedFault(target, progress)
}

/** The connection ended before the answer was there. */
function closedFault(target: Target, progress: Progress): Fault {
  const message = `${target.shown} closed the connection ${progress.answered ? 'in the middle of the answer' : 'before it answered'}`
  if (!progress.reused || progress.answered) return { code: 'closed', message }
  return {
    code: 'closed',
    message,
    help: 'the connection was kept from an earlier request, and a request of this method cannot be repeated safely; send the header `Connection: close` with the earlier one',
  }
}

/** Makes a fault of what the parser found in the answer. */
export function problemFault({ kind, what, inBody }: Problem, target: Target, request: WireRequest): Fault {
  if (kind === 'body-too-large') return tooLargeFault(request.maxResponseBytes)
  if (kind === 'head-too-large') {
    return { code: 'too-large', message: `the headers of the answer are larger than ${MAX_HEADER_BYTES / 1024} kB` }
  }
  if (inBody) return { code: 'malformed', message: `the body of the answer is not framed as HTTP demands: ${what}` }
  const message = `${target.shown} did not answer in HTTP: ${what}`
  if (target.secure) return { code: 'malformed', message }
  return { code: 'malformed', message, help: 'if the server expects TLS, write https:// in the URL' }
}

function connectionFault(code: string, { hostname, shown }: Target): Fault | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return {
        code: 'refused',
        message: `${shown} refused the connection`,
        help: 'check that the server is running, and the host and port of the URL',
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
        message: `there is no host named '${hostname}'`,
        help: 'check the host of the URL',
      }
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return {
        code: 'unknown-host',
        message: `the name server did not say where '${hostname}' is`,
        help: 'check the network connection and the host of the URL',
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

const TRUST =
  'give the CA that signed it (--cacert), or, for a test server only, do not verify certificates (--insecure)'

function tlsFault({ code, cert }: Cause, { hostname, shown }: Target, progress: Progress): Fault | undefined {
  const failed = (message: string, help?: string): Fault => ({ code: 'tls', message, ...(help && { help }) })
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return failed(`the certificate of ${shown} has expired`, 'renew it, or, for a test server only, use --insecure')
    case 'CERT_NOT_YET_VALID':
      return failed(`the certificate of ${shown} is not valid yet`, "check this machine's clock")
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return failed(`the certificate of ${shown} is self-signed`, TRUST)
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return failed(`the certificate of ${shown} is signed by an authority that is not known here`, TRUST)
    case 'ERR_TLS_CERT_ALTNAME_INVALID': {
      const names = cert?.subjectaltname?.replaceAll(/(DNS|IP Address|URI):/g, '')
      return failed(`the certificate of ${shown} is not for '${hostname}'${names ? ` but for ${names}` : ''}`)
    }
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return failed(`${shown} does not speak TLS (${code})`, 'if the server is meant to be without TLS, write http://')
    case 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED':
      return failed(`${shown} asks for a client certificate`, 'give one with --cert and --key')
    case 'ECONNRESET':
    case 'EPIPE':
      if (progress.connected) return undefined
      return failed(`${shown} closed the connection during the TLS handshake`)
    default:
      if (code.startsWith('ERR_OSSL_')) return failed(`the CA, certificate or key for TLS cannot be read (${code})`)
      if (/^(ERR_SSL_|ERR_TLS_|CERT_)/.test(code)) return failed(`the TLS handshake with ${shown} failed (${code})`)
      return undefined
  }
}

/** A time-out, said by what was waited for. */
export function timeoutFault(
  target: Target,
  ms: number,
  stage: 'connecting' | 'sending' | 'waiting' | 'reading',
): Fault {
  const within = `within ${ms < 1000 || ms % 100 !== 0 ? `${ms} ms` : `${ms / 1000} s`}`
  const message = {
    connecting: `no connection to ${target.shown} ${within}`,
    sending: `${target.shown} did not take the whole request ${within}`,
    waiting: `${target.shown} did not answer ${within}`,
    reading: `the answer of ${target.shown} was not complete ${within}`,
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
