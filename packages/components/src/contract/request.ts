/** The request that exercises an operation: its inputs chosen, given values, and put in their places. */
import { type Context, StepFault, type TemplateInput, type ValueInput } from '@merlon/engine'
import { jsonText, kindOf } from '@merlon/language'
import type { RequestInput } from '../request/fields.ts'
import type { OpenApiDocument } from './document.ts'
import type { Operation, Parameter } from './operation.ts'
import { sampleOf } from './sample.ts'
import { pathText, plainText, queryPairs } from './serialize.ts'

export interface Named {
  readonly name: string
  readonly in: string | undefined
}

export interface Choice {
  readonly all: boolean
  readonly include: readonly Named[]
  readonly exclude: readonly Named[]
}

export interface Given {
  /** The address of the API, in place of the document's. */
  readonly base: string | undefined
  /** Takes the place of the body that would be made. */
  readonly body: unknown
  readonly choice: Choice
}

/** A field's value that was not written in the test; it stands where the step does. */
export class Written {
  private readonly node: TemplateInput['node']
  private readonly context: Context

  constructor(node: TemplateInput['node'], context: Context) {
    this.node = node
    this.context = context
  }

  text(text: string): TemplateInput {
    const parsed = this.context.plan.template(text.replaceAll('${', '\\${'))
    if ('problem' in parsed) throw new StepFault(parsed.problem.message)
    return { is: 'template', template: parsed.template, node: this.node }
  }

  value(value: unknown): ValueInput {
    return { is: 'value', value: { is: 'constant', value }, node: this.node }
  }
}

const names = (list: readonly Named[], name: string, place: string): boolean =>
  list.some((one) => one.name === name && (one.in === undefined || one.in === place))

function isSent({ name, in: place, required }: Parameter, { all, include, exclude }: Choice): boolean {
  // A path without one of its parts is another path.
  if (place === 'path') return true
  if (names(exclude, name, place)) return false
  return required || all || names(include, name, place)
}

/** What was asked for and does not exist would be left out without a word. */
function refuseUnknown({ parameters, body, id }: Operation, { include, exclude }: Choice): void {
  for (const [field, list] of [['include', include] as const, ['exclude', exclude] as const]) {
    for (const one of list) {
      const known =
        one.in === 'body'
          ? body !== undefined
          : parameters.some((parameter) => names([one], parameter.name, parameter.in))
      if (!known)
        throw new StepFault(`'${id}' has no input '${one.name}'${one.in === undefined ? '' : ` in ${one.in}`}`, {
          field,
        })
    }
  }
}

function inputOf(parameter: Parameter, document: OpenApiDocument, choice: Choice, context: Context): unknown {
  const { name, example, schema } = parameter
  if (context.has(name)) {
    const held = context.get(name)
    if (held !== undefined && held !== null) return held
  }
  if (example !== undefined) return example
  const random = (): number => context.random()
  return sampleOf(schema, document, { all: choice.all, random, what: `the parameter '${name}'` })
}

function bodyOf(operation: Operation, document: OpenApiDocument, given: Given, context: Context): unknown {
  if (given.body !== undefined) return given.body
  const { body, id } = operation
  const { all, include, exclude } = given.choice
  const isNamed = (list: readonly Named[]): boolean => list.some((one) => one.in === 'body')
  if (!body || isNamed(exclude) || !(body.required || all || isNamed(include))) return undefined
  if (body.example !== undefined) return body.example
  return sampleOf(body.schema, document, { all, random: () => context.random(), what: `the body of '${id}'` })
}

const isForm = (type: string): boolean => /^application\/x-www-form-urlencoded/i.test(type)
const isMultipart = (type: string): boolean => /^multipart\//i.test(type)

/** The fields of a request that carry a body of a type. */
function bodyFields(value: unknown, type: string, written: Written): Partial<RequestInput> {
  if (isForm(type) && kindOf(value) === 'map') return { form: written.value(value) }
  if (isMultipart(type) && kindOf(value) === 'map')
    return {
      multipart: Object.entries(value as object).map(([name, one]) => ({
        name: written.text(name),
        value: written.text(typeof one === 'string' ? one : jsonText(one)),
      })),
    }
  if (/^application\/json\b/i.test(type)) return { json: written.value(value) }
  const text = typeof value === 'string' && !/json/i.test(type) ? value : jsonText(value)
  return { body: written.text(text), contentType: written.text(type) }
}

function pathOf(operation: Operation, values: ReadonlyMap<Parameter, unknown>): string {
  let { path } = operation
  for (const [parameter, value] of values)
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, pathText(parameter, value))
  const left = /\{([^}]*)\}/.exec(path)?.[1]
  if (left === undefined) return path
  throw new StepFault(`the document names no parameter for '{${left}}' in ${operation.path}`, { field: 'openAPI' })
}

/** Fills a request from a document. Throws a DocumentProblem or a StepFault where an input has no value. */
export function requestFor(
  operation: Operation,
  document: OpenApiDocument,
  given: Given,
  written: Written,
  context: Context,
): Pick<RequestInput, 'url' | 'query' | 'headers'> & Partial<RequestInput> {
  refuseUnknown(operation, given.choice)
  const sent = operation.parameters.filter((one) => isSent(one, given.choice))
  const values = new Map(sent.map((one) => [one, inputOf(one, document, given.choice, context)] as const))
  const of = (place: string): [Parameter, unknown][] => [...values].filter(([one]) => one.in === place)
  const query: Record<string, string[]> = {}
  for (const [parameter, value] of of('query'))
    for (const [name, text] of queryPairs(parameter, value)) query[name] = [...(query[name] ?? []), text]
  const cookies = of('cookie').map(([parameter, value]) => `${parameter.name}=${plainText(parameter, value)}`)
  const headers = Object.fromEntries(of('header').map(([one, value]) => [one.name, plainText(one, value)]))
  const body = bodyOf(operation, document, given, context)
  const base = (given.base ?? operation.server).replace(/\/+$/, '')
  return {
    url: written.text(`${base}${pathOf(operation, values)}`),
    query: written.value(query),
    headers: written.value({ ...headers, ...(cookies.length > 0 ? { Cookie: cookies.join('; ') } : {}) }),
    ...(body === undefined ? {} : bodyFields(body, operation.body?.type ?? 'application/json', written)),
  }
}
