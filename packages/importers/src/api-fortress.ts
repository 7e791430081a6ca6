/** Imports what API Fortress, on premises or in the cloud, and its successor export or keep on disk. */
import { type Dialect, printYaml } from '@merlon/language'
import { Notes } from './api-fortress/notes.ts'
import { type SortedTest, sortFiles } from './api-fortress/sorting.ts'
import { importTest } from './api-fortress/tests.ts'
import { variableFiles } from './api-fortress/variables.ts'
import { defineImporter, type ImportInput, type ImportResult } from './importer.ts'
import { openFiles } from './open-files.ts'
import { safePath, UniqueNames } from './shared/names.ts'

/** Folders in which files were kept that tests call by what is below them. */
const KEPT_IN = /^(?:.*\/)?(?:drive|data|files)\//i

/** Values may hold code; whose language it is shows in the tests that use them. */
function dialectOf(tests: readonly SortedTest[]): Dialect {
  return tests.length > 0 && tests.every(({ unit }) => /\.xml$/i.test(unit.path)) ? 'groovy' : 'javascript'
}

async function run({ files, name, catalog }: ImportInput): Promise<ImportResult> {
  const notes = new Notes()
  const sorted = await sortFiles(await openFiles(files), name, notes)
  const result = new Map<string, string | Uint8Array>([['merlon.yaml', printYaml({ name })]])
  const names = new UniqueNames()
  const counts = { tests: 0, steps: 0, kept: 0, files: 0 }
  for (const test of sorted.tests) {
    const imported = await importTest(test, catalog)
    notes.add(imported.notes)
    counts.steps += imported.found
    counts.kept += imported.kept
    if (imported.text === undefined) continue
    result.set(names.claim(`tests/${safePath(test.path) || 'unnamed'}`, '.yaml'), imported.text)
    counts.tests += 1
  }
  const variables = await variableFiles(sorted.variables, { catalog, dialect: dialectOf(sorted.tests), notes })
  for (const [path, text] of variables.files) result.set(path, text)
  for (const [path, { content }] of sorted.others) {
    const below = safePath(path.replace(KEPT_IN, ''))
    const ending = /\.[^./]*$/.exec(below)?.[0] ?? ''
    const kept = names.claim(`files/${below.slice(0, below.length - ending.length)}`, ending)
    result.set(kept, content)
    counts.files += 1
  }
  return {
    files: result,
    report: {
      ...counts,
      steps: counts.steps + variables.found,
      kept: counts.kept + variables.kept,
      snippets: variables.snippets,
      variables: variables.variables,
      environments: variables.environments,
      ...notes.all,
    },
  }
}

export default defineImporter({
  kind: 'api-fortress',
  title: 'API Fortress',
  summary:
    'Tests in XML or YAML with their inputs, vaults, snippets, environments and files: a zip, a folder or one unit',
  accepts: ['zip', 'xml', 'yaml', 'yml', 'json', 'csv'],
  run,
})
