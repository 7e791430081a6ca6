/**
 * Which tests a change of files can make end otherwise: those written in them, those that call a changed snippet, be it
 * through others, and all of a project whose variables, settings or data changed.
 */
import { relative, resolve, sep } from 'node:path'
import { catalog } from '@merlon/components'
import { catalogDocument } from '@merlon/engine'
import { type LoadedProject, type LoadedTest, snapshotFile } from '@merlon/host'
import { allMentions, type MentionContext } from '@merlon/language'

interface Called {
  readonly names: ReadonlySet<string>
  /** A name that is known only when it runs may be any. */
  readonly any: boolean
}

const document = catalogDocument(catalog)

function calledIn(text: string, kind: MentionContext['kind']): Called {
  const { snippets, computesSnippets } = allMentions(text, { catalog: document, kind })
  return { names: new Set(snippets.map(({ name }) => name)), any: computesSnippets }
}

/** Which of a project's snippets are reached from others: looked up once for all of its tests. */
class Snippets {
  private readonly called = new Map<string, Called>()
  private readonly project: LoadedProject

  constructor(project: LoadedProject) {
    this.project = project
  }

  private of(name: string): Called {
    const known = this.called.get(name)
    if (known) return known
    const file = this.project.project.snippets.get(name)
    const called = file ? calledIn(file.text, 'snippet') : { names: new Set<string>(), any: false }
    this.called.set(name, called)
    return called
  }

  /** Whether a test calls one of these snippets, itself or through others. */
  reaches(from: Called, wanted: ReadonlySet<string>): boolean {
    if (wanted.size === 0) return false
    const seen = new Set<string>()
    const waiting = [from]
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      if (one.any) return true
      for (const name of one.names) {
        if (wanted.has(name)) return true
        if (!seen.has(name)) waiting.push(this.of(name))
        seen.add(name)
      }
    }
    return false
  }
}

/** What a change means for a project. */
interface Change {
  readonly everything: boolean
  readonly snippets: ReadonlySet<string>
}

const SNIPPET = /^snippets\/(.+)\.ya?ml$/
const ENVIRONMENT = /^environments\/(.+)\.ya?ml$/
const FOR_ALL = /^(?:merlon\.yaml|vault\.yaml|files\/.*)$/

function changeOf(root: string, changed: ReadonlySet<string>, environments: readonly string[]): Change {
  const snippets = new Set<string>()
  let everything = changed.has(resolve(root, '..', 'vault.yaml'))
  for (const path of changed) {
    const inside = relative(root, path).split(sep).join('/')
    const snippet = SNIPPET.exec(inside)?.[1]
    const environment = ENVIRONMENT.exec(inside)?.[1]
    if (snippet !== undefined) snippets.add(snippet)
    if (FOR_ALL.test(inside) || (environment !== undefined && environments.includes(environment))) everything = true
  }
  return { everything, snippets }
}

/** The files that a test is written in, absolute; its snapshots stand beside it. */
function filesOf({ source }: LoadedTest, cwd: string): string[] {
  const files = [source.unit, ...(source.input ? [source.input] : [])].map(({ path }) => resolve(cwd, path))
  return [...files, snapshotFile(resolve(cwd, source.path))]
}

interface Around {
  readonly cwd: string
  readonly environments: readonly string[]
  /** Further files that all tests read. */
  readonly files: readonly string[]
}

/** The tests that are affected; `changed` are absolute paths, of files that are there or were. */
export function affectedBy(
  changed: ReadonlySet<string>,
  tests: readonly LoadedTest[],
  { cwd, environments, files }: Around,
): LoadedTest[] {
  if (files.some((path) => changed.has(resolve(cwd, path)))) return [...tests]
  const changes = new Map<LoadedProject, Change>()
  const snippets = new Map<LoadedProject, Snippets>()
  return tests.filter((test) => {
    const { project, source } = test
    if (filesOf(test, cwd).some((path) => changed.has(path))) return true
    const change = changes.get(project) ?? changeOf(project.root, changed, environments)
    changes.set(project, change)
    if (change.everything) return true
    if (change.snippets.size === 0) return false
    // Nothing is found in the older formats, so that any snippet may be theirs.
    if (source.older) return true
    const reached = snippets.get(project) ?? new Snippets(project)
    snippets.set(project, reached)
    return reached.reaches(calledIn(source.unit.text, 'test'), change.snippets)
  })
}
