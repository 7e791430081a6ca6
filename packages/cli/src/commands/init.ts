import { readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { openSecretFile, shownPath, stateFolderOf } from '@merlon/host'
import { shellQuoted } from '@merlon/protocol'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { editorFiles, schemaFiles } from '../project-start/editor.ts'
import { exampleProject } from '../project-start/example.ts'
import { workflowFor } from '../project-start/workflow.ts'
import { takenPaths, writeFiles } from '../project-start/write-files.ts'
import { projectAround } from '../run/select.ts'

/** How this command is called here: through npx it is not on the path. */
const command = (): string => (process.env.npm_command === 'exec' ? 'npx merlon' : 'merlon')

function nextSteps(folder: string): string {
  const merlon = command()
  const lines = [
    `  ${merlon} demo-shop   a shop to test, in a terminal of its own`,
    `  ${merlon} run         the tests`,
  ]
  return `\nNext:\n${folder === '.' ? '' : `  cd ${shellQuoted(folder)}\n`}${lines.join('\n')}\n`
}

/** A secret that somebody set already stays. */
async function keepSecret(folder: string, { name, value }: { name: string; value: string }): Promise<void> {
  const secrets = openSecretFile(stateFolderOf(folder))
  if (secrets.get(name) === undefined) await secrets.set(name, value)
}

function ignoresState(folder: string): boolean {
  return /^\/?\.merlon\/?\s*$/m.test(readFileSync(join(folder, '.gitignore'), 'utf8'))
}

function tellFiles(folder: string, files: ReadonlyMap<string, string>, taken: ReadonlySet<string>): void {
  const shown = shownPath(folder, process.cwd())
  for (const path of files.keys())
    process.stdout.write(`  ${taken.has(path) ? 'kept ' : 'wrote'}  ${shown === '.' ? path : `${shown}/${path}`}\n`)
}

function writeWorkflow(folder: string): void {
  const { root, files } = workflowFor(folder)
  const taken = new Set(takenPaths(root, files))
  if (taken.size === 0) writeFiles(root, files)
  tellFiles(root, files, taken)
}

function writeSchemas(folder: string): number {
  const files = schemaFiles()
  writeFiles(folder, files)
  tellFiles(folder, files, new Set())
  return exit.passed
}

export default defineCommand({
  name: 'init',
  summary: 'Begins a project, with an example that runs.',
  usage: '[DIR]',
  details:
    'DIR is the folder of the project, made if it is not there; without it, this folder. Files that exist are left alone.\n\nSchemas for editors and a workflow for GitHub Actions are among what it writes; they belong into the repository. After an update of merlon, --schemas writes\nthem anew.',
  flags: { schemas: { type: 'boolean', summary: 'Write the schemas for editors, over older ones, and nothing else' } },
  examples: [
    ['merlon init shop-tests', 'in a new folder'],
    ['merlon init --schemas', 'for this project, after an update'],
  ],
  async run([given, ...more], { schemas }) {
    if (more.length > 0) throw new UsageError(`one project is begun at a time, but '${more[0]}' was named too`)
    const folder = resolve(given ?? '.')
    const found = statSync(folder, { throwIfNoEntry: false })
    if (found && !found.isDirectory()) throw new UsageError(`'${given}' is a file`, 'name a folder')
    if (schemas) return writeSchemas(given === undefined ? projectAround(folder) : folder)
    const { files: example, secret } = exampleProject(basename(folder) || 'tests')
    const files = new Map([...example, ...editorFiles()])
    const taken = new Set(takenPaths(folder, files))
    writeFiles(folder, new Map([...files].filter(([path]) => !taken.has(path))))
    if (!taken.has('vault.yaml')) await keepSecret(folder, secret)
    tellFiles(folder, files, taken)
    writeWorkflow(folder)
    if (taken.has('.gitignore') && !ignoresState(folder))
      process.stdout.write('\nadd `.merlon/` to your .gitignore: what is kept there belongs to this machine\n')
    process.stdout.write(nextSteps(shownPath(folder, process.cwd())))
    return exit.passed
  },
})
