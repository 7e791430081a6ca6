import type { Diagnostic } from '@merlon/protocol'
import type { Problem } from '@merlon/protocol/http'

export interface ProblemDetails {
  readonly code: string
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500
  /** What is wrong, in words: begins in lower case. */
  readonly message: string
  readonly help?: string
  readonly diagnostics?: readonly Diagnostic[]
  readonly current?: Problem['current']
  /** Methods that are allowed where the one that was asked for is not. */
  readonly allow?: readonly string[]
}

/** Answered as `application/problem+json` (RFC 9457). */
export class ProblemError extends Error {
  readonly details: ProblemDetails
  constructor(details: ProblemDetails) {
    super(details.message)
    this.name = 'ProblemError'
    this.details = details
  }

  toJSON(): Problem {
    const { code, status, message, help, diagnostics, current } = this.details
    return {
      type: `urn:merlon:problem:${code}`,
      title: message,
      status,
      ...(help === undefined ? {} : { help }),
      diagnostics: [...(diagnostics ?? [])],
      ...(current ? { current } : {}),
    }
  }

  toResponse(): Response {
    const { status, allow } = this.details
    return new Response(JSON.stringify(this), {
      status,
      headers: { 'content-type': PROBLEM_TYPE, ...(allow ? { allow: allow.join(', ') } : {}) },
    })
  }
}

export const PROBLEM_TYPE = 'application/problem+json'
