/** Opens sockets: plain ones, and with TLS. */
import { connect, isIP, type LookupFunction, type TcpNetConnectOpts } from 'node:net'
import type * as Tls from 'node:tls'
import type { OpenSocket } from './connection.ts'
import type { Target } from './target.ts'

export interface TlsSettings {
  /** Certificates are not verified. */
  readonly insecure?: boolean
  /** PEM texts; `ca` takes the place of the authorities that Node knows. */
  readonly ca?: string | Uint8Array
  readonly cert?: string | Uint8Array
  readonly key?: string | Uint8Array
}

/** How a socket to a target at an address (or a name, which `lookup` resolves) is opened. */
export type Opener = (target: Target, host: string, lookup: LookupFunction | undefined) => OpenSocket

const READ_BYTES = 64 * 1024

/** Reads into one buffer over and over: what arrives is looked at before the next read. */
export const openPlain: Opener = (target, host, lookup) => (received) => {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES)
  const callback = (length: number) => {
    received(buffer.subarray(0, length))
    return true
  }
  return connect({ ...addressOf(target, host, lookup), onread: { buffer, callback } })
}

/** node:tls is loaded for the first https URL: it costs milliseconds that most runs need not pay. */
export async function secureOpener({ insecure, ca, cert, key }: TlsSettings): Promise<Opener> {
  const tls: typeof Tls = await import('node:tls')
  const secureContext = tls.createSecureContext({
    ...(ca !== undefined && { ca: asPem(ca) }),
    ...(cert !== undefined && { cert: asPem(cert) }),
    ...(key !== undefined && { key: asPem(key) }),
  })
  /** By origin: a later connection takes up the session of an earlier one, which saves most of the handshake. */
  const sessions = new Map<string, Buffer>()
  return (target, host, lookup) => () => {
    const { hostname, origin } = target
    const session = sessions.get(origin)
    const socket = tls.connect({
      ...addressOf(target, host, lookup),
      secureContext,
      rejectUnauthorized: insecure !== true,
      ALPNProtocols: ['http/1.1'],
      // Without it the certificate would be checked against the address; an address itself is no server name.
      servername: isIP(hostname) === 0 ? hostname : '',
      ...(session && { session }),
    })
    socket.on('session', (latest) => sessions.set(origin, latest))
    socket.on('error', () => sessions.delete(origin))
    return socket
  }
}

function addressOf({ port }: Target, host: string, lookup: LookupFunction | undefined): TcpNetConnectOpts {
  return { host, port, keepAlive: true, keepAliveInitialDelay: 1000, ...(lookup && { lookup }) }
}

function asPem(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
}
