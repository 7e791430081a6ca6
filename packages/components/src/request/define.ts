/** The request components: one method each, everything else in common. */
import {
  type Component,
  type Context,
  defineComponent,
  type Example,
  type Fields,
  type InputOf,
  type OlderSpelling,
  type Outcome,
  passed,
  StepFault,
  type ValueInput,
} from '@merlon/engine'
import { kindOf } from '@merlon/language'
import type { RequestRecord, ResponseRecord } from '@merlon/protocol'
import { addressOf, footprintOf } from './address.ts'
import { authHeaders } from './auth.ts'
import { bodyOf } from './body.ts'
import { cookiesFor } from './cookies.ts'
import { exchange, type Outgoing, type Received } from './exchange.ts'
import { type Expectation, readExpectation } from './expectation.ts'
import { bodyGroup, configOnlyFields, configurableFields, type RequestInput, type requestFields } from './fields.ts'
import { mergePairs, readDefaultPairs, readPairs } from './maps.ts'
import { modeOf, type Payload, readPayload } from './payload.ts'
import { failureCodes, failureVariable, responseVariable } from './response.ts'
import { hideHeaders } from './secret-headers.ts'

const DEFAULTS = { timeout: 30_000, maxResponseSize: 10_000_000, maxRedirects: 10 }

const OWN_HEADERS = [
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, deflate, br'],
  ['User-Agent', 'merlon'],
] as const

type Configured = InputOf<typeof configurableFields> & InputOf<typeof configOnlyFields>

/** What `config` holds, the test's over the project's; its maps are merged by `prepare`. */
function configured<K extends keyof Configured>(name: K, context: Context): Configured[K] {
  const { defaults } = context.plan
  // `config` was compiled with these very fields.
  return [...defaults].reverse().find((layer) => layer[name] !== undefined)?.[name] as Configured[K]
}

function layersOf(name: 'headers' | 'query', context: Context): ValueInput[] {
  const found: ValueInput[] = []
  // \`config\` was compiled with these very fields.
  for (const layer of context.plan.defaults) if (layer[name] !== undefined) found.push(layer[name] as ValueInput)
  return found
}

async function prepare(method: string, input: RequestInput, context: Context): Promise<Outgoing> {
  const query = mergePairs(
    ...layersOf('query', context).map((one) => readDefaultPairs(one, 'query', context)),
    readPairs(input.query, 'query', context),
  )
  const address = addressOf(input.url, query, configured('baseUrl', context), context)
  const body = await bodyOf(input, context)
  const auth = input.auth ?? configured('auth', context)
  const headers = mergePairs(
    OWN_HEADERS,
    body?.contentType === undefined ? [] : [['Content-Type', body.contentType]],
    authHeaders(auth, context),
    ...layersOf('headers', context).map((one) => readDefaultPairs(one, 'headers', context)),
    readPairs(input.headers, 'headers', context),
  )
  const amount = (own: RequestInput['timeout'], fallback: RequestInput['timeout']): number | undefined =>
    (own ?? fallback) === undefined ? undefined : context.amount((own ?? fallback)!)
  return {
    method,
    address,
    headers,
    body: body?.content,
    timeoutMs: amount(input.timeout, configured('requestTimeout', context)) ?? DEFAULTS.timeout,
    connectTimeoutMs: amount(input.connectTimeout, configured('connectTimeout', context)),
    maxResponseBytes: amount(input.maxResponseSize, configured('maxResponseSize', context)) ?? DEFAULTS.maxResponseSize,
    follow: input.followRedirects ?? configured('followRedirects', context) ?? (method === 'GET' || method === 'HEAD'),
    maxRedirects: amount(input.maxRedirects, configured('maxRedirects', context)) ?? DEFAULTS.maxRedirects,
  }
}

