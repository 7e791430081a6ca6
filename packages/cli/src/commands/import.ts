import { resolve } from 'node:path'
import { catalog } from '@merlon/components'
import { shownPath } from '@merlon/host'
import { type ImportResult, importerTable } from '@merlon/importers'
import { suggest } from '@merlon/language'
import { shellQuoted } from '@merlon/protocol'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { type Found, inputOf } from '../importing/input-of.ts'
import { reportText } from '../importing/report-text.ts'
import { takenPaths, writeFiles } from '../project-start/write-files.ts'
import { reasonOf } from '../system-error.ts'

const MOST_SHOWN = 10
const kinds = Object.keys(importerTable)

function importerOf(kind: string | undefined): (typeof importerTable)[string] {
  const entry = kind !== undefined && Object.hasOwn(importerTable, kind) ? importerTable[kind] : undefined
  if (entry) return entry
  const near = kind === undefined ? undefined : suggest(kind, kinds)
  throw new UsageError(
    kind === undefined ? 'merlon import needs to know what to import' : `nothing of the kind '${kind}' can be imported`,
    near ? `did you mean '${near}'?` : `the kinds are ${kinds.join(', ')}`,
  )
}

async function convert(entry: (typeof importerTable)[string], input: Found, path: string): Promise<ImportResult> {
  const importer = await entry.load()
  try {
    return await importer.run({ ...input, catalog })
  } catch (error) {
    throw new UsageError(`'${path}' cannot be imported: ${reasonOf(error)}`)
  }
}

/** Where the project goes: where the flag says, or a new folder named like the input. */
function targetOf(to: string | undefined, path: string, name: string): string {
  const target = resolve(to ?? name)
  if (to === undefined && target === resolve(path))
    throw new UsageError(
      'the project cannot go into the folder that it is imported from',
      'name another one with --to DIR',
    )
  return target
}

function refuseConflicts(folder: string, { files }: ImportResult): void {
  const taken = takenPaths(folder, files)
  if (taken.length === 0) return
  const shown = taken.slice(0, MOST_SHOWN).map((path) => `\n  ${path}`)
  const more = taken.length > MOST_SHOWN ? `\n  and ${taken.length - MOST_SHOWN} more` : ''
  const where = shownPath(folder, process.cwd())
  throw new UsageError(
    `these files are in '${where}' already, so nothing was written:${shown.join('')}${more}`,
    'name another folder with --to DIR, or write over them with --force',
  )
}

export default defineCommand({
  name: 'import',
  summary: 'Turns tests of another tool into a project.',
  usage: 'KIND FILE',
  details: `FILE is a file or a folder. What could not be taken over as it was is listed with its place.\n\nKinds:\n${Object.entries(
    importerTable,
  )
    .map(([kind, { summary }]) => `  ${kind}  ${summary}`)
    .join('\n')}`,
  flags: {
    to: { type: 'text', value: 'DIR', summary: 'Folder of the project (a new one, named like FILE)' },
    force: { type: 'boolean', summary: 'Write over files that are there' },
  },
  examples: [['merlon import api-fortress export.zip --to shop', 'into the folder shop']],
  async run([kind, path, ...more], given) {
    const entry = importerOf(kind)
    if (path === undefined) throw new UsageError('merlon import needs a file or a folder', `merlon import ${kind} FILE`)
    if (more.length > 0)
      throw new UsageError(`one file or folder is imported at a time, but '${more[0]}' was named too`)
    const input = inputOf(path, entry.accepts)
    const folder = targetOf(given.to, path, input.name)
    const result = await convert(entry, input, path)
    const { tests, snippets, variables, environments } = result.report
    if (tests + snippets + variables + environments === 0)
      throw new UsageError(`there is nothing of ${entry.title} in '${path}'`)
    if (!given.force) refuseConflicts(folder, result)
    writeFiles(folder, result.files)
    const shown = shownPath(folder, process.cwd())
    process.stdout.write(`${reportText(result.report, shown)}\nnext: merlon check ${shellQuoted(shown)}\n`)
    return exit.passed
  },
})
