/** Sessions by what they may be used for again: one for each, carrying many exchanges at once. */
import { type ClientHttp2Session, connect } from 'node:http2'
import type { Socket } from 'node:net'
import type { Line } from '../connection.ts'
import { IDLE_MS } from '../pool.ts'
import { MAX_HEADER_BYTES } from '../response-parser.ts'
import type { Route } from '../route.ts'
import type { Target } from '../target.ts'

/** Whoever waits for a session is told what happens until it is ready, or what went wrong. */
export interface Waiting {
  lookedUp(): void
  connected(): void
  secured(): void
  ready(session: Session): void
  failed(error: unknown): void
}

const WINDOW_BYTES = 4 * 1024 * 1024

const MAX_MEMORY_MB = 4_000

const SETTINGS = { enablePush: false, maxHeaderListSize: MAX_HEADER_BYTES, initialWindowSize: WINDOW_BYTES }

interface Owner {
  /** It must be given no further exchange. */
  retired(session: Session): void
  closed(session: Session): void
}

/** One connection that speaks HTTP/2. */
export class Session implements Line {
  /** The server has said that it speaks HTTP/2. */
  isReady = false
  /** Why it ended, where that was an error. */
  error: unknown
  /** The connection underneath has ended. */
  lost = false
  /** It takes no further exchange. */
  over = false
  /** With GOAWAY a server says which stream was the last one that it looked at. */
  private lastLookedAt = Number.POSITIVE_INFINITY
  private readonly target: Target
  private readonly owner: Owner
  private readonly socket: Socket
  private readonly waiting = new Set<Waiting>()
  private inner: ClientHttp2Session | undefined
  private running = 0
  private idleSince = 0

  /** Throws what stands in the way before anything is opened. */
  constructor(route: Route, target: Target, owner: Owner) {
    this.target = target
    this.owner = owner
    this.socket = route.open(this, 'h2')
  }

  /** The connection stands, whatever may be spoken over it. */
  get spoken(): boolean {
    return this.inner !== undefined
  }

  /** Idle for long enough that the server may be closing it just now. */
  get stale(): boolean {
    return this.isReady && this.running === 0 && performance.now() - this.idleSince > IDLE_MS
  }

  /** The server did not look at this stream, so that it can be sent again whatever it asks for. */
  ignored(stream: number | undefined): boolean {
    return stream === undefined || stream > this.lastLookedAt
  }

  wait(one: Waiting): void {
    this.waiting.add(one)
  }

  /** Nobody needs a session that is still being opened when nobody waits for it. */
  leave(one: Waiting): void {
    if (this.waiting.delete(one) && this.waiting.size === 0 && !this.isReady) this.destroy()
  }

  /** Begins a stream; `end` is to be called when it is closed. Throws what Node says of the fields. */
  begin(fields: Parameters<ClientHttp2Session['request']>[0], endStream: boolean) {
    if (!this.inner) throw new Error('the session is not open')
    const stream = this.inner.request(fields, { endStream })
    this.running += 1
    if (this.running === 1) this.socket.ref()
    stream.once('close', () => {
      this.running -= 1
      this.idleSince = performance.now()
      if (this.running > 0) return
      if (this.over) this.destroy()
      else this.socket.unref()
    })
    return stream
  }

  /** Takes no further exchange; those under way go on. */
  retire(): void {
    if (this.over) return
    this.over = true
    this.owner.retired(this)
    if (this.running === 0) this.destroy()
  }

  destroy(): void {
    this.retire()
    this.inner?.destroy()
    this.socket.destroy()
    this.owner.closed(this)
  }

  lookedUp(): void {
    for (const one of this.waiting) one.lookedUp()
  }

  connected(): void {
    for (const one of this.waiting) one.connected()
  }

  ready(socket: Socket): void {
    if (this.over) return
    for (const one of this.waiting) one.secured()
    const inner = connect(this.target.origin, {
      createConnection: () => socket,
      settings: SETTINGS,
      maxHeaderListPairs: 4_000,
      // Of what is on its way out, which is as much as a test sends.
      maxSessionMemory: MAX_MEMORY_MB,
    })
    this.inner = inner
    inner.on('connect', () => inner.setLocalWindowSize(WINDOW_BYTES))
    inner.once('remoteSettings', () => {
      this.isReady = true
      const all = [...this.waiting]
      this.waiting.clear()
      for (const one of all) one.ready(this)
      if (this.running === 0) socket.unref()
    })
    inner.on('goaway', (_, lastLookedAt) => {
      this.lastLookedAt = lastLookedAt
      this.retire()
    })
    inner.on('error', (error) => this.fail(error))
    inner.on('close', () => this.fail(undefined))
  }

  received(): void {}

  halfClosed(): void {
    this.lost = true
  }

  /** Once the session stands, it tells about its end itself. */
  ended(error?: unknown): void {
    this.lost = true
    if (!this.inner) this.fail(error)
    else this.error ??= error
  }

  private fail(error: unknown): void {
    this.error ??= error
    const all = [...this.waiting]
    this.waiting.clear()
    this.destroy()
    for (const one of all) one.failed(this.error)
  }
}

export class Sessions {
  private readonly usable = new Map<string, Session>()
  private readonly all = new Set<Session>()

  /** The session for a route, which may still be on its way; `fresh` where it was opened for this. Throws what opening throws. */
  for(route: Route, target: Target): { session: Session; fresh: boolean } {
    const before = this.usable.get(route.key)
    if (before && !before.stale) return { session: before, fresh: false }
    before?.retire()
    const session = new Session(route, target, {
      retired: (one) => {
        if (this.usable.get(route.key) === one) this.usable.delete(route.key)
      },
      closed: (one) => this.all.delete(one),
    })
    this.usable.set(route.key, session)
    this.all.add(session)
    return { session, fresh: true }
  }

  close(): void {
    for (const session of [...this.all]) session.destroy()
  }
}
