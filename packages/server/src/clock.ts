/** Time as the server knows it; tests hand in one of their own. */
export interface StudioClock {
  /** In ms since 1970. */
  now(): number
  /** Calls `act` every `ms` until the function returned is called. Keeps no process alive. */
  every(ms: number, act: () => void): () => void
}

export const systemClock: StudioClock = {
  now: () => Date.now(),
  every(ms, act) {
    const timer = setInterval(act, ms)
    timer.unref()
    return () => clearInterval(timer)
  },
}
