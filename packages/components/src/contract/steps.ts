/** What `contract` does, step by step: the call, and what is checked of its answer. */
import { type AnyComponent, type Context, defineComponent, type Outcome, passed, type StepPlan } from '@merlon/engine'
import { describe, parseJson } from '@merlon/language'
import type { StepKind } from '@merlon/protocol'
import type { RequestInput } from '../request/fields.ts'
import { send } from '../request/send.ts'
import { plainData } from '../schema/plain.ts'
import { differenceOf, sentenceOf } from '../schema/words.ts'
import type { OpenApiDocument } from './document.ts'
import { jsonSchemaOf } from './json-schema.ts'
import type { Operation } from './operation.ts'

const MOST_SHOWN = 50

interface Inner {
  readonly name: string
  readonly kind: StepKind
  readonly label: string
  readonly writes?: readonly string[]
  readonly run: (context: Context) => Outcome | Promise<Outcome>
}

/** A step of the container's own, which stands where the container does. */
function stepOf({ name, kind, label, writes = [], run }: Inner, { step }: Context): StepPlan {
  const component: AnyComponent = defineComponent({
    name,
    title: label,
    summary: label,
    category: 'requests',
    kind,
    fields: {},
    examples: [],
    label: () => label,
    run: (_input, context) => run(context),
  })
  const { location, span, fieldNodes } = step
  return { component, input: {}, location, span, fieldNodes, label, writes, reads: [] }
}

interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
}

/** The answer of the call. Throws `NeverArrived` where there was none. */
function answerIn(variable: string, context: Context): Response {
  context.get(variable)
  // What a request leaves behind under this name.
  return context.get(`${variable}_response`) as Response
}

export interface Exercise {
  readonly document: OpenApiDocument
  readonly operation: Operation
  readonly status: number
  readonly request: RequestInput
}

function checkStatus({ status, request }: Exercise, context: Context): Outcome {
  const response = answerIn(request.var, context)
  if (response.status === status) return passed
  return {
    status: 'failed',
    message: `the answer has the status ${response.status}, not ${status}`,
    expected: status,
    actual: response.status,
    at: { field: 'status' },
  }
}

const mimeOf = (type: unknown): string =>
  String(type ?? '')
    .split(';', 1)[0]!
    .trim()
    .toLowerCase()

const fitsType = (written: string, type: string): boolean => {
  const wanted = mimeOf(written)
  return wanted === type || wanted === '*/*' || (wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1)))
}

const otherStatus = (response: Response, wanted: number): Outcome => ({
  status: 'skipped',
  message: `the answer has the status ${response.status}, and this describes ${wanted}`,
})

/** A body that is no JSON would be looked at as a text, which some schemas allow. */
function whyNotJson(source: unknown): string | undefined {
  if (source === '') return 'the answer has no body, and the document describes JSON'
  if (typeof source !== 'string') return undefined
  const parsed = parseJson(source)
  return 'problem' in parsed ? `the body is not the JSON that its type promises: ${parsed.problem.message}` : undefined
}

async function checkBody(exercise: Exercise, context: Context): Promise<Outcome> {
  const { request, operation, status, document } = exercise
  const response = answerIn(request.var, context)
  if (response.status !== status) return otherStatus(response, status)
  const type = mimeOf(response.headers['content-type'])
  const { content } = operation.answer
  const found = [...content].find(([written]) => fitsType(written, type))
  if (!found)
    return {
      status: 'failed',
      message: `the answer is ${type === '' ? 'of no type' : type}, and the document describes ${[...content.keys()].join(', ')}`,
      expected: [...content.keys()].join(', '),
      actual: type,
      at: { field: 'openAPI' },
    }
  if (!/^application\/(?:.*\+)?json$/.test(type))
    return { status: 'skipped', message: `a body of type ${type} has no JSON Schema` }
  if (operation.method === 'HEAD') return { status: 'skipped', message: 'an answer to HEAD has no body' }
  const unread = whyNotJson(context.get(`${request.var}_source`))
  if (unread !== undefined) return { status: 'failed', message: unread, at: { field: 'openAPI' } }
  const compiled = await context.ports.schemas.compile(jsonSchemaOf(found[1], document))
  if ('problem' in compiled) return { status: 'failed', message: compiled.problem, at: { field: 'openAPI' } }
  const data = plainData(context.get(request.var))
  const verdict = 'problem' in data ? data : compiled.check(data.value)
  if ('problem' in verdict)
    return { status: 'failed', message: `the body ${verdict.problem}`, at: { field: 'openAPI' } }
  const [first] = verdict.mismatches
  if (!first) return passed
  const others = verdict.mismatches.length - 1
  return {
    status: 'failed',
    message: `${sentenceOf(first, request.var)}${others > 0 ? `, and ${others} more` : ''}`,
    diff: verdict.mismatches.slice(0, MOST_SHOWN).map(differenceOf),
    at: { field: 'openAPI' },
  }
}

function checkHeader(name: string, { request, status }: Exercise, context: Context): Outcome {
  const response = answerIn(request.var, context)
  if (response.status !== status) return otherStatus(response, status)
  if (response.headers[name] !== undefined) return passed
  return {
    status: 'failed',
    message: `the answer has no header '${name}', which the document requires; it has ${describe(response.headers)}`,
    at: { field: 'openAPI' },
  }
}

/** The steps of one exercise, in order: each check is an assertion that counts. */
export function stepsFor(exercise: Exercise, context: Context): StepPlan[] {
  const { operation, request, status } = exercise
  const { var: variable } = request
  const { content, requiredHeaders } = operation.answer
  const inner: Inner[] = [
    {
      name: 'request',
      kind: 'request',
      label: `${operation.method} ${request.url.template.constant ?? operation.path}`,
      writes: [variable, `${variable}_source`, `${variable}_response`],
      run: (own) => send(operation.method, request, own),
    },
    {
      name: 'assert-equals',
      kind: 'assertion',
      label: `${variable}_response.status == ${status}`,
      run: (own) => checkStatus(exercise, own),
    },
  ]
  if (content.size > 0)
    inner.push({
      name: 'assert-schema',
      kind: 'assertion',
      label: `${variable} valid jsonschema`,
      run: (own) => checkBody(exercise, own),
    })
  for (const name of requiredHeaders)
    inner.push({
      name: 'assert-exists',
      kind: 'assertion',
      label: `${variable}_response.headers['${name}'] exists`,
      run: (own) => checkHeader(name, exercise, own),
    })
  return inner.map((one) => stepOf(one, context))
}
