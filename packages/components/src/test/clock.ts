/** A clock whose time passes only while a test waits. */
import type { ClockPort } from '@merlon/engine'

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/**
 * Time stands still while anything works. When a step sleeps beside the watch that every run keeps, it jumps to the
 * first of the two to wake. Not for steps that read files or send requests: those take real time.
 */
export function standingClock(): ClockPort {
  let time = 0
  let sleepers: Sleeper[] = []
  let due = false
  const pass = (): void => {
    due = false
    if (sleepers.length < 2) return
    const first = sleepers.reduce((a, b) => (b.until < a.until ? b : a))
    time = Math.max(time, first.until)
    first.wake()
    passLater()
  }
  const passLater = (): void => {
    if (due) return
    due = true
    setImmediate(pass)
  }
  return {
    now: () => Date.UTC(2026, 0, 1) + time,
    monotonic: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const wake = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper: Sleeper = { until: time + ms, wake }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', wake)
        passLater()
      }),
  }
}
