/** The worlds that tests run in: one for each project, its connections shared by all runs. */
import type { Ports } from '@merlon/engine'
import { systemClock } from './clock.ts'
import { nodeCodec } from './codec.ts'
import { createHttpPort, type HttpSettings } from './http/port.ts'
import { openKeyValues } from './kv.ts'
import type { LoadedProject } from './load-tests.ts'
import { randomFrom } from './random.ts'
import { schemas } from './schemas/schemas.ts'
import { openSnapshots, type SnapshotSettings, type Snapshots, snapshotMode } from './snapshots.ts'
import { stateFolderOf } from './state-folder.ts'

export interface Worlds {
  readonly portsOf: (project: LoadedProject) => Ports
  readonly snapshots: Snapshots
  close(): void
}

export interface WorldSettings extends Omit<HttpSettings, 'locate'> {
  /** By default as the environment of the process says, for tests below the working folder. */
  readonly snapshots?: SnapshotSettings
}

/** The worlds of projects, made when first asked for, and a way to let go of them. */
export function createWorlds({ snapshots: kept, ...settings }: WorldSettings = {}): Worlds {
  const snapshots = openSnapshots(kept ?? { mode: snapshotMode(process.env), cwd: process.cwd() })
  const known = new Map<string, { ports: Ports; close: () => void }>()
  return {
    snapshots,
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
        schemas,
        snapshots,
      }
      known.set(project.root, { ports, close: () => http.close() })
      return ports
    },
    close() {
      for (const { close } of known.values()) close()
    },
  }
}
