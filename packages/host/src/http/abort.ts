/** One listener per signal serves all exchanges under it: adding and removing one for each costs more than a small request. */
const underSignal = new WeakMap<AbortSignal, Set<() => void>>()

/** What is called when the signal aborts; whoever adds to it also deletes. */
export function abortable(signal: AbortSignal): Set<() => void> {
  let attempts = underSignal.get(signal)
  if (!attempts) {
    const own = new Set<() => void>()
    signal.addEventListener('abort', () => {
      for (const stop of [...own]) stop()
    })
    underSignal.set(signal, own)
    attempts = own
  }
  return attempts
}
