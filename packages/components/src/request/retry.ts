/** When a request is tried again. `Retry-After`: RFC 9110 §10.2.3. */
import { type Context, StepFault, type WireHeaders } from '@merlon/engine'
import type { RequestInput } from './fields.ts'
import { ofField } from './of-field.ts'
import type { failureCodes } from './response.ts'

export interface Retry {
  readonly times: number
  readonly delayMs: number
  readonly backoff: number
  readonly on: readonly string[]
}

/** How an attempt ended. */
export type AttemptEnd =
  | { readonly status: number; readonly headers: WireHeaders }
  | { readonly failure: keyof typeof failureCodes }

/** Failures that another attempt may not meet; the others would come again. */
const PASSING = new Set<keyof typeof failureCodes>(['refused', 'timeout', 'unknown-host', 'tls', 'closed', 'malformed'])

const SHORTHAND = { delay: 500, backoff: 1, on: ['error'] } as const

/** The first word of `on` that means nothing. */
export const unknownEnd = (on: readonly string[]): string | undefined =>
  on.find((word) => !/^(?:error|[1-5]xx|[1-5]\d\d)$/i.test(word.trim()))

export const unknownEndMessage = (word: string): { message: string; help: string } => ({
  message: `\`on\` of \`retry\` cannot be '${word}'`,
  help: 'it takes `error`, a status such as 429, or a family such as 5xx',
})

export function retryOf(input: RequestInput['retry'], context: Context): Retry | undefined {
  if (input === undefined) return undefined
  const fields = typeof input === 'number' || 'is' in input ? { ...SHORTHAND, times: input } : input
  const unknown = unknownEnd(fields.on)
  if (unknown !== undefined) {
    const { message, help } = unknownEndMessage(unknown)
    throw new StepFault(message, { field: 'retry', help })
  }
  return ofField('retry', () => ({
    times: context.amount(fields.times),
    delayMs: context.amount(fields.delay),
    backoff: context.amount(fields.backoff),
    on: fields.on.map((word) => word.trim().toLowerCase()),
  }))
}

/** Whether an attempt that was not what is expected is followed by another. */
export function isRetried(end: AttemptEnd, { on }: Retry): boolean {
  if ('failure' in end) return on.includes('error') && PASSING.has(end.failure)
  const status = String(end.status)
  return on.some((word) => word === status || word === `${status[0]}xx`)
}

/** What `Retry-After` asks for, in ms from now; undefined where it is absent or says nothing. */
function retryAfter(headers: WireHeaders, now: number): number | undefined {
  const value = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1]?.trim() ?? ''
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const at = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/**
 * Waits before the attempt that follows `attempts` others: for `delay` with its backoff, or longer where the server asks
 * for it. False where there is to be no further attempt: the run has ended meanwhile, or would before the wait is over.
 */
export async function waited(end: AttemptEnd, attempts: number, retry: Retry, context: Context): Promise<boolean> {
  const { clock } = context.ports
  const own = Math.max(0, retry.delayMs * retry.backoff ** (attempts - 1))
  const asked = 'headers' in end ? retryAfter(end.headers, clock.now()) : undefined
  const pause = Math.max(own, asked ?? 0)
  const { timeout } = context.plan.limits
  if (!(pause < timeout)) {
    const who = asked !== undefined && asked >= own ? 'the server asks to wait' : 'the wait would be'
    context.notice(
      `no further attempt: ${who} ${Math.round(pause / 1000)} s, and the run may take ${Math.round(timeout / 1000)} s`,
    )
    return false
  }
  await clock.sleep(pause, context.signal)
  return !context.signal.aborted
}
