/** A project's files in a folder. A write looks and replaces within one turn of the event loop, so two cannot interleave. */
import { isUtf8 } from 'node:buffer'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeAtomically } from '@merlon/host'
import { printYaml } from '@merlon/language'
import { ProblemError } from '../../http/problem.ts'
import type { Conflict, Content, ProjectTree } from '../store.ts'
import type { Changes } from './changes.ts'
import { openRepository } from './git.ts'
import { openListing } from './listing.ts'
import { knownPath, newPath, type ProjectPath, projectPath, writablePath } from './paths.ts'
import { placeFor, placeOf } from './place.ts'
import { versionOf } from './versions.ts'

const SETTINGS = 'merlon.yaml'
/** In bytes; what is longer is no text that a person edits. */
const LONGEST_TEXT = 20_000_000

/** Opens the project in the folder `root`, an absolute path. Every write is told to `changes`. */
export async function openTree(root: string, changes: Pick<Changes, 'tell'>): Promise<ProjectTree> {
  const repository = await openRepository(root)
  const listing = openListing(root, repository)
  const tell = (path: string, version: string | null): void => changes.tell({ type: 'file', path, version })
  const put = (path: string, content: string | Uint8Array): { readonly version: string } => {
    const target = placeFor(root, path)
    if (path !== SETTINGS) beginProject(root, tell)
    guarded(path, () => writeAtomically(target, content))
    const version = versionOf(content)
    tell(path, version)
    return { version }
  }
  return {
    list: () => listing.files(),
    kindOf: (path) => projectPath(path)?.kind,
    read: async (path) => {
      const bytes = bytesOf(root, knownPath(path).path)
      return bytes && contentOf(path, bytes)
    },
    readBytes: async (path) => bytesOf(root, knownPath(path).path),
    write: async (path, text, base) => {
      const bytes = bytesOf(root, writablePath(path).path)
      if ((bytes ? versionOf(bytes) : null) !== base) return conflict(bytes)
      if (!bytes) newPath(path)
      return put(path, text)
    },
    writeBytes: async (path, content, overwrite) => {
      if (knownPath(path).kind !== 'file') throw onlyFiles(path)
      const bytes = bytesOf(root, path)
      if (bytes && !overwrite) return conflict(bytes)
      if (!bytes) newPath(path)
      return put(path, content)
    },
    remove: async (path, base) => {
      const bytes = bytesOf(root, knownPath(path).path)
      if (!bytes || versionOf(bytes) !== base) return conflict(bytes)
      guarded(path, () => rmSync(placeAt(root, path)))
      tell(path, null)
      return { removed: true }
    },
    move: async (from, to) => {
      const bytes = bytesOf(root, movable(from).path)
      if (!bytes) return conflict(undefined)
      const there = bytesOf(root, movable(to).path)
      if (there) return conflict(there)
      newPath(to)
      const target = placeFor(root, to)
      guarded(to, () => {
        mkdirSync(dirname(target), { recursive: true })
        renameSync(placeAt(root, from), target)
      })
      tell(from, null)
      tell(to, versionOf(bytes))
      return { version: versionOf(bytes) }
    },
    committed: async (path) => {
      const bytes = await repository.committed(knownPath(path).path)
      return bytes && isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : undefined
    },
    changed: () => listing.changed(),
    versioned: repository.versioned,
    readOnly: !isWritable(root),
  }
}

/** A folder becomes a project when the first file is saved in it. */
function beginProject(root: string, tell: (path: string, version: string) => void): void {
  const settings = join(root, SETTINGS)
  if (existsSync(settings)) return
  const text = printYaml({ name: basename(root) })
  guarded(SETTINGS, () => writeAtomically(settings, text))
  tell(SETTINGS, versionOf(text))
}

/** Where the name itself stands: a link is moved and deleted, not what it leads to. */
const placeAt = (root: string, path: string): string => join(root, ...path.split('/'))

function bytesOf(root: string, path: string): Buffer | undefined {
  const place = placeOf(root, path)
  return place === undefined ? undefined : guarded(path, () => readFileSync(place))
}

function contentOf(path: string, bytes: Buffer): Content {
  if (bytes.byteLength > LONGEST_TEXT)
    throw new ProblemError({ code: 'too-large', status: 422, message: `'${path}' is too large to be read as text` })
  if (!isUtf8(bytes))
    throw new ProblemError({
      code: 'not-text',
      status: 422,
      message: `'${path}' is not UTF-8 text`,
      help: 'save it as UTF-8, or download it as it is',
    })
  return { text: bytes.toString('utf8'), version: versionOf(bytes) }
}

function conflict(bytes: Buffer | undefined): Conflict {
  if (!bytes) return { conflict: { version: null, text: null } }
  const text = isUtf8(bytes) && bytes.byteLength <= LONGEST_TEXT ? bytes.toString('utf8') : null
  return { conflict: { version: versionOf(bytes), text } }
}

function movable(path: string): ProjectPath {
  const known = writablePath(path)
  if (known.kind !== 'settings' && known.kind !== 'vault') return known
  throw new ProblemError({ code: 'bad-path', status: 422, message: `'${path}' stays where it is` })
}

const onlyFiles = (path: string): ProblemError =>
  new ProblemError({
    code: 'bad-path',
    status: 422,
    message: `'${path}' is not below files/`,
    help: 'only files there are written as they are',
  })

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'the system does not allow it',
  EPERM: 'the system does not allow it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
  ENOTDIR: 'a file stands where a folder would have to be',
  EEXIST: 'a file stands where a folder would have to be',
  EISDIR: 'it is a folder',
}

/** Does `work` on a file; what the system refuses becomes a problem for the user. */
function guarded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? '']
    if (reason === undefined) throw error
    throw new ProblemError({ code: 'refused', status: 422, message: `'${path}' cannot be read or written: ${reason}` })
  }
}

function isWritable(root: string): boolean {
  try {
    accessSync(root, constants.W_OK)
    return true
  } catch {
    return false
  }
}
