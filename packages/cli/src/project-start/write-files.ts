/** Writes many files into a folder, and never over one that is there unless told to. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'

type Files = ReadonlyMap<string, string | Uint8Array>

/** The paths that are taken already, in order. */
export function takenPaths(folder: string, files: Files): string[] {
  return [...files.keys()].filter((path) => existsSync(join(folder, path)))
}

/** Writes all files, over others too. Paths are relative to the folder, with `/`; throws an Error where one leads out of it. */
export function writeFiles(folder: string, files: Files): void {
  const root = resolve(folder)
  for (const path of files.keys()) {
    if (!resolve(root, path).startsWith(root + sep)) throw new Error(`'${path}' leads out of the folder`)
  }
  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}
