/** Cookies of one input set. Standard: RFC 6265bis, by tough-cookie; loaded when the first cookie arrives. */
import type { Context, WireHeaders } from '@merlon/engine'
import type { CookieJar } from 'tough-cookie'

interface Session {
  jar: CookieJar | undefined
}

const sessionOf = (context: Context): Session => context.session<Session>('cookies', () => ({ jar: undefined }))

/** The `Cookie` header for an address; undefined where there is nothing to send. */
export function cookieHeader(address: string, context: Context): string | undefined {
  const { jar } = sessionOf(context)
  return jar?.getCookieStringSync(address) || undefined
}

/** Keeps the cookies of an answer; one that the standard refuses is noted and not kept. */
export async function keepCookies(address: string, headers: WireHeaders, context: Context): Promise<void> {
  const arrived = headers.filter(([name]) => name.toLowerCase() === 'set-cookie')
  if (arrived.length === 0) return
  const session = sessionOf(context)
  if (!session.jar) {
    const { CookieJar } = await import('tough-cookie')
    session.jar = new CookieJar(undefined, { looseMode: true })
  }
  for (const [, value] of arrived) {
    try {
      session.jar.setCookieSync(value, address)
    } catch (error) {
      context.notice(`a cookie was not kept: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** Names and values of the cookies that an address would be sent. */
export function cookiesFor(address: string, context: Context): Record<string, string> {
  const { jar } = sessionOf(context)
  return Object.fromEntries((jar?.getCookiesSync(address) ?? []).map(({ key, value }) => [key, value]))
}
