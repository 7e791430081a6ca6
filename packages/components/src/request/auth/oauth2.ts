/** Requests with a token of OAuth 2.0. Standard: RFC 6749, RFC 6750. */
import { type Context, StepFault, type TemplateInput, type WireHeaders } from '@merlon/engine'
import { addressOf } from '../address.ts'
import type { Outgoing } from '../exchange.ts'
import { readPairs } from '../maps.ts'
import { ofField } from '../of-field.ts'
import { missingForGrant, type OauthInput } from './auth-fields.ts'
import type { Authentication, AuthTexts } from './authentication.ts'
import { TokenSource, type TokenTerms } from './token-source.ts'

function termsOf(
  input: OauthInput,
  { text, secret }: AuthTexts,
  baseUrl: TemplateInput | undefined,
  context: Context,
): TokenTerms {
  const missing = missingForGrant(input)
  if (missing !== undefined) throw new StepFault(missing, { field: 'auth' })
  const { scope, audience, username, password, refreshToken, clientSecret } = input
  return {
    grant: input.grant,
    address: ofField('auth', () => addressOf(input.tokenUrl, [], baseUrl, context)),
    clientId: text(input.clientId),
    clientSecret: clientSecret && secret(clientSecret),
    clientAuth: input.clientAuth,
    user: username && password && { username: text(username), password: secret(password) },
    refreshToken: refreshToken && secret(refreshToken),
    further: [
      ...(scope ? [['scope', text(scope)] as const] : []),
      ...(audience ? [['audience', text(audience)] as const] : []),
      ...ofField('auth', () => readPairs(input.params, 'params', context)),
    ],
  }
}

/** Sends the token of a set of fields; a refused one is renewed once per hop. */
export function oauthAuthentication(
  input: OauthInput,
  texts: AuthTexts,
  baseUrl: TemplateInput | undefined,
  context: Context,
): Authentication {
  const terms = termsOf(input, texts, baseUrl, context)
  const source = context.shared(`oauth2 ${JSON.stringify(terms)}`, () => new TokenSource(terms))
  const refused = new WeakSet<Outgoing>()
  let used = ''
  return {
    async headers(hop: Outgoing, headers: WireHeaders) {
      used = await source.token(hop, context)
      return [...headers, ['Authorization', `Bearer ${used}`]]
    },
    again(hop, { status }) {
      if (status !== 401 || refused.has(hop)) return undefined
      refused.add(hop)
      source.refuse(used)
      return 'the token was refused, so it was renewed'
    },
  }
}
