/** The worlds that tests run in: one for each project, its connections shared by all runs. */
import type { Ports } from '@merlon/engine'
import { systemClock } from './clock.ts'
import { nodeCodec } from './codec.ts'
import { createHttpPort, type HttpSettings } from './http/port.ts'
import { openKeyValues } from './kv.ts'
import type { LoadedProject } from './load-tests.ts'
import { randomFrom } from './random.ts'
import { stateFolderOf } from './state-folder.ts'

export interface Worlds {
  readonly portsOf: (project: LoadedProject) => Ports
  close(): void
}

/** The worlds of projects, made when first asked for, and a way to let go of them. */
export function createWorlds(settings: Omit<HttpSettings, 'locate'> = {}): Worlds {
  const known = new Map<string, { ports: Ports; close: () => void }>()
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
