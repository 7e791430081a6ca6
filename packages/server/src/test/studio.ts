/** A studio on a folder of its own, spoken to over HTTP as the web application does. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type AnswerOf, type CallOf, type Contract, contract, type Endpoint, type Problem } from '@merlon/protocol/http'
import { expect, onTestFinished } from 'vitest'
import { type StudioOptions, startStudio } from '../index.ts'

type Name = keyof Contract
type WithoutProject<T> = Omit<T, 'project'>
export type Given<K extends Name> = WithoutProject<CallOf<Contract[K]>>

export interface TestStudio {
  readonly url: string
  /** Absolute. */
  readonly folder: string
  /** `name=value`. */
  readonly cookie: string
  newLink(to?: string): string
  /** Carries out an operation; fails the test where the answer is a problem, or not what the contract says. */
  call<K extends Name>(name: K, given: Given<K>): Promise<AnswerOf<Contract[K]>>
  /** Carries out an operation that must be refused. */
  problem<K extends Name>(name: K, given: Given<K>): Promise<Problem>
  /** The answer to an operation as it comes. */
  send<K extends Name>(name: K, given: Given<K>, init?: RequestInit): Promise<Response>
  /** A request with the cookie and our own origin; `path` begins with `/`. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

export interface TestStudioOptions extends Partial<Omit<StudioOptions, 'folder'>> {
  /** Contents by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** A folder that is there already, and stays; otherwise one is made, and deleted. */
  readonly folder?: string
}

/** Makes files in a new folder and returns its real path; it is deleted when the test is over. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'merlon-studio-')))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts a studio for one test; it is closed when the test is over, if not before. */
export async function openStudio({ files, folder: given, ...options }: TestStudioOptions = {}): Promise<TestStudio> {
  const folder = given ?? makeFolder({ 'merlon.yaml': 'name: Test project\n', ...files })
  const faults: unknown[] = []
  const studio = await startStudio({
    port: 0,
    version: '0.0.0',
    failed: (fault) => faults.push(fault),
    ...options,
    folder,
  })
  let open = true
  const close = async (): Promise<void> => {
    if (!open) return
    open = false
    await studio.close()
    expect(faults, 'faults of the server itself').toEqual([])
  }
  onTestFinished(close)
  await studio.watching
  const opened = await fetch(studio.link, { redirect: 'manual' })
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  const request = (path: string, { headers, ...init }: RequestInit = {}): Promise<Response> =>
    fetch(studio.url + path, {
      redirect: 'manual',
      ...init,
      headers: { cookie, origin: studio.url, ...Object.fromEntries(new Headers(headers)) },
    })
  const send = (name: Name, given: object, init: RequestInit = {}): Promise<Response> => {
    const body = 'body' in given ? JSON.stringify(given.body) : undefined
    return request(addressOf(name, given), {
      method: contract[name].method.toUpperCase(),
      ...init,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...init.headers },
      ...(body === undefined ? {} : { body }),
    })
  }
  return {
    url: studio.url,
    folder,
    cookie,
    newLink: studio.newLink,
    fetch: request,
    send,
    close,
    async call(name, given) {
      const response = await send(name, given)
      const text = await response.text()
      const endpoint: Endpoint = contract[name]
      expect(response.status, `${name}: ${text.slice(0, 2_000)}`).toBe(endpoint.status ?? 200)
      const answer: unknown = JSON.parse(text)
      // Whatever the contract does not know would be missing in what it parsed.
      expect(endpoint.response?.parse(answer)).toEqual(answer)
      return answer as AnswerOf<Contract[typeof name]> // parsed by its schema just now
    },
    async problem(name, given) {
      const response = await send(name, given)
      const text = await response.text()
      expect(response.headers.get('content-type'), text.slice(0, 2_000)).toBe('application/problem+json')
      const problem = JSON.parse(text) as Problem // its shape has tests of its own
      expect(problem.status).toBe(response.status)
      return problem
    },
  }
}

/** The path and query of an operation in the project of the studio. */
export function addressOf(name: Name, given: object): string {
  const rest = new Map<string, unknown>(Object.entries({ project: 'local', ...given }))
  rest.delete('body')
  const path = contract[name].path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = encodeURIComponent(String(rest.get(key)))
    rest.delete(key)
    return value
  })
  const query = new URLSearchParams()
  for (const [key, value] of rest) {
    if (key !== 'project' && value !== undefined) query.set(key, String(value))
  }
  return `/api/v1${path}${query.size > 0 ? `?${query}` : ''}`
}

export interface SentEvent {
  readonly id?: string
  readonly data: unknown
}

/** The events of a server-sent stream, one after the other; comments are left out. */
export async function* eventsOf(response: Response): AsyncGenerator<SentEvent> {
  let rest = ''
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = new Map(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      )
      const data = lines.get('data')
      const id = lines.get('id')
      if (data !== undefined) yield { ...(id === undefined ? {} : { id }), data: JSON.parse(data) }
    }
  }
}
