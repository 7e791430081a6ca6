/**
 * From paths to compiled tests: finds the project of each, reads what stands around it once, and collects everything that
 * is wrong with all of them.
 */
import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import {
  type Catalog,
  checkProject,
  compileTest,
  type GivenVariables,
  type Project,
  readProject,
  type TestPlan,
} from '@merlon/engine'
import {
  type Dialect,
  olderTestFolders,
  Reading,
  readOlderTest,
  readTestNode,
  readYaml,
  type SourceFile,
  suggest,
  type TestNode,
} from '@merlon/language'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import { openFiles, type ProjectFolder } from './files.ts'
import { findProject, openProject } from './project-store.ts'
import { schemas } from './schemas/schemas.ts'
import { shortSecrets, unreadableSecrets } from './secret-problems.ts'
import { openSecretFile, type SecretFile, secretReader } from './secrets.ts'
import { stateFolderOf } from './state-folder.ts'

/** A test before it is compiled: where it is, and what it is made of. */
export interface TestSource {
  /** Relative to the working folder, with `/`. */
  readonly path: string
  /** Absolute; undefined outside any project. */
  readonly project: string | undefined
  readonly unit: SourceFile
  readonly input?: SourceFile
  readonly older: boolean
}

export interface LoadedProject {
  /** Absolute. Without a `merlon.yaml` anywhere above, the working folder. */
  readonly root: string
  readonly project: Project
  readonly files: ProjectFolder
  readonly secrets: SecretFile
  readonly diagnostics: readonly Diagnostic[]
}

export interface LoadedTest {
  readonly source: TestSource
  readonly node: TestNode
  readonly plan: TestPlan
  readonly project: LoadedProject
}

export interface LoadOptions {
  readonly catalog: Catalog
  readonly environments: readonly string[]
  readonly overrides: GivenVariables['overrides']
  /** The environment of the process. */
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

const slashed = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'))
export const shownPath = (path: string, cwd: string): string => slashed(relative(cwd, path)) || '.'

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

function readSource(path: string, shown: string): SourceFile {
  try {
    return { path: shown, text: readFileSync(path, 'utf8') }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // of the file system: has a code
    throw new Error(`'${shown}' cannot be read (${code ?? String(error)})`)
  }
}

/**
 * Reads the sources of tests from absolute paths of files; `unit.*` and `input.*` in one folder are one test. Throws an
 * Error for the author where one cannot be read.
 */
export function testSources(
  paths: readonly string[],
  cwd: string,
): { sources: TestSource[]; diagnostics: Diagnostic[] } {
  const load = (path: string): SourceFile => readSource(path, shownPath(path, cwd))
  const { tests, alone, diagnostics } = olderTestFolders(paths.map(slashed))
  const older = new Set(tests.flatMap(({ unit, input }) => [unit, input]))
  const skipped = new Set(alone.filter((path) => path.endsWith('.xml')))
  const sources: (TestSource & { order: string })[] = []
  for (const { folder, unit, input } of tests) {
    sources.push({
      order: unit,
      path: shownPath(folder, cwd),
      project: findProject(folder),
      unit: load(unit),
      ...(input === undefined ? {} : { input: load(input) }),
      older: true,
    })
  }
  for (const path of paths.map(slashed)) {
    if (older.has(path) || skipped.has(path) || !/\.ya?ml$/.test(path)) continue
    sources.push({
      order: path,
      path: shownPath(path, cwd),
      project: findProject(path),
      unit: load(path),
      older: false,
    })
  }
  sources.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
  return {
    sources: sources.map(({ order, ...source }) => source),
    diagnostics: diagnostics.map((one) =>
      one.location ? { ...one, location: { ...one.location, file: shownPath(resolve(one.location.file), cwd) } } : one,
    ),
  }
}

function loadProject(root: string, cwd: string): LoadedProject {
  const store = openProject(root, { shownFrom: cwd })
  const { project, diagnostics } = readProject(store.surroundings())
  const secrets = openSecretFile(stateFolderOf(root))
  return {
    root,
    project,
    files: openFiles(store.files),
    secrets,
    diagnostics: [...diagnostics, ...unreadableSecrets(secrets)],
  }
}

async function readTest(source: TestSource): Promise<{ test: TestNode; diagnostics: Diagnostic[] }> {
  if (source.older) {
    const name = basename(source.path)
    return readOlderTest({ unit: source.unit, name, ...(source.input ? { input: source.input } : {}) })
  }
  const { node, diagnostics } = readYaml(source.unit)
  const reading = new Reading()
  const test = readTestNode(source.unit, node, reading)
  // What broken YAML left behind says nothing new; only what stands before the break would.
  const broken = Math.min(
    ...diagnostics.map(({ code, location }) =>
      code.startsWith('yaml-') ? (location?.line ?? 0) : Number.POSITIVE_INFINITY,
    ),
  )
  return {
    test,
    diagnostics: [...diagnostics, ...reading.diagnostics.filter(({ location }) => (location?.line ?? 0) < broken)],
  }
}

export class TestLoader {
  readonly projects = new Map<string, LoadedProject>()
  /** Texts by shown path, for the frames of diagnostics. */
  readonly texts = new Map<string, string>()
  private readonly options: LoadOptions
  /** That of a project's tests, as far as they were loaded; one test of today's makes it today's. */
  private readonly dialects = new Map<LoadedProject, Dialect>()

