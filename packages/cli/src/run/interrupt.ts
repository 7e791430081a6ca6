/** Ctrl-C ends a run in order: what runs is stopped, clean-up runs; a second Ctrl-C ends the process at once. */
import { exit } from '../exit.ts'

export interface Interruption {
  readonly signal: AbortSignal
  /** The exit code of the signal that came, if one did. */
  readonly code: number | undefined
  close(): void
}

export function onInterrupt(tell: (text: string) => void): Interruption {
  const controller = new AbortController()
  let code: number | undefined
  const stop = (own: number) => (): void => {
    if (code !== undefined) process.exit(own)
    code = own
    tell('\nstopping: clean-up runs now; press Ctrl-C again to end at once\n')
    controller.abort()
  }
  const listeners = { SIGINT: stop(exit.interrupted), SIGTERM: stop(exit.terminated) }
  for (const [name, listener] of Object.entries(listeners)) process.on(name, listener)
  return {
    signal: controller.signal,
    get code() {
      return code
    },
    close() {
      for (const [name, listener] of Object.entries(listeners)) process.removeListener(name, listener)
    },
  }
}
