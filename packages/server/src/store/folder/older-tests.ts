/** Tests of the older formats: a folder with a `unit` and an `input` file is one, and its path is that of the folder. */
import { basename, dirname } from 'node:path/posix'
import type { TestSource } from '@merlon/host'
import { type OlderTestFolder, olderTestFolders, type SourceFile } from '@merlon/language'
import type { FileEntry } from '@merlon/protocol/http'
import type { ProjectTree } from '../store.ts'

const PART = /^(?:unit|input)\.(?:ya?ml|xml)$/

export interface TestPath {
  /** Of the file; of an older test, of its folder. */
  readonly path: string
  /** Of an older test. */
  readonly older?: OlderTestFolder
  /** What it is made of. */
  readonly files: readonly FileEntry[]
}

/** All tests among the files of a project, in the order of their paths. A unit in XML without its input is none. */
export function testPaths(files: readonly FileEntry[]): TestPath[] {
  const entries = new Map(files.flatMap((one) => (one.kind === 'test' ? [[one.path, one] as const] : [])))
  const { tests } = olderTestFolders(entries.keys())
  const parts = new Set(tests.flatMap(({ unit, input }) => [unit, input]))
  const found: TestPath[] = tests.map((older) => ({
    path: older.folder,
    older,
    files: [older.unit, older.input].flatMap((path) => entries.get(path) ?? []),
  }))
  for (const [path, entry] of entries)
    if (!parts.has(path) && !path.endsWith('.xml')) found.push({ path, files: [entry] })
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The older test at a path, its own or that of one of its files, for which a text may stand in. */
export async function olderTestAt(
  path: string,
  project: string,
  tree: Pick<ProjectTree, 'list' | 'read'>,
  text?: string,
): Promise<TestSource | undefined> {
  const isPart = PART.test(basename(path))
  if (!isPart && /\.(?:ya?ml|xml)$/.test(path)) return undefined
  const folder = isPart ? dirname(path) : path
  const older = testPaths(await tree.list()).find((one) => one.path === folder)?.older
  if (!older) return undefined
  const source = async (at: string): Promise<SourceFile> => {
    const stands = text !== undefined && (at === path || (path === folder && at === older.unit))
    return { path: at, text: stands ? text : ((await tree.read(at))?.text ?? '') }
  }
  return {
    path: folder,
    project,
    unit: await source(older.unit),
    input: await source(older.input),
    older: true,
  }
}
