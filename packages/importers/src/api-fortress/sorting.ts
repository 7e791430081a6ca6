/** Tells what each file of an export is: a unit with its input, variables, or a file to keep as it is. */
import { entryOf, olderTestFolders, readYaml, type SourceFile } from '@merlon/language'
import type { OpenFile } from '../open-files.ts'
import { fileOf, folderOf, isHidden, stemOf } from '../shared/names.ts'
import type { Notes } from './notes.ts'
import type { OlderTestSource } from './tests.ts'
import { readVariables, type VariablesFile } from './values.ts'

export interface SortedTest extends OlderTestSource {
  /** Its place among the tests, without extension. */
  readonly path: string
}

export interface Sorted {
  readonly tests: readonly SortedTest[]
  readonly variables: ReadonlyMap<string, VariablesFile>
  readonly others: ReadonlyMap<string, OpenFile>
}

const UNIT_NAME = /^(?:unit|input)\.(?:xml|ya?ml)$/

/** `tests/` is where tests are in the new project too. */
const testPath = (folder: string): string => folder.replace(/^tests(?:\/|$)/, '')

/** Whether a file that is not called `unit` is one all the same. */
function isUnit(path: string, text: string): boolean {
  if (/\.xml$/i.test(path)) return /^\s*(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*)*<unit[\s>/]/.test(text)
  if (!/\.ya?ml$/i.test(path) || !/^\s*(?:-\s+)?(?:id|assertions)\s*:/m.test(text)) return false
  const { node } = readYaml({ path, text })
  if (node?.kind === 'map') return entryOf(node, 'assertions') !== undefined
  return (
    node?.kind === 'list' &&
    node.items.length > 0 &&
    node.items.every((item) => item.kind === 'map' && entryOf(item, 'id'))
  )
}

/** Units and inputs by the rules of folders; what breaks them is remarked upon. */
function foldersOf(files: ReadonlyMap<string, OpenFile>, name: string, notes: Notes): SortedTest[] {
  const source = (path: string): SourceFile => ({ path, text: files.get(path)!.text() })
  const { tests, alone, diagnostics } = olderTestFolders(files.keys())
  for (const { severity, message, location } of diagnostics) {
    if (severity === 'error') notes.lost({ path: location!.file }, `this folder is left out: ${message}`)
  }
  const all = [...tests, ...alone.map((unit) => ({ folder: folderOf(unit), unit, input: undefined }))]
  return all.map(({ folder, unit, input }) => {
    const path = testPath(folder) || name
    return { path, name: fileOf(path), unit: source(unit), input: input === undefined ? undefined : source(input) }
  })
}

/** Sorts the files of an export, in the order of their paths. `name` is for a test that has no folder. */
export async function sortFiles(files: ReadonlyMap<string, OpenFile>, name: string, notes: Notes): Promise<Sorted> {
  const seen = new Map([...files].filter(([path]) => !isHidden(path)).sort(([a], [b]) => (a < b ? -1 : 1)))
  const tests = foldersOf(seen, name, notes)
  const variables = new Map<string, VariablesFile>()
  const others = new Map<string, OpenFile>()
  for (const [path, file] of seen) {
    if (UNIT_NAME.test(fileOf(path))) continue
    const isText = /\.(?:xml|ya?ml|json|csv)$/i.test(path)
    if (isText && isUnit(path, file.text())) {
      const folder = testPath(folderOf(path))
      tests.push({
        path: `${folder}${folder && '/'}${stemOf(path)}`,
        name: stemOf(path),
        unit: { path, text: file.text() },
      })
      continue
    }
    const found = isText ? await readVariables(path, file.text()) : undefined
    if (found) variables.set(path, found)
    else others.set(path, file)
  }
  return { tests, variables, others }
}
