/** One try at an exchange over a session of HTTP/2, with its timers. Settles once and leaves nothing behind. */
import type { ClientHttp2Stream, IncomingHttpHeaders, IncomingHttpStatusHeader } from 'node:http2'
import type { Readable } from 'node:stream'
import type { WireHeaders } from '@merlon/engine'
import { abortable } from '../abort.ts'
import type { Arrived, Shared } from '../attempt.ts'
import { BodyBuffer } from '../body-buffer.ts'
import { codingsIn, Decoding } from '../decode.ts'
import { CANCELLED, type Fault, faultOf, isFault, timeoutFault, tooLargeFault } from '../fault.ts'
import { type Content, FILE_CHANGED, streamOf } from '../request-body.ts'
import { MAX_INTERIM } from '../response-parser.ts'
import type { Errand } from './carry.ts'
import { notHttp2, REFUSED_STREAM, resetFault, sessionFault } from './fault.ts'
import { fieldFault } from './request-fields.ts'
import type { Session, Waiting } from './sessions.ts'

const CANCEL = 8

export interface Unanswered {
  readonly fault: Fault
  /** `safe`: the server did not look at the request. `stale`: the kept session had ended, and not a byte came back. */
  readonly again: 'safe' | 'stale' | 'no'
}

export class Exchange implements Waiting {
  readonly deadline: number
  private readonly errand: Errand
  private readonly session: Session
  private readonly reused: boolean
  private readonly shared: Shared
  private readonly settle: (end: Arrived | Unanswered) => void
  private readonly body = new BodyBuffer()
  private connectTimer: NodeJS.Timeout | undefined
  private stream: ClientHttp2Stream | undefined
  private upload: Readable | undefined
  private decoding: Decoding | undefined
  private status = 0
  private headers: WireHeaders = []
  private interim = 0
  private settled = false
  private readonly onAbort = () => this.fail(CANCELLED)

  /** `reused`: the session has served before. */
  constructor(
    errand: Errand,
    session: Session,
    reused: boolean,
    shared: Shared,
    settle: (end: Arrived | Unanswered) => void,
  ) {
    const { request, marks, route } = errand
    this.errand = errand
    this.session = session
    this.reused = reused
    this.shared = shared
    this.settle = settle
    this.deadline = marks.started + request.timeoutMs
    shared.deadlines.add(this)
    if (request.signal) abortable(request.signal).add(this.onAbort)
    if (session.isReady) this.ready()
    else {
      session.wait(this)
      const limit = request.connectTimeoutMs ?? shared.connectTimeoutMs
      if (limit === undefined) return
      this.connectTimer = setTimeout(() => this.fail(timeoutFault(route.reached, limit, 'connecting')), limit)
    }
  }

  lookedUp(): void {
    this.errand.marks.lookedUp = performance.now()
  }

  connected(): void {
    this.errand.marks.connected = performance.now()
  }

  secured(): void {
    if (this.errand.route.place.secure) this.errand.marks.secured = performance.now()
  }

  ready(): void {
    const { fields, content, request } = this.errand
    clearTimeout(this.connectTimer)
    try {
      this.stream = this.session.begin(fields, content === undefined)
    } catch (error) {
      // A session that ended just now has not taken anything.
      if (/^ERR_HTTP2_(INVALID_SESSION|GOAWAY_SESSION)$/.test(codeOf(error))) this.fail(error, 'safe')
      else this.fail(fieldFault(error, request))
      return
    }
    this.listen(this.stream)
    this.send(this.stream, content)
  }

  failed(error: unknown): void {
    this.fail(error)
  }

  expire(): void {
    const { marks, route, request } = this.errand
    const stage = this.status > 0 ? 'reading' : marks.written > 0 ? 'waiting' : this.stream ? 'sending' : 'connecting'
    this.fail(timeoutFault(this.stream ? route.place.shown : route.reached, request.timeoutMs, stage))
    // node:http2 does not say that it gave up on a server that broke the rules: nothing new is risked on such a session.
    if (this.session.isReady) this.session.retire()
  }

