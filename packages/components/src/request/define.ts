/** The request components: one method each, everything else in common. */
import {
  type CheckContext,
  type Component,
  type Context,
  defineComponent,
  type Example,
  type Fields,
  type InputOf,
  type OlderSpelling,
} from '@merlon/engine'
import { kindOf } from '@merlon/language'
import { missingForGrant } from './auth/auth-fields.ts'
import { readExpectation } from './expectation.ts'
import { bodyGroup, configOnlyFields, configurableFields, type RequestInput, type requestFields } from './fields.ts'
import { unknownEnd, unknownEndMessage } from './retry.ts'
import { send } from './send.ts'
import { tlsProblem } from './transport.ts'

interface RequestSpec<F extends Fields> {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly fields: F
  readonly method: (input: InputOf<F>, context: Context | undefined) => string
  readonly examples?: readonly Example[]
  readonly older?: OlderSpelling
}

function checkMaps(input: RequestInput, check: CheckContext): void {
  for (const name of ['headers', 'query', 'form'] as const) {
    const plan = input[name]?.value
    const wrong =
      plan?.is === 'list' || (plan?.is === 'constant' && plan.value !== null && kindOf(plan.value) !== 'map')
    if (wrong) check.complain(`'${name}' must be a map of names and values`, { field: name, code: 'wrong-type' })
  }
}

function checkExpectation({ expect }: RequestInput, check: CheckContext): void {
  if (expect?.value.is !== 'constant') return
  try {
    readExpectation(expect.value.value)
  } catch (error) {
    const { message, help } = error as { message: string; help?: string }
    check.complain(message, { field: 'expect', ...(help === undefined ? {} : { help }) })
  }
}

function checkConnection({ auth, retry, tls }: RequestInput, check: CheckContext): void {
  const missing = typeof auth === 'object' && auth.oauth2 ? missingForGrant(auth.oauth2) : undefined
  if (missing !== undefined) check.complain(missing, { field: 'auth', code: 'missing-field' })
  const wrongTls = tls && tlsProblem(tls)
  if (wrongTls !== undefined) check.complain(wrongTls, { field: 'tls' })
  const unknown = typeof retry === 'object' && 'on' in retry ? unknownEnd(retry.on) : undefined
  if (unknown === undefined) return
  const { message, help } = unknownEndMessage(unknown)
  check.complain(message, { field: 'retry', help })
}

/** A label is said before anything can be masked. */
const shownSource = (url: string): string => url.replace(/^(https?:\/\/)[^/?#@]*:[^/?#@]*@/i, '$1')

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
    label: (input) => `${method(input, undefined)} ${shownSource(requestOf(input).url.template.source)}`,
    writes: (input) => [`${requestOf(input).var}_source`, `${requestOf(input).var}_response`],
    check(input, check) {
      const request = requestOf(input)
      if (request.contentType && !request.body)
        check.complain("'contentType' belongs to `body`, and there is none", {
          field: 'contentType',
          help: 'other bodies bring their own; a `Content-Type` header wins',
        })
      checkMaps(request, check)
      checkConnection(request, check)
      checkExpectation(request, check)
    },
    run: (input, context) => send(method(input, context), requestOf(input), context),
  })
}
