/** The demo shop: a retail API in process, for the Examples project and for our own tests. */
import { createServer, type Server } from 'node:http'
import { answerFrom } from './http/answer.ts'
import { send } from './http/send.ts'
import { allResources } from './routes/index.ts'
import { createShop } from './shop.ts'

export { demoLogin } from './routes/user.ts'

export interface DemoShopOptions {
  /** default 8377; where it is taken, and for 0, a free one */
  readonly port?: number
  /** default `127.0.0.1` */
  readonly host?: string
  /** decides tokens and which flaky calls fail; default 1 */
  readonly seed?: number
  /** ms since the epoch; default the clock of the machine */
  readonly now?: () => number
}

export interface DemoShop {
  readonly url: string
  readonly port: number
  /** closes all connections, also those that wait for a slow answer */
  stop(): Promise<void>
}

/**
 * Opens a shop with a state of its own, in memory. Rejects when the host cannot be listened on; a busy port does not
 * make it reject.
 */
export async function startDemoShop(options: DemoShopOptions = {}): Promise<DemoShop> {
  const { port = 8377, host = '127.0.0.1', seed = 1, now = Date.now } = options
  const answer = answerFrom(allResources(createShop(seed, now)))
  const server = createServer((incoming, response) => {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    answer(incoming, gone.signal)
      .then((reply) => send(response, reply))
      // nothing that one client sends may end the shop for all
      .catch(() => response.destroy())
  })
  // longer than clients keep idle connections, so that none is closed under a request that is just being sent
  server.keepAliveTimeout = 65_000
  const taken = await listen(server, port, host).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return listen(server, 0, host)
  })
  return { url: `http://${reachable(host)}:${taken}`, port: taken, stop: () => stop(server) }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** An address under which a client on this machine finds a server that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
