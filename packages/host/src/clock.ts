import type { ClockPort } from '@merlon/engine'

/** The longest delay that a timer takes; beyond it Node would fire at once. About 25 days. */
const LONGEST = 2 ** 31 - 1

export const systemClock: ClockPort = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep(ms, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const wake = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const timer = setTimeout(wake, Math.min(ms, LONGEST))
      signal?.addEventListener('abort', wake)
    })
  },
}
