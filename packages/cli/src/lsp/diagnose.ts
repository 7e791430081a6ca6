/** What is wrong with the files of a project as they stand in the editor: what `merlon check` would say of them. */
import { resolve } from 'node:path'
import { catalog } from '@merlon/components'
import { type ProjectFiles, readProject } from '@merlon/engine'
import { type LoadedTest, openProject, TestLoader } from '@merlon/host'
import type { SourceFile } from '@merlon/language'
import { type Diagnostic, sortDiagnostics } from '@merlon/protocol'
import type { Place } from './workspace.ts'

export interface OpenFile {
  readonly place: Place
  readonly text: string
}

const stemOf = (name: string): string => name.replace(/^.*\//, '').replace(/\.[^.]*$/, '')

function withOpen(files: ProjectFiles, open: readonly OpenFile[]): ProjectFiles {
  const environments = new Map(files.environments)
  const snippets = new Map(files.snippets)
  let { settings, vault } = files
  for (const { place, text } of open) {
    const file: SourceFile = { path: place.name, text }
    if (place.kind === 'settings') settings = file
    else if (place.kind === 'snippet') snippets.set(stemOf(place.name), file)
    else if (place.name === 'vault.yaml') vault = file
    else if (place.kind === 'variables') environments.set(stemOf(place.name), file)
  }
  return {
    ...files,
    environments,
    snippets,
    ...(settings ? { settings } : {}),
    ...(vault ? { vault } : {}),
  }
}

/** A loader that sees the files of a project as they are in the editor. */
function loaderFor(
  { root, isProject }: Pick<Place, 'root' | 'isProject'>,
  open: readonly OpenFile[],
  environments: readonly string[],
): TestLoader {
  const loader = new TestLoader({ catalog, environments, overrides: [], variables: process.env, cwd: root })
  const saved = loader.project(root)
  if (isProject) {
    const read = readProject(withOpen(openProject(root).surroundings(), open))
    const others = saved.diagnostics.filter(({ code }) => code === 'secrets-file')
    loader.projects.set(root, {
      ...saved,
      project: read.project,
      diagnostics: [...read.diagnostics, ...others],
    })
  }
  return loader
}

const sourceOf = ({ root, isProject, name }: Place, text: string): Parameters<TestLoader['load']>[0] => ({
  path: name,
  project: isProject ? root : undefined,
  unit: { path: name, text },
  older: false,
})

/** What is wrong with a test, for as long as it and what stands around it stay as they were. */
interface Kept {
  readonly text: string
  readonly around: number
  readonly diagnostics: readonly Diagnostic[]
}

export class Checks {
  readonly #environments: readonly string[]
  readonly #kept = new Map<string, Kept>()

  constructor(environments: readonly string[]) {
    this.#environments = environments
  }

  /**
   * Everything that is wrong, by absolute path. The open files are all of one project, or one of none; `around` is
   * another number when anything but the tests may have changed.
   */
  async of(open: readonly OpenFile[], around: number): Promise<Map<string, Diagnostic[]>> {
    const found = new Map<string, Diagnostic[]>()
    const [first] = open
    if (!first) return found
    const { root, isProject } = first.place
    const loader = loaderFor(first.place, open, this.#environments)
    const all: Diagnostic[] = []
    for (const file of open) if (file.place.kind === 'test') all.push(...(await this.#test(loader, file, around)))
    if (isProject) all.push(...loader.surroundings({ everything: true }))
    for (const one of sortDiagnostics(all)) {
      // What has no place is wrong with how the server was started.
      if (!one.location) continue
      const path = resolve(root, one.location.file)
      found.set(path, [...(found.get(path) ?? []), one])
    }
    return found
  }

  async #test(loader: TestLoader, { place, text }: OpenFile, around: number): Promise<readonly Diagnostic[]> {
    const kept = this.#kept.get(place.path)
    if (kept?.text === text && kept.around === around) return kept.diagnostics
    const { diagnostics } = await loader.load(sourceOf(place, text))
    this.#kept.set(place.path, { text, around, diagnostics })
    return diagnostics
  }
}

/** A test without its steps, of which nothing is left but that there are some. */
export function withoutSteps(text: string): string {
  let inside = false
  const head = text.split('\n').filter((line) => {
    if (/^[^\s#]/.test(line)) inside = /^(?:(?:before|steps|finally)\s*:|-)/.test(line)
    return !inside
  })
  return `${head.join('\n')}\nsteps:\n  - stop\n`
}

/** What stands around the steps of a file, as a run would see it. */
export async function withoutItsSteps(
  { place, text }: OpenFile,
  open: readonly OpenFile[],
  environments: readonly string[],
): Promise<{ readonly loaded: LoadedTest; readonly diagnostics: readonly Diagnostic[] }> {
  const loader = loaderFor(place, open, environments)
  return loader.load(sourceOf(place, withoutSteps(place.kind === 'test' ? text : '')))
}
