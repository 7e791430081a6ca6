/** Where a token comes from: fetched once for all tests of a run that ask alike, and renewed. Standard: RFC 6749. */
import type { Context, WireFailure } from '@merlon/engine'
import type { Outgoing } from '../exchange.ts'
import type { NullablePairs } from '../maps.ts'
import { type Fetched, fetchToken, type Refused, type Token } from './token-request.ts'

/** What a token is asked for with. */
export interface TokenTerms {
  readonly grant: 'client_credentials' | 'password' | 'refresh_token'
  readonly address: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly clientAuth: 'header' | 'body'
  readonly user: { readonly username: string; readonly password: string } | undefined
  readonly refreshToken: string | undefined
  readonly further: NullablePairs
}

/** There is no token, and so the request was not sent. */
export class NoToken extends Error {
  readonly refused: Refused
  constructor(refused: Refused) {
    super(refused.message)
    this.name = 'NoToken'
    this.refused = refused
  }
}

/** A token is renewed so long before its end, in ms, or a tenth of its life before where that is less. */
const MARGIN_MS = 30_000

const AT_ONCE = { dns: 0, connect: 0, tls: 0, latency: 0, fetch: 0, overall: 0 }

function endedMeanwhile({ address }: TokenTerms): Refused {
  const message = 'the run ended while the token was fetched'
  const failure: WireFailure = { code: 'aborted', message, timings: AT_ONCE }
  return { message, failure, request: { method: 'POST', address, headers: [], body: '' } }
}

/** Ends early when the signal aborts: whoever waits for a token that another test fetches has a time-out of its own. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

export class TokenSource {
  private readonly terms: TokenTerms
  private current: { readonly token: Token; readonly freshUntil: number } | undefined
  private refreshToken: string | undefined
  private pending: Promise<Fetched> | undefined

  constructor(terms: TokenTerms) {
    this.terms = terms
    this.refreshToken = terms.refreshToken
  }

  /** The token, fetched or renewed where that is needed, the way that `hop` is sent. Throws `NoToken`. */
  async token(hop: Outgoing, context: Context): Promise<string> {
    for (;;) {
      const { current } = this
      if (current && context.ports.clock.now() < current.freshUntil) return this.hidden(current.token, context)
      this.pending ??= this.fetch(hop, context).finally(() => {
        this.pending = undefined
      })
      const fetched = await unlessAborted(this.pending, context.signal)
      if (!fetched) throw new NoToken(endedMeanwhile(this.terms))
      if ('token' in fetched) return this.hidden(fetched.token, context)
      // The test that was fetching it may have been ended; this one has not.
      if (fetched.refused.failure?.code !== 'aborted' || context.signal.aborted) throw new NoToken(fetched.refused)
    }
  }

  private hidden({ access, refresh }: Token, context: Context): string {
    for (const secret of [access, refresh]) if (secret !== undefined) context.secret(secret)
    return access
  }

  /** Marks a token as useless, unless it was replaced already. */
  refuse(access: string): void {
    if (this.current?.token.access === access) this.current = undefined
  }

  private async fetch(hop: Outgoing, context: Context): Promise<Fetched> {
    const { clock } = context.ports
    const began = clock.now()
    const renewing = this.refreshToken
    let fetched = await fetchToken(this.terms, renewing, hop, context)
    if (
      'refused' in fetched &&
      renewing !== undefined &&
      this.terms.grant !== 'refresh_token' &&
      !fetched.refused.failure
    ) {
      this.refreshToken = undefined
      fetched = await fetchToken(this.terms, undefined, hop, context)
    }
    if ('refused' in fetched) return fetched
    const { token } = fetched
    this.refreshToken = token.refresh ?? this.refreshToken
    const life = token.lifeMs
    const freshUntil = life === undefined ? Number.POSITIVE_INFINITY : began + life - Math.min(MARGIN_MS, life / 10)
    this.current = { token, freshUntil }
    return fetched
  }
}
