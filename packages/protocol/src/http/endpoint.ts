/** One operation of the HTTP API as data: routes, validation, the OpenAPI document and the client are derived from it. */
import type { z } from 'zod'

export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Below `/api/v1`, parameters in braces. */
  readonly path: string
  readonly summary: string
  readonly tag: string
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Of the answer when all went well; absent where the answer is no JSON. */
  readonly response?: z.ZodType
  /** Of an answer that is no JSON. */
  readonly type?: string
  /** 200 where it is not said. */
  readonly status?: 201 | 202 | 204
  /** Problems that it may answer with besides those that all may. */
  readonly problems?: readonly number[]
}

export const endpoint = <const E extends Endpoint>(one: E): E => one

/** The names in a path's braces. */
export type PathParameters<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameters<Rest>
  : never

type Given<T> = T extends z.ZodType ? z.input<T> : unknown

/** What a caller hands over: the parameters of the path, the query, and the body as `body`. */
export type CallOf<E extends Endpoint> = {
  readonly [K in PathParameters<E['path']>]: string
} & (E['query'] extends z.ZodObject ? Given<E['query']> : unknown) &
  (E['body'] extends z.ZodType ? { readonly body: z.input<E['body']> } : unknown)

/** What comes back, as parsed JSON. */
export type AnswerOf<E extends Endpoint> = E['response'] extends z.ZodType ? z.output<E['response']> : undefined
