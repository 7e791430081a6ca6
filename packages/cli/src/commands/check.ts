import { countText } from '@merlon/reporters'
import { defineCommand } from '../command.ts'
import { exit } from '../exit.ts'
import { diagnosticsJson, drawAll, hasErrors } from '../run/diagnostics.ts'
import { type Loaded, loadTests, selectionFlags, variableFlags } from '../run/load.ts'
import { terminalOf } from '../run/terminal.ts'

/** `12 tests, 3 snippets`. */
function counts({ tests, loader }: Loaded): string {
  const snippets = [...loader.projects.values()].reduce((sum, { project }) => sum + project.snippets.size, 0)
  return [countText(tests.length, 'test'), ...(snippets > 0 ? [countText(snippets, 'snippet')] : [])].join(', ')
}

export default defineCommand({
  name: 'check',
  summary: 'Finds everything that is wrong before a request is sent.',
  usage: '[PATH...]',
  details:
    'Reads what `merlon run` would, and beside it all snippets, environments, vaults and settings of the project. Nothing is sent.\n\nExit codes: 0 nothing is wrong, warnings apart; 2 something is.',
  flags: {
    ...selectionFlags,
    ...variableFlags,
    json: { type: 'boolean', group: 'Output', summary: 'Print what is wrong as JSON' },
    'no-color': { type: 'boolean', group: 'Output', summary: 'No colours; NO_COLOR does the same' },
  },
  examples: [
    ['merlon check', 'the whole project'],
    ['merlon check tests/cart -e staging', 'one folder, as it would run against staging'],
    ['merlon check --json', 'for an editor or a build server'],
  ],
  async run(args, given) {
    const loaded = await loadTests(args, given, { everything: true })
    const { diagnostics, loader } = loaded
    if (given.json) process.stdout.write(diagnosticsJson(diagnostics))
    else if (diagnostics.length === 0) process.stdout.write(`${counts(loaded)}: nothing wrong\n`)
    else
      process.stdout.write(
        drawAll(diagnostics, loader.texts, terminalOf(process.stdout, { noColor: given['no-color'] })),
      )
    return hasErrors(diagnostics) ? exit.usage : exit.passed
  },
})
