/** The studio's server: one project in a folder, one user, no login; it listens on the loopback interface alone. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { type StudioClock, systemClock } from './clock.ts'
import { createApp } from './http/app.ts'
import { createGuard } from './http/guard.ts'
import type { Studio } from './http/handler.ts'
import { handlers } from './http/handlers/index.ts'
import { openFolderProject } from './store/folder/project.ts'

export { openApiDocument } from './http/openapi.ts'
export type { StudioClock }

export interface StudioOptions {
  /** Absolute; the project begins here. */
  readonly folder: string
  /** 0 takes any that is free. Without it: 4700, or the next one that is free. */
  readonly port?: number
  /** The folder of the built web application, absolute. */
  readonly assets?: string
  /** Of the product. */
  readonly version: string
  /** The address of the demo shop behind the project, where it runs. */
  readonly demoShop?: string
  /** The environment to begin with. */
  readonly environment?: string
  /** Values that win over those of the project, in every run. */
  readonly overrides?: readonly { readonly name: string; readonly value: unknown }[]
  readonly clock?: StudioClock
  /** Told of faults of ours; by default they are printed to stderr. */
  readonly failed?: (error: unknown) => void
}

export interface RunningStudio {
  /** `http://127.0.0.1:4700`. */
  readonly url: string
  /** Opens the studio in a browser, once. */
  readonly link: string
  /** Another link like that; `to` is the path of a page to begin with. */
  newLink(to?: string): string
  /** Resolves when changes by other programs are noticed. */
  readonly watching: Promise<void>
  /** Ends everything, runs that go on included. */
  close(): Promise<void>
}

const FIRST_PORT = 4700
const PORTS_TO_TRY = 100

/** Starts the studio on a folder. Rejects with a PortError where the port that was asked for cannot be had. */
export async function startStudio(options: StudioOptions): Promise<RunningStudio> {
  const { folder, version, demoShop, environment, assets, clock = systemClock, failed = printed } = options
  const project = await openFolderProject({ folder, overrides: options.overrides ?? [], clock, failed })
  const studio: Studio = {
    version,
    projects: [project],
    ...(demoShop === undefined ? {} : { demoShop }),
    ...(environment === undefined ? {} : { environment }),
    clock,
    failed,
  }
  let port = 0
  const guard = createGuard(() => port)
  const app = createApp({ handlers, studio, guard, ...(assets === undefined ? {} : { assets }) })
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false, hostname: '127.0.0.1' }))
  try {
    port = await listen(server, options.port)
  } catch (error) {
    await project.close()
    throw error
  }
  return {
    url: `http://127.0.0.1:${port}`,
    link: guard.newLink(),
    newLink: guard.newLink,
    watching: project.watching,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      await project.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function printed(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}

/** Listens, and returns the port. */
async function listen(server: Server, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) return listenAt(server, wanted)
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TO_TRY; port += 1) {
    try {
      return await listenAt(server, port)
    } catch (error) {
      if (!(error instanceof PortError && error.taken)) throw error
    }
  }
  return listenAt(server, 0)
}

/** A port that cannot be listened on, in words for the user. */
export class PortError extends Error {
  readonly taken: boolean
  constructor(message: string, taken: boolean) {
    super(message)
    this.name = 'PortError'
    this.taken = taken
  }
}

function listenAt(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      server.off('listening', listening)
      if (error.code === 'EADDRINUSE')
        reject(new PortError(`port ${port} is taken by another program; choose another one`, true))
      else if (error.code === 'EACCES')
        reject(new PortError(`the system does not allow port ${port}; choose one above 1023`, false))
      else reject(error)
    }
    const listening = (): void => {
      server.off('error', refused)
      resolve((server.address() as AddressInfo).port) // of a server on TCP
    }
    server.once('error', refused).once('listening', listening)
    server.listen(port, '127.0.0.1')
  })
}
