/** Which paths are files of a project, and which of them may be written. */
import type { FileKind } from '@merlon/protocol/http'
import { ProblemError } from '../../http/problem.ts'

/** What a project's files and folders are called at its top; everything else in the folder is not the project's. */
export const TOP_LEVEL: ReadonlySet<string> = new Set([
  'merlon.yaml',
  'vault.yaml',
  'environments',
  'snippets',
  'tests',
  'requests',
  'files',
])

const SINGLE: Readonly<Record<string, FileKind>> = { 'merlon.yaml': 'settings', 'vault.yaml': 'vault' }

interface Folder {
  readonly kind: FileKind
  /** Whether files may stand in folders below it. */
  readonly deep: boolean
  readonly read: RegExp
  readonly write: RegExp
}

const yaml = /\.ya?ml$/

/** The folders of a project by name. */
export const FOLDERS: Readonly<Record<string, Folder>> = {
  environments: { kind: 'environment', deep: false, read: yaml, write: yaml },
  snippets: { kind: 'snippet', deep: false, read: yaml, write: yaml },
  tests: { kind: 'test', deep: true, read: /\.(ya?ml|xml)$/, write: yaml },
  requests: { kind: 'request', deep: true, read: yaml, write: yaml },
  files: { kind: 'file', deep: true, read: /(?:)/, write: /(?:)/ },
}

/** Names that no listing shows and no path may hold. */
export const isHidden = (name: string): boolean => name.startsWith('.') || name === 'node_modules'

export interface ProjectPath {
  readonly path: string
  readonly kind: FileKind
  readonly writable: boolean
}

/** What a path is in a project; undefined where it is none of a project's files. Looks at its letters alone. */
export function projectPath(path: string): ProjectPath | undefined {
  const single = Object.hasOwn(SINGLE, path) ? SINGLE[path] : undefined
  if (single) return { path, kind: single, writable: true }
  const segments = path.split('/')
  const name = segments.at(-1) ?? ''
  const folder = Object.hasOwn(FOLDERS, segments[0] ?? '') ? FOLDERS[segments[0] ?? ''] : undefined
  if (!folder || segments.length < 2 || (!folder.deep && segments.length > 2)) return undefined
  if (segments.some((one) => one === '' || isHidden(one)) || /[\\\u0000-\u001f\u007f\p{Surrogate}]/u.test(path))
    return undefined
  if (!folder.read.test(name)) return undefined
  return { path, kind: folder.kind, writable: folder.write.test(name) }
}

/** As `projectPath`; throws a problem where it is no file of a project. */
export function knownPath(path: string): ProjectPath {
  const known = projectPath(path)
  if (known) return known
  throw new ProblemError({
    code: 'bad-path',
    status: 422,
    message: `'${shown(path)}' is not the path of a project's file`,
    help: 'a project has merlon.yaml, vault.yaml, environments/NAME.yaml, snippets/NAME.yaml, tests/…/NAME.yaml, requests/…/NAME.yaml and files/…',
  })
}

/** As `knownPath`, for a file that is to be written. */
export function writablePath(path: string): ProjectPath {
  const known = knownPath(path)
  if (known.writable) return known
  throw new ProblemError({
    code: 'bad-path',
    status: 422,
    message: `'${shown(path)}' can be read, but not written`,
    help: "tests are written as YAML; the ones of older formats can be rewritten in today's form",
  })
}

/** As `writablePath`, for a file that is not there yet: its name must be one that every system can hold. */
export function newPath(path: string): ProjectPath {
  const known = writablePath(path)
  const odd = path.split('/').find((name) => /[<>:"|?*]|[. ]$|^ /.test(name))
  if (odd === undefined && Buffer.byteLength(path.split('/').at(-1) ?? '') <= 200) return known
  throw new ProblemError({
    code: 'bad-path',
    status: 422,
    message:
      odd === undefined ? `the name of '${shown(path)}' is too long` : `'${shown(odd)}' is not a name for a file`,
    help: 'not every system can hold such a name: leave out < > : " | ? * and spaces or dots at the end',
  })
}

/** A path as a message may hold it. */
function shown(path: string): string {
  const plain = path.replace(/[\u0000-\u001f\u007f\p{Surrogate}]/gu, '�')
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain
}
