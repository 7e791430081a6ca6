/** One try at an exchange: a request of node:http, its timers and its answer. Settles once and leaves nothing behind. */
import { createReadStream, type ReadStream } from 'node:fs'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { WireRequest } from '@merlon/engine'
import { CANCELLED, type Fault, faultOf, isFault, timeoutFault, tooLargeFault } from './fault.ts'
import type { Target } from './target.ts'
import type { Marks } from './timings.ts'

/** What is written after the head. */
export type Content = Uint8Array | string | { readonly path: string; readonly size: number } | undefined

export interface Arrived {
  readonly answer: IncomingMessage
  /** As received, content-encoding not undone. */
  readonly bytes: Uint8Array
}

export interface Missed {
  readonly fault: Fault
  /** The kept connection had been closed before the request reached the server: not a byte came back. */
  readonly stale: boolean
}

const NOTHING = new Uint8Array(0)

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

export class Attempt {
  private readonly request: WireRequest
  private readonly target: Target
  private readonly marks: Marks
  private readonly wire: ClientRequest
  private readonly settle: (end: Arrived | Missed) => void
  private readonly timer: NodeJS.Timeout
  private connectTimer: NodeJS.Timeout | undefined
  private socket: Socket | undefined
  private readBefore = 0
  private upload: ReadStream | undefined
  private readonly chunks: Buffer[] = []
  private received = 0
  private settled = false
  private readonly onAbort = () => this.fail(CANCELLED)

  /** Takes charge of `wire`, of which nothing but the head is set, and writes `content` to it. */
  constructor(
    use: { request: WireRequest; target: Target; marks: Marks; content: Content },
    wire: ClientRequest,
    settle: (end: Arrived | Missed) => void,
  ) {
    const { request, target, marks } = use
    this.request = request
    this.target = target
    this.marks = marks
    this.wire = wire
    this.settle = settle
    const left = Math.max(1, request.timeoutMs - (marks.opened - marks.started))
    this.timer = setTimeout(() => this.fail(this.timedOut(request.timeoutMs)), left)
    if (request.signal) abortable(request.signal).add(this.onAbort)
    wire.maxHeadersCount = 0 // none is dropped; their size is limited
    wire.on('socket', (socket) => this.follow(socket))
    wire.on('finish', () => {
      if (!this.settled) marks.written = performance.now()
    })
    wire.on('response', (answer) => this.read(answer))
    wire.on('upgrade', (answer, socket) => {
      this.finish(answer)
      socket.destroy()
    })
    wire.on('error', (error) => this.fail(error))
    wire.on('close', () => {
      if (marks.answered === 0) this.fail(undefined)
    })
    this.write(use.content)
    if (request.signal?.aborted) this.fail(CANCELLED)
  }

  private write(content: Content): void {
    if (content === undefined || typeof content === 'string' || content instanceof Uint8Array) {
      // A text goes out in one write with the head.
      this.wire.end(content)
      return
    }
    const upload = createReadStream(content.path, { end: content.size - 1 })
    this.upload = upload
    const changed = { code: 'cannot-send', message: 'the file changed while it was sent' } as const
    upload.on('error', () => this.fail(changed))
    upload.on('end', () => {
      if (upload.bytesRead === content.size) this.wire.end()
      else this.fail(changed)
    })
    upload.pipe(this.wire, { end: false })
  }

  private follow(socket: Socket): void {
    this.socket = socket
    this.readBefore = socket.bytesRead
    if (this.wire.reusedSocket || this.settled) return
    const { marks, request, target } = this
    socket.once('lookup', () => {
      marks.lookedUp = performance.now()
    })
    socket.once('connect', () => {
      marks.connected = performance.now()
      if (!target.secure) clearTimeout(this.connectTimer)
    })
    socket.once('secureConnect', () => {
      marks.secured = performance.now()
      clearTimeout(this.connectTimer)
    })
    const limit = request.connectTimeoutMs
    if (limit !== undefined)
      this.connectTimer = setTimeout(() => this.fail(timeoutFault(target, limit, 'connecting')), limit)
  }

  private read(answer: IncomingMessage): void {
    this.marks.answered = performance.now()
    answer.on('data', (chunk: Buffer) => {
      this.received += chunk.length
      if (this.received > this.request.maxResponseBytes) this.fail(tooLargeFault(this.request.maxResponseBytes))
      else this.chunks.push(chunk)
    })
    answer.on('end', () => {
      if (answer.complete) this.finish(answer)
    })
    answer.on('error', (error) => this.fail(error))
    answer.on('close', () => this.fail(undefined))
  }

  private finish(answer: IncomingMessage): void {
    if (this.settled) return
    const { marks, chunks } = this
    marks.ended = performance.now()
    if (marks.answered === 0) marks.answered = marks.ended
    this.close()
    this.settle({ answer, bytes: chunks.length > 1 ? Buffer.concat(chunks, this.received) : (chunks[0] ?? NOTHING) })
  }

  /** Ends the attempt with a fault, or with an error of Node's from which one is made. */
  private fail(cause: unknown): void {
    if (this.settled) return
    this.close()
    const progress = {
      connected: this.isConnected(),
      answered: this.marks.answered > 0,
      reused: this.wire.reusedSocket,
    }
    const fault = isFault(cause) ? cause : faultOf(cause ?? {}, this.target, progress)
    const silent = this.socket === undefined || this.socket.bytesRead === this.readBefore
    this.settle({ fault, stale: fault.code === 'closed' && progress.reused && silent })
    this.wire.destroy()
  }

  private close(): void {
    this.settled = true
    clearTimeout(this.timer)
    clearTimeout(this.connectTimer)
    if (this.request.signal) abortable(this.request.signal).delete(this.onAbort)
    this.upload?.destroy()
  }

  private isConnected(): boolean {
    return this.wire.reusedSocket || (this.target.secure ? this.marks.secured : this.marks.connected) > 0
  }

  private timedOut(ms: number): Fault {
    const { written, answered } = this.marks
    const stage = answered > 0 ? 'reading' : written > 0 ? 'waiting' : this.isConnected() ? 'sending' : 'connecting'
    return timeoutFault(this.target, ms, stage)
  }
}
