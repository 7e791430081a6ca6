/** Carries out a request with all its attempts. */
import { type Context, type Outcome, StepFault, type ValueInput } from '@merlon/engine'
import type { AttemptRecord } from '@merlon/protocol'
import { NoToken } from './auth/token-source.ts'
import { exchange, type Outgoing, type Received } from './exchange.ts'
import { type Expectation, readExpectation } from './expectation.ts'
import type { RequestInput } from './fields.ts'
import { outcomeOf, recordOf, withoutToken } from './outcome.ts'
import { prepare } from './prepare.ts'
import { attemptRecord, repeatedRecord, tokenRecords } from './records.ts'
import { failureCodes } from './response.ts'
import { type AttemptEnd, isRetried, retryOf, waited } from './retry.ts'
import { configured } from './settings.ts'

/** What is expected must be there: nothing in its place would expect any success. */
function expectedValue(input: ValueInput, context: Context): unknown {
  return context.value(input, (source) => {
    throw new StepFault(`what is expected, \`${source}\`, is missing`, { field: 'expect' })
  })
}

function attempted(outgoing: Outgoing, context: Context): Promise<Received | NoToken> {
  return exchange(outgoing, context).catch((error: unknown) => {
    if (error instanceof NoToken) return error
    throw error
  })
}

function endOf(sent: Received | NoToken): AttemptEnd {
  const { failure, response } =
    sent instanceof NoToken ? sent.refused : { failure: undefined, response: undefined, ...sent }
  return failure ? { failure: failure.code } : { status: response?.status ?? 0, headers: response?.headers ?? [] }
}

function isExpected(sent: Received | NoToken, expected: Expectation): boolean {
  if (sent instanceof NoToken) return false
  return 'failure' in sent
    ? expected.accepts(failureCodes[sent.failure.code], false)
    : expected.accepts(sent.response.status, sent.notFollowed)
}

/** What the report says of an attempt that another one followed. */
function recorded(
  sent: Received | NoToken,
  outgoing: Outgoing,
  input: RequestInput,
  context: Context,
): readonly AttemptRecord[] {
  if (sent instanceof NoToken) {
    const { message, failure } = sent.refused
    return [{ status: failure ? 'errored' : 'failed', message, ...tokenRecords(sent.refused, context) }]
  }
  const repeated = sent.repeated.map((one) => repeatedRecord(one, context))
  return [...repeated, attemptRecord(sent, recordOf(sent, outgoing, input, context), context)]
}

/** The outcome of the last attempt, which is the step's. */
async function decided(
  sent: Received | NoToken,
  outgoing: Outgoing,
  input: RequestInput,
  expected: Expectation,
  context: Context,
): Promise<{ outcome: Outcome; before: readonly AttemptRecord[] }> {
  if (sent instanceof NoToken) return { outcome: withoutToken(sent.refused, outgoing, input, context), before: [] }
  const before = sent.repeated.map((one) => repeatedRecord(one, context))
  const request = recordOf(sent, outgoing, input, context)
  return { outcome: await outcomeOf(sent, input, expected, request, context), before }
}

/** Adds attempts to an outcome, its own as the last; where there was one alone, it is the step itself. */
function withAttempts(outcome: Outcome, before: readonly AttemptRecord[]): Outcome {
  if (before.length === 0) return outcome
  const { status = 'passed', message, request, response } = outcome
  const last: AttemptRecord = {
    status,
    ...(message === undefined ? {} : { message }),
    ...(request ? { request } : {}),
    ...(response ? { response } : {}),
  }
  return { ...outcome, attempts: [...before, last] }
}

/** Carries out one request. */
export async function send(method: string, input: RequestInput, context: Context): Promise<Outcome> {
  const expectInput = input.expect ?? configured('expect', context)
  const expected = readExpectation(expectInput && expectedValue(expectInput, context))
  const retry = retryOf(input.retry ?? configured('retry', context), context)
  const outgoing = await prepare(method, input, context)
  const attempts: AttemptRecord[] = []
  for (let times = 1; ; times += 1) {
    const sent = await attempted(outgoing, context)
    const end = endOf(sent)
    const further =
      retry !== undefined &&
      times <= retry.times &&
      !isExpected(sent, expected) &&
      isRetried(end, retry) &&
      (await waited(end, times, retry, context))
    if (!further) {
      const { outcome, before } = await decided(sent, outgoing, input, expected, context)
      return withAttempts(outcome, [...attempts, ...before])
    }
    attempts.push(...recorded(sent, outgoing, input, context))
  }
}
