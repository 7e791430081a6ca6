import manifest from '../../package.json' with { type: 'json' }
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'

export default defineCommand({
  name: 'lsp',
  summary: 'Serves editors: completion, mistakes while typing, renaming.',
  usage: '',
  details:
    'A language server on standard input and output, started by an editor; `docs/guides/editors.md` has the settings for each.\nIt looks at the tests, snippets, environments, vault and settings of the projects that the open files belong to, and sends\nnothing anywhere.',
  flags: {
    env: { type: 'list', short: 'e', value: 'NAME', summary: 'Take values and mistakes of an environment; repeatable' },
    stdio: { type: 'boolean', summary: 'What editors ask for; there is no other way' },
  },
  examples: [['merlon lsp -e staging', 'values as they are in staging']],
  async run(args, given) {
    if (args.length > 0) throw new UsageError(`\`merlon lsp\` takes no '${args[0]}'`)
    const { serve } = await import('../lsp/serve.ts')
    await serve({ environments: given.env, version: manifest.version })
    return exit.passed
  },
})
