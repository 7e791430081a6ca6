/** Which tests a command line means. */
import { statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { findProject, type TestSource, testFilesAt, testSources } from '@merlon/host'
import type { Diagnostic } from '@merlon/protocol'
import { UsageError } from '../command.ts'
import { readStandardInput } from './standard-input.ts'

const GLOB = /[*?[{]/

const GLOB_PARTS = /\*\*\/|\*\*|\*|\?|\[[^\]]+\]|\{[^{}]*\}|[\s\S]/g
const MEANINGS: Readonly<Record<string, string>> = { '**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]' }

function globSource(glob: string): string {
  const parts = glob.match(GLOB_PARTS) ?? []
  return parts
    .map((part) => {
      const known = MEANINGS[part]
      if (known !== undefined) return known
      if (part.length > 1 && part.startsWith('{'))
        return `(?:${part.slice(1, -1).split(',').map(globSource).join('|')})`
      if (part.length > 1) return `[${part.slice(1, -1).replace(/^!/, '^').replace(/[\\[]/g, '\\$&')}]`
      return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    })
    .join('')
}

/** `*` within a name, `**` across folders, `?`, `{a,b}`, `[ab]`; a bracket without its partner is itself. */
function globPattern(glob: string): RegExp {
  try {
    return new RegExp(`^${globSource(glob)}$`)
  } catch {
    throw new UsageError(`'${glob}' is no pattern of paths`, 'for example tests/**/cart-*.yaml')
  }
}

function globbed(glob: string, cwd: string): string[] {
  const fixed = glob.slice(0, glob.search(GLOB)).replace(/[^/]*$/, '')
  const base = resolve(cwd, fixed || '.')
  const pattern = globPattern(glob.slice(fixed.length))
  return testFilesAt(base).filter((path) => pattern.test(relative(base, path).split(sep).join('/')))
}

function filesFor(path: string, cwd: string): string[] {
  const full = resolve(cwd, path)
  const found = statSync(full, { throwIfNoEntry: false })
  if (found?.isDirectory()) return testFilesAt(full)
  if (found && /(?:^|[/\\])(?:unit|input)\.(?:xml|ya?ml)$/.test(full)) return testFilesAt(resolve(full, '..'))
  if (found && /\.ya?ml$/.test(full)) return [full]
  // What a shell's `tests/*` names besides: snapshots stand beside their tests.
  if (found && full.endsWith('.snap')) return []
  if (found)
    throw new UsageError(
      `'${path}' is no test`,
      'tests are .yaml files; one in XML is a folder with unit.xml and input.xml',
    )
  if (GLOB.test(path)) return globbed(path, cwd)
  throw new UsageError(
    `there is no '${path}'`,
    'name test files, folders or globs; without any, the tests of the project around you run',
  )
}

function read(files: readonly string[], cwd: string): ReturnType<typeof testSources> {
  try {
    return testSources(files, cwd)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** The project around a folder. Throws a UsageError where there is none. */
export function projectAround(cwd: string): string {
  const project = findProject(cwd)
  if (project !== undefined) return project
  throw new UsageError('there is no merlon.yaml in this folder or above it', 'begin a project here with `merlon init`')
}

/** The sources that the arguments name; without any, those of the project around the working folder. */
export async function selectSources(
  args: readonly string[],
  cwd: string,
): Promise<{ sources: TestSource[]; diagnostics: Diagnostic[] }> {
  const named = args.filter((one) => one !== '-')
  const files: string[] = []
  if (args.length === 0) {
    const project = findProject(cwd)
    if (project === undefined)
      throw new UsageError(
        'there is no merlon.yaml in this folder or above it',
        'name a test file or folder, or begin a project with `merlon init`',
      )
    files.push(...testFilesAt(project))
  }
  for (const path of named) files.push(...filesFor(path, cwd))
  const { sources, diagnostics } = read([...new Set(files)], cwd)
  if (args.includes('-')) {
    const unit = { path: '(standard input)', text: await readStandardInput() }
    sources.push({ path: unit.path, project: findProject(cwd), unit, older: false })
  }
  return { sources, diagnostics }
}

/** A test by name or path: text anywhere in it, letter case apart; `/…/` for a regular expression. */
export function grepMatcher(text: string): (subject: string) => boolean {
  const expression = /^\/(.*)\/([imsu]*)$/s.exec(text)
  if (!expression) {
    const wanted = text.toLowerCase()
    return (subject) => subject.toLowerCase().includes(wanted)
  }
  try {
    const pattern = new RegExp(expression[1]!, expression[2])
    return (subject) => pattern.test(subject)
  } catch {
    throw new UsageError(`'${text}' is no regular expression`)
  }
}
