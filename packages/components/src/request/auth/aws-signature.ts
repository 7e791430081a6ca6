/** Signatures of AWS. Standard: AWS Signature Version 4, "Create a signed AWS API request". */
import type { TextCodec, WireHeaders } from '@merlon/engine'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { percentDecoded } from '../percent.ts'

export interface AwsRequest {
  readonly method: string
  /** As sent. */
  readonly path: string
  /** As sent, without the question mark. */
  readonly query: string
  /** All that are signed, `host` and `x-amz-date` among them. */
  readonly headers: WireHeaders
  /** Hex, or one of the words that take its place. */
  readonly payloadHash: string
}

export interface AwsScope {
  readonly accessKey: string
  readonly secretKey: string
  readonly region: string
  readonly service: string
  /** `20150830T123600Z` */
  readonly date: string
}

/** S3 takes paths as they are; all other services normalise them and encode once more what is encoded already. */
export const isS3 = (service: string): boolean => /^s3(?:$|[-e])/.test(service)

/** Everything but the unreserved characters of RFC 3986. */
function encoded(text: string): string {
  const whole = text.replace(/[\ud800-\udfff]/gu, '\ufffd')
  return encodeURIComponent(whole).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function normalized(path: string): string {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  const end = kept.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : ''
  return `/${kept.join('/')}${end}`
}

function canonicalPath(path: string, service: string): string {
  const whole = isS3(service) ? path || '/' : normalized(path)
  return whole
    .split('/')
    .map((segment) => encoded(isS3(service) ? percentDecoded(segment) : segment))
    .join('/')
}

const byText = ([a, x]: readonly [string, string], [b, y]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0

function canonicalQuery(query: string): string {
  const pairs = query.split('&').flatMap((pair): (readonly [string, string])[] => {
    if (pair === '') return []
    const [name = '', ...value] = pair.split('=')
    // A plus in a query is a space to AWS.
    const again = (text: string): string => encoded(percentDecoded(text.replace(/\+/g, ' ')))
    return [[again(name), again(value.join('='))]]
  })
  return pairs
    .sort(byText)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function canonicalHeaders(headers: WireHeaders): { lines: string; names: string } {
  const values = new Map<string, string[]>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    values.set(key, [...(values.get(key) ?? []), value.trim().replace(/\s+/g, ' ')])
  }
  const names = [...values.keys()].sort()
  return { lines: names.map((name) => `${name}:${values.get(name)?.join(',')}\n`).join(''), names: names.join(';') }
}

/** The value of `Authorization` for a request. */
export function awsAuthorization(request: AwsRequest, scope: AwsScope, codec: TextCodec): string {
  const { accessKey, secretKey, region, service, date } = scope
  const { lines, names } = canonicalHeaders(request.headers)
  const canonical = [
    request.method,
    canonicalPath(request.path, service),
    canonicalQuery(request.query),
    lines,
    names,
    request.payloadHash,
  ].join('\n')
  const day = date.slice(0, 8)
  const where = `${day}/${region}/${service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', date, where, codec.sha256(canonical)].join('\n')
  const code = (key: Uint8Array, text: string): Uint8Array => hmac(sha256, key, codec.encode(text))
  const key = [day, region, service, 'aws4_request'].reduce(code, codec.encode(`AWS4${secretKey}`))
  return `AWS4-HMAC-SHA256 Credential=${accessKey}/${where}, SignedHeaders=${names}, Signature=${bytesToHex(code(key, toSign))}`
}
