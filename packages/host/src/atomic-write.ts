/** Writes that other processes see whole or not at all. */
import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Replaces a file, through a link too; keeps its mode unless one is given. Makes the folders on the way. */
export function writeAtomically(path: string, content: string | Uint8Array, mode?: number): void {
  mkdirSync(dirname(path), { recursive: true })
  const found = existing(path)
  const target = found ?? path
  const beside = join(dirname(target), `.${basename(target)}.${Math.random().toString(36).slice(2)}.tmp`)
  try {
    writeFileSync(beside, content, { mode: mode ?? 0o666, flag: 'wx' })
    if (mode === undefined && found !== undefined) chmodSync(beside, statSync(found).mode)
    renameSync(beside, target)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

function existing(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}
