/** Compiles what a folder holds as it is now: tests, and what runs like one, such as a snippet or a saved request. */
import { basename, dirname, extname } from 'node:path'
import { catalog } from '@merlon/components'
import { compileSnippet, compileTest, type Project as EngineProject } from '@merlon/engine'
import { type LoadedTest, schemas, secretReader, TestLoader, type TestSource } from '@merlon/host'
import { entryOf, type MapNode, Reading, readSteps, readYaml, type SourceFile, type TestNode } from '@merlon/language'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import type { Project, ProjectTree } from '../store.ts'
import { olderTestAt } from './older-tests.ts'

export type Override = { readonly name: string; readonly value: unknown }
type Variables = Readonly<Record<string, string | undefined>>

export interface CompilingOptions {
  /** The environment of the process. */
  readonly variables: Variables
  /** Values that win over those of the project, in every run. */
  readonly overrides: readonly Override[]
}

/** `folder` is absolute. */
export function createCompiling(
  folder: string,
  tree: Pick<ProjectTree, 'list' | 'read' | 'kindOf'>,
  { variables, overrides: always }: CompilingOptions,
): Pick<Project, 'loader' | 'compile'> {
  const given = (environments: readonly string[], overrides: readonly Override[] = []): Given => ({
    environments,
    variables,
    overrides: [
      ...always.map((one) => ({ ...one, from: 'the start of the studio' })),
      ...overrides.map((one) => ({ ...one, from: 'override' })),
    ],
  })
  const loaderFor = (one: Given): TestLoader => new TestLoader({ ...one, catalog, cwd: folder })
  return {
    loader: (environments, overrides) => loaderFor(given(environments, overrides)),
    async compile(path, { text, environments, overrides }) {
      const one = given(environments, overrides)
      const loader = loaderFor(one)
      const kind = tree.kindOf(path)
      const older = kind === 'test' || kind === undefined ? await olderTestAt(path, folder, tree, text) : undefined
      if (older) return loader.load(older)
      if (kind !== 'test' && kind !== 'request' && kind !== 'snippet') return undefined
      const content = text ?? (await tree.read(path))?.text
      if (content === undefined || extname(path) === '.xml') return undefined
      const source: TestSource = { path, project: folder, unit: { path, text: content }, older: false }
      return kind === 'snippet' ? loadSnippet(source, loader, one) : loader.load(source)
    },
  }
}

interface Given {
  readonly environments: readonly string[]
  readonly overrides: readonly (Override & { readonly from: string })[]
  readonly variables: Variables
}

/** A snippet as a test of its own: what it takes stands as globals, with the defaults. */
async function loadSnippet(
  source: TestSource,
  loader: TestLoader,
  { environments, overrides, variables }: Given,
): Promise<{ loaded: LoadedTest; diagnostics: Diagnostic[] }> {
  const { unit } = source
  const name = basename(unit.path, extname(unit.path))
  const saved = loader.project(source.project ?? dirname(unit.path))
  const project: EngineProject = {
    ...saved.project,
    snippets: new Map([...saved.project.snippets, [name, unit]]),
  }
  const chosen = environments.filter((one) => project.environments.has(one))
  const node = snippetNode(unit, name)
  const { plan, diagnostics } = await compileTest(node, {
    catalog,
    project,
    given: {
      environments: chosen,
      overrides,
      secret: readable(saved.diagnostics)
        ? secretReader(saved.secrets, { environments: chosen, variables })
        : () => undefined,
    },
    readFile: (path) => saved.files.readText(path),
    schemas,
    fileProblem: (path) =>
      saved.files.size(path).then(
        () => undefined,
        (error: Error) => error.message,
      ),
  })
  const known = new Set(plan.stored.concat(plan.overriding).map((one) => one.name))
  const own = compileSnippet(name, { catalog, project }, 'javascript', known)?.diagnostics ?? []
  const broken = own.filter(({ code }) => code.startsWith('yaml-'))
  return {
    loaded: { source, node, plan, project: { ...saved, project } },
    diagnostics: sortDiagnostics(broken.length > 0 ? broken : [...own, ...diagnostics]),
  }
}

const readable = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.every(({ code }) => code !== 'secrets-file')

/** A default like `password: ${password}` means the caller's variable; standing as a global it would mean itself. */
const withoutOwnNames = (params: MapNode): MapNode => ({
  ...params,
  entries: params.entries.filter(({ key, value }) => {
    const filled = value.kind === 'scalar' ? [...value.text.matchAll(/\$\{[^}]*\}/g)].join(' ') : ''
    return [...filled.matchAll(/[A-Za-z_$][\w$]*/g)].every(([name]) => name !== key.text)
  }),
})

function snippetNode(file: SourceFile, name: string): TestNode {
  const { node } = readYaml(file)
  const map: MapNode | undefined = node?.kind === 'map' ? node : undefined
  const list = map ? (entryOf(map, 'steps') ?? entryOf(map, 'assertions'))?.value : node
  // What is wrong with it, compiling it as the snippet that it is says.
  const reading = new Reading()
  const params = reading.map(map && entryOf(map, 'params')?.value, '`params`')
  return {
    file,
    name,
    tags: [],
    dialect: 'javascript',
    before: [],
    steps: readSteps(list, 'a snippet', reading),
    finally: [],
    ...(params ? { globals: withoutOwnNames(params) } : {}),
  }
}
