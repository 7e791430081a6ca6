/** One try at an exchange over one connection, with its timers. Settles once and leaves nothing behind. */
import type { Readable } from 'node:stream'
import type { WireRequest } from '@merlon/engine'
import { abortable } from './abort.ts'
import type { Connection, ConnectionUser } from './connection.ts'
import type { Deadlines } from './deadlines.ts'
import { codingsIn, Decoding } from './decode.ts'
import { CANCELLED, type Fault, faultOf, isFault, problemFault, timeoutFault } from './fault.ts'
import type { Pool } from './pool.ts'
import { type Content, writeStreamed, writeWhole } from './request-body.ts'
import type { RequestHead } from './request-head.ts'
import type { ResponseHead } from './response-framing.ts'
import { ResponseParser } from './response-parser.ts'
import type { Route } from './route.ts'
import type { Target } from './target.ts'
import type { Marks } from './timings.ts'

export interface Arrived {
  readonly head: ResponseHead
  /** As received. */
  readonly bytes: Uint8Array
  /** All values of Content-Encoding. */
  readonly codings: string | undefined
  /** Of the body, as far as it went while the body arrived. */
  readonly decoding?: Decoding | undefined
}

export interface Missed {
  readonly fault: Fault
  /** The kept connection had been closed before the request reached the server: not a byte came back. */
  readonly stale: boolean
}

/** What an attempt sends, and where. */
export interface Sending {
  readonly request: WireRequest
  readonly target: Target
  readonly route: Route
  readonly head: RequestHead
  readonly content: Content
  readonly marks: Marks
}

/** What all attempts of a port have in common. */
export interface Shared {
  readonly pool: Pool
  readonly deadlines: Deadlines
  /** Where a request does not say. */
  readonly connectTimeoutMs: number | undefined
}

export class Attempt implements ConnectionUser {
  private readonly sending: Sending
  private readonly connection: Connection
  private readonly shared: Shared
  private readonly settle: (end: Arrived | Missed) => void
  private readonly parser: ResponseParser
  readonly deadline: number
  private connectTimer: NodeJS.Timeout | undefined
  private upload: Readable | undefined
  private decoding: Decoding | undefined
  /** The server sent something, be it an interim answer. */
  private heard = false
  private settled = false
  private readonly onAbort = () => this.fail(CANCELLED)

  /** Sends over `connection` as soon as it is ready, and gives it back to the pool or closes it in the end. */
  constructor(sending: Sending, connection: Connection, shared: Shared, settle: (end: Arrived | Missed) => void) {
    const { request, head, marks } = sending
    this.sending = sending
    this.connection = connection
    this.shared = shared
    this.settle = settle
    this.parser = new ResponseParser(head.method, request.maxResponseBytes)
    this.deadline = marks.started + request.timeoutMs
    shared.deadlines.add(this)
    if (request.signal) abortable(request.signal).add(this.onAbort)
    connection.use(this)
    if (connection.isReady) this.write()
    else this.limitConnecting()
    if (request.signal?.aborted) this.fail(CANCELLED)
  }

  lookedUp(): void {
    this.sending.marks.lookedUp = performance.now()
  }

  connected(): void {
    this.sending.marks.connected = performance.now()
  }

  ready(): void {
    const { marks, route } = this.sending
    if (route.place.secure) marks.secured = performance.now()
    clearTimeout(this.connectTimer)
    this.write()
  }

  received(bytes: Buffer): void {
    const { parser } = this
    const { marks } = this.sending
    this.heard = true
    if (marks.answered === 0) marks.answered = performance.now()
    parser.feed(bytes)
    if (parser.problem) this.fail(problemFault(parser.problem, this.sending.route.place, this.sending.request))
    else if (parser.done) this.finish(false)
    else if (!parser.begun)
      marks.answered = 0 // that was an interim answer
    else if (parser.framing?.codings !== undefined) this.decode(parser.framing.codings)
  }

  ended(error?: unknown): void {
    if (error === undefined) this.parser.end()
    if (this.parser.done) this.finish(true)
    else this.fail(error)
  }

  expire(): void {
    const { marks, route, request } = this.sending
    const { written, answered } = marks
    const { isReady } = this.connection
    const stage = answered > 0 ? 'reading' : written > 0 ? 'waiting' : isReady ? 'sending' : 'connecting'
    this.fail(timeoutFault(isReady ? route.place.shown : route.reached, request.timeoutMs, stage))
  }

  private write(): void {
    const { content, head, marks } = this.sending
    const { socket } = this.connection
    const written = () => {
      if (!this.settled) marks.written = performance.now()
    }
    if (content === undefined || typeof content === 'string' || content instanceof Uint8Array) {
      writeWhole(socket, head, content, written)
    } else this.upload = writeStreamed(socket, head, content, { written, failed: (fault) => this.fail(fault) })
  }

  private limitConnecting(): void {
    const { request, route } = this.sending
    const limit = request.connectTimeoutMs ?? this.shared.connectTimeoutMs
    if (limit === undefined) return
    this.connectTimer = setTimeout(() => this.fail(timeoutFault(route.reached, limit, 'connecting')), limit)
  }

  /** What has come of a body is decoded while the rest is on its way, so that it cannot unfold beyond the limit unnoticed. */
  private decode(contentEncoding: string): void {
    const codings = codingsIn(contentEncoding)
    if (codings.length === 0) return
    this.decoding ??= new Decoding(codings, this.sending.request.maxResponseBytes, (end) => this.fail(end))
    this.decoding.take(this.parser.bodyFrom(this.decoding.taken))
  }

  private finish(closed: boolean): void {
    const { parser, connection, decoding } = this
    const { marks, head, route } = this.sending
    const { head: answer, framing } = parser
    if (this.settled || !answer || !framing) return
    if (route.via && answer.status === 407) {
      this.fail(route.via.refusal)
      return
    }
    marks.ended = performance.now()
    this.close()
    // What is left of a request that was answered early would be read as the next one.
    const whole = marks.written > 0 && !parser.excess && !closed
    if (whole && head.reusable && framing.reusable) this.shared.pool.keep(connection, framing.keptMs)
    else connection.destroy()
    this.settle({ head: answer, bytes: parser.body(), codings: framing.codings, decoding })
  }

  /** Ends the attempt with a fault, or with an error of Node's from which one is made. */
  private fail(cause: unknown): void {
    if (this.settled) return
    const { connection } = this
    const { marks, route } = this.sending
    const { reused } = connection
    const progress = { connected: connection.isReady, sent: marks.written > 0, answered: marks.answered > 0, reused }
    const fault = isFault(cause) ? cause : faultOf(cause ?? {}, route.place, progress)
    this.close()
    this.decoding?.destroy()
    connection.destroy()
    this.settle({ fault, stale: fault.code === 'closed' && reused && !this.heard })
  }

  private close(): void {
    this.settled = true
    this.shared.deadlines.delete(this)
    clearTimeout(this.connectTimer)
    const { signal } = this.sending.request
    if (signal) abortable(signal).delete(this.onAbort)
    this.upload?.destroy()
  }
}
