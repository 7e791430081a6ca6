/** How a request proves who sends it. */
import type { Context, TemplateInput, WireHeaders, WireResponse } from '@merlon/engine'
import type { Outgoing } from '../exchange.ts'
import type { RequestInput } from '../fields.ts'
import { ofField } from '../of-field.ts'

export interface Authentication {
  /** The headers of a hop, those that prove who sends it included. Called for every sending, when all others are there. */
  readonly headers: (hop: Outgoing, headers: WireHeaders) => WireHeaders | Promise<WireHeaders>
  /** Hears every answer. Says why the hop is to be sent once more, where the answer asks for other credentials. */
  readonly again?: (hop: Outgoing, response: WireResponse) => string | undefined
}

type Auth = Exclude<RequestInput['auth'], undefined | string>

/** Fills texts of `auth`; whatever is wrong with one is said of that field. */
export interface AuthTexts {
  readonly text: (input: TemplateInput) => string
  /** Masked in everything that is said from here on. */
  readonly secret: (input: TemplateInput) => string
}

function textsFor(context: Context): AuthTexts {
  const text = (input: TemplateInput): string => ofField('auth', () => context.text(input, { missing: 'error' }))
  return {
    text,
    secret(input) {
      const filled = text(input)
      context.secret(filled)
      return filled
    },
  }
}

const always = (value: string): Authentication => ({
  headers: (_hop, headers) => [...headers, ['Authorization', value]],
})

/** What an `auth` field stands for; undefined where it says `none`. Whatever needs digests is loaded when it is used. */
export async function authenticationOf(
  auth: RequestInput['auth'],
  context: Context,
  baseUrl: TemplateInput | undefined,
): Promise<Authentication | undefined> {
  if (auth === undefined || typeof auth === 'string') return undefined
  const { basic, bearer, digest, oauth2, awsv4 }: Auth = auth
  const texts = textsFor(context)
  const { codec } = context.ports
  if (bearer) return always(`Bearer ${texts.secret(bearer)}`)
  if (basic) {
    const both = `${texts.text(basic.username)}:${texts.secret(basic.password)}`
    return always(`Basic ${codec.toBase64(codec.encode(both))}`)
  }
  if (digest) {
    const { digestAuthentication } = await import('./digest.ts')
    return digestAuthentication(texts.text(digest.username), texts.secret(digest.password), context)
  }
  if (oauth2) {
    const { oauthAuthentication } = await import('./oauth2.ts')
    return oauthAuthentication(oauth2, texts, baseUrl, context)
  }
  if (!awsv4) return undefined
  const { awsAuthentication } = await import('./awsv4.ts')
  return awsAuthentication(
    {
      accessKey: texts.text(awsv4.accessKey),
      secretKey: texts.secret(awsv4.secretKey),
      sessionToken: awsv4.sessionToken && texts.secret(awsv4.sessionToken),
      region: texts.text(awsv4.region),
      service: texts.text(awsv4.service),
    },
    context,
  )
}
