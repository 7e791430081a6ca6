/** Real servers on random ports of the loopback, closed when a test is over. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net'
import type { WireFailure, WireRequest, WireResponse, WireResult } from '@merlon/engine'
import { onTestFinished } from 'vitest'
import { createHttpPort, type HttpSettings, type NodeHttp } from '../http/port.ts'

export interface Served {
  readonly port: number
  /** `http://127.0.0.1:port` */
  readonly base: string
  readonly host: string
}

export async function listen(server: TcpServer): Promise<Served> {
  const open = new Set<Socket>()
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Socket) => {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => open.delete(socket))
    })
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((closed) => server.close(closed))
  })
  const { port } = server.address() as AddressInfo // a TCP server has no other kind
  return { port, base: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` }
}

export function serveHttp(listener: RequestListener): Promise<Served> & { server: Server } {
  const server = createServer(listener)
  return Object.assign(listen(server), { server })
}

/** A server that says what it is told, byte by byte; `talk` is called with each request's first bytes. */
export function serveBytes(talk: (socket: Socket, request: string, turn: number) => void): Promise<Served> {
  let turn = 0
  const server = createTcpServer((socket) => {
    socket.on('data', (bytes) => talk(socket, bytes.toString('latin1'), turn++))
  })
  return listen(server)
}

export function openPort(settings: HttpSettings = {}): NodeHttp {
  const port = createHttpPort(settings)
  onTestFinished(() => port.close())
  return port
}

export function requestTo(url: string, more: Partial<WireRequest> = {}): WireRequest {
  return { method: 'GET', url, headers: [], timeoutMs: 10_000, maxResponseBytes: 10_000_000, ...more }
}

export function responseOf(result: WireResult): WireResponse {
  if ('failure' in result) throw new Error(`expected an answer, found: ${JSON.stringify(result.failure)}`)
  return result.response
}

export function failureOf(result: WireResult): WireFailure {
  if ('response' in result) throw new Error(`expected a failure, found status ${result.response.status}`)
  return result.failure
}

export function textOf(result: WireResult): string {
  return Buffer.from(responseOf(result).body).toString('utf8')
}
