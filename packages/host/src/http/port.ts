/** The HTTP port over node:http and node:https, with connections kept open between exchanges. */
import { Agent, request as requestHttp } from 'node:http'
import type * as Https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { FileBody, HttpPort, WireRequest, WireResult } from '@merlon/engine'
import { type Arrived, Attempt, type Content, type Missed } from './attempt.ts'
import { decodeBody } from './decode.ts'
import type { Egress } from './egress.ts'
import { CANCELLED, EGRESS_BLOCKED, type Fault, faultOf, isFault, MAX_HEADER_BYTES, NOT_BEGUN } from './fault.ts'
import { refusalOf } from './refusal.ts'
import { headOf, type Target, targetOf } from './target.ts'
import { Marks } from './timings.ts'

export interface HttpSettings {
  /** Certificates are not verified. */
  readonly insecure?: boolean
  /** PEM texts; `ca` takes the place of the authorities that Node knows. */
  readonly ca?: string | Uint8Array
  readonly cert?: string | Uint8Array
  readonly key?: string | Uint8Array
  /** Addresses by `host:port`, used instead of looking the host up. */
  readonly resolve?: Readonly<Record<string, string>>
  /** Asked before a connection is opened, with the address that it would go to. */
  readonly egress?: Egress
  /** Finds the file of a streamed body; throws an Error with a message for the author. */
  readonly locate?: (file: string) => Promise<string>
}

export interface NodeHttp extends HttpPort {
  /** Closes the kept connections. */
  close(): void
}

/** RFC 9110, 9.2.2: sending these again does nothing that sending them once did not. */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/** Servers commonly close after 5 s; a connection that waited longer than this might be going away just now. */
const IDLE_MS = 4_000

type SecureOptions = Https.RequestOptions

interface Channel {
  readonly request: typeof requestHttp
  readonly kept: Agent
  /** For requests after which the connection cannot be trusted. */
  readonly once: Agent
}

/** Makes the port. Nothing is opened, looked up or loaded before the first exchange needs it. */
export function createHttpPort(settings: HttpSettings = {}): NodeHttp {
  return new Port(settings)
}

class Port implements NodeHttp {
  private readonly settings: HttpSettings
  private readonly plain: Channel
  private secure: Channel | undefined
  private lookup: LookupFunction | undefined
  /** When the last exchange with an origin ended, on the monotonic clock. */
  private readonly lastUsed = new Map<string, number>()

  constructor(settings: HttpSettings) {
    this.settings = settings
    this.plain = { request: requestHttp, kept: new Agent({ keepAlive: true }), once: new Agent() }
  }

  async exchange(request: WireRequest): Promise<WireResult> {
    const marks = new Marks()
    const target = targetOf(request.url)
    let end: Arrived | Fault
    if (typeof target === 'string') end = { code: 'bad-url', message: target }
    else if (request.signal?.aborted) end = CANCELLED
    else {
      try {
        end = await this.carry(request, target, marks)
      } catch (error) {
        // What happens on the wire is never thrown: this is Node declining the request, or a key that is no key.
        const { code } = error as NodeJS.ErrnoException
        end = code?.startsWith('ERR_OSSL_') ? faultOf(error, target, NOT_BEGUN) : refusalOf(error, request)
      }
    }
    if (isFault(end)) return { failure: { ...end, timings: marks.ofFailure() } }
    return respond(end, request, marks)
  }

  close(): void {
    for (const channel of [this.plain, this.secure]) {
      channel?.kept.destroy()
      channel?.once.destroy()
    }
  }

  private async carry(request: WireRequest, target: Target, marks: Marks): Promise<Arrived | Fault> {
    const { settings } = this
    const { egress } = settings
    if (egress && !this.lookup) this.lookup = (await import('./egress.ts')).guardedLookup(egress)
    const channel = target.secure ? (this.secure ??= await openSecure(settings)) : this.plain
    const address = settings.resolve?.[`${target.hostname}:${target.port}`] ?? target.hostname
    if (egress && isIP(address) !== 0 && !egress(address, target.hostname)) {
      return faultOf({ code: EGRESS_BLOCKED }, target, NOT_BEGUN)
    }
    const content = isFile(request.body) ? await this.contentOf(request.body) : request.body
    if (isFault(content)) return content
    const head = headOf(request, target, content === undefined ? undefined : sizeOf(content))
    const options = this.optionsOf(request.method, target, head.fields, address)
    options.agent = head.oneShot ? channel.once : channel.kept
    const start = () =>
      new Promise<Arrived | Missed>((settle) => {
        new Attempt({ request, target, marks, content }, channel.request(options), settle)
      })
    if (marks.started - (this.lastUsed.get(target.shown) ?? marks.started) > IDLE_MS) closeIdle(channel.kept)
    let end = await start()
    if ('stale' in end && end.stale && IDEMPOTENT.has(request.method)) {
      closeIdle(channel.kept)
      marks.reopen()
      end = await start()
    }
    this.lastUsed.set(target.shown, performance.now())
    return 'fault' in end ? end.fault : end
  }

  private optionsOf(method: string, target: Target, headers: string[], host: string): SecureOptions {
    const { port, path, hostname, secure } = target
    const options: SecureOptions = { method, host, port, path, headers, maxHeaderSize: MAX_HEADER_BYTES }
    if (this.lookup) options.lookup = this.lookup
    // Without it the certificate would be checked against the address.
    if (secure && host !== hostname && isIP(hostname) === 0) options.servername = hostname
    return options
  }

  private async contentOf(body: FileBody): Promise<Content | Fault> {
    if (body.size === 0) return new Uint8Array(0)
    try {
      return { path: (await this.settings.locate?.(body.file)) ?? body.file, size: body.size }
    } catch (error) {
      return { code: 'cannot-send', message: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** node:https is loaded for the first https URL: it costs milliseconds that most runs need not pay. */
async function openSecure({ insecure, ca, cert, key }: HttpSettings): Promise<Channel> {
  const https: typeof Https = await import('node:https')
  const options: Https.AgentOptions = {
    rejectUnauthorized: insecure !== true,
    ...(ca !== undefined && { ca: asPem(ca) }),
    ...(cert !== undefined && { cert: asPem(cert) }),
    ...(key !== undefined && { key: asPem(key) }),
  }
  return {
    request: https.request,
    kept: new https.Agent({ ...options, keepAlive: true }),
    once: new https.Agent(options),
  }
}

function asPem(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
}

/** Closes connections that wait for a next exchange; those in use go on. */
function closeIdle(agent: Agent): void {
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy()
}

async function respond({ answer, bytes }: Arrived, request: WireRequest, marks: Marks): Promise<WireResult> {
  const codings = answer.headers['content-encoding']
  const body =
    codings !== undefined && bytes.length > 0 ? await decodeBody(bytes, codings, request.maxResponseBytes) : bytes
  if (!(body instanceof Uint8Array)) return { failure: { ...body, timings: marks.ofFailure() } }
  return {
    response: {
      status: answer.statusCode ?? 0,
      statusText: answer.statusMessage ?? '',
      http: answer.httpVersion,
      headers: pairsOf(answer.rawHeaders),
      body,
      timings: marks.ofAnswer(),
    },
  }
}

function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? ''])
  return pairs
}

function isFile(body: WireRequest['body']): body is FileBody {
  return typeof body === 'object' && !(body instanceof Uint8Array)
}

function sizeOf(content: NonNullable<Content>): number {
  if (typeof content === 'string') return Buffer.byteLength(content)
  return content instanceof Uint8Array ? content.length : content.size
}
