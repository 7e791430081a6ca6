/** Cookies of one input set. Standard: RFC 6265bis, by tough-cookie; loaded when the first cookie arrives. */
import type { BranchedState, Context, WireHeaders } from '@merlon/engine'
import type { CookieJar } from 'tough-cookie'

interface Arrived {
  /** As the header has it. */
  readonly cookie: string
  readonly address: string
  readonly at: Date
}

interface Session {
  jar: CookieJar | undefined
  /** Of a branch, as long as its jar is still the one around it. */
  borrowed: boolean
  /** Of a branch, what it has to hand over. */
  readonly arrived: Arrived[] | undefined
}

/** A branch reads the jar around it, and copies it when the first cookie arrives. */
const branched: BranchedState<Session> = {
  copy: ({ jar }) => ({ jar, borrowed: true, arrived: [] }),
  merge(session, { jar, arrived = [] }) {
    if (arrived.length === 0) return
    if (session.jar) for (const one of arrived) put(one, session)
    else {
      // The branch is over, so the jar it made is free.
      session.jar = jar
      session.borrowed = false
      session.arrived?.push(...arrived)
    }
  },
}

/** Throws where the standard refuses the cookie. */
function put(arrived: Arrived, session: Session): void {
  if (session.borrowed) {
    session.jar = session.jar?.cloneSync()
    session.borrowed = false
  }
  const { cookie, address, at } = arrived
  session.jar?.setCookieSync(cookie, address, { now: at })
  session.arrived?.push(arrived)
}

const sessionOf = (context: Context): Session =>
  context.session<Session>('cookies', () => ({ jar: undefined, borrowed: false, arrived: undefined }), branched)

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
    session.borrowed = false
  }
  const at = new Date()
  for (const [, cookie] of arrived) {
    try {
      put({ cookie, address, at }, session)
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
