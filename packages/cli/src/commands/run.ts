import { randomInt } from 'node:crypto'
import { loadHelper } from '@merlon/components'
import { run as runTests } from '@merlon/engine'
import { nodeCodec, systemClock } from '@merlon/host'
import type { RunEvent, Status } from '@merlon/protocol'
import { createReportStream, type OpenReport, type ReportContext, type Reporter, reporterTable } from '@merlon/reporters'
import { defineCommand, UsageError, type ValuesOf } from '../command.ts'
import { exit } from '../exit.ts'
import { drawAll, hasErrors } from '../run/diagnostics.ts'
import { onInterrupt } from '../run/interrupt.ts'
import { type Loaded, loadTests, selectionFlags, variableFlags } from '../run/load.ts'
import { inOrder } from '../run/order.ts'
import { openOutput, type Output, spools } from '../run/outputs.ts'
import { createWorlds } from '../run/ports.ts'
import { newRunId, prepareRunFile } from '../run/run-files.ts'
import { type Terminal, terminalOf } from '../run/terminal.ts'
import { withTimeout } from '../run/time-limit.ts'
import { wholeNumber, workersOf } from '../run/workers.ts'

const flags = {
  ...selectionFlags,
  input: { type: 'list', value: 'NAME', group: 'Selection', summary: 'Only the input set with this name; repeatable' },
  ...variableFlags,
  workers: { type: 'text', short: 'j', value: 'N|50%', group: 'Running', summary: 'Tests that run side by side (1, or what merlon.yaml says)' },
  bail: { type: 'optional', value: 'N', group: 'Running', summary: 'Begin no further test after N that did not pass (1)' },
  repeat: { type: 'text', value: 'N', group: 'Running', summary: 'Run everything N times' },
  seed: { type: 'text', value: 'N', group: 'Running', summary: 'Seed of everything random, to repeat a run' },
  timeout: { type: 'text', value: 'TIME', group: 'Running', summary: 'Time for each input set, instead of what the tests say' },
  'dry-run': { type: 'boolean', group: 'Running', summary: 'Check and list what would run, and send nothing' },
  json: { type: 'text', value: 'FILE', group: 'Output', summary: 'Write the JSON report; - is standard output' },
  junit: { type: 'text', value: 'FILE', group: 'Output', summary: 'Write a JUnit report' },
  events: { type: 'text', value: 'FILE', group: 'Output', summary: 'Write every event as a line of JSON' },
  reporter: { type: 'text', value: 'NAME', group: 'Output', summary: 'What standard output shows (console)' },
  quiet: { type: 'boolean', short: 'q', group: 'Output', summary: 'Only failures and the summary' },
  verbose: { type: 'boolean', short: 'v', group: 'Output', summary: 'Every step' },
  'no-color': { type: 'boolean', group: 'Output', summary: 'No colours; NO_COLOR does the same' },
  insecure: { type: 'boolean', short: 'k', group: 'Network', summary: 'Do not verify certificates' },
  cacert: { type: 'text', value: 'FILE', group: 'Network', summary: 'Trust the authorities in this PEM file' },
  cert: { type: 'text', value: 'FILE', group: 'Network', summary: 'Client certificate, PEM' },
  key: { type: 'text', value: 'FILE', group: 'Network', summary: 'Its key, PEM' },
} as const

type RunFlags = ValuesOf<typeof flags>

interface Reports {
  readonly open: readonly OpenReport[]
  readonly outputs: readonly Output[]
}

async function reporter(name: string): Promise<Reporter> {
  const entry = Object.hasOwn(reporterTable, name) ? reporterTable[name] : undefined
  if (entry) return entry.load()
  throw new UsageError(`there is no reporter '${name}'`, `there is ${Object.keys(reporterTable).join(', ')}`)
}

/** Opens the report on standard output, those into files, and the run's own file of events. */
async function openReports(given: RunFlags, terminal: Terminal, runFile: string | undefined, spool: ReportContext['spool']): Promise<Reports> {
  const verbosity = given.quiet ? 'quiet' : given.verbose ? 'verbose' : 'normal'
  const targets: [name: string, path: string][] = [[given.reporter ?? 'console', '-']]
  for (const name of ['json', 'junit', 'events'] as const) {
    const path = given[name]
    if (path !== undefined) targets.push([name, path])
  }
  if (targets.filter(([, path]) => path === '-').length > 1) targets.shift()
  if (runFile !== undefined) targets.push(['events', runFile])
  const outputs: Output[] = []
  const open: OpenReport[] = []
  for (const [name, path] of targets) {
    const output = openOutput(path)
    outputs.push(output)
    const people = path === '-'
    open.push((await reporter(name)).open({ write: output.write, color: people && terminal.color, width: people ? terminal.width : Number.POSITIVE_INFINITY, verbosity, spool }))
    if (people && terminal.live) open.push({ testFinished: output.flush, finished: output.flush })
  }
  return { open, outputs }
}

