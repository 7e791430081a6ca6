/** Writes events down as they come: all of one turn at once, so that thousands of them cost no more than they are. */
import type { RunSink } from '../store.ts'
import type { GrowingBytes } from './bytes.ts'

/** `written` is called whenever something was; `failed` once, when nothing more can be. */
export function runSink(bytes: GrowingBytes, written: () => void, failed: (error: unknown) => void): RunSink {
  let waiting: string[] = []
  let broken = false
  const flush = (): void => {
    if (waiting.length === 0 || broken) return
    const text = waiting.join('')
    waiting = []
    try {
      bytes.append(text)
    } catch (error) {
      broken = true
      failed(error)
    }
    written()
  }
  return {
    take(event) {
      waiting.push(`${JSON.stringify(event)}\n`)
      if (waiting.length === 1) setImmediate(flush)
    },
    close() {
      flush()
      bytes.close()
      written()
    },
  }
}
