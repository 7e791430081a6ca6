/** A route says everything about one operation once: the router checks it, the OpenAPI document describes it. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Schema } from '../schema/build.ts'
import type { Body } from './body.ts'
import type { RefusalFormat } from './refusal.ts'
import type { Reply } from './reply.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

interface ShopRequest<B = unknown, P = unknown, C = unknown> {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** name, value, name, value… as they came */
  readonly rawHeaders: readonly string[]
  readonly bytes: Uint8Array
  /** aborted when the client has gone or the shop stops */
  readonly signal: AbortSignal
  /** what the route's `body`, `parameters` and `guard` made of the request */
  readonly body: B
  readonly parameters: P
  readonly caller: C
}

/** Who may call: `check` gives the caller, or undefined when the request is refused with a 401. */
export interface Guard<C = unknown> {
  readonly name: string
  /** an OpenAPI security scheme */
  readonly scheme: Readonly<Record<string, string>>
  readonly refusal: string
  /** the WWW-Authenticate header */
  readonly challenge?: string
  /** the refusal's code, where the resource's format has a place for one */
  readonly code?: string
  check(headers: IncomingHttpHeaders): C | undefined
}

export interface ReplyPart {
  readonly description: string
  readonly schema?: Schema
  /** default `application/json` */
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

interface Definition<B, P, C> {
  /** the OpenAPI `operationId` */
  readonly id: string
  readonly method: Method
  /** with `{name}` for a path parameter */
  readonly path: `/${string}`
  readonly summary: string
  readonly description?: string
  readonly guard?: Guard<C>
  /** those that `path` names come from there, all others from the query */
  readonly parameters?: Schema<P>
  readonly body?: Body<B>
  /** answers of the route itself, by status or `default` */
  readonly replies: Readonly<Record<number | 'default', ReplyPart> | Record<number, ReplyPart>>
  /** refusals of the route itself; those of guard, parameters and body add themselves */
  readonly refusals?: Readonly<Record<number, string>>
  /** the answer has an ETag, and If-None-Match may turn it into a 304 */
  readonly conditional?: true
  handle(request: ShopRequest<B, P, C>): Reply | Promise<Reply>
}

export interface Route extends Definition<unknown, unknown, unknown> {}

/** The routes of one resource, and how they write what they refuse. */
export interface Resource {
  readonly name: string
  readonly description: string
  readonly refusalFormat: RefusalFormat
  readonly routes: readonly Route[]
}

/**
 * A route whose handler sees the types of its own body, parameters and caller; the router checks them against the very
 * schemas that give the types, so the table may forget them.
 */
export function route<B, P, C>(definition: Definition<B, P, C>): Route {
  return definition
}

export function namesInPath(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '')
}