function requestRecord(sent: Received, outgoing: Outgoing, input: RequestInput, context: Context): RequestRecord {
  hideHeaders(sent.headers, context)
  const mime = sent.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const { body } = outgoing
  const shown = typeof body === 'string' || body instanceof Uint8Array ? body : body && `(the file ${body.file})`
  const footprint = input.footprint ? context.text(input.footprint) : footprintOf(outgoing.address)
  return {
    method: sent.redirects.length > 0 ? (sent.redirects[0]?.method ?? sent.method) : sent.method,
    url: outgoing.address,
    footprint,
    headers: sent.headers,
    ...(shown === undefined || shown.length === 0 ? {} : { body: context.body(shown, mime.split(';', 1)[0] ?? '') }),
  }
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
  const response: ResponseRecord = { status: code, headers: [], metrics: failure.timings, redirects: sent.redirects }
  context.set(`${input.var}_response`, failureVariable(code, sent.address, failure.timings), { origin: false })
  const reason = `${request.method} ${footprintOf(sent.address).replace(/^https?:\/\/[^/]*/, '') || '/'}: ${failure.message}`
  const label = `${request.method} ${request.url}`
  if (expected.accepts(code, false)) {
    context.set(input.var, null, { origin: false })
    context.set(`${input.var}_source`, '', { origin: false })
    return { label, request, response }
  }
  context.absent([input.var, `${input.var}_source`], reason)
  return {
    status: 'errored',
    label,
    message: failure.message,
    ...(failure.help === undefined ? {} : { help: failure.help }),
    request,
    response,
    at: { field: 'url' },
    ...(input.stopOnFail ? { stop: true } : {}),
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
  const type = wire.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const modeInput = input.mode ?? configured('mode', context)
  const mode = modeOf(modeInput ? context.text(modeInput) : 'auto')
  hideHeaders(wire.headers, context)
  const payload = await readPayload({ bytes: wire.body, type, status: wire.status, method: sent.method }, mode, context)
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
  const response: ResponseRecord = {
    status: wire.status,
    statusText: wire.statusText,
    http: wire.http,
    headers: wire.headers,
    metrics: wire.timings,
    redirects,
    size: wire.body.length,
    ...(wire.body.length === 0 ? {} : { body: context.body(wire.body, type.split(';', 1)[0]?.trim() ?? '', text) }),
  }
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
    ...(input.stopOnFail ? { stop: true } : {}),
  }
}

/** What is expected must be there: nothing in its place would expect any success. */
function expectedValue(input: ValueInput, context: Context): unknown {
  return context.value(input, (source) => {
    throw new StepFault(`what is expected, \`${source}\`, is missing`, { field: 'expect' })
  })
}

/** Carries out one request. */
export async function send(method: string, input: RequestInput, context: Context): Promise<Outcome> {
  const expectInput = input.expect ?? configured('expect', context)
  const expected = readExpectation(expectInput && expectedValue(expectInput, context))
  const outgoing = await prepare(method, input, context)
  const sent = await exchange(outgoing, context)
  const request = requestRecord(sent, outgoing, input, context)
  return 'failure' in sent
    ? withoutAnswer(sent, input, expected, request, context)
    : withAnswer(sent, input, expected, request, context)
}

interface RequestSpec<F extends Fields> {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly fields: F
  readonly method: (input: InputOf<F>, context: Context | undefined) => string
  readonly examples?: readonly Example[]
  readonly older?: OlderSpelling
}

/** Makes a request component; `fields` are those of all requests, or more. */
export function defineRequest<const F extends typeof requestFields>(spec: RequestSpec<F>): Component<F> {
  const { name, title, summary, fields, method, examples = [], older } = spec
  // F holds at least the request fields; TypeScript does not carry that through the mapped type.
  const requestOf = (input: InputOf<F>): RequestInput => input as unknown as RequestInput
  return defineComponent<F>({
    name,
    title,
    summary,
    category: 'requests',
    kind: 'request',
    fields,
    atMostOneOf: [bodyGroup],
    configurable: { ...configurableFields, ...configOnlyFields },
    examples,
    ...(older ? { older } : {}),
    label: (input) => `${method(input, undefined)} ${requestOf(input).url.template.source}`,
    writes: (input) => [`${requestOf(input).var}_source`, `${requestOf(input).var}_response`],
    check(input, check) {
      const { body, contentType, expect } = requestOf(input)
      if (contentType && !body)
        check.complain("'contentType' belongs to `body`, and there is none", {
          field: 'contentType',
          help: 'other bodies bring their own; a `Content-Type` header wins',
        })
      for (const name of ['headers', 'query', 'form'] as const) {
        const plan = requestOf(input)[name]?.value
        const wrong =
          plan?.is === 'list' || (plan?.is === 'constant' && plan.value !== null && kindOf(plan.value) !== 'map')
        if (wrong) check.complain(`'${name}' must be a map of names and values`, { field: name, code: 'wrong-type' })
      }
      if (expect?.value.is !== 'constant') return
      try {
        readExpectation(expect.value.value)
      } catch (error) {
        const { message, help } = error as { message: string; help?: string }
        check.complain(message, { field: 'expect', ...(help === undefined ? {} : { help }) })
      }
    },
    run: (input, context) => send(method(input, context), requestOf(input), context),
  })
}
