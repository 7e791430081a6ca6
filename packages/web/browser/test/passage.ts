/** A way to the studio that can be cut, as when its process is stopped, and opened again at the same address. */
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Passage {
  readonly url: string
  /** Ends all connections; new ones are refused. */
  cut(): Promise<void>
  open(): Promise<void>
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((listening) => server.listen(port, '127.0.0.1', listening))

const close = (server: Server): Promise<void> =>
  new Promise((closed) => {
    server.close(() => closed())
    server.closeAllConnections()
  })

export async function passageTo(target: string): Promise<Passage> {
  const { host, port: targetPort, origin } = new URL(target)
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, host, ...(asked.headers.origin === undefined ? {} : { origin }) }
    const { method, url: path } = asked
    const passed = request({ host: '127.0.0.1', port: targetPort, method, path, headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers)
      came.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  await listen(server, 0)
  const { port } = server.address() as AddressInfo // of TCP, since it listens on a port
  onTestFinished(() => close(server))
  return { url: `http://127.0.0.1:${port}`, cut: () => close(server), open: () => listen(server, port) }
}
