/** A way through a proxy to a server: CONNECT (RFC 9110, 9.3.6), then whatever is spoken with the server. */
import type { Socket, TcpNetConnectOpts } from 'node:net'
import type { Line, Protocol } from '../connection.ts'
import { type Fault, faultOf, isFault, NOT_BEGUN } from '../fault.ts'
import { openPlain } from '../open-socket.ts'
import { ResponseParser } from '../response-parser.ts'
import type { Target } from '../target.ts'
import type { Securing } from '../tls.ts'
import type { ProxyServer } from './proxy.ts'
import { refusalOf } from './refusal.ts'

export interface Way {
  readonly proxy: ProxyServer
  /** Of the proxy. */
  readonly address: TcpNetConnectOpts
  /** For a proxy that is spoken to over TLS. */
  readonly proxySecuring: Securing | undefined
  readonly target: Target
  /** For a server that is. */
  readonly securing: Securing | undefined
}

/** The answers of a proxy say what it thinks, so much of it is read. */
const MAX_REFUSAL_BYTES = 64 * 1024

/** Opens a tunnel. Faults until it stands name the proxy; after that, `line` follows the socket through it. */
export function openTunnel(way: Way, line: Line, protocol: Protocol): Socket {
  const { proxy, address, proxySecuring } = way
  const tunnel = new Tunnel(way, line, protocol)
  // Reading is left to the tunnel, so the way to the proxy is opened as if for another protocol.
  if (!proxySecuring) return openPlain(address, tunnel, 'h2')
  return proxySecuring.open(proxy, { address }, tunnel, 'http/1.1')
}

class Tunnel implements Line {
  private readonly way: Way
  private readonly line: Line
  private readonly protocol: Protocol
  private readonly parser = new ResponseParser('CONNECT', MAX_REFUSAL_BYTES)
  private socket: Socket | undefined
  private asked = false
  private stands = false

  constructor(way: Way, line: Line, protocol: Protocol) {
    this.way = way
    this.line = line
    this.protocol = protocol
  }

  lookedUp(): void {
    if (!this.stands) this.line.lookedUp()
  }

  /** Connected is who has reached the server. */
  connected(): void {}

  ready(socket: Socket): void {
    const { target, proxy } = this.way
    this.socket = socket
    this.asked = true
    const { authorization } = proxy
    const shown = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`
    socket.write(`CONNECT ${target.shown} HTTP/1.1\r\nHost: ${target.shown}\r\n${shown}\r\n`, 'latin1')
    socket.on('data', this.read)
  }

  received(): void {}

  halfClosed(): void {
    if (!this.asked) return
    if (!this.stands) this.ended()
    else if (!this.way.securing) this.line.halfClosed()
  }

  ended(error?: unknown): void {
    const { proxy, securing } = this.way
    if (!this.stands) {
      const progress = { ...NOT_BEGUN, connected: this.asked, sent: true }
      this.line.ended(isFault(error) ? error : faultOf(error ?? {}, proxy, progress))
    } else if (!securing || error !== undefined) this.line.ended(error) // the TLS above tells about its end itself
  }

  private readonly read = (bytes: Buffer) => {
    const { parser, socket } = this
    const { proxy, target } = this.way
    const used = parser.feed(bytes)
    if (parser.problem) {
      this.refuse({
        code: 'malformed',
        message: `${proxy.shown} did not answer in HTTP: ${parser.problem.what || 'its answer is too large'}`,
      })
      return
    }
    const status = parser.head?.status
    if (status === undefined || !socket) return
    if (status < 200 || status >= 300) this.refuse(refusalOf(status, proxy, target))
    else {
      socket.off('data', this.read)
      socket.pause()
      if (used < bytes.length) socket.unshift(bytes.subarray(used))
      this.stand(socket)
    }
  }

  private refuse(fault: Fault): void {
    this.socket?.off('data', this.read)
    this.ended(fault)
  }

  private stand(socket: Socket): void {
    const { way, line, protocol } = this
    this.stands = true
    line.connected()
    if (way.securing) {
      const above = way.securing.open(way.target, { socket }, line, protocol)
      above.on('close', () => socket.destroy())
      return
    }
    if (protocol !== 'h2') {
      socket.on('data', (bytes: Buffer) => line.received(bytes))
      socket.resume()
    }
    line.ready(socket)
  }
}
