/**
 * A server that answers by rules: `[{ when: { method, path, query, headers, json }, then: answer | [answers in order] }]`,
 * the first rule that fits. The last of several answers repeats. What no rule fits is answered with 501.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as elapsed } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

type Scalars = Readonly<Record<string, string | number | boolean>>

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly json?: unknown
  readonly text?: string
  /** Says what arrived. */
  readonly echo?: true
  /** Before answering, in ms. */
  readonly delay?: number
  /** Closes the connection in place of an answer. */
  readonly hangUp?: true
}

export interface Rule {
  readonly when: {
    readonly method?: string
    readonly path: string
    readonly query?: Scalars
    readonly headers?: Scalars
    readonly json?: unknown
  }
  readonly then: Answer | readonly Answer[]
}

export interface Stub {
  /** Where it listens, without a slash at the end. */
  readonly base: string
  /** What arrived, in order, as `METHOD /path?query`. */
  readonly sequence: readonly string[]
  stop(): Promise<void>
}

interface Seen {
  readonly method: string
  readonly path: string
  readonly query: Record<string, string>
  readonly headers: IncomingMessage['headers']
  readonly form: Record<string, string>
  readonly files: readonly { field: string; name: string; text: string }[]
  readonly json: unknown
  readonly text: string
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function see(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const url = new URL(request.url ?? '/', 'http://stub')
  const type = request.headers['content-type'] ?? ''
  const form: Record<string, string> = {}
  const files: { field: string; name: string; text: string }[] = []
  if (/form-urlencoded|multipart/.test(type)) {
    for (const [field, value] of await new Response(body, { headers: { 'content-type': type } }).formData()) {
      if (typeof value === 'string') form[field] = value
      else files.push({ field, name: value.name, text: await value.text() })
    }
  }
  const text = body.toString('utf8')
  return {
    method: request.method ?? '',
    path: decodeURIComponent(url.pathname),
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    form,
    files,
    json: /json/.test(type) ? parsed(text) : null,
    text,
  }
}

function holds(whole: Readonly<Record<string, unknown>>, part: Scalars = {}): boolean {
  return Object.entries(part).every(
    ([name, value]) => String(whole[name] ?? whole[name.toLowerCase()]) === String(value),
  )
}

function fits({ when }: Rule, seen: Seen): boolean {
  return (
    (when.method ?? seen.method) === seen.method &&
    when.path === seen.path &&
    holds(seen.query, when.query) &&
    holds(seen.headers, when.headers) &&
    (when.json === undefined || isDeepStrictEqual(seen.json, when.json))
  )
}

function write(answer: Answer, seen: Seen, base: string, response: ServerResponse): void {
  const json = answer.echo ? seen : answer.json
  const fill = (text: string) => text.replaceAll('{{base}}', base)
  const body = json === undefined ? fill(answer.text ?? '') : fill(JSON.stringify(json))
  if (json !== undefined) response.setHeader('Content-Type', 'application/json')
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    response.setHeader(name, typeof value === 'string' ? fill(value) : value.map(fill))
  }
  const status = answer.status ?? 200
  response.writeHead(status).end(status === 204 || status === 304 ? undefined : body)
}

/** Opens a stub on a free port. */
export async function startStub(rules: readonly Rule[]): Promise<Stub> {
  const sequence: string[] = []
  const turns = new Map<Rule, number>()
  let base = ''
  const server = createServer(async (request, response) => {
    sequence.push(`${request.method} ${request.url}`)
    const seen = await see(request)
    const rule = rules.find((one) => fits(one, seen))
    if (!rule) return write({ status: 501, json: { problem: 'no rule fits', seen } }, seen, base, response)
    const answers = [rule.then].flat()
    const turn = turns.get(rule) ?? 0
    turns.set(rule, turn + 1)
    const answer = answers[Math.min(turn, answers.length - 1)] ?? {}
    if (answer.hangUp) return void request.socket.destroy()
    if (answer.delay !== undefined) await elapsed(answer.delay)
    write(answer, seen, base, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    base,
    sequence,
    async stop() {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}
