/** Calls of the server's API, typed by its contract. Only names of routes are there at run time. */
import type { AnswerOf, CallOf, Contract, Problem } from '@merlon/protocol/http'
import { routes } from './routes.generated.ts'

type JsonName = { [K in keyof Contract]: Contract[K] extends { response: object } ? K : never }[keyof Contract]
type WithoutProject<T> = Omit<T, 'project'>
export type Given<K extends keyof Contract> = WithoutProject<CallOf<Contract[K]>>

/** What the server said no to, or what kept it from being asked. */
export class ApiError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }

  /** The server could not be reached. */
  get offline(): boolean {
    return this.problem.status === 0
  }
}

export const PROJECT = 'local'

/** The address of an operation with its parameters and query filled in. */
export function addressOf<K extends keyof Contract>(name: K, given: Given<K>): string {
  const [, path] = routes[name]
  const rest: Record<string, unknown> = { project: PROJECT, ...given }
  delete rest.body
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = encodeURIComponent(String(rest[key]))
    delete rest[key]
    return value
  })
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(rest)) {
    if (key === 'project' || value === undefined) continue
    query.set(key, String(value))
  }
  const text = query.toString()
  return `/api/v1${filled}${text === '' ? '' : `?${text}`}`
}

const unreachable: Problem = {
  type: 'urn:merlon:problem:offline',
  title: 'the server does not answer',
  status: 0,
  help: 'is `merlon studio` still running?',
  diagnostics: [],
}

async function problemOf(response: Response): Promise<Problem> {
  const plain: Problem = {
    type: 'about:blank',
    title: `the server answered ${response.status}`,
    status: response.status,
    diagnostics: [],
  }
  try {
    return { ...plain, ...((await response.json()) as Partial<Problem>) }
  } catch {
    return plain
  }
}

/** Carries out an operation. Rejects with an ApiError. */
export async function call<K extends JsonName>(
  name: K,
  given: Given<K>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<AnswerOf<Contract[K]>> {
  const [method] = routes[name]
  const body = (given as { body?: unknown }).body
  let response: Response
  try {
    response = await fetch(addressOf(name, given), {
      method: method.toUpperCase(),
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(unreachable)
  }
  if (!response.ok) throw new ApiError(await problemOf(response))
  return (await response.json()) as AnswerOf<Contract[K]>
}
