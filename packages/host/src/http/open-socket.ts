/** Opens plain sockets, and passes on what happens to any socket. */
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net'
import type { Line, Protocol } from './connection.ts'

const READ_BYTES = 64 * 1024

/** Reads into one buffer over and over: what arrives is looked at before the next read. */
export function openPlain(address: TcpNetConnectOpts, line: Line, protocol: Protocol): Socket {
  const socket = protocol === 'h2' ? connect(address) : connect({ ...address, onread: readingInto(line) })
  socket.on('connect', () => {
    line.connected()
    line.ready(socket)
  })
  follow(socket, line)
  return socket
}

function readingInto(line: Line) {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES)
  const callback = (length: number) => {
    line.received(buffer.subarray(0, length))
    return true
  }
  return { buffer, callback }
}

/** Tells a line about the end of a socket, and about the look-up of its host. */
export function follow(socket: Socket, line: Pick<Line, 'lookedUp' | 'halfClosed' | 'ended'>): void {
  socket.setNoDelay(true)
  socket.on('lookup', () => line.lookedUp())
  socket.on('end', () => line.halfClosed())
  socket.on('error', (error) => line.ended(error))
  socket.on('close', () => line.ended())
}
