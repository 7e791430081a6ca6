/** Signs requests for AWS, each sending anew. */
import type { Context, WireHeaders } from '@merlon/engine'
import { bytesOfBody } from '../body-bytes.ts'
import type { Outgoing } from '../exchange.ts'
import type { Authentication } from './authentication.ts'
import { awsAuthorization, isS3 } from './aws-signature.ts'

export interface AwsCredentials {
  readonly accessKey: string
  readonly secretKey: string
  readonly sessionToken: string | undefined
  readonly region: string
  readonly service: string
}

/** Changed on the way by proxies, or by the connection itself. */
const UNSIGNED = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'expect',
  'transfer-encoding',
  'user-agent',
  'x-amzn-trace-id',
])

const headerOf = (headers: WireHeaders, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1]

/** The digest of the body. S3 lets a file go unsigned, so that it can be streamed; elsewhere it is read for its digest. */
async function payloadHashOf({ body }: Outgoing, service: string, context: Context): Promise<string> {
  const { codec } = context.ports
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return codec.sha256(body ?? '')
  return isS3(service) ? 'UNSIGNED-PAYLOAD' : codec.sha256(await bytesOfBody(body, context))
}

export function awsAuthentication(credentials: AwsCredentials, context: Context): Authentication {
  const { sessionToken, service } = credentials
  const { clock, codec } = context.ports
  return {
    async headers(hop, given) {
      const own = headerOf(given, 'x-amz-content-sha256')
      const payloadHash = own ?? (await payloadHashOf(hop, service, context))
      const date = headerOf(given, 'x-amz-date') ?? new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
      const added: [string, string][] = []
      const add = (name: string, value: string): void => {
        if (headerOf(given, name.toLowerCase()) === undefined) added.push([name, value])
      }
      add('X-Amz-Date', date)
      if (sessionToken !== undefined) add('X-Amz-Security-Token', sessionToken)
      if (isS3(service)) add('X-Amz-Content-Sha256', payloadHash)
      const { pathname, search, host } = new URL(hop.address)
      const headers = [...given, ...added]
      const signed = headers.filter(([name]) => !UNSIGNED.has(name.toLowerCase()))
      if (headerOf(given, 'host') === undefined) signed.push(['Host', host])
      const request = {
        method: hop.method,
        path: pathname,
        query: search.slice(1),
        headers: signed,
        payloadHash,
      }
      return [...headers, ['Authorization', awsAuthorization(request, { ...credentials, date }, codec)]]
    },
  }
}