function exitCode(status: Status, interrupted: number | undefined): number {
  if (interrupted !== undefined) return interrupted
  return status === 'passed' ? exit.passed : status === 'failed' ? exit.failed : exit.errored
}

function nothingMatched({ found }: Loaded, given: RunFlags): number {
  const what = found === 0 ? 'there are no tests here' : `none of the ${found} tests matches`
  const help = found === 0 ? 'tests are .yaml files under `tests/`' : [...given.tags.map((one) => `--tags ${one}`), ...given.grep.map((one) => `--grep ${one}`), ...given.input.map((one) => `--input ${one}`)].join(', ')
  process.stderr.write(`error: ${what}\n  = help: ${help}\n`)
  return exit.nothingMatched
}

function dryRun({ tests }: Loaded): number {
  for (const { plan, source } of tests) {
    const sets = plan.inputs.length
    process.stdout.write(`${source.path}  ${plan.name}  ${sets === 1 ? '1 input set' : `${sets} input sets`}\n`)
  }
  process.stdout.write(`nothing was sent: ${tests.length} ${tests.length === 1 ? 'test' : 'tests'} would run\n`)
  return exit.passed
}

async function execute(loaded: Loaded, given: RunFlags): Promise<number> {
  const terminal = terminalOf(process.stdout, { noColor: given['no-color'] })
  const repeat = wholeNumber('repeat', given.repeat, 1) ?? 1
  const tests = Array.from({ length: repeat }, () => loaded.tests).flat()
  const [first] = loaded.tests
  const project = first?.source.project === undefined ? undefined : first.project
  const seed = wholeNumber('seed', given.seed) ?? randomInt(2 ** 31)
  const id = newRunId(systemClock.now(), Math.random)
  const temporary = spools()
  const reports = await openReports(given, terminal, project && prepareRunFile(project.root, id), temporary.create)
  const stream = createReportStream(reports.open)
  const worlds = createWorlds(given)
  const interruption = onInterrupt((text) => process.stderr.write(text))
  const ordered = inOrder((event: RunEvent) => stream.apply(event))
  try {
    const status = await runTests(
      tests.map(({ plan, project: own }) => ({ plan: withTimeout(plan, given.timeout), ports: worlds.portsOf(own) })),
      {
        id,
        clock: systemClock,
        codec: nodeCodec,
        loadHelper,
        emit: ordered.take,
        seed,
        environments: loaded.environments,
        workers: workersOf(given.workers ?? project?.project.workers),
        interrupted: interruption.signal,
        bail: given.bail === true ? 1 : (wholeNumber('bail', given.bail, 1) ?? 0),
        ...(project?.project.name ? { project: project.project.name } : {}),
        ...(given.input.length > 0 ? { inputSets: new Set(given.input) } : {}),
      },
    )
    return exitCode(status, interruption.code)
  } finally {
    stream.end()
    for (const output of reports.outputs) output.close()
    ordered.close()
    temporary.close()
    worlds.close()
    interruption.close()
  }
}

export default defineCommand({
  name: 'run',
  summary: 'Runs tests.',
  usage: '[PATH...]',
  details: 'PATH is a test file, a folder, a glob, or - for standard input. Without one, the tests of the project around you run.\n\nExit codes: 0 passed, 1 failed, 2 wrong usage or a file that does not load, 3 a request could not be carried out,\n4 no test matched, 130 interrupted.',
  flags,
  examples: [
    ['merlon run', 'all tests of this project'],
    ['merlon run tests/cart -e staging', 'one folder, against staging'],
    ['merlon run -t "smoke and not slow" -j 4', 'by tags, four at a time'],
    ['merlon run --junit report.xml', 'for a build server'],
  ],
  async run(args, given) {
    const loaded = await loadTests(args, given)
    if (loaded.diagnostics.length > 0) {
      const terminal = terminalOf(process.stderr, { noColor: given['no-color'] })
      process.stderr.write(drawAll(loaded.diagnostics, loaded.loader.texts, terminal))
    }
    if (hasErrors(loaded.diagnostics)) {
      process.stderr.write('nothing was run\n')
      return exit.usage
    }
    const wanted = given.input.length === 0 ? loaded.tests : loaded.tests.filter(({ plan }) => plan.inputs.some(({ name }) => given.input.includes(name)))
    if (wanted.length === 0) return nothingMatched(loaded, given)
    const chosen = { ...loaded, tests: wanted }
    return given['dry-run'] ? dryRun(chosen) : execute(chosen, given)
  },
})
