/** A line on the terminal that says how far a run is, gone before anything else is written. */
import { clean, type RunEvent } from '@merlon/protocol'
import { cutTo } from '@merlon/reporters'

/** A terminal that is written to more often only flickers. */
const LEAST_MS = 50

export interface Progress {
  /** Takes events as they happen, tests in any order. */
  take(event: RunEvent): void
  /** Takes the line away; the next event brings it back. */
  erase(): void
}

export const noProgress: Progress = { take: () => undefined, erase: () => undefined }

export interface ProgressOptions {
  readonly tests: number
  readonly width: number
  readonly write: (text: string) => void
  /** ms of a monotonic clock. */
  readonly now: () => number
}

/** `running 3/12 · name of the test that began last`. */
export function createProgress({ tests, width, write, now }: ProgressOptions): Progress {
  let begun = 0
  let name = ''
  let shown = false
  let last = Number.NEGATIVE_INFINITY
  const draw = (): void => {
    if (shown && now() - last < LEAST_MS) return
    last = now()
    shown = true
    write(`\r\x1b[K${cutTo(`running ${begun}/${tests} · ${clean(name)}`, width - 1)}`)
  }
  return {
    take(event) {
      if (event.type === 'test-started') {
        begun += 1
        name = event.name
      }
      if (begun > 0 && event.type !== 'run-finished') draw()
    },
    erase() {
      if (shown) write('\r\x1b[K')
      shown = false
    },
  }
}
