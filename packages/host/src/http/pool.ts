/** Connections by what they may be used for again, kept open between exchanges. */
import { Connection, type OpenSocket } from './connection.ts'

/** Servers commonly close after 5 s; a connection that waited longer than this might be going away just now. */
export const IDLE_MS = 4_000

/** So much earlier than a server says that it closes, a connection is not used any more. */
const MARGIN_MS = 1_000

export class Pool {
  private readonly all = new Set<Connection>()
  private readonly resting = new Map<string, Connection[]>()
  private readonly forget = (connection: Connection) => {
    this.all.delete(connection)
    const waiting = this.resting.get(connection.key)
    const place = waiting?.indexOf(connection) ?? -1
    if (place !== -1) waiting?.splice(place, 1)
  }

  /** The connection that was used last under a key, if it may still be used. */
  take(key: string): Connection | undefined {
    const latest = this.resting.get(key)?.pop()
    if (!latest) return undefined
    if (latest.freshUntil > performance.now() && !latest.socket.destroyed) return latest
    latest.destroy()
    this.closeResting(key)
    return undefined
  }

  open(key: string, open: OpenSocket): Connection {
    const connection = new Connection(key, open, this.forget)
    this.all.add(connection)
    return connection
  }

  /** Keeps a connection for a next exchange; `keptMs` is how long the server does, where it says so. */
  keep(connection: Connection, keptMs: number | undefined): void {
    const patience = keptMs === undefined ? IDLE_MS : Math.min(IDLE_MS, keptMs - MARGIN_MS)
    if (patience <= 0) {
      connection.destroy()
      return
    }
    const now = performance.now()
    connection.rest(now + patience)
    const waiting = this.resting.get(connection.key)
    if (!waiting) {
      this.resting.set(connection.key, [connection])
      return
    }
    const oldest = waiting[0]
    waiting.push(connection)
    if (oldest && oldest.freshUntil <= now) oldest.destroy()
  }

  /** Closes the connections under a key that wait for a next exchange; those in use go on. */
  closeResting(key: string): void {
    for (const connection of this.resting.get(key)?.slice() ?? []) connection.destroy()
  }

  close(): void {
    for (const connection of [...this.all]) {
      const { user } = connection
      connection.destroy()
      user?.ended()
    }
  }
}
