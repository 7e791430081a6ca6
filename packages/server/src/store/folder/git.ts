/**
 * What Git knows of a folder. Only commands that read, and that run nothing a repository's own configuration names:
 * contents are compared by their names as blobs here, so neither filters nor text conversions nor an index are involved.
 */
import { execFile } from 'node:child_process'
import { TOP_LEVEL } from './paths.ts'

export interface Repository {
  readonly versioned: boolean
  /** How the repository makes names of contents. */
  readonly format: 'sha1' | 'sha256'
  /** The bytes of a file as it was last committed. `path` is relative to the folder, with `/`. */
  committed(path: string): Promise<Uint8Array | undefined>
  /** What was last committed below the folder: blob names by path; empty before the first commit. */
  head(): Promise<ReadonlyMap<string, string>>
  /** Paths below the folder that are committed, staged, or new and not ignored. */
  known(): Promise<ReadonlySet<string>>
}

const unversioned: Repository = {
  versioned: false,
  format: 'sha1',
  committed: async () => undefined,
  head: async () => new Map(),
  known: async () => new Set(),
}

/** The repository around a folder; one that knows nothing where there is none, or where Git is missing or refuses. */
export async function openRepository(
  folder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Repository> {
  const git = (...words: string[]): Promise<Buffer | undefined> => runGit(folder, environment, words)
  const found = await git('rev-parse', '--is-inside-work-tree', '--show-object-format')
  const [inside, format] = found?.toString().trim().split('\n') ?? []
  if (inside !== 'true') return unversioned
  return {
    versioned: true,
    format: format === 'sha256' ? 'sha256' : 'sha1',
    committed: (path) => git('cat-file', 'blob', `HEAD:./${path}`),
    head: async () => {
      const entries = partsOf(await git('ls-tree', '-r', '-z', 'HEAD', '--', ...TOP_LEVEL))
      return new Map(entries.flatMap(blobEntry))
    },
    known: async () =>
      new Set(partsOf(await git('ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...TOP_LEVEL))),
  }
}

/** `100644 blob NAME<tab>PATH`. */
function blobEntry(entry: string): [string, string][] {
  const tab = entry.indexOf('\t')
  const [, kind, name] = entry.slice(0, tab).split(' ')
  return kind === 'blob' && name !== undefined ? [[entry.slice(tab + 1), name]] : []
}

const partsOf = (output: Buffer | undefined): string[] => output?.toString('utf8').split('\0').filter(Boolean) ?? []

/** Of the environment, what would make Git look at another repository, as it does below a hook. */
const ELSEWHERE =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|CONFIG|CONFIG_PARAMETERS|CONFIG_COUNT|IMPLICIT_WORK_TREE)$/

/** The output of a command; undefined where it fails, for whatever reason. */
function runGit(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  words: readonly string[],
): Promise<Buffer | undefined> {
  const own = Object.entries(environment).filter(([name]) => !ELSEWHERE.test(name))
  const env = {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A repository with parts missing would fetch them, by a command of its own choice.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  }
  const safe = ['-C', folder, '--no-optional-locks', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']
  return new Promise((resolve) => {
    execFile(
      'git',
      [...safe, ...words],
      { env, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024, timeout: 10_000, windowsHide: true },
      (error, output) => resolve(error ? undefined : output),
    )
  })
}
