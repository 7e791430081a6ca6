/** What the tests of importers share: a folder as an input, and what was imported as a project that compiles. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalog } from '@merlon/components'
import { compileSnippet, compileTest, noVariables, type ProjectFiles, readProject, type TestPlan } from '@merlon/engine'
import { Reading, readOlderTest, readTestNode, readYaml, type SourceFile } from '@merlon/language'
import type { Diagnostic } from '@merlon/protocol'
import importer from '../api-fortress.ts'
import type { ImportResult } from '../importer.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))

/** The files below a folder of fixtures, by path relative to it. */
export function folder(name: string): Map<string, Uint8Array> {
  const root = join(fixtures, name)
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(paths.map((path) => [relative(root, path).split(sep).join('/'), new Uint8Array(readFileSync(path))]))
}

export const importFiles = (files: ReadonlyMap<string, string | Uint8Array>, name = 'garden'): Promise<ImportResult> =>
  importer.run({ files, name, catalog })

export function textAt({ files }: ImportResult, path: string): string {
  const content = files.get(path)
  if (typeof content !== 'string') throw new Error(`no text at ${path}; there is ${[...files.keys()].join(', ')}`)
  return content
}

/** The sources of a kind, by name. */
function sources({ files }: ImportResult, folderName: string): Map<string, SourceFile> {
  const paths = [...files.keys()].filter((path) => path.startsWith(`${folderName}/`))
  return new Map(
    paths.map((path) => [
      path.slice(folderName.length + 1, -'.yaml'.length),
      { path, text: textAt({ files } as ImportResult, path) },
    ]),
  )
}

export interface Compiled {
  readonly plans: ReadonlyMap<string, TestPlan>
  readonly diagnostics: readonly Diagnostic[]
}

const readFile = (): Promise<string> => Promise.reject(new Error('no files here'))

/** Compiles everything that was imported, as `merlon check` would. */
export async function compileAll(result: ImportResult): Promise<Compiled> {
  const file = (path: string): SourceFile | undefined => {
    const text = result.files.get(path)
    return typeof text === 'string' ? { path, text } : undefined
  }
  const settings = file('merlon.yaml')
  const vault = file('vault.yaml')
  const files: ProjectFiles = {
    environments: sources(result, 'environments'),
    snippets: sources(result, 'snippets'),
    ...(settings ? { settings } : {}),
    ...(vault ? { vault } : {}),
  }
  const { project, diagnostics } = readProject(files)
  const all: Diagnostic[] = [...diagnostics]
  for (const name of project.snippets.keys()) {
    all.push(...(compileSnippet(name, { catalog, project }, 'javascript', new Set())?.diagnostics ?? []))
  }
  const plans = new Map<string, TestPlan>()
  for (const [name, source] of sources(result, 'tests')) {
    const reading = new Reading()
    const { node, diagnostics: written } = readYaml(source)
    const test = readTestNode(source, node, reading)
    const given = { ...noVariables, environments: [...project.environments.keys()] }
    const compiled = await compileTest(test, { catalog, project, given, readFile })
    all.push(...written, ...reading.diagnostics, ...compiled.diagnostics)
    plans.set(name, compiled.plan)
  }
  return { plans, diagnostics: all }
}

/** The plan of a test in its older form. */
export async function olderPlan(unit: SourceFile, input?: SourceFile): Promise<TestPlan> {
  const { test } = await readOlderTest({ unit, input, name: 'older' })
  const { project } = readProject({ environments: new Map(), snippets: new Map() })
  return (await compileTest(test, { catalog, project, given: noVariables, readFile })).plan
}
