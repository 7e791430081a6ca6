/** One try at an exchange over one connection, with its timers. Settles once and leaves nothing behind. */
import type { ReadStream } from 'node:fs'
import type { WireRequest } from '@merlon/engine'
import type { Connection, ConnectionUser } from './connection.ts'
import type { Deadlines } from './deadlines.ts'
import { CANCELLED, type Fault, faultOf, isFault, problemFault, timeoutFault } from './fault.ts'
import type { Pool } from './pool.ts'
import { type Content, writeFile, writeWhole } from './request-body.ts'
import type { RequestHead } from './request-head.ts'
import type { ResponseHead } from './response-framing.ts'
import { ResponseParser } from './response-parser.ts'
import type { Target } from './target.ts'
import type { Marks } from './timings.ts'

export interface Arrived {
  readonly head: ResponseHead
  /** As received, content-encoding not undone. */
  readonly bytes: Uint8Array
  readonly codings: string | undefined
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
  readonly head: RequestHead
  readonly content: Content
  readonly marks: Marks
}

/** What all attempts of a port have in common. */
export interface Shared {
  readonly pool: Pool
  readonly deadlines: Deadlines
}

/** One listener per signal serves all attempts under it: adding and removing one for each costs more than a small request. */
const underSignal = new WeakMap<AbortSignal, Set<() => void>>()

function abortable(signal: AbortSignal): Set<() => void> {
  let attempts = underSignal.get(signal)
  if (!attempts) {
    const own = new Set<() => void>()
    signal.addEventListener('abort', () => {
      for (const stop of [...own]) stop()
    })
    underSignal.set(signal, own)
    attempts = own
  }
  return attempts
}

export class Attempt implements ConnectionUser {
  private readonly sending: Sending
  private readonly connection: Connection
  private readonly shared: Shared
  private readonly settle: (end: Arrived | Missed) => void
  private readonly parser: ResponseParser
  readonly deadline: number
  private connectTimer: NodeJS.Timeout | undefined
  private upload: ReadStream | undefined
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
    if (connection.ready) this.write()
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
    const { marks, target } = this.sending
    if (target.secure) marks.secured = performance.now()
    clearTimeout(this.connectTimer)
    this.write()
  }

  received(bytes: Buffer): void {
    const { parser } = this
    const { marks } = this.sending
    this.heard = true
    if (marks.answered === 0) marks.answered = performance.now()
    parser.feed(bytes)
    if (parser.problem) this.fail(problemFault(parser.problem, this.sending.target, this.sending.request))
    else if (parser.done) this.finish(false)
    else if (!parser.begun) marks.answered = 0 // that was an interim answer
  }

  ended(error?: unknown): void {
    if (error === undefined) this.parser.end()
    if (this.parser.done) this.finish(true)
    else this.fail(error)
  }

  expire(): void {
    const { marks, target, request } = this.sending
    const { written, answered } = marks
    const stage = answered > 0 ? 'reading' : written > 0 ? 'waiting' : this.connection.ready ? 'sending' : 'connecting'
    this.fail(timeoutFault(target, request.timeoutMs, stage))
  }

  private write(): void {
    const { content, head, marks } = this.sending
    const { socket } = this.connection
    const written = () => {
      if (!this.settled) marks.written = performance.now()
    }
    if (content === undefined || typeof content === 'string' || content instanceof Uint8Array) {
      writeWhole(socket, head, content, written)
    } else this.upload = writeFile(socket, head, content, { written, failed: (fault) => this.fail(fault) })
  }

  private limitConnecting(): void {
    const { request, target } = this.sending
    const limit = request.connectTimeoutMs
    if (limit === undefined) return
    this.connectTimer = setTimeout(() => this.fail(timeoutFault(target, limit, 'connecting')), limit)
  }

  private finish(closed: boolean): void {
    const { parser, connection } = this
    const { marks, head } = this.sending
    const { head: answer, framing } = parser
    if (this.settled || !answer || !framing) return
    marks.ended = performance.now()
    this.close()
    // What is left of a request that was answered early would be read as the next one.
    const whole = marks.written > 0 && !parser.excess && !closed
    if (whole && head.reusable && framing.reusable) this.shared.pool.keep(connection, framing.keptMs)
    else connection.destroy()
    this.settle({ head: answer, bytes: parser.body(), codings: framing.codings })
  }

  /** Ends the attempt with a fault, or with an error of Node's from which one is made. */
  private fail(cause: unknown): void {
    if (this.settled) return
    this.close()
    const { connection } = this
    const { marks, target } = this.sending
    const { reused } = connection
    const progress = { connected: connection.ready, answered: marks.answered > 0, reused }
    const fault = isFault(cause) ? cause : faultOf(cause ?? {}, target, progress)
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
