/** The files that are open in the editor, above those on disk, and what each of them is. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { findProject, openProject } from '@merlon/host'
import { eachOutlineStep, outlineOf } from '@merlon/language'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { shapes } from './language.ts'

export type Kind = 'test' | 'snippet' | 'variables' | 'settings'

/** A file that Merlon knows what to make of. */
export interface Place {
  /** Absolute. */
  readonly path: string
  /** Of its project, absolute; without one, the folder it lies in. */
  readonly root: string
  readonly isProject: boolean
  /** Relative to the root, with `/`. */
  readonly name: string
  readonly kind: Kind
}

const MOST_FILES = 2_000

const OLDER = /(?:^|\/)(?:unit|input)\.ya?ml$/

function kindOf(name: string): Kind | undefined {
  if (name === 'merlon.yaml') return 'settings'
  if (name === 'vault.yaml' || /^environments\/[^/]+\.ya?ml$/.test(name)) return 'variables'
  if (/^snippets\/[^/]+\.ya?ml$/.test(name)) return 'snippet'
  return /^tests\/.+\.ya?ml$/.test(name) && !OLDER.test(name) ? 'test' : undefined
}

const slashed = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'))

/** The path of a file; undefined for what an editor keeps elsewhere. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    return undefined
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href

/** Whether a text that belongs to no project is a test all the same: many kinds of files have steps. */
const looksLikeTest = (text: string): boolean =>
  /^(?:steps:|- )/m.test(text) &&
  eachOutlineStep(outlineOf(text, shapes)).some(({ component }) => shapes.known(component))

export class Workspace {
  readonly #open: () => readonly TextDocument[]
  /** As the editor writes addresses, which may differ from how Node does. */
  readonly #uris = new Map<string, string>()

  constructor(open: () => readonly TextDocument[]) {
    this.#open = open
  }

  /** What a file is; undefined where it is nothing of ours. */
  place({ uri, getText }: Pick<TextDocument, 'uri' | 'getText'>): Place | undefined {
    const path = pathOf(uri)
    if (path === undefined) return undefined
    this.#uris.set(path, uri)
    const root = findProject(path)
    if (root !== undefined) {
      const name = slashed(relative(root, path))
      const kind = kindOf(name)
      return kind && { path, root, isProject: true, name, kind }
    }
    const folder = dirname(path)
    return /\.ya?ml$/.test(path) && looksLikeTest(getText())
      ? { path, root: folder, isProject: false, name: slashed(relative(folder, path)), kind: 'test' }
      : undefined
  }

  uri(path: string): string {
    return this.#uris.get(path) ?? uriOf(path)
  }

  document(path: string): TextDocument | undefined {
    return this.#open().find(({ uri }) => pathOf(uri) === path)
  }

  /** What an open editor shows, else what is on disk; undefined where there is neither. */
  text(path: string): string | undefined {
    const open = this.document(path)
    if (open) return open.getText()
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
  }

  /** Open files with what they are. */
  openPlaces(): { readonly document: TextDocument; readonly place: Place }[] {
    return this.#open().flatMap((document) => {
      const place = this.place({ uri: document.uri, getText: () => document.getText() })
      return place ? [{ document, place }] : []
    })
  }

  /** The files of a project in which names stand. */
  files(root: string): Place[] {
    return openProject(root)
      .list()
      .flatMap((name) => {
        const kind = kindOf(name)
        return kind ? [{ path: join(root, name), root, isProject: true, name, kind }] : []
      })
  }
}

/** Whether the language service knows what stands at an offset: of the settings, only what they share with tests. */
export function isKnown({ kind }: Place, text: string, offset: number): boolean {
  if (kind !== 'settings') return true
  const line = text.lastIndexOf('\n', offset - 1) + 1
  const before =
    text
      .slice(0, line)
      .match(/^[^\s#].*$/gm)
      ?.at(-1) ?? ''
  return /^config\s*:/.test(before) && !/^\S/.test(text.slice(line, offset))
}

/** Paths below `files/`, hidden ones apart. */
export function dataFiles(root: string): string[] {
  const home = join(root, 'files')
  const found: string[] = []
  const look = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || found.length >= MOST_FILES) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) look(path)
      else found.push(slashed(relative(home, path)))
    }
  }
  if (statSync(home, { throwIfNoEntry: false })?.isDirectory()) look(home)
  return found.sort()
}

export const inProject = (root: string, name: string): string => resolve(root, name)
