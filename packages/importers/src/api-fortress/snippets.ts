/** Snippets: lists of components, in YAML or XML, kept as values of a vault. */
import type { Catalog } from '@merlon/engine'
import { type Dialect, entryOf, type Node, printSteps, readOlderTest, readYaml } from '@merlon/language'
import { Code } from './code.ts'
import { Notes } from './notes.ts'
import { importSteps } from './steps.ts'
import { type ImportedTest, noteDiagnostics, olderSteps } from './tests.ts'

const isXml = (code: string): boolean => /^\s*</.test(code)

const isComponentList = (node: Node | undefined): boolean =>
  node?.kind === 'list' &&
  node.items.length > 0 &&
  node.items.every((item) => item.kind === 'map' && entryOf(item, 'id'))

/** Whether a value of a vault is a snippet rather than a text: a list of components, each with its `id`. */
export function isSnippet(value: string): boolean {
  return /^\s*(?:#.*\n\s*)*-\s/.test(value) && isComponentList(readYaml({ path: '', text: value }).node)
}

/** Elements alone, or in what surrounds them in a unit; nothing is added before the first line but on that line. */
function asUnit(code: string): string {
  const bare = code.replace(/^\s*<\?xml[^>]*\?>/, '')
  if (/<unit[\s>]/.test(bare)) return bare
  return /^\s*<sequence[\s>]/.test(bare) ? `<unit>${bare}</unit>` : `<unit><sequence>${bare}</sequence></unit>`
}

/** Imports the code of a snippet out of the file at `path`; lines count in the code. */
export async function importSnippet(path: string, code: string, catalog: Catalog): Promise<ImportedTest> {
  const ending = isXml(code) ? 'xml' : 'yaml'
  const unit = { path: `${path}.${ending}`, text: ending === 'xml' ? asUnit(code) : code }
  const { test, diagnostics } = await readOlderTest({ unit, name: '' })
  const notes = new Notes()
  noteDiagnostics(diagnostics, notes)
  const steps = olderSteps(test.steps)
  if (steps.length === 0) {
    notes.lost({ path }, 'this snippet is left out, because it has no steps')
    return { found: 0, kept: 0, notes }
  }
  const dialect: Dialect = test.dialect
  const codeFor = (to: Notes): Code => new Code({ dialect, helperNames: catalog.helperNames, notes: to })
  const imported = await importSteps(steps, catalog, codeFor)
  notes.add(imported.notes)
  return { text: printSteps(imported.steps), found: imported.found, kept: imported.kept, notes }
}
