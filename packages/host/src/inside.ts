/** Paths that stay inside a folder, links included. */
import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'

/**
 * The real path of `path` under `root`, which must exist. Throws an Error for the author when the path leads out of the
 * folder, which messages call `shown` (`files/`); `undefined` when there is no such file.
 */
export function realPathInside(root: string, path: string, shown: string): string | undefined {
  const target = pathInside(root, path, shown)
  try {
    const real = realpathSync.native(target)
    const home = realpathSync.native(root)
    if (real === home || real.startsWith(home.endsWith(sep) ? home : home + sep)) return real
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // of the file system: has a code
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined
    if (code === 'ELOOP') throw new Error(`'${path}' is a link that leads to itself`)
    throw error
  }
  throw new Error(`'${path}' is a link that leads out of ${shown}`)
}

/** Like `realPathInside`, for a file that may be new: then the nearest folder on the way that exists must be inside. */
export function writablePathInside(root: string, path: string, shown: string): string {
  const target = pathInside(root, path, shown)
  for (let at = normalize(path); at !== '.'; at = dirname(at)) {
    if (realPathInside(root, at, shown) !== undefined) break
  }
  return target
}

/** `path` joined to `root`, by its letters alone: links are not followed, and nothing need exist. */
function pathInside(root: string, path: string, shown: string): string {
  if (path === '' || path.includes('\0')) throw new Error(`'${path}' is not the path of a file`)
  const relative = normalize(path)
  if (isAbsolute(relative) || /^[a-zA-Z]:[\\/]|^\\/.test(path)) {
    throw new Error(`'${path}' is an absolute path; write it relative to ${shown}`)
  }
  if (relative === '..' || relative.startsWith(`..${sep}`)) throw new Error(`'${path}' leads out of ${shown}`)
  return join(root, relative)
}
