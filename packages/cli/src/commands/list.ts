import type { LoadedTest } from '@merlon/host'
import { clean } from '@merlon/protocol'
import { countText } from '@merlon/reporters'
import { defineCommand } from '../command.ts'
import { exit } from '../exit.ts'
import { drawAll, hasErrors } from '../run/diagnostics.ts'
import { loadTests, selectionFlags } from '../run/load.ts'
import { nothingMatched } from '../run/nothing-matched.ts'
import { terminalOf } from '../run/terminal.ts'

const namesOf = ({ plan }: LoadedTest): string[] => plan.inputs.map(({ name }) => name)

/** A test that has no input sets runs once, under a name that nobody wrote. */
const isUnnamed = ({ node }: LoadedTest): boolean => node.inputs === undefined

function testLines(test: LoadedTest, width: number): string[] {
  const tags = test.node.tags.length > 0 ? `  [${test.node.tags.join(', ')}]` : ''
  const head = clean(`${test.source.path.padEnd(width)}  ${test.plan.name}${tags}`)
  return isUnnamed(test) ? [head] : [head, ...namesOf(test).map((name) => `  - ${clean(name)}`)]
}

function tagLine(tests: readonly LoadedTest[]): string[] {
  const uses = new Map<string, number>()
  for (const { node } of tests) for (const tag of new Set(node.tags)) uses.set(tag, (uses.get(tag) ?? 0) + 1)
  const sorted = [...uses].sort(([a], [b]) => (a < b ? -1 : 1))
  return uses.size === 0 ? [] : [`tags: ${sorted.map(([tag, count]) => `${clean(tag)} (${count})`).join(', ')}`]
}

function listText(tests: readonly LoadedTest[]): string {
  const width = Math.max(...tests.map(({ source }) => source.path.length))
  const sets = tests.reduce((sum, one) => sum + one.plan.inputs.length, 0)
  const counts = `${countText(tests.length, 'test')} · ${countText(sets, 'input set')}`
  return `${[...tests.flatMap((one) => testLines(one, width)), '', counts, ...tagLine(tests)].join('\n')}\n`
}

function listJson(tests: readonly LoadedTest[]): string {
  const list = tests.map((one) => ({
    name: one.plan.name,
    file: one.source.path,
    tags: one.node.tags,
    inputSets: namesOf(one),
  }))
  return `${JSON.stringify({ schema: 'merlon.tests/1', tests: list })}\n`
}

export default defineCommand({
  name: 'list',
  summary: 'Lists tests with their tags and input sets.',
  usage: '[PATH...]',
  details: 'Exit codes: 0 listed, 2 a file does not load (the others are listed), 4 no test matched.',
  flags: {
    ...selectionFlags,
    json: { type: 'boolean', group: 'Output', summary: 'Print the list as JSON' },
    'no-color': { type: 'boolean', group: 'Output', summary: 'No colours; NO_COLOR does the same' },
  },
  examples: [
    ['merlon list', 'all tests of this project'],
    ['merlon list -t "smoke and not slow"', 'what a selection means'],
    ['merlon list --json', 'for programs'],
  ],
  async run(args, given) {
    const { tests, diagnostics, loader, found } = await loadTests(args, {
      ...given,
      env: [],
      var: [],
      vars: [],
      secret: [],
    })
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    process.stderr.write(drawAll(errors, loader.texts, terminalOf(process.stderr, { noColor: given['no-color'] })))
    if (given.json) process.stdout.write(listJson(tests))
    else if (tests.length > 0) process.stdout.write(listText(tests))
    if (hasErrors(errors)) return exit.usage
    return tests.length > 0 ? exit.passed : nothingMatched(found, args, given)
  },
})
