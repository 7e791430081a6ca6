/** A project kept as a folder: where it begins, which files belong to it, reading and writing them. */
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import type { ProjectFiles } from '@merlon/engine'
import type { SourceFile } from '@merlon/language'
import { writeAtomically } from './atomic-write.ts'
import { realPathInside, writablePathInside } from './inside.ts'

const SETTINGS = 'merlon.yaml'
const VAULT = 'vault.yaml'

export interface ProjectStore {
  /** Absolute. */
  readonly root: string
  /** The absolute path of `files/`. */
  readonly files: string
  /** The paths of all sources, relative to the project and with `/`, in order: settings, vault, environments, snippets, tests. */
  list(): string[]
  /** As `list`, for the tests in and below one folder of the project. */
  below(folder: string): string[]
  /** Reads a source; `path` is relative to the project. Throws an Error for the author when it cannot. */
  read(path: string): SourceFile
  /** Replaces or makes a source, whole or not at all. */
  write(path: string, text: string): void
  /** The texts that stand around the tests. */
  surroundings(): ProjectFiles
}

/** The project of a file or folder: the nearest folder that holds `merlon.yaml`, a folder itself included. Absolute. */
export function findProject(path: string): string | undefined {
  const start = resolve(path)
  let folder = isFolder(start) ? start : dirname(start)
  while (!existsSync(join(folder, SETTINGS))) {
    const above = dirname(folder)
    if (above === folder) return undefined
    folder = above
  }
  return folder
}

/** Opens the project that begins at `root`. The paths of its sources are shown relative to `shownFrom`, by default to the project. */
export function openProject(root: string, { shownFrom = root }: { shownFrom?: string } = {}): ProjectStore {
  const home = resolve(root)
  const load = (path: string): SourceFile => ({
    path: slashed(relative(shownFrom, path)),
    text: readFileSync(path, 'utf8'),
  })
  const optional = (path: string): SourceFile | undefined => (existsSync(path) ? load(path) : undefined)
  const named = (folder: string): Map<string, SourceFile> => {
    const found = new Map<string, SourceFile>()
    for (const path of sourcesIn(home, folder, false)) {
      const name = basename(path, extname(path))
      if (!found.has(name)) found.set(name, load(join(home, path)))
    }
    return found
  }
  return {
    root: home,
    files: join(home, 'files'),
    list() {
      const single = [SETTINGS, VAULT].filter((name) => existsSync(join(home, name)))
      return [
        ...single,
        ...sourcesIn(home, 'environments', false),
        ...sourcesIn(home, 'snippets', false),
        ...sourcesIn(home, 'tests', true),
      ]
    },
    below: (folder) => sourcesIn(home, folder, true),
    read(path) {
      const real = realPathInside(home, path, 'the project')
      if (real === undefined) throw new Error(`there is no ${path} in the project`)
      return { path: slashed(relative(shownFrom, join(home, path))), text: readFileSync(real, 'utf8') }
    },
    write(path, text) {
      writeAtomically(writablePathInside(home, path, 'the project'), text)
    },
    surroundings() {
      const settings = optional(join(home, SETTINGS))
      const vault = optional(join(home, VAULT))
      const globalVault = optional(globalVaultOf(home))
      return {
        ...(settings && { settings }),
        ...(vault && { vault }),
        ...(globalVault && { globalVault }),
        environments: named('environments'),
        snippets: named('snippets'),
      }
    },
  }
}

/** Several projects may stand beside one vault. A folder that is a project itself keeps its vault to itself. */
function globalVaultOf(home: string): string {
  const above = dirname(home)
  return above === home || existsSync(join(above, SETTINGS)) ? '' : join(above, VAULT)
}

/** Sources below a folder of the project, in order of their paths. Hidden ones, and folders that are links, are left out. */
function sourcesIn(home: string, folder: string, deep: boolean): string[] {
  const found: string[] = []
  const kinds = deep ? ['.yaml', '.yml', '.xml'] : ['.yaml', '.yml']
  for (const entry of entriesOf(join(home, folder))) {
    const path = `${folder}/${entry.name}`
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) {
      if (deep && entry.name !== 'node_modules') found.push(...sourcesIn(home, path, true))
    } else if (kinds.includes(extname(entry.name)) && (entry.isFile() || isFile(join(home, path)))) found.push(path)
  }
  return found
}

function entriesOf(folder: string): Dirent[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  // By code units: the order must not depend on the language of the machine.
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
