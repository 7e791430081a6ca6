import { readFileSync } from 'node:fs'
import type { Ports } from '@merlon/engine'
import {
  createHttpPort,
  type LoadedProject,
  nodeCodec,
  openKeyValues,
  randomFrom,
  stateFolderOf,
  systemClock,
} from '@merlon/host'
import { UsageError } from '../command.ts'
import { reasonOf } from '../system-error.ts'

export interface NetworkFlags {
  readonly insecure: boolean
  readonly cacert: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
}

function readPem(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`the file '${path}' of --${name} cannot be read: ${reasonOf(error)}`)
  }
}

/** The worlds of projects, one each, and a way to let go of them. */
export function createWorlds(flags: NetworkFlags): {
  readonly portsOf: (project: LoadedProject) => Ports
  close(): void
} {
  const known = new Map<string, { ports: Ports; close: () => void }>()
  const pem = { ca: readPem('cacert', flags.cacert), cert: readPem('cert', flags.cert), key: readPem('key', flags.key) }
  const given = Object.fromEntries(Object.entries(pem).filter(([, text]) => text !== undefined))
  const settings = { insecure: flags.insecure, ...given }
  return {
    portsOf(project) {
      const world = known.get(project.root)
      if (world) return world.ports
      const http = createHttpPort({ ...settings, locate: (file) => project.files.locate(file) })
      const ports: Ports = {
        http,
        files: project.files,
        clock: systemClock,
        codec: nodeCodec,
        keyValues: openKeyValues(stateFolderOf(project.root)),
        random: randomFrom,
      }
      known.set(project.root, { ports, close: () => http.close() })
      return ports
    },
    close() {
      for (const { close } of known.values()) close()
    },
  }
}
