import { basename, dirname, resolve } from 'node:path'
import { shownPath } from '@merlon/host'
import { type Generated, generateAssertions, type RequestNeeds, UnusableSample } from '@merlon/importers'
import { compileExpression, type PrintStep, type PrintValue, printSteps, printTest, printYaml } from '@merlon/language'
import { clean, shellQuoted } from '@merlon/protocol'
import { countText } from '@merlon/reporters'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { responseIn } from '../generating/responses.ts'
import { takenPaths, writeFiles } from '../project-start/write-files.ts'

const USAGE = 'merlon generate --from-response FILE'

function checkName(name: string): void {
  const compiled = compileExpression(name, { dialect: 'javascript', helperNames: new Set() })
  if (/^[A-Za-z_$][\w$]*$/.test(name) && !/^_\d/.test(name) && 'expression' in compiled && compiled.expression.isPath)
    return
  throw new UsageError(
    `'${name}' cannot name a variable`,
    'a name has letters, digits and `_`, does not begin with a digit, and is no word of the language',
  )
}

async function draftFrom(
  paths: readonly string[],
  options: Parameters<typeof generateAssertions>[1],
): Promise<Generated> {
  const samples = paths.map(responseIn)
  try {
    return await generateAssertions(samples, options)
  } catch (error) {
    if (error instanceof UnusableSample)
      throw new UsageError(`'${paths[error.sample]}' cannot be used: ${error.message}`)
    throw error
  }
}

/** The request that a test of the draft begins with. */
function requestStep(url: string, variable: string, { expect, mode }: RequestNeeds): PrintStep {
  const input = new Map<string, PrintValue>([['url', url]])
  if (variable !== 'payload') input.set('var', variable)
  if (mode !== undefined) input.set('mode', mode)
  if (expect !== undefined) input.set('expect', expect)
  return { component: 'get', input: input.size > 1 ? input : url }
}

/** `alone`: the request is not in the draft, so what it needs is said. */
function notesText({ notes, suggestions, request: needs }: Generated, alone: boolean): string {
  const fields = Object.entries(needs).map(([name, value]) => `\`${printYaml({ [name]: value }).trim()}\``)
  const few = suggestions.filter(({ kind }) => kind === 'enumeration').map(({ path }) => `\`${path}\``)
  const lines = [
    ...(alone && fields.length > 0
      ? [`such a response is what a request expects that has ${fields.join(' and ')}`]
      : []),
    ...notes.map(({ path, message }) => `\`${path}\` ${message}`),
    ...(few.length > 0 ? [`few different texts are in ${few.join(', ')}; --enumerations asserts them`] : []),
  ]
  return lines.map((line) => `note: ${clean(line)}\n`).join('')
}

function writeTest(
  path: string,
  steps: readonly PrintStep[],
  given: { force: boolean; hint: string | undefined },
): void {
  const target = resolve(path)
  const [first, ...others] = steps
  const hinted = first && given.hint !== undefined ? [{ ...first, comment: given.hint }, ...others] : steps
  const files = new Map([[basename(target), printTest({ steps: hinted })]])
  if (!given.force && takenPaths(dirname(target), files).length > 0)
    throw new UsageError(
      `there is a '${path}' already, so nothing was written`,
      'name another file, or write over it with --force',
    )
  writeFiles(dirname(target), files)
  const shown = shownPath(target, process.cwd())
  process.stdout.write(
    `wrote ${clean(shown)}: ${countText(steps.length, 'step')}\nnext: merlon check ${shellQuoted(shown)}\n`,
  )
}

export default defineCommand({
  name: 'generate',
  summary: 'Writes a draft of assertions from a response.',
  usage: '--from-response FILE...',
  details:
    'FILE is a body (.json .xml .html .csv .yaml .txt), what `curl -i` printed, or - for standard input. Several files are\nresponses to the same call: what is not in all of them is optional. The draft passes on each of them; remove what does\nnot matter. What it cannot say is noted on standard error.',
  flags: {
    'from-response': { type: 'list', value: 'FILE', summary: 'A response; more may follow' },
    var: { type: 'text', value: 'NAME', group: 'Assertions', summary: 'The variable that holds the body (payload)' },
    shape: { type: 'boolean', group: 'Assertions', summary: 'One `assert-shape` instead of single steps' },
    pin: { type: 'boolean', group: 'Assertions', summary: 'Assert the values too, where only one was found' },
    enumerations: {
      type: 'boolean',
      group: 'Assertions',
      summary: 'Assert that a text is one of those found, where they are few',
    },
    strict: {
      type: 'boolean',
      group: 'Assertions',
      summary: 'JSON types themselves: a number in a text fails; a shape allows no other members',
    },
    output: {
      type: 'text',
      short: 'o',
      value: 'FILE',
      group: 'Output',
      summary: 'Write a test instead of printing steps',
    },
    url: { type: 'text', value: 'URL', group: 'Output', summary: 'Begin with a request to this URL' },
    force: { type: 'boolean', group: 'Output', summary: 'Write over a file that is there' },
  },
  examples: [
    ['curl -i https://api.example.org/items | merlon generate --from-response -', 'steps, printed'],
    ['merlon generate --from-response one.json two.json --shape', 'one shape for both'],
    ['merlon generate --from-response items.json --url /items -o tests/items.yaml', 'a test'],
  ],
  async run(args, given) {
    const paths = [...given['from-response'], ...args]
    if (given['from-response'].length === 0)
      throw new UsageError('merlon generate needs a response to begin with', USAGE)
    if (paths.filter((path) => path === '-').length > 1)
      throw new UsageError('standard input holds one response, but `-` was named twice')
    const { var: variable = 'payload', pin, enumerations, strict, url, output, force } = given
    checkName(variable)
    const style = given.shape ? 'shape' : 'steps'
    const generated = await draftFrom(paths, { variable, style, pin, enumerations, strict })
    const steps =
      url === undefined ? generated.steps : [requestStep(url, variable, generated.request), ...generated.steps]
    const hint = url === undefined ? `The request belongs here; its body goes into \`${variable}\`.` : undefined
    if (output === undefined) process.stdout.write(printSteps(steps))
    else writeTest(output, steps, { force, hint })
    process.stderr.write(notesText(generated, url === undefined))
    return exit.passed
  },
})
