/** How the shop says no: one exception for every refusal, and the formats in which the resources write it. */
import { STATUS_CODES } from 'node:http'
import { integer, object, type Schema, text } from '../schema/build.ts'
import { type Reply, typed } from './reply.ts'

/** Thrown anywhere on the way to an answer; the resource's format turns it into one. */
export class Refusal extends Error {
  readonly status: number
  readonly headers: Reply['headers']
  /** a word for programs, where the format has a place for it */
  readonly code: string | undefined

  constructor(status: number, message: string, headers: Reply['headers'] = {}, code?: string) {
    super(message)
    this.status = status
    this.headers = headers
    this.code = code
  }
}

export interface RefusalFormat {
  readonly contentType: string
  readonly schema: Schema
  write(refusal: Refusal): string
}

export function refuse(format: RefusalFormat, refusal: Refusal): Reply {
  return typed(refusal.status, format.contentType, format.write(refusal), refusal.headers)
}

/** RFC 9457. */
export const problem: RefusalFormat = {
  contentType: 'application/problem+json',
  schema: object({ type: text(), title: text(), status: integer(), detail: text() }, { title: 'Problem' }),
  write: ({ status, message }) =>
    JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Refused', status, detail: message }),
}

/** The older form of the retail resources. */
export const message: RefusalFormat = {
  contentType: 'application/json',
  schema: object({ message: text() }, { title: 'Message' }),
  write: (refusal) => JSON.stringify({ message: refusal.message }),
}
