/** All files of a project with what is known of their contents, which are read again only when they may have changed. */
import { createHash } from 'node:crypto'
import type { Dirent, Stats } from 'node:fs'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { olderTestFolders } from '@merlon/language'
import type { FileEntry } from '@merlon/protocol/http'
import type { Repository } from './git.ts'
import { FOLDERS, isHidden, projectPath } from './paths.ts'
import { placeOf } from './place.ts'
import { titleOf } from './title.ts'
import { blobNames, versionOf } from './versions.ts'

export interface Listing {
  files(): Promise<readonly FileEntry[]>
  changed(): Promise<ReadonlySet<string>>
}

/** What was read of a content. */
interface Known {
  readonly stamp: string
  readonly size: number
  readonly version: string
  readonly blobs: readonly string[]
  readonly title?: string
}

/** A file written this recently (in ms) may be written again without a trace in its times. */
const UNSETTLED = 2_000
/** In bytes; larger files are hashed as they are read, and never held. */
const LARGE = 16 * 1024 * 1024
/** How many files are read at a time. */
const AT_ONCE = 16

export function openListing(root: string, repository: Repository): Listing {
  let remembered = new Map<string, Known>()
  const look = async (): Promise<Map<string, Known>> => {
    const now = new Map<string, Known>()
    const paths = await pathsIn(root)
    const take = paths[Symbol.iterator]()
    const worker = async (): Promise<void> => {
      for (const path of take) {
        const known = await knownOf(root, path, remembered.get(path), repository.format)
        if (known) now.set(path, known)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    remembered = new Map([...now].filter(([, { stamp }]) => stamp !== ''))
    return new Map(paths.flatMap((path) => (now.has(path) ? [[path, now.get(path)!] as const] : [])))
  }
  const differing = async (contents: ReadonlyMap<string, Known>): Promise<Set<string>> => {
    if (!repository.versioned) return new Set()
    const [head, known] = await Promise.all([repository.head(), repository.known()])
    return new Set([...contents].filter(([path, one]) => differs(path, one, head, known)).map(([path]) => path))
  }
  return {
    files: async () => {
      const contents = await look()
      const changed = await differing(contents)
      const older = olderFiles([...contents.keys()])
      return [...contents].map(([path, one]) => entryOf(path, one, changed.has(path), older.has(path)))
    },
    changed: async () => differing(await look()),
  }
}

function differs(
  path: string,
  { blobs }: Known,
  head: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): boolean {
  const committed = head.get(path)
  return committed === undefined ? known.has(path) : !blobs.includes(committed)
}

function entryOf(path: string, { size, version, title }: Known, changed: boolean, older: boolean): FileEntry {
  const kind = projectPath(path)?.kind ?? 'file'
  return {
    path,
    kind,
    name: basename(path, kind === 'file' ? '' : extname(path)),
    ...(title === undefined ? {} : { title }),
    size,
    version,
    changed,
    ...(older ? { older } : {}),
  }
}

function olderFiles(paths: readonly string[]): Set<string> {
  const { tests } = olderTestFolders(paths.filter((path) => path.startsWith('tests/')))
  const pairs = tests.flatMap(({ unit, input }) => (input === undefined ? [unit] : [unit, input]))
  return new Set([...pairs, ...paths.filter((path) => path.startsWith('tests/') && path.endsWith('.xml'))])
}

/** Paths of all files, in order: settings and vault, then folder by folder. */
async function pathsIn(root: string): Promise<string[]> {
  const folders = await Promise.all(Object.entries(FOLDERS).map(([name, { deep }]) => below(root, name, deep)))
  return ['merlon.yaml', 'vault.yaml', ...folders.flat()]
}

async function below(root: string, folder: string, deep: boolean): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((): Dirent[] => [])
  // By code units: the order must not depend on the language of the machine.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  const found: string[] = []
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      if (deep && !isHidden(entry.name)) found.push(...(await below(root, path, true)))
    } else if (projectPath(path)) found.push(path)
  }
  return found
}

async function knownOf(
  root: string,
  path: string,
  before: Known | undefined,
  format: Repository['format'],
): Promise<Known | undefined> {
  try {
    const place = placeOf(root, path)
    if (place === undefined) return undefined
    const found = await stat(place)
    const stamp = stampOf(found)
    if (before !== undefined && before.stamp === stamp) return before
    const read = found.size > LARGE ? await largeContent(place, found, format) : await content(path, place, format)
    const settled = Date.now() - Math.max(found.mtimeMs, found.ctimeMs) > UNSETTLED
    return { ...read, stamp: settled ? stamp : '' }
  } catch {
    return undefined // gone in the meantime, unreadable, or a link that leads out
  }
}

const stampOf = ({ ino, size, mtimeMs, ctimeMs }: Stats): string => `${ino} ${size} ${mtimeMs} ${ctimeMs}`

async function content(path: string, place: string, format: Repository['format']): Promise<Omit<Known, 'stamp'>> {
  const bytes = await readFile(place)
  const title = titleOf(path, bytes)
  return {
    size: bytes.byteLength,
    version: versionOf(bytes),
    blobs: blobNames(bytes, format),
    ...(title === undefined ? {} : { title }),
  }
}

async function largeContent(
  place: string,
  { size }: Stats,
  format: Repository['format'],
): Promise<Omit<Known, 'stamp'>> {
  const version = createHash('sha256')
  const blob = createHash(format).update(`blob ${size}\0`)
  for await (const piece of createReadStream(place)) {
    version.update(piece)
    blob.update(piece)
  }
  return { size, version: version.digest('hex').slice(0, 32), blobs: [blob.digest('hex')] }
}