  private listen(stream: ClientHttp2Stream): void {
    const { marks, request, route } = this.errand
    // With the header come the names and values as they were sent, by turns; the types do not tell.
    const answer = (header: IncomingHttpHeaders & IncomingHttpStatusHeader, _: number, raw: readonly string[]) => {
      marks.answered = performance.now()
      this.status = header[':status'] ?? 0
      this.headers = pairsIn(raw)
    }
    stream.on('response', answer as (header: IncomingHttpHeaders & IncomingHttpStatusHeader, flags: number) => void)
    stream.on('headers', () => {
      this.interim += 1
      if (this.interim <= MAX_INTERIM) return
      const what = `sent more than ${MAX_INTERIM} interim answers (1xx), and no final one`
      this.fail({ code: 'malformed', message: `${route.place.shown} ${what}` })
      this.session.retire() // a server that floods one stream is not trusted with another
    })
    stream.on('data', (bytes: Buffer) => {
      if (this.body.length + bytes.length > request.maxResponseBytes) {
        this.fail(tooLargeFault(request.maxResponseBytes))
        return
      }
      this.body.append(bytes, 0, bytes.length, 0)
      this.decode()
    })
    stream.on('end', () => {
      if (this.status > 0 && stream.rstCode === 0) this.finish()
    })
    stream.on('error', (error) => this.fail(error))
    stream.on('close', () => this.fail(undefined))
  }

  private send(stream: ClientHttp2Stream, content: Content): void {
    const { marks } = this.errand
    const written = () => {
      if (!this.settled) marks.written = performance.now()
    }
    if (content === undefined) written()
    else if (typeof content === 'string' || content instanceof Uint8Array) stream.end(content, written)
    else {
      const upload = streamOf(content)
      this.upload = upload
      upload.on('error', () => this.fail(FILE_CHANGED))
      upload.on('end', () => stream.end(written))
      upload.pipe(stream, { end: false })
    }
  }

  /** What has come of a body is decoded while the rest is on its way. */
  private decode(): void {
    const { maxResponseBytes } = this.errand.request
    if (!this.decoding) {
      const codings = codingsIn(valuesOf(this.headers, 'content-encoding') ?? '')
      if (codings.length === 0) return
      this.decoding = new Decoding(codings, maxResponseBytes, (end) => this.fail(end))
    }
    this.decoding.take(this.body.from(this.decoding.taken))
  }

  private finish(): void {
    const { marks } = this.errand
    if (this.settled) return
    marks.ended = performance.now()
    this.close()
    // A server may answer before it has read all of the request; the rest of it is of no use any more.
    if (marks.written === 0) this.stream?.close()
    this.settle({
      head: { status: this.status, statusText: '', http: '2', headers: this.headers },
      bytes: this.body.whole(),
      codings: valuesOf(this.headers, 'content-encoding'),
      decoding: this.decoding,
    })
  }

  /** Ends the exchange with a fault, or with an error of Node's from which one is made. */
  private fail(cause: unknown, again: Unanswered['again'] = this.repeatable(cause)): void {
    if (this.settled) return
    const { stream, session } = this
    const fault = isFault(cause) ? cause : this.faultOf(cause)
    this.close()
    this.decoding?.destroy()
    session.leave(this)
    if (stream && !stream.closed) stream.close(CANCEL)
    stream?.destroy()
    this.settle({ fault, again })
  }

  private repeatable(cause: unknown): Unanswered['again'] {
    const { stream, session } = this
    if (isFault(cause) || this.status > 0 || !stream) return 'no'
    if (stream.rstCode === REFUSED_STREAM || session.ignored(stream.id)) return 'safe'
    return this.reused ? 'stale' : 'no'
  }

  private faultOf(cause: unknown): Fault {
    const { stream, session, reused } = this
    const { route, marks } = this.errand
    const { place } = route
    const answered = this.status > 0
    const error = session.error ?? cause
    if (session.spoken && !session.isReady && (error === undefined || codeOf(error).startsWith('ERR_HTTP2'))) {
      return notHttp2(place)
    }
    const reset = error === undefined || codeOf(error) === 'ERR_HTTP2_STREAM_ERROR'
    if (reset && stream && !session.lost) return resetFault(stream.rstCode ?? 0, place, answered)
    const progress = { connected: session.spoken, sent: marks.written > 0, answered, reused }
    return sessionFault(error, place) ?? faultOf(error ?? {}, place, progress)
  }

  private close(): void {
    this.settled = true
    this.shared.deadlines.delete(this)
    clearTimeout(this.connectTimer)
    const { signal } = this.errand.request
    if (signal) abortable(signal).delete(this.onAbort)
    this.upload?.destroy()
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code) // thrown by Node
}

function pairsIn(raw: readonly string[]): WireHeaders {
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? ''
    if (!name.startsWith(':')) pairs.push([name, raw[at + 1] ?? ''])
  }
  return pairs
}

function valuesOf(headers: WireHeaders, name: string): string | undefined {
  const values = headers.filter(([one]) => one === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values.join(', ')
}
