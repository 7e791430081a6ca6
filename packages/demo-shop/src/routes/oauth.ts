/** OAuth 2.0 client credentials (RFC 6749, 4.4) and a resource behind the token (RFC 6750). */
import { remember } from '../bounded.ts'
import { formBody } from '../http/body.ts'
import { Refusal, type RefusalFormat } from '../http/refusal.ts'
import { json } from '../http/reply.ts'
import { type Guard, type Resource, route } from '../http/route.ts'
import { integer, object, text } from '../schema/build.ts'
import type { Shop } from '../shop.ts'

const CLIENT = 'demo-client'
const SECRET = 'demo-client-secret'
const LIFETIME = 3600
const TOKENS_KEPT = 10_000

const oauthError: RefusalFormat = {
  contentType: 'application/json',
  schema: object({ error: text(), error_description: text() }, { title: 'OAuthError' }),
  write: ({ code, message }) => JSON.stringify({ error: code ?? 'invalid_request', error_description: message }),
}

const wrongClient = 'wrong client id or secret'

/** The client that the Authorization header names; without the header the form may name it. */
const clientGuard: Guard<{ readonly isKnown: boolean }> = {
  name: 'client',
  scheme: { type: 'http', scheme: 'basic' },
  refusal: wrongClient,
  challenge: 'Basic realm="demo-shop"',
  code: 'invalid_client',
  check({ authorization }) {
    if (authorization === undefined) return { isKnown: false }
    const isRight = /^basic /i.test(authorization) && isClient(Buffer.from(authorization.slice(6), 'base64').toString())
    return isRight ? { isKnown: true } : undefined
  },
}

function isClient(pair: string): boolean {
  return pair === `${CLIENT}:${SECRET}`
}

const tokenForm = formBody(
  object({
    grant_type: text({ examples: ['client_credentials'] }),
    'client_id?': text({ description: 'instead of basic authentication' }),
    'client_secret?': text(),
    'scope?': text(),
    'lifetime?': integer({ minimum: 0, maximum: LIFETIME, description: 'seconds, to see a token expire' }),
  }),
  { grant_type: 'client_credentials' },
)

const granted = object(
  { access_token: text(), token_type: text(), expires_in: integer(), 'scope?': text() },
  { title: 'AccessToken' },
)

export function oauth(shop: Shop): Resource {
  const expiries = new Map<string, number>()
  let tokens = 0

  const auth = route({
    id: 'getAccessToken',
    method: 'post',
    path: '/api/oauth/auth',
    summary: 'A token for a client, by basic authentication or client_id and client_secret in the form',
    guard: clientGuard,
    body: tokenForm,
    replies: { 200: { description: 'the token', schema: granted } },
    handle({ body, caller }) {
      if (!caller.isKnown && !isClient(`${body.client_id}:${body.client_secret}`)) {
        throw new Refusal(401, wrongClient, { 'WWW-Authenticate': 'Basic realm="demo-shop"' }, 'invalid_client')
      }
      if (body.grant_type !== 'client_credentials') {
        const reason = `the shop grants client_credentials only, not '${body.grant_type}'`
        throw new Refusal(400, reason, {}, 'unsupported_grant_type')
      }
      const token = shop.draw('oauth', ++tokens).slice(0, 40)
      const lifetime = body.lifetime ?? LIFETIME
      remember(expiries, token, shop.now() + lifetime * 1000, TOKENS_KEPT)
      const scope = body.scope === undefined ? {} : { scope: body.scope }
      const grant = { access_token: token, token_type: 'Bearer', expires_in: lifetime, ...scope }
      return json(200, grant, { 'Cache-Control': 'no-store' })
    },
  })

  const bearer: Guard<string> = {
    name: 'bearer',
    scheme: { type: 'http', scheme: 'bearer' },
    refusal: 'the bearer token is missing, unknown or has expired',
    challenge: 'Bearer realm="demo-shop", error="invalid_token"',
    code: 'invalid_token',
    check({ authorization }) {
      const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
      return token !== undefined && shop.now() < (expiries.get(token) ?? 0) ? token : undefined
    },
  }
  const me = route({
    id: 'getClient',
    method: 'get',
    path: '/api/oauth/me',
    summary: 'The client that the bearer token belongs to',
    guard: bearer,
    replies: {
      200: { description: 'the client', schema: object({ id: text(), name: text() }, { title: 'Client' }) },
    },
    handle: () => json(200, { id: CLIENT, name: 'Demo client' }),
  })
  return {
    name: 'oauth',
    description: 'OAuth 2.0 client credentials, and a resource behind the token',
    refusalFormat: oauthError,
    routes: [auth, me],
  }
}
