/** The worlds of projects as the flags want them. */
import { createWorlds, snapshotMode, type Worlds } from '@merlon/host'
import { type NetworkFlags, networkSettings } from './network.ts'

export type WorldFlags = NetworkFlags & { readonly 'update-snapshots': boolean }

/** Throws a UsageError for a file or a setting of the network that cannot be used. */
export function worldsFor(flags: WorldFlags): Worlds {
  const snapshots = {
    mode: flags['update-snapshots'] ? 'update' : snapshotMode(process.env),
    cwd: process.cwd(),
  } as const
  return createWorlds({ ...networkSettings(flags), snapshots })
}
