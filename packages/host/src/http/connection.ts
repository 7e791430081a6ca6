/** One socket to an origin, and the attempt that uses it at the moment. */
import type { Socket } from 'node:net'

/** Whoever uses a connection is told what happens to it. */
export interface ConnectionUser {
  lookedUp(): void
  connected(): void
  /** Bytes can be sent; with TLS, after the handshake. */
  ready(): void
  /** Valid only during the call. */
  received(bytes: Buffer): void
  /** The server sends no more; `error` where the connection broke. */
  ended(error?: unknown): void
}

/** Opens the socket; plain ones hand over what they read, others emit it. */
export type OpenSocket = (received: (bytes: Buffer) => void) => Socket

export class Connection {
  readonly origin: string
  readonly socket: Socket
  user: ConnectionUser | undefined
  ready = false
  /** It has served an exchange before. */
  reused = false
  /** On the monotonic clock: how long it may be taken for another exchange. */
  freshUntil = 0
  private readonly gone: (connection: Connection) => void

  /** `gone` is called when it cannot be used any more. */
  constructor(origin: string, secure: boolean, open: OpenSocket, gone: (connection: Connection) => void) {
    this.origin = origin
    this.gone = gone
    const socket = open((bytes) => this.receive(bytes))
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('lookup', () => this.user?.lookedUp())
    socket.on('connect', () => {
      this.user?.connected()
      if (!secure) this.open()
    })
    if (secure) {
      socket.on('secureConnect', () => this.open())
      socket.on('data', (bytes: Buffer) => this.receive(bytes))
    }
    socket.on('end', () => {
      if (this.ready) this.end() // before, an error or the close follows that says more
    })
    socket.on('error', (error) => this.end(error))
    socket.on('close', () => this.end())
  }

  /** Waits for another exchange, and does not hold the process while it waits. */
  rest(freshUntil: number): void {
    this.user = undefined
    this.reused = true
    this.freshUntil = freshUntil
    this.socket.unref()
  }

  use(user: ConnectionUser): void {
    this.user = user
    if (this.reused) this.socket.ref()
  }

  destroy(): void {
    this.user = undefined
    this.gone(this)
    this.socket.destroy()
  }

  private open(): void {
    this.ready = true
    this.user?.ready()
  }

  private receive(bytes: Buffer): void {
    // Bytes that nobody asked for would be taken for the next answer.
    if (this.user) this.user.received(bytes)
    else this.destroy()
  }

  private end(error?: unknown): void {
    const { user } = this
    if (user) user.ended(error)
    else this.destroy()
  }
}
