/** Which files a command line means to have formatted. */
import { statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { findProject, openProject } from '@merlon/host'
import { UsageError } from '../command.ts'
import { projectAround } from '../run/select.ts'

const YAML = /\.ya?ml$/

/** Tests of the older list form stay as they were exported. */
const OLDER = /(?:^|[/\\])(?:unit|input)\.ya?ml$/

const isOurs = (path: string): boolean => YAML.test(path) && !OLDER.test(path)

/** Settings, vault, environments, snippets and tests. */
const projectFiles = (project: string): string[] =>
  openProject(project)
    .list()
    .filter(isOurs)
    .map((path) => join(project, path))

/** Files of projects below a folder, whatever else lies there. */
function filesBelow(folder: string): string[] {
  const project = findProject(folder)
  if (project !== undefined) {
    return folder === project
      ? projectFiles(project)
      : projectFiles(project).filter((path) => path.startsWith(folder + sep))
  }
  const known = new Map<string, Set<string>>()
  return openProject(dirname(folder))
    .below(basename(folder))
    .map((path) => join(dirname(folder), path))
    .filter((path) => {
      const around = findProject(path)
      if (around === undefined) return false
      const files = known.get(around) ?? new Set(projectFiles(around))
      known.set(around, files)
      return files.has(path)
    })
}

function filesFor(path: string, cwd: string): string[] {
  const full = resolve(cwd, path)
  const found = statSync(full, { throwIfNoEntry: false })
  if (!found)
    throw new UsageError(`there is no '${path}'`, 'name files or folders; without any, it is the whole project')
  if (!found.isDirectory()) {
    if (YAML.test(full)) return [full]
    throw new UsageError(`'${path}' is no YAML file`, 'what is formatted ends in .yaml or .yml')
  }
  const files = filesBelow(full)
  if (files.length > 0) return files
  throw new UsageError(`no project has files in '${path}'`, 'name the files themselves')
}

/** Absolute paths, each once; without arguments, those of the project around the folder. Throws a UsageError. */
export function filesToFormat(args: readonly string[], cwd: string): string[] {
  if (args.length === 0) return projectFiles(projectAround(cwd))
  return [...new Set(args.flatMap((path) => filesFor(path, cwd)))]
}
