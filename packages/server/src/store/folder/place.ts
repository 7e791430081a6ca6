/** From a project's path to a file on disk, links followed and judged. */
import { statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { realPathInside } from '@merlon/host'
import { ProblemError } from '../../http/problem.ts'
import { isHidden } from './paths.ts'

const SHOWN = 'the project'

/** The absolute path, links resolved, of a regular file; undefined where there is none. `path` is one that was found good. */
export function placeOf(root: string, path: string): string | undefined {
  // A path below a link that leads out is refused whether or not something is there.
  const real = inside(root, path)
  if (real === undefined) {
    for (let at = dirname(path); at !== '.' && inside(root, at) === undefined; ) at = dirname(at)
    return undefined
  }
  const found = statSync(real, { throwIfNoEntry: false })
  if (found === undefined || found.isFile()) return found && real
  throw new ProblemError({
    code: 'bad-path',
    status: 422,
    message: `'${path}' is ${found.isDirectory() ? 'a folder' : 'no ordinary file'}`,
  })
}

/** Where a file at `path` is to be written; it need not exist. */
export const placeFor = (root: string, path: string): string => placeOf(root, path) ?? join(root, ...path.split('/'))

/** The real path of what is at `path`. Throws a problem where a link leads out of the project or to what it keeps for itself. */
function inside(root: string, path: string): string | undefined {
  let real: string | undefined
  try {
    real = realPathInside(root, path, SHOWN)
  } catch (error) {
    throw new ProblemError({ code: 'bad-path', status: 422, message: (error as Error).message }) // written for the author
  }
  const home = realPathInside(root, '.', SHOWN)
  if (real === undefined || home === undefined || !relative(home, real).split(sep).some(isHidden)) return real
  throw new ProblemError({
    code: 'bad-path',
    status: 422,
    message: `'${path}' is a link to what the project keeps for itself`,
  })
}
