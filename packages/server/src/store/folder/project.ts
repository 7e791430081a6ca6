/** A project that is a folder. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { StudioClock } from '../../clock.ts'
import { createBench } from '../../worker/bench.ts'
import { createWork } from '../../worker/runs.ts'
import type { Project } from '../store.ts'
import { openChanges } from './changes.ts'
import { createCompiling, type Override } from './compiling.ts'
import { openRunStore } from './runs.ts'
import { titleOf } from './title.ts'
import { openTree } from './tree.ts'

export interface FolderProject extends Project {
  /** Resolves when changes by other programs are noticed. */
  readonly watching: Promise<void>
}

export interface FolderOptions {
  /** Absolute; need not hold a `merlon.yaml` yet. */
  readonly folder: string
  readonly overrides: readonly Override[]
  readonly clock: StudioClock
  readonly failed: (error: unknown) => void
}

export async function openFolderProject({ folder, overrides, clock, failed }: FolderOptions): Promise<FolderProject> {
  const changes = openChanges(folder, failed)
  const tree = await openTree(folder, changes)
  const runs = openRunStore(folder, { tell: changes.tell, failed, clock })
  const bench = createBench()
  const compiling = createCompiling(folder, tree, { variables: process.env, overrides })
  const work = createWork({ folder, tree, runs, bench, ...compiling }, failed)
  return {
    id: 'local',
    name: nameOf(folder),
    folder,
    tree,
    runs,
    ...compiling,
    watch: changes.watch,
    tell: changes.tell,
    watching: changes.ready,
    bench,
    work,
    async close() {
      await work.close()
      await runs.close()
      await changes.close()
    },
  }
}

function nameOf(folder: string): string {
  try {
    return titleOf('merlon.yaml', readFileSync(join(folder, 'merlon.yaml'))) ?? basename(folder)
  } catch {
    return basename(folder) // not there yet
  }
}
