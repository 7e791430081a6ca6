/** Who is told what changed in a folder, by the studio itself or by another program. */
import { readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Change } from '@merlon/protocol/http'
import { type FSWatcher, watch } from 'chokidar'
import { isHidden, projectPath, TOP_LEVEL } from './paths.ts'
import { versionOf } from './versions.ts'

export interface Changes {
  /** Calls `take` with every change; the function returned ends it. */
  watch(take: (change: Change) => void): () => void
  /** Tells all who watch. */
  tell(change: Change): void
  /** Resolves when changes by other programs are noticed. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

/** In ms: chokidar drops changes of a file within 50 ms of one that it told, so each is looked at once more. */
const SETTLED = 100

/** Begins to watch the files of the project at `root`, an absolute path. `failed` hears why the system refuses to. */
export function openChanges(root: string, failed: (error: unknown) => void): Changes {
  const watchers = new Set<(change: Change) => void>()
  /** What was last said of each file, so that the system's echo of a write of ours is not said again. */
  const said = new Map<string, string | null>()
  const tell = (change: Change): void => {
    if (change.type === 'file') said.set(change.path, change.version)
    for (const take of [...watchers]) take(change)
  }
  const look = inTurn(async (path) => {
    let before: string | null | undefined
    let version: string | null
    do {
      before = said.get(path)
      version = await versionNow(join(root, path))
    } while (said.get(path) !== before) // a write of ours came between: what was read is old
    if (version !== before) tell({ type: 'file', path, version })
  })
  const timers = new Map<string, NodeJS.Timeout>()
  const noticed = (place: string): void => {
    const path = relative(root, place).split(sep).join('/')
    if (!projectPath(path)) return
    look(path).catch(failed)
    clearTimeout(timers.get(path))
    const again = (): void => {
      timers.delete(path)
      look(path).catch(failed)
    }
    timers.set(path, setTimeout(again, SETTLED).unref())
  }
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => isIgnored(relative(root, path).split(sep)),
  })
  watcher.on('add', noticed).on('change', noticed).on('unlink', noticed).on('error', once(failed))
  return {
    watch(take) {
      // Wrapped: the same function may be handed in twice.
      const own = (change: Change): void => take(change)
      watchers.add(own)
      return () => void watchers.delete(own)
    },
    tell,
    ready: isReady(watcher),
    close: async () => {
      watchers.clear()
      for (const timer of timers.values()) clearTimeout(timer)
      await watcher.close()
    },
  }
}

/** Where the system can watch no more files, it says so for each of them. */
function once(failed: (error: unknown) => void): (error: unknown) => void {
  let said = false
  return (error) => {
    if (!said) failed(error)
    said = true
  }
}

function isReady(watcher: FSWatcher): Promise<void> {
  return new Promise((resolve) => void watcher.once('ready', () => resolve()))
}

function isIgnored(segments: readonly string[]): boolean {
  const [top = ''] = segments
  return top !== '' && (!TOP_LEVEL.has(top) || segments.some(isHidden))
}

async function versionNow(path: string): Promise<string | null> {
  try {
    // Of a pipe, nothing may ever come.
    return (await stat(path)).isFile() ? versionOf(await readFile(path)) : null
  } catch {
    return null // gone, or nothing that can be read
  }
}

/** Does `work` for one path at a time; of calls that come while it goes on for a path, one more is done after it. */
function inTurn(work: (path: string) => Promise<void>): (path: string) => Promise<void> {
  const going = new Map<string, boolean>()
  return async (path) => {
    if (going.has(path)) return void going.set(path, true)
    try {
      do {
        going.set(path, false)
        await work(path)
      } while (going.get(path))
    } finally {
      going.delete(path)
    }
  }
}
