/** Everything that a run needs from the world. `host` implements it over Node; a test hands in its own clock and seed. */

export type WireHeaders = readonly (readonly [name: string, value: string])[]

/** A file of the project, streamed as it is. */
export interface FileBody {
  readonly file: string
  readonly size: number
}

/** A piece of a body that is put together from several. */
export type BodyPart = Uint8Array | string | FileBody

/** How a connection is secured, where that differs from what the run as a whole says. PEM texts, or bytes. */
export interface WireTls {
  /** Takes the place of the authorities that Node knows. */
  readonly ca?: string | Uint8Array
  readonly cert?: string | Uint8Array
  readonly key?: string | Uint8Array
  /** Certificate and key in one (PKCS #12); with it, `cert` and `key` are absent. */
  readonly pfx?: Uint8Array
  readonly passphrase?: string
  /** `false` for test servers only: certificates are not verified. */
  readonly verify?: boolean
  /** The name that is asked for and verified, instead of the URL's host. */
  readonly serverName?: string
}

export interface WireProxy {
  /** `http://` or `https://`, with `user:password@` where the proxy asks for them. */
  readonly url: string
  /** Hosts that are reached without it, as in `NO_PROXY`. */
  readonly bypass?: readonly string[]
}

/** One exchange with a server: one hop. Redirects, cookies and retries are the caller's. */
export interface WireRequest {
  readonly method: string
  /** Absolute. */
  readonly url: string
  /** As sent: order and case are kept, names may repeat. Only what HTTP/1.1 itself needs is added. */
  readonly headers: WireHeaders
  /** A list is sent piece after piece; files are streamed. */
  readonly body?: BodyPart | readonly BodyPart[]
  /** For the whole exchange, in ms. */
  readonly timeoutMs: number
  readonly connectTimeoutMs?: number
  readonly maxResponseBytes: number
  readonly signal?: AbortSignal
  readonly tls?: WireTls
  /** `false`: none at all. Absent: what the command line or the environment say. */
  readonly proxy?: WireProxy | false
  /** Absent: HTTP/1.1. `2` without TLS means prior knowledge (RFC 9113 §3.3). */
  readonly http?: '1.1' | '2'
}

/** Integer ms from a monotonic clock. `dns`, `connect` and `tls` are 0 on a reused connection; overall ≥ latency + fetch. */
export interface WireTimings {
  readonly dns: number
  readonly connect: number
  readonly tls: number
  readonly latency: number
  readonly fetch: number
  readonly overall: number
}

export interface WireResponse {
  readonly status: number
  readonly statusText: string
  readonly http: string
  readonly headers: WireHeaders
  /** Content-encoding undone. */
  readonly body: Uint8Array
  readonly timings: WireTimings
}

export type WireFailureCode =
  | 'refused'
  | 'timeout'
  | 'unknown-host'
  | 'tls'
  | 'closed'
  | 'malformed'
  | 'too-large'
  | 'blocked'
  | 'bad-url'
  | 'cannot-send'
  | 'aborted'

export interface WireFailure {
  readonly code: WireFailureCode
  /** In plain words, without the URL: "the host refused the connection". */
  readonly message: string
  readonly help?: string
  readonly timings: WireTimings
}

export type WireResult = { readonly response: WireResponse } | { readonly failure: WireFailure }

export interface HttpPort {
  /** Codings of a body that are undone here, for `Accept-Encoding`; absent: gzip, deflate and br. */
  readonly encodings?: readonly string[]
  /** Never rejects. */
  exchange(request: WireRequest): Promise<WireResult>
}

/** The project's `files/`. Paths are relative to it and cannot leave it. All throw an Error with a message for the author. */
export interface FilesPort {
  readText(path: string): Promise<string>
  readBytes(path: string): Promise<Uint8Array>
  /** For `DS.loadTextFile`, which expressions call. */
  readTextSync(path: string): string
  size(path: string): Promise<number>
}

export interface ClockPort {
  /** Wall clock, ms since 1970. */
  now(): number
  /** Monotonic, ms. */
  monotonic(): number
  /** Resolves early when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Key/value pairs shared by tests, kept 24 h after their last change. Values are plain JSON. */
export interface KeyValuePort {
  /** What must not be written down is kept for as long as the process lives. */
  set(key: string, value: unknown, options?: { readonly unwritten?: boolean }): Promise<void>
  load(key: string): Promise<unknown>
  push(key: string, value: unknown, options?: { readonly unwritten?: boolean }): Promise<void>
  pop(key: string): Promise<unknown>
}

export interface TextCodec {
  /** What is in a charset that is not known is read as UTF-8. */
  decode(bytes: Uint8Array, charset: string): string
  /** Whether a charset can be read, by its name or any other label of it. */
  knows(charset: string): boolean
  encode(text: string): Uint8Array
  toBase64(bytes: Uint8Array): string
  fromBase64(text: string): Uint8Array
  /** Lower-case hex. */
  sha256(bytes: Uint8Array | string): string
}

/** One place where a value does not fit a schema. */
export interface SchemaMismatch {
  /** From the value that was checked, as an expression: `items[2].price`; '' is that value itself. */
  readonly path: string
  readonly keyword: string
  /** What the keyword says in the schema. */
  readonly wanted: unknown
  /** What else the keyword tells, such as the name of the property that is missing. */
  readonly params: Readonly<Record<string, unknown>>
  readonly actual: unknown
}

export type SchemaVerdict =
  /** No mismatches exactly where the value fits; `more` where the value is so large that only the first is listed. */
  | { readonly mismatches: readonly SchemaMismatch[]; readonly more: boolean }
  /** Why there is no telling, in plain words. */
  | { readonly problem: string }

export interface CompiledSchema {
  /** Checks plain JSON data. Never throws, and ends in a bounded time. */
  check(value: unknown): SchemaVerdict
}

/** JSON Schema, drafts 04 to 2020-12; 07 where `$schema` does not say. Nothing is ever fetched. */
export interface SchemasPort {
  /** Gives the schema, or what is wrong with it in plain words. Never rejects. */
  compile(schema: unknown): Promise<CompiledSchema | { readonly problem: string; readonly help?: string }>
}

/** What `assert-snapshot` keeps beside a test. */
export interface SnapshotsPort {
  /** `ci`: a missing snapshot fails; `update`: one that differs is written anew. */
  readonly mode: 'write' | 'ci' | 'update'
  /** The snapshot as JSON text, undefined where there is none. Rejects with a message for the author. */
  read(test: string, key: string): Promise<string | undefined>
  /** Keeps a snapshot, a JSON text. Rejects with a message for the author; nothing that was kept is lost then. */
  write(test: string, key: string, text: string): Promise<void>
}

export interface Ports {
  readonly http: HttpPort
  readonly files: FilesPort
  readonly clock: ClockPort
  readonly keyValues: KeyValuePort
  readonly codec: TextCodec
  readonly schemas: SchemasPort
  readonly snapshots: SnapshotsPort
  /** A generator of numbers in [0, 1) from a seed; the same seed gives the same numbers. */
  random(seed: number): () => number
}
