/** Which proxy a request goes through. */
import type { WireProxy } from '@merlon/engine'
import type { Fault, Place } from '../fault.ts'
import type { Target } from '../target.ts'
import { bypasses } from './bypass.ts'
import { bypassIn, type Environment, proxyIn } from './environment.ts'

export interface ProxyServer extends Place {
  readonly port: number
  /** The value of Proxy-Authorization, where the URL holds a user. */
  readonly authorization: string | undefined
  /** The same for the same proxy and user: secret. */
  readonly key: string
  readonly isProxy: true
}

export interface ProxySettings {
  /** For all requests that say nothing about it; `false` for none, whatever the environment says. */
  readonly proxy?: WireProxy | false
  /** Where neither a request nor `proxy` says anything. */
  readonly environment?: Environment
}

/** The proxy for a request that says `own` about it; undefined for none, and a fault for one that cannot be used. */
export function proxyFor(
  target: Target,
  own: WireProxy | false | undefined,
  { proxy, environment = {} }: ProxySettings,
): ProxyServer | Fault | undefined {
  const said = own ?? proxy
  if (said === false) return undefined
  const url = said?.url ?? proxyIn(environment, target.secure)
  if (url === undefined) return undefined
  const bypass = said?.bypass ?? bypassIn(environment)
  return bypasses(target, bypass) ? undefined : readProxy(url)
}

const UNREADABLE: Fault = {
  code: 'bad-url',
  message: 'the URL of the proxy cannot be read',
  help: 'it looks like `http://host:port` or `http://user:password@host:port`, with signs in user and password encoded: `@` as `%40`',
}

/** Reads the URL of a proxy; a bare `host:port` means `http://`. The fault never shows the password. */
export function readProxy(text: string): ProxyServer | Fault {
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  } catch {
    return UNREADABLE
  }
  // A sign in the password ended what is taken for the host: asking that one would tell half the password to a name server.
  if (`${url.pathname}${url.search}${url.hash}`.includes('@')) return UNREADABLE
  const secure = url.protocol === 'https:'
  if (!secure && url.protocol !== 'http:') {
    return {
      code: 'bad-url',
      message: `the URL of the proxy begins with '${url.protocol}'`,
      help: 'only http: and https: proxies can be used',
    }
  }
  const { hostname } = url
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  const user = `${decoded(url.username)}:${decoded(url.password)}`
  const authorization = user === ':' ? undefined : `Basic ${Buffer.from(user).toString('base64')}`
  return {
    secure,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port,
    shown: `the proxy ${hostname}:${port}`,
    authorization,
    key: `${url.protocol}//${hostname}:${port} ${authorization ?? ''}`,
    isProxy: true,
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
