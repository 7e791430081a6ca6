import { readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { openSecretFile, shownPath, stateFolderOf } from '@merlon/host'
import { shellQuoted } from '@merlon/protocol'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { exampleProject } from '../project-start/example.ts'
import { takenPaths, writeFiles } from '../project-start/write-files.ts'

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

export default defineCommand({
  name: 'init',
  summary: 'Begins a project, with an example that runs.',
  usage: '[DIR]',
  details:
    'DIR is the folder of the project, made if it is not there; without it, this folder. Files that exist are left alone.',
  flags: {},
  examples: [['merlon init shop-tests', 'in a new folder']],
  async run([given = '.', ...more]) {
    if (more.length > 0) throw new UsageError(`one project is begun at a time, but '${more[0]}' was named too`)
    const folder = resolve(given)
    const found = statSync(folder, { throwIfNoEntry: false })
    if (found && !found.isDirectory()) throw new UsageError(`'${given}' is a file`, 'name a folder')
    const { files, secret } = exampleProject(basename(folder) || 'tests')
    const taken = new Set(takenPaths(folder, files))
    writeFiles(folder, new Map([...files].filter(([path]) => !taken.has(path))))
    if (!taken.has('vault.yaml')) await keepSecret(folder, secret)
    const shown = shownPath(folder, process.cwd())
    for (const path of files.keys())
      process.stdout.write(`  ${taken.has(path) ? 'kept ' : 'wrote'}  ${shown === '.' ? path : `${shown}/${path}`}\n`)
    if (taken.has('.gitignore') && !ignoresState(folder))
      process.stdout.write('\nadd `.merlon/` to your .gitignore: what is kept there belongs to this machine\n')
    process.stdout.write(nextSteps(shown))
    return exit.passed
  },
})
