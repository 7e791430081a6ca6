/** Sockets with TLS. Connections of different settings share nothing: neither sockets nor sessions. */
import { isIP, type Socket, type TcpNetConnectOpts } from 'node:net'
import type * as Tls from 'node:tls'
import type { WireTls } from '@merlon/engine'
import type { Line, Protocol } from './connection.ts'
import { follow } from './open-socket.ts'
import { withoutHttp2 } from './tls-fault.ts'

export interface TlsSettings {
  /** Certificates are not verified. */
  readonly insecure?: boolean
  /** PEM texts; `ca` takes the place of the authorities that Node knows. */
  readonly ca?: string | Uint8Array
  readonly cert?: string | Uint8Array
  readonly key?: string | Uint8Array
  /** Certificate and key in one (PKCS #12). */
  readonly pfx?: Uint8Array
  /** Of the key, or of `pfx`. */
  readonly passphrase?: string
}

/** What a request says, and for what it does not say, the run. A certificate and its key come from one of both. */
export function mergedTls({ insecure, ca, ...run }: TlsSettings, own: WireTls = {}): WireTls {
  const { cert, key, pfx, passphrase } = (own.cert ?? own.key ?? own.pfx) ? own : run
  const authority = own.ca ?? ca
  return {
    ...(authority !== undefined && { ca: authority }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(pfx !== undefined && { pfx }),
    ...(passphrase !== undefined && { passphrase }),
    verify: own.verify ?? insecure !== true,
    ...(own.serverName !== undefined && { serverName: own.serverName }),
  }
}

/** The same text for the same settings, and for no others. */
export function fingerprintOf({ ca, cert, key, pfx, passphrase, verify, serverName }: WireTls): string {
  const bytes = [ca, cert, key, pfx].map((one) => (one === undefined ? null : asText(one)))
  return JSON.stringify([...bytes, passphrase ?? null, verify ?? true, serverName ?? null])
}

/** What a handshake is for. */
interface Peer {
  readonly hostname: string
  readonly port: number
  readonly shown: string
}

type Over = { readonly address: TcpNetConnectOpts } | { readonly socket: Socket }

/** Opens sockets with TLS under one set of settings. */
export class Securing {
  /** Other settings have another: what is shared under a key holds it. */
  readonly id: number
  private readonly tls: typeof Tls
  private readonly settings: WireTls
  private readonly context: Tls.SecureContext
  /** By protocol, host and port: a later connection takes up the session of an earlier one, which saves most of the handshake. */
  private readonly sessions = new Map<string, Buffer>()

  /** Throws for keys and certificates that cannot be read. */
  constructor(tls: typeof Tls, settings: WireTls, id: number) {
    this.id = id
    const { ca, cert, key, pfx, passphrase } = settings
    this.tls = tls
    this.settings = settings
    this.context = tls.createSecureContext({
      ...(ca !== undefined && { ca: asText(ca) }),
      ...(cert !== undefined && { cert: asText(cert) }),
      // A certificate and its key may stand in one file.
      ...((key ?? cert) !== undefined && { key: asText(key ?? cert ?? '') }),
      ...(pfx !== undefined && { pfx: Buffer.from(pfx) }),
      ...(passphrase !== undefined && { passphrase }),
    })
  }

  /** Opens a socket to `peer`, or makes one over a socket that leads there already. */
  open(peer: Peer, over: Over, line: Line, protocol: Protocol): Tls.TLSSocket {
    const name = this.settings.serverName ?? peer.hostname
    const place = `${protocol} ${peer.hostname} ${peer.port}`
    const session = this.sessions.get(place)
    const socket = this.tls.connect({
      ...('socket' in over ? over : over.address),
      secureContext: this.context,
      rejectUnauthorized: this.settings.verify !== false,
      ALPNProtocols: [protocol],
      // Without it the certificate would be checked against the address; an address itself is no server name.
      servername: isIP(name) === 0 ? name : '',
      checkServerIdentity: (_, certificate) => this.tls.checkServerIdentity(name, certificate),
      ...(session && { session }),
    })
    socket.on('session', (latest) => this.sessions.set(place, latest))
    socket.on('error', () => this.sessions.delete(place))
    if ('address' in over) socket.on('connect', () => line.connected())
    socket.on('secureConnect', () => {
      if (protocol === 'h2' && socket.alpnProtocol !== 'h2') line.ended(withoutHttp2(peer.shown))
      else line.ready(socket)
    })
    if (protocol !== 'h2') socket.on('data', (bytes: Buffer) => line.received(bytes))
    follow(socket, line)
    return socket
  }
}

function asText(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
}
