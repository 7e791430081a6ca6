/** `.merlon/`: what a project keeps on this machine only (secrets, key/value pairs, runs). */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The path of a project's `.merlon/`, which need not exist. */
export function stateFolderOf(project: string): string {
  return join(project, '.merlon')
}

/** Makes a `.merlon/` that version control leaves alone, if it is not there yet. */
export function ensureStateFolder(folder: string): void {
  const ignore = join(folder, '.gitignore')
  if (existsSync(ignore)) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(ignore, '*\n')
}
