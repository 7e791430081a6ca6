/** Request bodies: reading the bytes with a bound, and turning them into what a route declared. */
import type { IncomingMessage } from 'node:http'
import { type Schema, text } from '../schema/build.ts'
import { mismatches } from '../schema/check.ts'
import { fromText } from './parameters.ts'
import { Refusal } from './refusal.ts'

export const BODY_LIMIT = 5 * 1024 * 1024
const DRAIN_LIMIT = 10 * BODY_LIMIT

/** A kind of body that a route accepts. */
export interface Body<T = unknown> {
  /** the first is the one that the OpenAPI document shows */
  readonly contentTypes: readonly string[]
  readonly schema: Schema
  readonly required: boolean
  readonly example?: unknown
  parse(bytes: Uint8Array, contentType: string): T | Promise<T>
}

/**
 * The whole body. Past the limit the rest is read and dropped, so that the client gets to hear the 413; undefined
 * then, or when the client does not end at ten times the limit either.
 */
export async function readBytes(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size <= BODY_LIMIT) chunks.push(chunk)
    if (size > DRAIN_LIMIT) break
  }
  return size <= BODY_LIMIT ? Buffer.concat(chunks) : undefined
}

/** The content type without its parameters, in lower case; empty when there is none. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

export function isJson(type: string): boolean {
  return type === 'application/json' || type.endsWith('+json')
}

export function jsonBody<T>(schema: Schema<T>, example?: unknown): Body<T> {
  return {
    contentTypes: ['application/json'],
    schema,
    required: true,
    example,
    // what passes the check has the type of the schema
    parse: (bytes) => checked(schema, parseJson(decode(bytes))) as T,
  }
}

/** URL-encoded; numbers in it are converted like those of a query. */
export function formBody<T>(schema: Schema<T>, example: unknown): Body<T> {
  return {
    contentTypes: ['application/x-www-form-urlencoded'],
    schema,
    required: true,
    example,
    // as above
    parse: (bytes) => checked(schema, fromText(schema, new URLSearchParams(decode(bytes)))) as T,
  }
}

export const xmlBody = (example: string): Body<string> => ({
  contentTypes: ['text/xml', 'application/xml'],
  schema: text(),
  required: true,
  example,
  parse: decode,
})

export const multipartBody = (schema: Schema): Body<FormData> => ({
  contentTypes: ['multipart/form-data'],
  schema,
  required: true,
  parse: parseMultipart,
})

/** RFC 7578. */
export async function parseMultipart(bytes: Uint8Array, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'Content-Type': contentType } }).formData()
  } catch {
    throw new Refusal(400, 'the body does not parse as multipart/form-data; look at its boundary and its line ends')
  }
}

/** JSON, or a 400 that says where it went wrong. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'not JSON'
    throw new Refusal(400, source.trim() === '' ? 'the body is empty; send JSON' : `the body is not JSON: ${reason}`)
  }
}

export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal(400, 'the body is not UTF-8')
  }
}

function checked(schema: Schema, value: unknown): unknown {
  const wrong = mismatches(schema, value, 'the body')
  if (wrong.length > 0) throw new Refusal(400, wrong.join('; '))
  return value
}
