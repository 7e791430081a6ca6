/** The files port: a project's `files/`, and no way out of it. */
import { isUtf8 } from 'node:buffer'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import type { FilesPort } from '@merlon/engine'
import { suggest } from '@merlon/language'
import { realPathInside } from './inside.ts'

export interface ProjectFolder extends FilesPort {
  /** The absolute path of a file, links resolved; for what streams it. */
  locate(path: string): Promise<string>
}

/** Names beyond this many are not looked at for a suggestion. */
const MOST_NAMES = 5_000

const SHOWN = 'files/'

/** Opens a folder, which need not exist yet. Every function throws an Error with a message for the author. */
export function openFiles(root: string): ProjectFolder {
  const find = (path: string): string => {
    const real = realPathInside(root, path, SHOWN)
    if (real === undefined) throw missing(root, path)
    if (statSync(real).isDirectory()) throw new Error(`${SHOWN}${path} is a folder`)
    return real
  }
  const open = <T>(path: string, read: (real: string) => T): T => {
    try {
      return read(find(path))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException // of the file system, or one of ours without a code
      throw code === undefined ? error : new Error(`${SHOWN}${path} cannot be read (${code})`)
    }
  }
  return {
    locate: async (path) => open(path, (real) => real),
    size: async (path) => open(path, (real) => statSync(real).size),
    readBytes: async (path) => readFile(open(path, (real) => real)),
    readText: async (path) => textOf(await readFile(open(path, (real) => real)), path),
    readTextSync: (path) =>
      textOf(
        open(path, (real) => readFileSync(real)),
        path,
      ),
  }
}

/** Garbled letters would fail assertions far from here, so text that is not UTF-8 is refused. */
function textOf(bytes: Buffer, path: string): string {
  if (!isUtf8(bytes)) throw new Error(`${SHOWN}${path} is not UTF-8 text; save it as UTF-8, or read it as binary`)
  const text = bytes.toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

function missing(root: string, path: string): Error {
  const names = namesIn(root)
  if (names.length === 0) return new Error(`there is no ${SHOWN}${path}; ${SHOWN} is empty or not there`)
  const asked = path.replace(/^(\.\/)*(files\/)?/, '')
  const sameName = names.find((name) => name === asked) ?? names.find((name) => basename(name) === basename(asked))
  const near = sameName ?? suggest(asked, names)
  return new Error(`there is no ${SHOWN}${path}${near === undefined ? '' : `; there is ${SHOWN}${near}`}`)
}

/** Paths of the files below a folder, with `/`, in order. */
function namesIn(root: string): string[] {
  const names: string[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined && names.length < MOST_NAMES; folder = folders.pop()) {
    let entries: import('node:fs').Dirent[]
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true })
    } catch {
      continue
    }
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}${sep}${entry.name}`
      if (entry.isDirectory()) folders.push(path)
      else names.push(path.replaceAll(sep, '/'))
    }
  }
  return names.sort()
}
