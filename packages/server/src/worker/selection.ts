/** Which tests a request means, compiled, with everything that is wrong with them. */
import { join } from 'node:path'
import { type LoadedTest, tagMatcher, testSources } from '@merlon/host'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import { ProblemError } from '../http/problem.ts'
import { type TestPath, testPaths } from '../store/folder/older-tests.ts'
import type { Project, RunRequest } from '../store/store.ts'

export interface Selected {
  readonly tests: readonly LoadedTest[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Compiled {
  readonly loaded: LoadedTest
  readonly diagnostics: readonly Diagnostic[]
}

export type Compiling = Pick<Project, 'folder' | 'tree' | 'loader' | 'compile'>

const isBelow = (path: string, name: string): boolean =>
  path === name || path.startsWith(`${name.replace(/\/+$/, '')}/`)

function unknownTest(path: string): ProblemError {
  return new ProblemError({
    code: 'no-test',
    status: 422,
    message: `there is no test '${path}'`,
    help: 'name the path of a test, or of a folder with tests',
  })
}

async function compileOne(project: Compiling, path: string, request: RunRequest): Promise<Compiled> {
  const { environments, variables: overrides, texts = [] } = request
  const text = texts.find((one) => one.path === path)?.text
  const options = { environments, ...(text === undefined ? {} : { text }), ...(overrides ? { overrides } : {}) }
  const compiled = await project.compile(path, options)
  if (!compiled) throw unknownTest(path)
  return compiled
}

/** Compiles saved tests with one loader, which reads what is around them once. */
async function compileSaved(project: Compiling, tests: readonly TestPath[], request: RunRequest): Promise<Compiled[]> {
  const files = tests.flatMap((one) => one.files.map(({ path }) => join(project.folder, path)))
  const { sources, diagnostics } = testSources(files, project.folder)
  const loader = project.loader(request.environments, request.variables)
  const compiled: Compiled[] = []
  for (const source of sources) compiled.push(await loader.load(source))
  return compiled.map((one, at) => (at === 0 ? { ...one, diagnostics: [...diagnostics, ...one.diagnostics] } : one))
}

/** What the request names: each name must mean something. */
async function compileNamed(project: Compiling, request: RunRequest): Promise<Compiled[]> {
  const { tests: asked, texts = [], tags } = request
  const names = asked ?? (texts.length > 0 && tags === undefined ? texts.map(({ path }) => path) : undefined)
  const saved = testPaths(await project.tree.list())
  const single = new Set<string>()
  const chosen = new Set<TestPath>(names ? [] : saved)
  for (const name of names ?? []) {
    const kind = project.tree.kindOf(name)
    const found = saved.filter(({ path, files }) => isBelow(path, name) || files.some((one) => one.path === name))
    const written = texts.filter(({ path }) => isBelow(path, name))
    if (kind === 'snippet' || kind === 'request') single.add(name)
    else if (found.length + written.length === 0) throw unknownTest(name)
    for (const one of found) chosen.add(one)
    for (const { path } of written) single.add(path)
  }
  if (!names) for (const { path } of texts) single.add(path)
  const inFiles = [...chosen].filter(
    ({ path, files }) => !single.has(path) && !files.some((one) => single.has(one.path)),
  )
  const compiled: Compiled[] = []
  for (const path of single) compiled.push(await compileOne(project, path, request))
  return [...compiled, ...(await compileSaved(project, inFiles, request))]
}

/** What is wrong around all tests: unknown environments, a vault that cannot be read. */
function aroundThem({ folder, loader }: Compiling, { environments, variables }: RunRequest): Diagnostic[] {
  const around = loader(environments, variables)
  around.project(folder)
  return around.surroundings({ everything: false })
}

/** Throws a ProblemError for what is not there, and where nothing is left to run. */
export async function selectTests(project: Compiling, request: RunRequest): Promise<Selected> {
  const matches = request.tags === undefined ? () => true : tagMatcher(request.tags)
  if (!matches)
    throw new ProblemError({
      code: 'bad-tags',
      status: 422,
      message: `'${request.tags}' is no selection of tags`,
      help: 'for example: smoke and not slow',
    })
  const sets = request.inputSets && new Set(request.inputSets)
  const wanted = (await compileNamed(project, request)).filter(
    ({ loaded: { node, plan } }) =>
      matches(new Set(node.tags)) && (!sets || plan.inputs.some(({ name }) => sets.has(name))),
  )
  if (wanted.length === 0)
    throw new ProblemError({ code: 'nothing-to-run', status: 422, message: 'no test is what was asked for' })
  return {
    tests: wanted.map(({ loaded }) => loaded),
    diagnostics: sortDiagnostics([...aroundThem(project, request), ...wanted.flatMap((one) => one.diagnostics)]),
  }
}
