import { loadHelper } from '@merlon/components'
import { type RunItem, run as runTests } from '@merlon/engine'
import { inOrder, newRunId, nodeCodec, prepareRunFile, shownPath, systemClock, type Worlds } from '@merlon/host'
import type { Status } from '@merlon/protocol'
import { countText } from '@merlon/reporters'
import { defineCommand, type ValuesOf } from '../command.ts'
import { exit } from '../exit.ts'
import { drawAll, hasErrors } from '../run/diagnostics.ts'
import { onInterrupt } from '../run/interrupt.ts'
import { type Loaded, loadTests, selectionFlags, variableFlags } from '../run/load.ts'
import { nothingMatched } from '../run/nothing-matched.ts'
import { worldsFor } from '../run/ports.ts'
import { createProgress, noProgress, type Progress } from '../run/progress.ts'
import { exitOf, openReports, reportFlags } from '../run/reports.ts'
import { type Terminal, terminalOf } from '../run/terminal.ts'
import { withTimeout } from '../run/time-limit.ts'
import { wholeNumber, workersOf } from '../run/workers.ts'
import { reasonOf } from '../system-error.ts'

const flags = {
  ...selectionFlags,
  input: { type: 'list', value: 'NAME', group: 'Selection', summary: 'Only the input set with this name; repeatable' },
  ...variableFlags,
  workers: {
    type: 'text',
    short: 'j',
    value: 'N|50%',
    group: 'Running',
    summary: 'Tests that run side by side (1, or what merlon.yaml says)',
  },
  bail: {
    type: 'optional',
    value: 'N',
    group: 'Running',
    summary: 'Begin no further test after N that did not pass (1)',
  },
  repeat: { type: 'text', value: 'N', group: 'Running', summary: 'Run everything N times' },
  seed: { type: 'text', value: 'N', group: 'Running', summary: 'Seed of everything random, to repeat a run' },
  timeout: {
    type: 'text',
    value: 'TIME',
    group: 'Running',
    summary: 'Time for each input set, instead of what the tests say',
  },
  'dry-run': { type: 'boolean', group: 'Running', summary: 'Check and list what would run, and send nothing' },
  ...reportFlags,
  insecure: { type: 'boolean', short: 'k', group: 'Network', summary: 'Do not verify certificates' },
  cacert: { type: 'text', value: 'FILE', group: 'Network', summary: 'Trust the authorities in this PEM file' },
  cert: { type: 'text', value: 'FILE', group: 'Network', summary: 'Client certificate, PEM' },
  key: { type: 'text', value: 'FILE', group: 'Network', summary: 'Its key, PEM' },
} as const

type RunFlags = ValuesOf<typeof flags>

function dryRun({ tests }: Loaded, { input }: RunFlags): number {
  for (const { plan, source } of tests) {
    const sets = plan.inputs.filter(({ name }) => input.length === 0 || input.includes(name)).length
    process.stdout.write(`${source.path}  ${plan.name}  ${countText(sets, 'input set')}\n`)
  }
  process.stdout.write(`nothing was sent: ${countText(tests.length, 'test')} would run\n`)
  return exit.passed
}

/** The tests in the order and as often as they run, with what the flags change about how. */
function prepare({ tests }: Loaded, given: RunFlags, portsOf: Worlds['portsOf']): RunItem[] {
  const once = tests.map(
    ({ plan, project }): RunItem => ({ plan: withTimeout(plan, given.timeout), ports: portsOf(project) }),
  )
  return Array.from({ length: wholeNumber('repeat', given.repeat, 1) ?? 1 }, () => once).flat()
}

function optionsOf(
  given: RunFlags,
  workers: string | undefined,
): { seed: number; workers: number; bail: number; inputSets?: ReadonlySet<string> } {
  return {
    seed: wholeNumber('seed', given.seed) ?? Math.floor(Math.random() * 2 ** 31),
    workers: given.workers === undefined ? workersOf(workers, '`workers` in merlon.yaml') : workersOf(given.workers),
    bail: given.bail === true ? 1 : (wholeNumber('bail', given.bail, 1) ?? 0),
    ...(given.input.length > 0 ? { inputSets: new Set(given.input) } : {}),
  }
}

/** Where this run is kept; a folder that nothing can be written to is no reason not to run. */
function runFileOf(project: string | undefined, id: string): string | undefined {
  if (project === undefined) return undefined
  try {
    return prepareRunFile(project, id)
  } catch (error) {
    process.stderr.write(`warning: this run is not kept in .merlon/runs: ${reasonOf(error)}\n`)
    return undefined
  }
}

function progressOf(tests: number, { width, live }: Terminal, { quiet }: RunFlags): Progress {
  if (!live || quiet) return noProgress
  return createProgress({ tests, width, write: (text) => process.stdout.write(text), now: systemClock.monotonic })
}

/** Where the paths of this run begin, as seen from the project. */
function folderIn(root: string | undefined): { folder?: string } {
  const folder = root === undefined ? '.' : shownPath(process.cwd(), root)
  return folder === '.' ? {} : { folder }
}

async function execute(loaded: Loaded, given: RunFlags): Promise<number> {
  const terminal = terminalOf(process.stdout, { noColor: given['no-color'] })
  const [first] = loaded.tests
  const project = first?.source.project === undefined ? undefined : first.project
  const options = optionsOf(given, project?.project.workers)
  const worlds = worldsFor(given)
  const items = prepare(loaded, given, worlds.portsOf)
  const id = newRunId(systemClock.now(), Math.random)
  const progress = progressOf(items.length, terminal, given)
  const reports = await openReports(given, {
    terminal,
    runFile: runFileOf(project?.root, id),
    beforeOutput: progress.erase,
  })
  const ordered = inOrder(reports.take)
  const interruption = onInterrupt((text) => {
    progress.erase()
    process.stderr.write(text)
  })
  let status: Status
  try {
    await runTests(items, {
      ...options,
      id,
      clock: systemClock,
      codec: nodeCodec,
      loadHelper,
      emit: (event) => {
        progress.take(event)
        ordered.take(event)
      },
      environments: loaded.environments,
      interrupted: interruption.signal,
      ...(project?.project.name ? { project: project.project.name } : {}),
      ...folderIn(project?.root),
    })
  } finally {
    ordered.close()
    worlds.close()
    progress.erase()
    interruption.close()
    status = reports.close()
  }
  return interruption.code ?? exitOf(status)
}

export default defineCommand({
  name: 'run',
  summary: 'Runs tests.',
  usage: '[PATH...]',
  details:
    'PATH is a test file, a folder, a glob, or - for standard input. Without one, the tests of the project around you run.\n\nExit codes: 0 passed, 1 failed, 2 wrong usage or a file that does not load, 3 a request could not be carried out,\n4 no test matched, 130 interrupted.',
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
    const wanted =
      given.input.length === 0
        ? loaded.tests
        : loaded.tests.filter(({ plan }) => plan.inputs.some(({ name }) => given.input.includes(name)))
    if (wanted.length === 0) return nothingMatched(loaded.found, args, given)
    const chosen = { ...loaded, tests: wanted }
    return given['dry-run'] ? dryRun(chosen, given) : execute(chosen, given)
  },
})
