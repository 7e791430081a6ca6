/** What a proxy says instead of doing what it was asked for. */
import type { Fault } from '../fault.ts'
import type { Target } from '../target.ts'
import type { ProxyServer } from './proxy.ts'

/** Why a proxy does not open a tunnel, or does not pass a request on. */
export function refusalOf(status: number, proxy: ProxyServer, target: Target): Fault {
  const { shown, authorization } = proxy
  if (status === 407) {
    const help = 'write them into its URL, as in `http://user:password@host:port`'
    return authorization === undefined
      ? { code: 'refused', message: `${shown} asks for a user and password (407)`, help }
      : {
          code: 'refused',
          message: `${shown} does not accept the user and password (407)`,
          help: 'check them in its URL',
        }
  }
  const help =
    status >= 500 ? 'it may not reach that host: check the host and port of the URL' : 'it may not be allowed there'
  return { code: 'refused', message: `${shown} does not open a way to ${target.shown} (${status})`, help }
}
