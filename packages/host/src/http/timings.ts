/** When things happened to one exchange, and the waterfall that follows from it. */
import type { WireTimings } from '@merlon/engine'

/** Moments on the monotonic clock, in ms; 0 means that it did not happen. */
export class Marks {
  readonly started = performance.now()
  /** When the attempt that counts began; later than `started` where a stale connection was replaced. */
  opened = this.started
  lookedUp = 0
  connected = 0
  secured = 0
  /** The last byte of the request was handed to the network. */
  written = 0
  /** The first byte of the answer arrived; interim answers do not count. */
  answered = 0
  ended = 0

  reopen(): void {
    this.opened = performance.now()
    this.lookedUp = this.connected = this.secured = this.written = this.answered = this.ended = 0
  }

  /** Of an exchange whose answer arrived whole. */
  ofAnswer(): WireTimings {
    const { written, answered, ended } = this
    // A server may answer before it has read the whole request: then nothing was waited for.
    const latency = written > 0 && written < answered ? this.span(written, answered) : 0
    return this.waterfall(latency, this.span(answered, ended), ended)
  }

  /** Of an exchange that failed just now. */
  ofFailure(): WireTimings {
    return this.waterfall(0, 0, performance.now())
  }

  private waterfall(latency: number, fetch: number, end: number): WireTimings {
    const { opened, lookedUp, connected, secured } = this
    return {
      dns: lookedUp > 0 ? this.span(opened, lookedUp) : 0,
      connect: connected > 0 ? this.span(lookedUp || opened, connected) : 0,
      tls: secured > 0 ? this.span(connected, secured) : 0,
      latency,
      fetch,
      overall: this.span(this.started, end),
    }
  }

  /** Moments are rounded, not differences: so the parts never add up to more than the whole. */
  private span(from: number, to: number): number {
    return Math.round(to - this.started) - Math.round(from - this.started)
  }
}
