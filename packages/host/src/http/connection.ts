/** One socket to a server, and the attempt that uses it at the moment. */
import type { Socket } from 'node:net'

/** What is spoken over a connection, as ALPN names it. */
export type Protocol = 'http/1.1' | 'h2'

/** Whoever uses a connection is told what happens to it. */
export interface Line {
  lookedUp(): void
  connected(): void
  /** Bytes can be sent; with TLS, after the handshake. */
  ready(socket: Socket): void
  /** Valid only during the call. */
  received(bytes: Buffer): void
  /** The server sends no more, which before `ready` says nothing: an error or the close follows. */
  halfClosed(): void
  /** Nothing more comes; `error` where the connection broke. */
  ended(error?: unknown): void
}

/** Opens a socket and tells `line` what happens; with `h2`, reading is left to others. */
export type OpenSocket = (line: Line, protocol: Protocol) => Socket

export type ConnectionUser = Omit<Line, 'ready' | 'halfClosed'> & { ready(): void }

export class Connection implements Line {
  readonly key: string
  socket: Socket
  user: ConnectionUser | undefined
  isReady = false
  /** It has served an exchange before. */
  reused = false
  /** On the monotonic clock: how long it may be taken for another exchange. */
  freshUntil = 0
  /** What `socket` runs over, where that is another one. */
  private readonly base: Socket
  private readonly gone: (connection: Connection) => void

  /** `key` says what it may be used for again; `gone` is called when it cannot be used any more. */
  constructor(key: string, open: OpenSocket, gone: (connection: Connection) => void) {
    this.key = key
    this.gone = gone
    this.base = open(this, 'http/1.1')
    this.socket = this.base
  }

  /** Waits for another exchange, and does not hold the process while it waits. */
  rest(freshUntil: number): void {
    this.user = undefined
    this.reused = true
    this.freshUntil = freshUntil
    this.socket.unref()
    if (this.base !== this.socket) this.base.unref()
  }

  use(user: ConnectionUser): void {
    this.user = user
    if (!this.reused) return
    this.socket.ref()
    if (this.base !== this.socket) this.base.ref()
  }

  destroy(): void {
    this.user = undefined
    this.gone(this)
    this.socket.destroy()
    if (this.base !== this.socket) this.base.destroy()
  }

  lookedUp(): void {
    this.user?.lookedUp()
  }

  connected(): void {
    this.user?.connected()
  }

  ready(socket: Socket): void {
    this.socket = socket
    this.isReady = true
    this.user?.ready()
  }

  received(bytes: Buffer): void {
    // Bytes that nobody asked for would be taken for the next answer.
    if (this.user) this.user.received(bytes)
    else this.destroy()
  }

  halfClosed(): void {
    if (this.isReady) this.ended()
  }

  ended(error?: unknown): void {
    const { user } = this
    if (user) user.ended(error)
    else this.destroy()
  }
}
