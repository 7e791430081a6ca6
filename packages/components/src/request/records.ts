/** What the report says of requests and answers. */
import type { Context, WireFailure, WireHeaders, WireResponse } from '@merlon/engine'
import type { AttemptRecord, RedirectRecord, RequestRecord, ResponseRecord } from '@merlon/protocol'
import { footprintOf } from './address.ts'
import type { Refused } from './auth/token-request.ts'
import { isList, partsOf } from './body-bytes.ts'
import type { Received, Repeated } from './exchange.ts'
import { decodedText } from './payload.ts'
import type { RequestBody } from './request-body.ts'
import { failureCodes } from './response.ts'
import { hideEchoes, shownHeaders } from './secret-headers.ts'

export const contentTypeOf = (headers: WireHeaders): string =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''

const mimeOf = (type: string): string => type.split(';', 1)[0]?.trim() ?? ''

/** Files that are streamed are named, and what stands around them is not shown. */
function shownBody(body: RequestBody['content'] | undefined): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body
  const files = partsOf(body).flatMap((part) => (typeof part === 'object' && 'file' in part ? [part.file] : []))
  return isList(body) ? `(a form with ${files.join(', ')})` : `(the file ${body.file})`
}

/** A request as it was sent. */
export function requestRecord(
  { method, address, headers }: { readonly method: string; readonly address: string; readonly headers: WireHeaders },
  body: RequestBody['content'] | undefined,
  footprint: string,
  context: Context,
): RequestRecord {
  const shown = shownBody(body)
  const mime = mimeOf(contentTypeOf(headers))
  return {
    method,
    url: address,
    footprint,
    headers: shownHeaders(headers, context),
    ...(shown === undefined || shown.length === 0 ? {} : { body: context.body(shown, mime) }),
  }
}

/** An answer as it arrived; `text` is what its body reads as, where that is known. */
export function responseRecord(
  wire: WireResponse,
  redirects: readonly RedirectRecord[],
  text: string | undefined,
  context: Context,
): ResponseRecord {
  const { status, statusText, http, headers, timings: metrics, body } = wire
  const mime = mimeOf(contentTypeOf(headers))
  return {
    status,
    statusText,
    http,
    headers: shownHeaders(headers, context),
    metrics,
    redirects,
    size: body.length,
    ...(body.length === 0 ? {} : { body: context.body(body, mime, text) }),
  }
}

export const failureRecord = (
  { code, timings: metrics }: Extract<Received, { failure: unknown }>['failure'] | WireFailure,
  redirects: readonly RedirectRecord[],
): ResponseRecord => ({ status: failureCodes[code], headers: [], metrics, redirects })

const wordsOf = ({ status, statusText }: WireResponse): string => `${status}${statusText ? ` ${statusText}` : ''}`

/** An answer that nobody reads any further. */
function passedOver(wire: WireResponse, sent: WireHeaders, redirects: readonly RedirectRecord[], context: Context) {
  const text = decodedText(wire.body, contentTypeOf(wire.headers), context)
  hideEchoes(sent, wire.headers, text ?? '', context)
  return responseRecord(wire, redirects, text, context)
}

/** An exchange that asked for other credentials. */
export function repeatedRecord(one: Repeated, context: Context): AttemptRecord {
  return {
    status: 'passed',
    message: one.why,
    request: requestRecord(one, one.body, footprintOf(one.address), context),
    response: passedOver(one.response, one.headers, [], context),
  }
}

/** The request for a token, and what came of it. */
export function tokenRecords(
  { request, response, failure }: Refused,
  context: Context,
): { request: RequestRecord; response?: ResponseRecord } {
  return {
    request: requestRecord(request, request.body, footprintOf(request.address), context),
    ...(response ? { response: passedOver(response, request.headers, [], context) } : {}),
    ...(failure ? { response: failureRecord(failure, []) } : {}),
  }
}

/** An attempt that is followed by another. */
export function attemptRecord(sent: Received, request: RequestRecord, context: Context): AttemptRecord {
  if ('failure' in sent)
    return {
      status: 'errored',
      message: sent.failure.message,
      request,
      response: failureRecord(sent.failure, sent.redirects),
    }
  const { response, headers, redirects } = sent
  return {
    status: 'failed',
    message: `the answer is ${wordsOf(response)}`,
    request,
    response: passedOver(response, headers, redirects, context),
  }
}
