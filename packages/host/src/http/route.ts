/** How a server is reached: directly, through a proxy, with TLS of this or that kind. */
import type { WireRequest, WireTls } from '@merlon/engine'
import { Addresses, type AddressSettings } from './address.ts'
import type { OpenSocket } from './connection.ts'
import { EGRESS_BLOCKED, type Fault, faultOf, isFault, NOT_BEGUN, type Place } from './fault.ts'
import { openPlain } from './open-socket.ts'
import { type Environment, proxyIn } from './proxy/environment.ts'
import type { ProxyServer, ProxySettings } from './proxy/proxy.ts'
import type { Target } from './target.ts'
import type { Securing, TlsSettings } from './tls.ts'

/** A proxy that takes requests itself. */
interface Via {
  readonly authorization: string | undefined
  /** What it means when it asks who is there (407). */
  readonly refusal: Fault
}

export interface Route {
  /** Whoever has the same may use the same connections. */
  readonly key: string
  /** Whom the connection leads to. */
  readonly place: Place
  /** What is connected to, for messages. */
  readonly reached: string
  /** The proxy that takes the request itself, and passes it on. */
  readonly via?: Via
  /** Throws what stands in the way before anything is opened. */
  readonly open: OpenSocket
}

export type RouteSettings = AddressSettings & TlsSettings & ProxySettings

export class Routes {
  private readonly settings: RouteSettings
  private readonly addresses: Addresses
  private readonly usual = new WeakMap<Target, Route>()
  private readonly securings = new Map<string, Securing>()
  /** Requests that say nothing about it may go through a proxy. */
  private readonly proxied: boolean

  constructor(settings: RouteSettings) {
    const { proxy, environment } = settings
    this.settings = settings
    this.addresses = new Addresses(settings)
    this.proxied = proxy === undefined ? mentionsProxy(environment) : proxy !== false
  }

  /** The route of a request, where nothing has to be loaded to tell. */
  known(target: Target, { tls, proxy }: WireRequest): Route | undefined {
    if (tls !== undefined || proxy !== undefined) return undefined
    const before = this.usual.get(target)
    if (before || target.secure || this.proxied || !this.addresses.ready) return before
    const route = this.direct(target, undefined)
    this.usual.set(target, route)
    return route
  }

  /** The route of any request, or why there is none. */
  async find(target: Target, request: WireRequest): Promise<Route | Fault> {
    await this.addresses.prepare()
    const { tls, proxy: own } = request
    const securing = target.secure ? await this.securing(tls) : undefined
    if (isFault(securing)) return securing
    const proxy = await this.proxyFor(target, own)
    if (isFault(proxy)) return proxy
    const route = proxy ? await this.through(proxy, target, securing, request) : this.direct(target, securing)
    const usual = !proxy && tls === undefined && own === undefined
    if (usual && !isFault(route)) this.usual.set(target, route)
    return route
  }

  private async proxyFor(target: Target, own: WireRequest['proxy']): Promise<ProxyServer | Fault | undefined> {
    if (own === false || (own === undefined && !this.proxied)) return undefined
    const { proxyFor } = await import('./proxy/proxy.ts')
    return proxyFor(target, own, this.settings)
  }

  /** node:tls is loaded for the first https URL: it costs milliseconds that most runs need not pay. */
  private async securing(own: WireTls | undefined, of: 'server' | 'proxy' = 'server'): Promise<Securing | Fault> {
    const [tls, { mergedTls, fingerprintOf, Securing }] = await Promise.all([import('node:tls'), import('./tls.ts')])
    const { identityFault, unusable } = await import('./tls-fault.ts')
    const all = mergedTls(this.settings, own)
    // A proxy is verified like a server, and is never shown the certificate that is meant for one.
    const merged = of === 'server' ? all : { ...(all.ca !== undefined && { ca: all.ca }), verify: all.verify !== false }
    const fingerprint = fingerprintOf(merged)
    const before = this.securings.get(fingerprint)
    if (before) return before
    const fault = unusable(merged)
    if (fault) return fault
    try {
      const made = new Securing(tls, merged, this.securings.size)
      this.securings.set(fingerprint, made)
      return made
    } catch (error) {
      return identityFault(error, merged)
    }
  }

  private direct(target: Target, securing: Securing | undefined): Route {
    const { addresses } = this
    return {
      key: securing ? `${target.origin} ${securing.id}` : target.origin,
      place: target,
      reached: target.shown,
      open: (line, protocol) => {
        const address = addresses.optionsFor(target)
        return securing ? securing.open(target, { address }, line, protocol) : openPlain(address, line, protocol)
      },
    }
  }

  /** The name of the server is looked up by the proxy, so only an address in the URL can be asked about here. */
  private async through(
    proxy: ProxyServer,
    target: Target,
    securing: Securing | undefined,
    request: WireRequest,
  ): Promise<Route | Fault> {
    const { addresses } = this
    if (!addresses.allows(target.hostname, target.hostname)) return faultOf({ code: EGRESS_BLOCKED }, target, NOT_BEGUN)
    const proxySecuring = proxy.secure ? await this.securing(request.tls, 'proxy') : undefined
    if (isFault(proxySecuring)) return proxySecuring
    // The proxy of the run is the choice of whoever set the policy; one that a test brings along is not.
    const addressOfProxy = () => addresses.optionsFor(proxy, request.proxy === undefined)
    const key = `${proxy.key} ${proxySecuring?.id ?? ''}`
    if (!target.secure && request.http !== '2') {
      const open: OpenSocket = (line, protocol) => {
        const address = addressOfProxy()
        return proxySecuring
          ? proxySecuring.open(proxy, { address }, line, protocol)
          : openPlain(address, line, protocol)
      }
      const { refusalOf } = await import('./proxy/refusal.ts')
      const via = { authorization: proxy.authorization, refusal: refusalOf(407, proxy, target) }
      return { key, place: proxy, reached: proxy.shown, via, open }
    }
    const { openTunnel } = await import('./proxy/tunnel.ts')
    return {
      key: `${target.origin} ${securing?.id ?? ''} ${key}`,
      place: target,
      reached: `${target.shown} through ${proxy.shown}`,
      open: (line, protocol) =>
        openTunnel({ proxy, address: addressOfProxy(), proxySecuring, target, securing }, line, protocol),
    }
  }
}

function mentionsProxy(environment: Environment | undefined): boolean {
  if (!environment) return false
  return proxyIn(environment, true) !== undefined || proxyIn(environment, false) !== undefined
}
