/** The HTTP port: HTTP/1.1 over sockets of node:net and node:tls, kept open between exchanges. */
import { isIP, type LookupFunction } from 'node:net'
import type { FileBody, HttpPort, WireRequest, WireResult } from '@merlon/engine'
import { type Arrived, Attempt, type Sending, type Shared } from './attempt.ts'
import { Deadlines } from './deadlines.ts'
import { decodeBody } from './decode.ts'
import type { Egress } from './egress.ts'
import { CANCELLED, EGRESS_BLOCKED, type Fault, faultOf, isFault, NOT_BEGUN } from './fault.ts'
import { type Opener, openPlain, secureOpener, type TlsSettings } from './open-socket.ts'
import { Pool } from './pool.ts'
import { refusalOf } from './refusal.ts'
import { type Content, sizeOf } from './request-body.ts'
import { headOf } from './request-head.ts'
import { type Target, targetOf } from './target.ts'
import { Marks } from './timings.ts'

export interface HttpSettings extends TlsSettings {
  /** Addresses by `host:port`, used instead of looking the host up. */
  readonly resolve?: Readonly<Record<string, string>>
  /** Asked before a connection is opened, with the address that it would go to. */
  readonly egress?: Egress
  /** Finds the file of a streamed body; throws an Error with a message for the author. */
  readonly locate?: (file: string) => Promise<string>
}

export interface NodeHttp extends HttpPort {
  /** Closes the kept connections. */
  close(): void
}

/** RFC 9110, 9.2.2: sending these again does nothing that sending them once did not. */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

type Settle = (result: WireResult) => void

/** Called once with how an exchange ended. */
type Over = (end: Arrived | Fault) => void

/** Makes the port. Nothing is opened, looked up or loaded before the first exchange needs it. */
export function createHttpPort(settings: HttpSettings = {}): NodeHttp {
  return new Port(settings)
}

class Port implements NodeHttp {
  private readonly settings: HttpSettings
  private readonly shared: Shared = { pool: new Pool(), deadlines: new Deadlines() }
  private secureOpener: Opener | undefined
  private lookup: LookupFunction | undefined

  constructor(settings: HttpSettings) {
    this.settings = settings
  }

  /** Without an async function on the usual way: it runs for every request, and each one would cost more than its share. */
  exchange(request: WireRequest): Promise<WireResult> {
    const marks = new Marks()
    return new Promise((settle) => {
      const over: Over = (end) => {
        if ('head' in end) respond(end, request, marks, settle)
        else settle({ failure: { ...end, timings: marks.ofFailure() } })
      }
      const target = targetOf(request.url)
      if (typeof target === 'string') return over({ code: 'bad-url', message: target })
      if (request.signal?.aborted) return over(CANCELLED)
      const { body } = request
      if (isFile(body) || (target.secure && !this.secureOpener) || (this.settings.egress && !this.lookup)) {
        this.prepare(body, target).then(
          (content) => {
            if (isFault(content)) over(content)
            else if (request.signal?.aborted) over(CANCELLED)
            else this.carry(request, target, content, marks, over)
          },
          (error: unknown) => over(declined(error, request, target)),
        )
      } else this.carry(request, target, body, marks, over)
    })
  }

  close(): void {
    this.shared.pool.close()
    this.shared.deadlines.close()
  }

  /** Loads what this exchange is the first to need, and finds its file. */
  private async prepare(body: WireRequest['body'], target: Target): Promise<Content | Fault> {
    const { settings } = this
    if (settings.egress) this.lookup ??= (await import('./egress.ts')).guardedLookup(settings.egress)
    if (target.secure) this.secureOpener ??= await secureOpener(settings)
    if (!isFile(body)) return body
    if (body.size === 0) return ''
    try {
      return { path: (await settings.locate?.(body.file)) ?? body.file, size: body.size }
    } catch (error) {
      return { code: 'cannot-send', message: error instanceof Error ? error.message : String(error) }
    }
  }

  private carry(request: WireRequest, target: Target, content: Content, marks: Marks, over: Over): void {
    const head = headOf(request, target, content === undefined ? undefined : sizeOf(content))
    if (isFault(head)) {
      over(head)
      return
    }
    const { pool } = this.shared
    const sending: Sending = { request, target, head, content, marks }
    const kept = head.reusable ? pool.take(target.origin) : undefined
    if (!kept) {
      this.carryAnew(sending, over)
      return
    }
    new Attempt(sending, kept, this.shared, (end) => {
      if ('head' in end) over(end)
      else if (!end.stale || !IDEMPOTENT.has(head.method)) over(end.fault)
      else {
        pool.closeResting(target.origin)
        marks.reopen()
        this.carryAnew(sending, over)
      }
    })
  }

  /** Over a connection of its own. */
  private carryAnew(sending: Sending, over: Over): void {
    const { target, request } = sending
    const { resolve, egress } = this.settings
    const address = resolve?.[`${target.hostname}:${target.port}`] ?? target.hostname
    if (egress && isIP(address) !== 0 && !egress(address, target.hostname)) {
      over(faultOf({ code: EGRESS_BLOCKED }, target, NOT_BEGUN))
      return
    }
    try {
      const open = target.secure ? this.secureOpener : openPlain
      if (!open) throw new Error('TLS is not loaded')
      const connection = this.shared.pool.open(target, open(target, address, this.lookup))
      new Attempt(sending, connection, this.shared, (end) => over('head' in end ? end : end.fault))
    } catch (error) {
      over(declined(error, request, target))
    }
  }
}

/** What happens on the wire is never thrown: this is Node declining the request, or a key that is no key. */
function declined(error: unknown, request: WireRequest, target: Target): Fault {
  const { code } = error as NodeJS.ErrnoException // thrown by Node
  return code?.startsWith('ERR_OSSL_') ? faultOf(error, target, NOT_BEGUN) : refusalOf(request, error)
}

function respond({ head, bytes, codings }: Arrived, request: WireRequest, marks: Marks, settle: Settle): void {
  const { status, statusText, http, headers } = head
  const finish = (body: Uint8Array | Fault) => {
    if (!(body instanceof Uint8Array)) return settle({ failure: { ...body, timings: marks.ofFailure() } })
    return settle({ response: { status, statusText, http, headers, body, timings: marks.ofAnswer() } })
  }
  if (codings === undefined || bytes.length === 0) finish(bytes)
  else decodeBody(bytes, codings, request.maxResponseBytes).then(finish)
}

function isFile(body: WireRequest['body']): body is FileBody {
  return typeof body === 'object' && !(body instanceof Uint8Array)
}
