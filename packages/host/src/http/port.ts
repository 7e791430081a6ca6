/** The HTTP port: HTTP/1.1 over sockets of node:net and node:tls, kept open between exchanges; HTTP/2 stands beside it. */
import type { BodyPart, FileBody, HttpPort, WireRequest, WireResult } from '@merlon/engine'
import { type Arrived, Attempt, type Sending, type Shared } from './attempt.ts'
import { Deadlines } from './deadlines.ts'
import { CODINGS, codingsIn, Decoding } from './decode.ts'
import { CANCELLED, EGRESS_BLOCKED, type Fault, faultOf, isFault, NOT_BEGUN } from './fault.ts'
import type { Http2 } from './http2/carry.ts'
import { Pool } from './pool.ts'
import { refusalOf } from './refusal.ts'
import { type Content, type Streamed, sizeOf } from './request-body.ts'
import { headOf } from './request-head.ts'
import { type Route, type RouteSettings, Routes } from './route.ts'
import { type Target, targetOf } from './target.ts'
import { Marks } from './timings.ts'

export interface HttpSettings extends RouteSettings {
  /** How long opening a connection may take, in ms, where a request does not say. */
  readonly connectTimeoutMs?: number
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
  readonly encodings = CODINGS
  private readonly settings: HttpSettings
  private readonly shared: Shared
  private readonly routes: Routes
  /** Once HTTP/2 was asked for. */
  private http2: Http2 | undefined

  constructor(settings: HttpSettings) {
    this.settings = settings
    this.shared = { pool: new Pool(), deadlines: new Deadlines(), connectTimeoutMs: settings.connectTimeoutMs }
    this.routes = new Routes(settings)
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
      const route = this.routes.known(target, request)
      if (route && isWhole(body) && request.http !== '2') this.carry(request, target, route, body, marks, over)
      else {
        this.prepare(request, target).then(
          (ready) => {
            if (isFault(ready)) over(ready)
            else if (request.signal?.aborted) over(CANCELLED)
            else if (request.http === '2') {
              this.http2?.carry({ request, target, marks, ...ready }, isIdempotent(request.method), over)
            } else this.carry(request, target, ready.route, ready.content, marks, over)
          },
          (error: unknown) => over(declined(error, request, target)),
        )
      }
    })
  }

  close(): void {
    this.shared.pool.close()
    this.http2?.close()
    this.shared.deadlines.close()
  }

  /** Loads what this exchange is the first to need, and finds its way and its file. */
  private async prepare(request: WireRequest, target: Target): Promise<{ route: Route; content: Content } | Fault> {
    const { body } = request
    const route = this.routes.known(target, request) ?? (await this.routes.find(target, request))
    if (isFault(route)) return route
    if (request.http === '2') this.http2 ??= new (await import('./http2/carry.ts')).Http2(this.shared, declined)
    if (isWhole(body)) return { route, content: body }
    try {
      const parts = await Promise.all((isFile(body) ? [body] : body).map((part) => this.found(part)))
      const size = parts.reduce((sum, part) => sum + (part instanceof Uint8Array ? part.length : part.size), 0)
      return { route, content: size === 0 ? '' : { parts, size } }
    } catch (error) {
      return { code: 'cannot-send', message: error instanceof Error ? error.message : String(error) }
    }
  }

  private async found(part: BodyPart): Promise<Streamed['parts'][number]> {
    if (typeof part === 'string') return Buffer.from(part)
    if (part instanceof Uint8Array) return part
    return { path: (await this.settings.locate?.(part.file)) ?? part.file, size: part.size }
  }

  private carry(request: WireRequest, target: Target, route: Route, content: Content, marks: Marks, over: Over): void {
    const head = headOf(request, target, content === undefined ? undefined : sizeOf(content), route.via)
    if (isFault(head)) {
      over(head)
      return
    }
    const { pool } = this.shared
    const sending: Sending = { request, target, route, head, content, marks }
    const kept = head.reusable ? pool.take(route.key) : undefined
    if (!kept) {
      this.carryAnew(sending, over)
      return
    }
    new Attempt(sending, kept, this.shared, (end) => {
      if ('head' in end) over(end)
      else if (!end.stale || !isIdempotent(head.method)) over(end.fault)
      else {
        pool.closeResting(route.key)
        marks.reopen()
        this.carryAnew(sending, over)
      }
    })
  }

  /** Over a connection of its own. */
  private carryAnew(sending: Sending, over: Over): void {
    const { target, request, route } = sending
    try {
      const connection = this.shared.pool.open(route.key, route.open)
      new Attempt(sending, connection, this.shared, (end) => over('head' in end ? end : end.fault))
    } catch (error) {
      over(declined(error, request, target))
    }
  }
}

function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method.toUpperCase())
}

/** What happens on the wire is never thrown: this is Node declining the request, or an address that is not allowed. */
function declined(error: unknown, request: WireRequest, target: Target): Fault {
  const { code } = error as NodeJS.ErrnoException // thrown by Node
  return code === EGRESS_BLOCKED ? faultOf(error, target, NOT_BEGUN) : refusalOf(request, error)
}

function respond(
  { head, bytes, codings, decoding }: Arrived,
  request: WireRequest,
  marks: Marks,
  settle: Settle,
): void {
  const { status, statusText, http, headers } = head
  const finish = (body: Uint8Array | Fault) => {
    if (!(body instanceof Uint8Array)) return settle({ failure: { ...body, timings: marks.ofFailure() } })
    return settle({ response: { status, statusText, http, headers, body, timings: marks.ofAnswer() } })
  }
  const names = codings === undefined || bytes.length === 0 ? [] : codingsIn(codings)
  if (names.length === 0) {
    finish(bytes)
    return
  }
  const decoded = decoding ?? new Decoding(names, request.maxResponseBytes, finish)
  decoded.over = finish
  decoded.take(bytes.subarray(decoded.taken))
  decoded.end()
}

function isWhole(body: WireRequest['body']): body is Uint8Array | string | undefined {
  return typeof body !== 'object' || body instanceof Uint8Array
}

function isFile(body: FileBody | readonly BodyPart[]): body is FileBody {
  return !Array.isArray(body)
}
