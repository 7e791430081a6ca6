/** From the contract and its handlers to routes. */
import type { Contract, Endpoint } from '@merlon/protocol/http'
import type { Hono } from 'hono'
import type { Project } from '../store/store.ts'
import { parseBody, readBody } from './body.ts'
import { given } from './given.ts'
import type { Call, Handlers, Studio } from './handler.ts'
import { type Answer, type Once, openOnce } from './idempotency.ts'
import { PROBLEM_TYPE, ProblemError } from './problem.ts'

export const API = '/api/v1'

type AnyCall = Call<Endpoint>
type AnyHandler = (call: AnyCall) => Promise<unknown>

/** Adds a route for each operation; other methods on their paths are problems. */
export function implement(app: Hono, contract: Contract, handlers: Handlers, studio: Studio): void {
  const once = openOnce(studio.clock)
  const methods = new Map<string, string[]>()
  for (const [name, endpoint] of Object.entries<Endpoint>(contract)) {
    const path = API + endpoint.path.replace(/\{(\w+)\}/g, ':$1')
    methods.set(path, [...(methods.get(path) ?? []), endpoint.method.toUpperCase()])
    // Each handler takes the call of its own endpoint, which is made from that endpoint here.
    const handler = handlers[name as keyof Contract] as unknown as AnyHandler
    app.on(endpoint.method.toUpperCase(), path, async ({ req }) => {
      // The adapter answers HEAD by running GET, and an event stream would never be let go of.
      if (req.raw.method === 'HEAD') throw wrongMethod(methods.get(path) ?? [])
      return carryOut(endpoint, handler, { request: req.raw, parameters: req.param(), studio, once })
    })
  }
  for (const [path, allowed] of methods) {
    app.all(path, () => {
      throw wrongMethod(allowed)
    })
  }
}

interface Asked {
  readonly request: Request
  readonly parameters: Readonly<Record<string, string>>
  readonly studio: Studio
  readonly once: Once
}

async function carryOut(endpoint: Endpoint, handler: AnyHandler, asked: Asked): Promise<Response> {
  const { request, parameters, studio, once } = asked
  const project = 'project' in parameters ? projectOf(studio, parameters.project) : undefined
  const { pathname, searchParams } = new URL(request.url)
  const query = endpoint.query && given(endpoint.query, fieldsOf(searchParams), 'query')
  const bytes = endpoint.body ? await readBody(request) : new Uint8Array()
  const act = async (): Promise<unknown> => {
    const body = endpoint.body && given(endpoint.body, parseBody(Buffer.from(bytes)), 'body')
    const call = { parameters, query, body, request, studio, project }
    // Whatever the endpoint has none of is undefined in its `Call`, too; only a path without a project has no project.
    return handler(call as unknown as AnyCall)
  }
  if (endpoint.response === undefined) {
    // Without a response in JSON, a handler answers by itself.
    return (await act()) as Response
  }
  const answer = async (): Promise<Answer> => ({ status: endpoint.status ?? 200, body: JSON.stringify(await act()) })
  const key = request.method === 'POST' ? request.headers.get('idempotency-key') : null
  const { status, body } =
    key === null
      ? await answer()
      : await once(`${pathname} ${goodKey(key)}`, bytes, () => answer().catch(problemAnswer))
  const isProblem = status >= 400
  return new Response(body, { status, headers: { 'content-type': isProblem ? PROBLEM_TYPE : 'application/json' } })
}

/** A problem is an answer too: the same request gets the same one. */
function problemAnswer(error: unknown): Answer {
  if (!(error instanceof ProblemError)) throw error
  return { status: error.details.status, body: JSON.stringify(error) }
}

function goodKey(key: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new ProblemError({
    code: 'bad-key',
    status: 400,
    message: 'an `Idempotency-Key` takes 1 to 200 visible ASCII characters',
  })
}

function projectOf({ projects }: Studio, id: string | undefined): Project {
  const found = projects.find((one) => one.id === id)
  if (found) return found
  throw new ProblemError({ code: 'not-found', status: 404, message: 'there is no such project' })
}

function fieldsOf(query: URLSearchParams): Record<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of query) {
    if (fields.has(name))
      throw new ProblemError({ code: 'bad-query', status: 422, message: 'the query has a name twice' })
    fields.set(name, value)
  }
  return Object.fromEntries(fields)
}

const wrongMethod = (allowed: readonly string[]): ProblemError =>
  new ProblemError({
    code: 'method',
    status: 405,
    message: `only ${allowed.join(', ')} can be done here`,
    allow: allowed,
  })
