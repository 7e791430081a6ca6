/** Where the body of an answer ends, and whether its connection may carry another exchange (RFC 9112, 6 and 9). */
import type { WireHeaders } from '@merlon/engine'

export interface ResponseHead {
  readonly status: number
  readonly statusText: string
  /** `1.0`, `1.1` */
  readonly http: string
  /** As received: order, case and repeats are kept. */
  readonly headers: WireHeaders
}

export interface Framing {
  readonly body: 'none' | 'length' | 'chunked' | 'until-close'
  /** In bytes, for `length`. */
  readonly length: number
  /** The connection is free for another exchange when this answer has ended. */
  readonly reusable: boolean
  /** How long the server keeps an idle connection, in ms, where it says so. */
  readonly keptMs: number | undefined
  /** All values of Content-Encoding. */
  readonly codings: string | undefined
}

const DIGITS = /^[0-9]+$/

interface Relevant {
  lengths: string | undefined
  transfer: string | undefined
  connection: string | undefined
  keepAlive: string | undefined
  codings: string | undefined
}

/** The framing of an answer to `method`, or what is wrong with it in words. */
export function framingOf(head: ResponseHead, method: string): Framing | string {
  const { lengths, transfer, connection, keepAlive, codings } = relevantIn(head.headers)
  const length = lengths === undefined ? undefined : lengthIn(lengths)
  const kept = { keptMs: keepAlive === undefined ? undefined : keptMsIn(keepAlive), codings }
  const lasting = lasts(head.http, connection)
  if (isBodiless(head.status, method)) {
    const { status } = head
    const odd = status === 204 && (transfer !== undefined || (length !== undefined && length !== 0))
    const tunnel = status === 101 || (method === 'CONNECT' && status < 300)
    return { body: 'none', length: 0, reusable: lasting && !odd && !tunnel, ...kept }
  }
  if (transfer !== undefined) {
    const names = transfer.toLowerCase().split(',')
    const codes = names.map((one) => one.trim())
    if (codes.indexOf('chunked') !== codes.lastIndexOf('chunked')) return 'chunked transfer-encoding is applied twice'
    if (codes.at(-1) !== 'chunked') return { body: 'until-close', length: 0, reusable: false, ...kept }
    // A length beside it, or the version 1.0, means that somebody on the way may see other borders than these.
    const agreed = lengths === undefined && head.http !== '1.0'
    return { body: 'chunked', length: 0, reusable: lasting && agreed, ...kept }
  }
  if (Number.isNaN(length)) return `the content-length '${lengths}' is not one number`
  if (length !== undefined) return { body: 'length', length, reusable: lasting, ...kept }
  return { body: 'until-close', length: 0, reusable: false, ...kept }
}

/** RFC 9112, 6.3: these have no content, whatever their headers say. */
function isBodiless(status: number, method: string): boolean {
  if (method === 'HEAD' || status === 204 || status === 304 || status < 200) return true
  return method === 'CONNECT' && status < 300
}

function relevantIn(headers: WireHeaders): Relevant {
  const found: Relevant = {
    lengths: undefined,
    transfer: undefined,
    connection: undefined,
    keepAlive: undefined,
    codings: undefined,
  }
  for (const [name, value] of headers) {
    const key = keyFor(name)
    if (key !== undefined) found[key] = found[key] === undefined ? value : `${found[key]}, ${value}`
  }
  return found
}

function keyFor(name: string): keyof Relevant | undefined {
  switch (name.length) {
    case 10: {
      const lower = name.toLowerCase()
      if (lower === 'connection') return 'connection'
      return lower === 'keep-alive' ? 'keepAlive' : undefined
    }
    case 14:
      return name.toLowerCase() === 'content-length' ? 'lengths' : undefined
    case 16:
      return name.toLowerCase() === 'content-encoding' ? 'codings' : undefined
    case 17:
      return name.toLowerCase() === 'transfer-encoding' ? 'transfer' : undefined
    default:
      return undefined
  }
}

/** NaN where it is no number, or several that differ (RFC 9110, 8.6). */
function lengthIn(values: string): number {
  if (DIGITS.test(values)) return Number(values)
  const [first = '', ...others] = values.split(',').map((one) => one.trim())
  return DIGITS.test(first) && others.every((one) => one === first) ? Number(first) : Number.NaN
}

function lasts(http: string, connection: string | undefined): boolean {
  if (connection === undefined) return http !== '1.0'
  const options = connection.toLowerCase().split(',')
  const says = (option: string) => options.some((one) => one.trim() === option)
  return !says('close') && (http !== '1.0' || says('keep-alive'))
}

function keptMsIn(keepAlive: string): number | undefined {
  const seconds = /(?:^|[,\s])timeout=(\d+)/i.exec(keepAlive)?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}
