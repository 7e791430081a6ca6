/** A test of an older format in today's form, as `merlon import` would write it. */
import { catalog } from '@merlon/components'
import { importerTable } from '@merlon/importers'
import type { FileEntry } from '@merlon/protocol/http'
import { ProblemError } from '../http/problem.ts'
import { testPaths } from '../store/folder/older-tests.ts'
import type { Project } from '../store/store.ts'
import { noFile } from './check.ts'

const KIND = 'api-fortress'

export interface Rewritten {
  /** Where there is no file yet. */
  readonly path: string
  readonly text: string
  readonly notes: { file: string; line?: number; message: string }[]
}

/** Rewrites the test at a path and writes nothing. Throws a 422 problem where there is nothing to rewrite. */
export async function rewritten(project: Project, path: string): Promise<Rewritten> {
  const files = await project.tree.list()
  const test = testPaths(files).find((one) => one.path === path || one.files.some((file) => file.path === path))
  if (!test) throw noFile(path)
  const importer = await importerTable[KIND]!.load()
  const contents = new Map<string, string>()
  for (const one of test.files) contents.set(one.path, (await project.tree.read(one.path))?.text ?? '')
  const { files: made, report } = await importer.run({ files: contents, name: stemOf(test.path), catalog })
  const text = [...made].find(([at, content]) => at.startsWith('tests/') && typeof content === 'string')?.[1]
  if (typeof text !== 'string')
    throw new ProblemError({
      code: 'nothing-to-rewrite',
      status: 422,
      message: `'${test.path}' holds no test of an older format`,
      help: report.lost[0]?.message ?? 'only tests of older formats are rewritten',
    })
  const notes = [...report.lost, ...report.changed].map(({ file, line, message }) => ({
    file,
    ...(line === undefined ? {} : { line }),
    message,
  }))
  return { path: freePath(test.path, files), text, notes }
}

const stemOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.ya?ml$/, '')

/** Beside the folder, under its name. */
function freePath(path: string, files: readonly FileEntry[]): string {
  const taken = new Set(files.map((one) => one.path))
  const stem = path.replace(/\.ya?ml$/, '')
  let free = `${stem}.yaml`
  for (let count = 2; taken.has(free); count += 1) free = `${stem} ${count}.yaml`
  return free
}
