/** Changes of several files that happen together: all of them, or none. */
import { ProblemError } from '../http/problem.ts'
import type { Conflict, ProjectTree } from './store.ts'

export type FileChange =
  /** `base` is the version that was read; null for a file that must not exist yet. */
  | { readonly is: 'text'; readonly path: string; readonly text: string; readonly base: string | null }
  | { readonly is: 'bytes'; readonly path: string; readonly bytes: Uint8Array; readonly overwrite: boolean }
  | { readonly is: 'move'; readonly from: string; readonly to: string }

type Undo = () => Promise<unknown>

/** Throws a 409 problem where a file is not what it was; what was changed by then is put back. */
export async function writeAll(tree: ProjectTree, changes: readonly FileChange[]): Promise<void> {
  const undo: Undo[] = []
  try {
    for (const change of changes) undo.unshift(await write(tree, change))
  } catch (error) {
    for (const back of undo) await back()
    throw error
  }
}

async function write(tree: ProjectTree, change: FileChange): Promise<Undo> {
  switch (change.is) {
    case 'text': {
      const { path, text, base } = change
      const before = base === null ? undefined : await tree.read(path)
      const { version } = done(path, await tree.write(path, text, base))
      return () => (before ? tree.write(path, before.text, version) : tree.remove(path, version))
    }
    case 'bytes': {
      const { path, bytes, overwrite } = change
      const before = overwrite ? await tree.readBytes(path) : undefined
      const { version } = done(path, await tree.writeBytes(path, bytes, overwrite))
      return () => (before ? tree.writeBytes(path, before, true) : tree.remove(path, version))
    }
    case 'move': {
      const { from, to } = change
      done(to, await tree.move(from, to))
      return () => tree.move(to, from)
    }
  }
}

function done<T extends object>(path: string, result: T | Conflict): T {
  if (!('conflict' in result)) return result
  const isGone = result.conflict.version === null
  throw new ProblemError({
    code: 'conflict',
    status: 409,
    message: `'${path}' ${isGone ? 'is not there any more' : 'has changed in the meantime'}, so nothing was written`,
    help: 'look at it as it is now, and try again',
    current: result.conflict,
  })
}
