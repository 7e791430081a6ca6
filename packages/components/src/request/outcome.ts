/** What comes of a request: its variables, its verdict, its record. */
import { type Context, type Outcome, passed } from '@merlon/engine'
import type { RequestRecord } from '@merlon/protocol'
import { footprintOf } from './address.ts'
import type { Refused } from './auth/token-request.ts'
import { cookiesFor } from './cookies.ts'
import type { Outgoing, Received } from './exchange.ts'
import type { Expectation } from './expectation.ts'
import type { RequestInput } from './fields.ts'
import { modeOf, type Payload, readPayload } from './payload.ts'
import { contentTypeOf, failureRecord, requestRecord, responseRecord, tokenRecords } from './records.ts'
import { failureCodes, failureVariable, responseVariable } from './response.ts'
import { hideEchoes } from './secret-headers.ts'
import { configured } from './settings.ts'

const pathOf = (address: string): string => footprintOf(address).replace(/^https?:\/\/[^/]*/, '') || '/'

const stops = ({ stopOnFail }: RequestInput): Pick<Outcome, 'stop'> => (stopOnFail ? { stop: true } : {})

/** The request as the report shows it: where redirects were followed, as it was first sent. */
export function recordOf(sent: Received, outgoing: Outgoing, input: RequestInput, context: Context): RequestRecord {
  const { address, body } = outgoing
  const { headers, redirects } = sent
  const footprint = input.footprint ? context.text(input.footprint) : footprintOf(address)
  return requestRecord({ method: redirects[0]?.method ?? sent.method, address, headers }, body, footprint, context)
}

/** A request that got no answer: errored, unless just that was expected. */
function withoutAnswer(
  sent: Extract<Received, { failure: unknown }>,
  input: RequestInput,
  expected: Expectation,
  request: RequestRecord,
  context: Context,
): Outcome {
  const { failure } = sent
  const code = failureCodes[failure.code]
  const response = failureRecord(failure, sent.redirects)
  context.set(`${input.var}_response`, failureVariable(code, sent.address, failure.timings), { origin: false })
  const label = `${request.method} ${request.url}`
  if (expected.accepts(code, false)) {
    context.set(input.var, null, { origin: false })
    context.set(`${input.var}_source`, '', { origin: false })
    return { label, request, response }
  }
  context.absent([input.var, `${input.var}_source`], `${request.method} ${pathOf(sent.address)}: ${failure.message}`)
  return {
    status: 'errored',
    label,
    message: failure.message,
    ...(failure.help === undefined ? {} : { help: failure.help }),
    request,
    response,
    at: { field: 'url' },
    ...stops(input),
  }
}

/** What is wrong with an answer, if anything is. */
function complaint(
  sent: Extract<Received, { response: unknown }>,
  payload: Payload,
  expected: Expectation,
  graphql: boolean,
): { message: string; expected?: unknown; actual?: unknown; field: string } | undefined {
  const { status, statusText } = sent.response
  const words = `${status}${statusText ? ` ${statusText}` : ''}`
  if (!expected.accepts(status, sent.notFollowed))
    return {
      message: `the answer is ${words}, not ${expected.words}`,
      expected: expected.words,
      actual: status,
      field: 'expect',
    }
  if (expected.body === 'valid' && payload.problem !== undefined) return { message: payload.problem, field: 'mode' }
  if (
    expected.body === 'invalid' &&
    payload.problem === undefined &&
    payload.mode !== 'text' &&
    payload.mode !== 'html'
  )
    return { message: `the body is valid ${payload.mode}, and was expected not to be`, field: 'expect' }
  const errors =
    graphql && expected.errors === 'none' ? (payload.value as { errors?: unknown } | null)?.errors : undefined
  if (errors !== undefined && errors !== null)
    return { message: 'the answer carries GraphQL errors', expected: 'no errors', actual: errors, field: 'graphql' }
  return undefined
}

async function withAnswer(
  sent: Extract<Received, { response: unknown }>,
  input: RequestInput,
  expected: Expectation,
  request: RequestRecord,
  context: Context,
): Promise<Outcome> {
  const { response: wire, redirects } = sent
  const type = contentTypeOf(wire.headers)
  const modeInput = input.mode ?? configured('mode', context)
  const mode = modeOf(modeInput ? context.text(modeInput) : 'auto')
  const payload = await readPayload({ bytes: wire.body, type, status: wire.status, method: sent.method }, mode, context)
  hideEchoes(sent.headers, wire.headers, payload.source, context)
  const value = expected.body === 'invalid' ? payload.source : payload.value
  const arrived = {
    ...wire,
    cookies: cookiesFor(sent.address, context),
    url: sent.address,
    redirects,
    size: wire.body.length,
    sha256: () => context.ports.codec.sha256(wire.body),
  }
  context.set(input.var, value, { origin: false })
  context.set(`${input.var}_source`, payload.source, { origin: false })
  context.set(`${input.var}_response`, responseVariable(arrived), { origin: false })
  const text = payload.mode === 'binary' ? undefined : payload.source
  const response = responseRecord(wire, redirects, text, context)
  const label = `${request.method} ${request.url}`
  const wrong = complaint(sent, payload, expected, input.graphql !== undefined)
  if (!wrong) return { ...passed, label, request, response }
  const { field, ...rest } = wrong
  return {
    status: 'failed',
    label,
    request,
    response,
    ...rest,
    at: { field: input[field as keyof RequestInput] === undefined ? 'url' : field },
    ...stops(input),
  }
}

/** Verdict, variables and record of a request that was sent. */
export function outcomeOf(
  sent: Received,
  input: RequestInput,
  expected: Expectation,
  request: RequestRecord,
  context: Context,
): Outcome | Promise<Outcome> {
  return 'failure' in sent
    ? withoutAnswer(sent, input, expected, request, context)
    : withAnswer(sent, input, expected, request, context)
}

/** A request that was not sent for want of a token. What is shown is the request for the token. */
export function withoutToken(refused: Refused, outgoing: Outgoing, input: RequestInput, context: Context): Outcome {
  const { message, help, failure } = refused
  const { method, address } = outgoing
  const source = `${input.var}_source`
  context.absent([input.var, source], `${method} ${pathOf(address)} was not sent: ${message}`)
  if (failure) {
    const variable = failureVariable(failureCodes[failure.code], refused.request.address, failure.timings)
    context.set(`${input.var}_response`, variable, { origin: false })
  }
  return {
    status: failure ? 'errored' : 'failed',
    label: `${method} ${address}`,
    message,
    ...(help === undefined ? {} : { help }),
    ...tokenRecords(refused, context),
    at: { field: input.auth === undefined ? 'url' : 'auth' },
    ...stops(input),
  }
}
