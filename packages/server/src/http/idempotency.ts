/** Requests that a client may send twice, because it does not know whether the first arrived: they happen once. */
import { createHash } from 'node:crypto'
import type { StudioClock } from '../clock.ts'
import { ProblemError } from './problem.ts'

export interface Answer {
  readonly status: number
  readonly body: string
}

export type Once = (key: string, body: Uint8Array, act: () => Promise<Answer>) => Promise<Answer>

interface Kept {
  readonly until: number
  readonly digest: string
  readonly answer: Promise<Answer>
}

/** In ms. */
const KEPT_FOR = 10 * 60_000
const MOST_KEPT = 200
/** In characters; longer answers are not kept, and their requests happen again. */
const LONGEST_KEPT = 1_000_000

/** `act` is done once per key within ten minutes; the same key with another body is a problem. A request that failed by our fault is forgotten. */
export function openOnce(clock: Pick<StudioClock, 'now'>): Once {
  const kept = new Map<string, Kept>()
  return async (key, body, act) => {
    const digest = createHash('sha256').update(body).digest('base64')
    for (const [old, { until }] of kept) {
      if (until > clock.now() && kept.size <= MOST_KEPT) break // they stand in the order in which they end
      kept.delete(old)
    }
    const known = kept.get(key)
    if (known === undefined) {
      const answer = act()
      kept.set(key, { until: clock.now() + KEPT_FOR, digest, answer })
      const forget = (): void => {
        if (kept.get(key)?.answer === answer) kept.delete(key)
      }
      answer.then(({ status, body: text }) => (status >= 500 || text.length > LONGEST_KEPT) && forget(), forget)
      return answer
    }
    if (known.digest === digest) return known.answer
    throw new ProblemError({
      code: 'key-used',
      status: 422,
      message: 'the `Idempotency-Key` was sent before with another body',
      help: 'make a new key for each request',
    })
  }
}
