/** What a request is, before it is sent: from the fields of the step, and from `config` where it says nothing. */
import { type Amount, type Context, StepFault } from '@merlon/engine'
import { addressOf } from './address.ts'
import { type Authentication, authenticationOf } from './auth/authentication.ts'
import { bodyOf } from './body.ts'
import type { Outgoing } from './exchange.ts'
import type { RequestInput } from './fields.ts'
import { mergePairs, type NullablePairs, type Pairs, readDefaultPairs, readPairs } from './maps.ts'
import { configured, layersOf } from './settings.ts'
import { proxyOf, tlsOf } from './transport.ts'

const DEFAULTS = { timeout: 30_000, maxResponseSize: 10_000_000, maxRedirects: 10 }

const ENCODINGS = ['gzip', 'deflate', 'br']

function ownHeaders({ http }: Context['ports']): Pairs {
  return [
    ['Accept', '*/*'],
    ['Accept-Encoding', (http.encodings ?? ENCODINGS).join(', ')],
    ['User-Agent', 'merlon'],
  ]
}

/** The maps of a name in `config`, and last the step's. */
function pairsOf(name: 'headers' | 'query', input: RequestInput, context: Context): NullablePairs[] {
  const defaults = layersOf(context).map((layer) => readDefaultPairs(layer[name], name, context))
  return [...defaults, readPairs(input[name], name, context)]
}

const isAuthorization = ([name]: readonly [string, unknown]): boolean => name.toLowerCase() === 'authorization'

/** Headers and `auth`: an `Authorization` wins where it is written beside `auth` or nearer to the step, and loses elsewhere. */
async function headersOf(
  input: RequestInput,
  contentType: string | undefined,
  context: Context,
): Promise<{ headers: Pairs; authentication: Authentication | undefined }> {
  const layers = [...layersOf(context), input]
  const level = layers.findLastIndex(({ auth }) => auth !== undefined)
  const lists = pairsOf('headers', input, context)
  const kept = lists.map((list, at) => (at < level ? list.filter((pair) => !isAuthorization(pair)) : list))
  const written = kept.some((list) => list.some(isAuthorization))
  const type = contentType === undefined ? [] : [['Content-Type', contentType] as const]
  return {
    headers: mergePairs(ownHeaders(context.ports), type, ...kept),
    authentication: written ? undefined : await authenticationFrom(layers, level, context),
  }
}

async function authenticationFrom(
  layers: readonly Pick<RequestInput, 'auth'>[],
  level: number,
  context: Context,
): Promise<Authentication | undefined> {
  try {
    return await authenticationOf(layers[level]?.auth, context, configured('baseUrl', context))
  } catch (error) {
    // Nothing at the step itself tells where the variable is read.
    if (!(error instanceof StepFault) || level === layers.length - 1) throw error
    const help = '`auth` of `config` reads it; a request that needs no credentials says `auth: none`'
    throw new StepFault(error.message, { help, field: error.field })
  }
}

/** Fills the fields of a request. Throws a fault of the field where one cannot be; then nothing is sent. */
export async function prepare(method: string, input: RequestInput, context: Context): Promise<Outgoing> {
  const query = mergePairs(...pairsOf('query', input, context))
  const address = addressOf(input.url, query, configured('baseUrl', context), context)
  const body = await bodyOf(input, context)
  const { headers, authentication } = await headersOf(input, body?.contentType, context)
  const amount = (own: Amount | undefined, fallback: Amount | undefined): number | undefined => {
    const found = own ?? fallback
    return found === undefined ? undefined : context.amount(found)
  }
  return {
    method,
    address,
    headers,
    body: body?.content,
    authentication,
    timeoutMs: amount(input.timeout, configured('requestTimeout', context)) ?? DEFAULTS.timeout,
    connectTimeoutMs: amount(input.connectTimeout, configured('connectTimeout', context)),
    maxResponseBytes: amount(input.maxResponseSize, configured('maxResponseSize', context)) ?? DEFAULTS.maxResponseSize,
    follow: input.followRedirects ?? configured('followRedirects', context) ?? (method === 'GET' || method === 'HEAD'),
    maxRedirects: amount(input.maxRedirects, configured('maxRedirects', context)) ?? DEFAULTS.maxRedirects,
    tls: await tlsOf(input.tls ?? configured('tls', context), context),
    proxy: proxyOf(input.proxy ?? configured('proxy', context), context),
    http: input.http ?? configured('http', context),
  }
}