  constructor(options: LoadOptions) {
    this.options = options
  }

  /** The project at a root, loaded once. */
  project(root: string): LoadedProject {
    const known = this.projects.get(root)
    if (known) return known
    const loaded = loadProject(root, this.options.cwd)
    this.projects.set(root, loaded)
    const { project } = loaded
    for (const one of [project.vault, project.globalVault, ...project.environments.values()])
      if (one) this.texts.set(one.file.path, one.file.text)
    for (const file of project.snippets.values()) this.texts.set(file.path, file.text)
    const settings = join(root, 'merlon.yaml')
    if (statSync(settings, { throwIfNoEntry: false }))
      this.texts.set(shownPath(settings, this.options.cwd), readFileSync(settings, 'utf8'))
    return loaded
  }

  private given({ project, secrets, diagnostics }: LoadedProject): GivenVariables {
    const { environments, overrides, variables } = this.options
    const chosen = environments.filter((name) => project.environments.has(name))
    const readable = diagnostics.every(({ code }) => code !== 'secrets-file')
    return {
      environments: chosen,
      overrides,
      secret: readable ? secretReader(secrets, { environments: chosen, variables }) : () => undefined,
    }
  }

  /** Environments that were asked for and that a project does not have. */
  unknownEnvironments({ project }: LoadedProject): Diagnostic[] {
    return this.options.environments.flatMap((name): Diagnostic[] => {
      if (project.environments.has(name)) return []
      const known = [...project.environments.keys()]
      const near = suggest(name, known)
      const help = near
        ? `did you mean '${near}'?`
        : known.length > 0
          ? `there is ${known.join(', ')}`
          : 'environments are the files under `environments/`'
      return [{ code: 'unknown-environment', severity: 'error', message: `there is no environment '${name}'`, help }]
    })
  }

  async load(source: TestSource): Promise<{ loaded: LoadedTest; diagnostics: Diagnostic[] }> {
    this.texts.set(source.unit.path, source.unit.text)
    if (source.input) this.texts.set(source.input.path, source.input.text)
    const project = this.project(source.project ?? this.options.cwd)
    const read = await readTest(source)
    const around = {
      catalog: this.options.catalog,
      project: project.project,
      given: this.given(project),
      readFile: (path: string) => project.files.readText(path),
      schemas,
      fileProblem: (path: string) =>
        project.files.size(path).then(
          () => undefined,
          (error: Error) => error.message,
        ),
    }
    const compiled = await compileTest(read.test, around)
    this.dialects.set(
      project,
      read.test.dialect === 'javascript' ? 'javascript' : (this.dialects.get(project) ?? read.test.dialect),
    )
    return {
      loaded: { source, node: read.test, plan: compiled.plan, project },
      diagnostics: quietAround(read.diagnostics, compiled.diagnostics),
    }
  }

  /** What is wrong around the tests of the projects seen so far; with `everything`, also in what no test used. */
  surroundings({ everything }: { everything: boolean }): Diagnostic[] {
    return [...this.projects.values()].flatMap((one) => {
      const own = [...one.diagnostics, ...this.unknownEnvironments(one)]
      if (!everything) return own
      const dialect = this.dialects.get(one) ?? 'javascript'
      return [
        ...own,
        ...checkProject(one.project, this.options.catalog, dialect),
        ...shortSecrets(one.project, this.given(one).secret),
      ]
    })
  }
}

/** In a step that YAML could not read, whatever else looks wrong follows from it. */
function quietAround(read: readonly Diagnostic[], compiled: readonly Diagnostic[]): Diagnostic[] {
  const broken = read.filter((one) => one.code.startsWith('yaml-') && one.location)
  if (broken.length === 0) return sortDiagnostics([...read, ...compiled])
  return sortDiagnostics(read)
}

/** All files that may hold tests at a path: the file, or what is below a folder; a project's folder means its `tests/`. */
export function testFilesAt(path: string): string[] {
  if (!isFolder(path)) return [path]
  const root = statSync(join(path, 'merlon.yaml'), { throwIfNoEntry: false }) ? join(path, 'tests') : path
  if (!isFolder(root)) return []
  const below = openProject(dirname(root)).below(basename(root))
  return below.map((one) => join(dirname(root), one))
}
