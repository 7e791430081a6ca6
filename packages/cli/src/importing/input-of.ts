/** What is to be imported: one file, or everything in a folder. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, relative, sep } from 'node:path'
import { UsageError } from '../command.ts'
import { reasonOf } from '../system-error.ts'

export interface Found {
  /** Contents by path, with `/`. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** What the file or folder is called, without extension. */
  readonly name: string
}

/** Files below a folder, in order. What is hidden, and what links lead to, belongs to somebody else. */
function pathsBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && name !== 'node_modules',
  )
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? pathsBelow(path) : entry.isFile() ? [path] : []
  })
}

/** Reads a file or folder whole. Throws a UsageError where it cannot, or where the file is of a kind that is not accepted. */
export function inputOf(path: string, accepts: readonly string[]): Found {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`there is no '${path}'`)
  const extension = extname(path).slice(1).toLowerCase()
  if (found.isFile() && !accepts.includes(extension))
    throw new UsageError(
      `'${path}' is nothing that can be imported`,
      `it takes a folder, or a file that ends in ${accepts.map((one) => `.${one}`).join(', ')}`,
    )
  try {
    const paths = found.isDirectory() ? pathsBelow(path) : [path]
    const shown = (one: string): string =>
      found.isDirectory() ? relative(path, one).split(sep).join('/') : basename(one)
    const name = found.isDirectory() ? basename(path) : basename(path, extname(path))
    return { files: new Map(paths.map((one) => [shown(one), readFileSync(one)])), name }
  } catch (error) {
    throw new UsageError(`'${path}' cannot be read: ${reasonOf(error)}`)
  }
}
