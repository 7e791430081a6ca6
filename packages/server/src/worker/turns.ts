/** Lets a few things go on at once; the others wait in order. */

export interface Turns {
  /** Resolves when it is one's turn, or at once when the signal is aborted; the function that it gives ends the turn. */
  take(signal: AbortSignal): Promise<() => void>
}

export function createTurns(most: number): Turns {
  let waiting: (() => void)[] = []
  let going = 0
  const next = (): void => {
    while (going < most) {
      const begin = waiting.shift()
      if (!begin) return
      going += 1
      begin()
    }
  }
  const end = (): void => {
    going -= 1
    next()
  }
  return {
    take: (signal) =>
      new Promise((resolve) => {
        const giveUp = (): void => {
          waiting = waiting.filter((one) => one !== begin)
          resolve(() => undefined)
        }
        const begin = (): void => {
          signal.removeEventListener('abort', giveUp)
          resolve(end)
        }
        if (signal.aborted) return giveUp()
        signal.addEventListener('abort', giveUp)
        waiting.push(begin)
        next()
      }),
  }
}
