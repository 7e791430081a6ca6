/** One request for a token. Standard: RFC 6749 §4 to §6. */
import type { Context, WireFailure, WireHeaders, WireResponse } from '@merlon/engine'
import type { Outgoing } from '../exchange.ts'
import { formEncode, formText, type NullablePairs } from '../maps.ts'
import { percentDecoded } from '../percent.ts'
import type { TokenTerms } from './token-source.ts'

export interface Token {
  readonly access: string
  readonly refresh: string | undefined
  /** From when it was asked for, in ms; undefined where the server does not say. */
  readonly lifeMs: number | undefined
}

/** A request for a token that brought none. */
export interface Refused {
  readonly message: string
  readonly help?: string
  readonly request: {
    readonly method: 'POST'
    readonly address: string
    readonly headers: WireHeaders
    readonly body: string
  }
  readonly response?: WireResponse
  /** The request could not be carried out. */
  readonly failure?: WireFailure
}

export type Fetched = { readonly token: Token } | { readonly refused: Refused }

const HELP: Readonly<Record<string, string>> = {
  invalid_client: 'look at `clientId` and `clientSecret`; some servers want them with `clientAuth: body`',
  invalid_grant: 'look at `username` and `password`, or at `refreshToken`',
  unauthorized_client: 'the server does not let this client use this `grant`',
  unsupported_grant_type: 'the server does not know this `grant`',
  invalid_scope: 'look at `scope`',
}

function requestFor(
  terms: TokenTerms,
  refreshToken: string | undefined,
  { codec }: Context['ports'],
): Refused['request'] {
  const { clientId, clientSecret, clientAuth, user, address, further } = terms
  const inHeader = clientSecret !== undefined && clientAuth === 'header'
  const pairs: NullablePairs = [
    ['grant_type', refreshToken === undefined ? terms.grant : 'refresh_token'],
    ...(refreshToken === undefined ? [] : [['refresh_token', refreshToken] as const]),
    ...(refreshToken === undefined && terms.grant === 'password' && user ? Object.entries(user) : []),
    ...(inHeader ? [] : [['client_id', clientId] as const]),
    ...(inHeader || clientSecret === undefined ? [] : [['client_secret', clientSecret] as const]),
    ...further,
  ]
  const client = `${formEncode(clientId)}:${formEncode(clientSecret ?? '')}`
  const headers: WireHeaders = [
    ['Accept', 'application/json'],
    ['User-Agent', 'merlon'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ...(inHeader ? [['Authorization', `Basic ${codec.toBase64(codec.encode(client))}`] as const] : []),
  ]
  return { method: 'POST', address, headers, body: formText(pairs) }
}

function jsonIn(response: WireResponse, { codec }: Context['ports']): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(codec.decode(response.body, 'utf-8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** What may be a token by its name, `token_type` and `expires_in` not among them. */
const SECRET_NAME = /(?:token|secret|assertion|jwt)$/i

/** Everything in an answer that may be a token, wherever a server puts it: what cannot be used may be shown. */
function tokensIn(value: unknown, name = ''): readonly string[] {
  if (typeof value === 'string') return SECRET_NAME.test(name) && value !== '' ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => tokensIn(one, Array.isArray(value) ? name : key))
}

/** The same for an answer that is no JSON: a form, or the token alone. */
function tokensOfText(text: string): readonly string[] {
  const whole = text.trim()
  if (/^[\w.~+/-]{16,}=*$/.test(whole)) return [whole]
  return text.split('&').flatMap((pair) => {
    const [name = '', ...value] = pair.split('=')
    return tokensIn(percentDecoded(value.join('=').replaceAll('+', ' ')), name.trim())
  })
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What is wrong with an answer without a token (RFC 6749 §5.2), in words. */
function complaint(
  response: WireResponse,
  said: Record<string, unknown> | undefined,
): Pick<Refused, 'message' | 'help'> {
  const error = textIn(said?.error)
  const words = `${response.status}${response.statusText ? ` ${response.statusText}` : ''}`
  if (error === undefined) return { message: `the server answered ${words} without a token` }
  const description = textIn(said?.error_description)
  const help = HELP[error]
  return {
    message: `the server gave no token: ${error}${description === undefined ? '' : ` (${description})`}`,
    ...(help === undefined ? {} : { help }),
  }
}

function lifeOf(value: unknown): number | undefined {
  const seconds = value === undefined || value === null || value === '' ? Number.NaN : Number(value)
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}

function tokenIn(response: WireResponse, context: Context): Token | Pick<Refused, 'message' | 'help'> {
  const said = jsonIn(response, context.ports)
  for (const secret of said ? tokensIn(said) : tokensOfText(context.ports.codec.decode(response.body, 'utf-8')))
    context.secret(secret)
  const access = textIn(said?.access_token)
  if (response.status < 200 || response.status > 299 || access === undefined) return complaint(response, said)
  const type = textIn(said?.token_type) ?? 'bearer'
  if (!/^bearer$/i.test(type)) return { message: `the token is of the type '${type}', and only Bearer can be sent` }
  return { access, refresh: textIn(said?.refresh_token), lifeMs: lifeOf(said?.expires_in) }
}

/** Asks for a token, with a refresh token where one is given; connected in the way that `hop` is. Never rejects. */
export async function fetchToken(
  terms: TokenTerms,
  refreshToken: string | undefined,
  hop: Outgoing,
  context: Context,
): Promise<Fetched> {
  const request = requestFor(terms, refreshToken, context.ports)
  const { tls, proxy, connectTimeoutMs, timeoutMs, maxResponseBytes } = hop
  const { serverName: _ofTheRequest, ...ownTls } = tls ?? {}
  const result = await context.ports.http.exchange({
    method: request.method,
    url: request.address,
    headers: request.headers,
    body: request.body,
    timeoutMs,
    maxResponseBytes,
    signal: context.signal,
    ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
    ...(tls === undefined ? {} : { tls: ownTls }),
    ...(proxy === undefined ? {} : { proxy }),
  })
  if ('failure' in result) {
    const { failure } = result
    const help = failure.help === undefined ? {} : { help: failure.help }
    return { refused: { message: `there is no token: ${failure.message}`, ...help, request, failure } }
  }
  const { response } = result
  const found = tokenIn(response, context)
  return 'access' in found ? { token: found } : { refused: { ...found, request, response } }
}
