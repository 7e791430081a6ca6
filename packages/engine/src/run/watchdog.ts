/**
 * Ends what a test is doing when its time is over or Ctrl-C comes.
 *
 * One watch and one signal serve all input sets of a test, since making them anew for each would cost more than a request.
 */
import type { ClockPort } from '../ports.ts'
import type { SetRun } from './set-run.ts'

interface Watched {
  readonly run: SetRun
  readonly deadline: number
  /** What the run says of itself when its time is over. */
  readonly reason: string
  /** Clean-up goes on after Ctrl-C, within its own time. */
  readonly interruptible: boolean
}

export class Watchdog {
  private readonly clock: ClockPort
  private readonly interrupted: AbortSignal
  private over = new AbortController()
  private asleep: AbortController | undefined
  private wakesAt = Number.POSITIVE_INFINITY
  private watched: Watched | undefined
  private closed = false
  private readonly onInterrupt = (): void => {
    if (this.watched?.interruptible) this.stop(this.watched.run, 'interrupted')
  }

  constructor(clock: ClockPort, interrupted: AbortSignal) {
    this.clock = clock
    this.interrupted = interrupted
    interrupted.addEventListener('abort', this.onInterrupt)
  }

  private stop(run: SetRun, reason: string): void {
    run.end(reason)
    this.over.abort()
  }

  /** Watches a run from now on, for `ms`, until `rest` is called. */
  watch(run: SetRun, ms: number, reason: string, interruptible: boolean): void {
    if (this.over.signal.aborted) this.over = new AbortController()
    run.signal = this.over.signal
    const deadline = this.clock.monotonic() + ms
    this.watched = { run, deadline, reason, interruptible }
    if (interruptible && this.interrupted.aborted) this.onInterrupt()
    else if (deadline < this.wakesAt) void this.sleep()
  }

  rest(): void {
    this.watched = undefined
  }

  /** Sleeps until the deadline; a later one that was set meanwhile is slept for again. */
  private async sleep(): Promise<void> {
    this.asleep?.abort()
    const own = new AbortController()
    this.asleep = own
    while (this.watched && !this.closed && this.asleep === own) {
      const { run, deadline, reason } = this.watched
      const left = deadline - this.clock.monotonic()
      if (left <= 0) {
        run.timedOut = true
        this.stop(run, reason)
        break
      }
      this.wakesAt = deadline
      await this.clock.sleep(left, own.signal)
    }
    if (this.asleep === own) {
      this.asleep = undefined
      this.wakesAt = Number.POSITIVE_INFINITY
    }
  }

  close(): void {
    this.closed = true
    this.watched = undefined
    this.asleep?.abort()
    this.interrupted.removeEventListener('abort', this.onInterrupt)
  }
}
