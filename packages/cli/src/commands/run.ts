import { loadHelper } from '@merlon/components'
import { type RunItem, run as runTests } from '@merlon/engine'
import { inOrder, newRunId, nodeCodec, prepareRunFile, shownPath, systemClock, type Worlds } from '@merlon/host'
import type { RunPart, Status } from '@merlon/protocol'
import { countText } from '@merlon/reporters'
import { defineCommand, UsageError, type ValuesOf } from '../command.ts'
import { exit } from '../exit.ts'
import { choiceFlags, choose } from '../run/choose.ts'
import { drawAll, hasErrors } from '../run/diagnostics.ts'
import { onInterrupt } from '../run/interrupt.ts'
import { type Loaded, loadTests, selectionFlags, variableFlags } from '../run/load.ts'
import { networkFlags } from '../run/network.ts'
import { nothingMatched } from '../run/nothing-matched.ts'
import { worldsFor } from '../run/ports.ts'
import { createProgress, noProgress, type Progress } from '../run/progress.ts'
import { exitOf, openReports, reportFlags } from '../run/reports.ts'
import { watchSnapshots } from '../run/snapshots.ts'
import { type Terminal, terminalOf } from '../run/terminal.ts'
import { withTimeout } from '../run/time-limit.ts'
import { wholeNumber, workersOf } from '../run/workers.ts'
import { reasonOf } from '../system-error.ts'

const flags = {
  ...selectionFlags,
  ...choiceFlags,
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
  retries: {
    type: 'text',
    value: 'N',
    group: 'Running',
    summary: 'Run an input set again that did not pass, up to N times; only the last attempt counts',
  },
  'fail-on-flaky': {
    type: 'boolean',
    group: 'Running',
    summary: 'Exit with 1 when a test passed, but not at the first attempt',
  },
  repeat: { type: 'text', value: 'N', group: 'Running', summary: 'Run everything N times' },
  seed: { type: 'text', value: 'N', group: 'Running', summary: 'Seed of everything random, to repeat a run' },
  timeout: {
    type: 'text',
    value: 'TIME',
    group: 'Running',
    summary: 'Time for each input set, instead of what the tests say',
  },
  watch: {
    type: 'boolean',
    group: 'Running',
    summary: 'Run again when files change: the tests that the change affects',
  },
  'update-snapshots': {
    type: 'boolean',
    group: 'Running',
    summary: 'Replace snapshots that differ, and remove those that no step looks at',
  },
  'dry-run': { type: 'boolean', group: 'Running', summary: 'Check and list what would run, and send nothing' },
  ...reportFlags,
  ...networkFlags,
} as const

type RunFlags = ValuesOf<typeof flags>

function dryRun({ tests }: Loaded): number {
  for (const { plan, source } of tests)
    process.stdout.write(`${source.path}  ${plan.name}  ${countText(plan.inputs.length, 'input set')}\n`)
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
): { seed: number; workers: number; bail: number; retries: number } {
  return {
    seed: wholeNumber('seed', given.seed) ?? Math.floor(Math.random() * 2 ** 31),
    workers: given.workers === undefined ? workersOf(workers, '`workers` in merlon.yaml') : workersOf(given.workers),
    retries: wholeNumber('retries', given.retries) ?? 0,
    bail: given.bail === true ? 1 : (wholeNumber('bail', given.bail, 1) ?? 0),
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

/** Runs what is left of `all`. */
async function execute(
  loaded: Loaded,
  given: RunFlags,
  { all, part }: { all: Loaded['tests']; part: RunPart | undefined },
): Promise<number> {
  const terminal = terminalOf(process.stdout, { noColor: given['no-color'] })
  // A part without a test is a run as well, or the others could not be put together with it.
  const [first = all[0]] = loaded.tests
  const project = first?.source.project === undefined ? undefined : first.project
  const options = optionsOf(given, project?.project.workers)
  const worlds = worldsFor(given)
  const items = prepare(loaded, given, worlds.portsOf)
  const id = newRunId(systemClock.now(), Math.random)
  const progress = progressOf(items.length, terminal, given)
  const reports = await openReports(given, {
    terminal,
    runFile: items.length > 0 ? runFileOf(project?.root, id) : undefined,
    beforeOutput: progress.erase,
    ci: process.env,
  })
  const ordered = inOrder(reports.take)
  // Of a test that lost input sets to a choice, nothing can be said.
  const watch = watchSnapshots(
    loaded.tests.filter((one) => all.includes(one)),
    worlds.snapshots,
  )
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
        watch.take(event)
        ordered.take(event)
      },
      environments: loaded.environments,
      interrupted: interruption.signal,
      ...(project?.project.name ? { project: project.project.name } : {}),
      ...folderIn(project?.root),
      ...(part ? { part } : {}),
    })
  } finally {
    ordered.close()
    worlds.close()
    progress.erase()
    interruption.close()
    status = reports.close()
  }
  for (const line of await watch.settle()) process.stderr.write(line)
  if (interruption.code !== undefined) return interruption.code
  return given['fail-on-flaky'] && reports.flaky > 0 ? exit.failed : exitOf(status)
}

/** Loads, chooses, runs; nothing where `changed` files affect no test. */
async function runOnce(
  args: readonly string[],
  given: RunFlags,
  changed?: ReadonlySet<string>,
): Promise<number | undefined> {
  const loaded = await loadTests(args, given)
  if (loaded.diagnostics.length > 0) {
    const terminal = terminalOf(process.stderr, { noColor: given['no-color'] })
    process.stderr.write(drawAll(loaded.diagnostics, loaded.loader.texts, terminal))
  }
  if (hasErrors(loaded.diagnostics)) {
    process.stderr.write('nothing was run\n')
    return exit.usage
  }
  const { tests, filters, part, isEmptyPart } = await choose(loaded, given, changed)
  if (isEmptyPart) process.stderr.write(`part ${given.shard ?? ''} has no test: there are fewer tests than parts\n`)
  if (tests.length === 0 && !isEmptyPart)
    return changed ? undefined : nothingMatched(loaded.found, args, { ...given, further: filters })
  const chosen = { ...loaded, tests }
  return given['dry-run'] ? dryRun(chosen) : execute(chosen, given, { all: loaded.tests, part })
}

export default defineCommand({
  name: 'run',
  summary: 'Runs tests.',
  usage: '[PATH...]',
  details:
    'PATH is a test file, a folder, a glob, or - for standard input. Without one, the tests of the project around you run.\n\nExit codes: 0 passed, 1 failed, or flaky with --fail-on-flaky, 2 wrong usage or a file that does not load,\n3 a request could not be carried out, 4 no test matched, 130 or 143 interrupted.',
  flags,
  examples: [
    ['merlon run', 'all tests of this project'],
    ['merlon run tests/cart -e staging', 'one folder, against staging'],
    ['merlon run -t "smoke and not slow" -j 4', 'by tags, four at a time'],
    ['merlon run --junit report.xml', 'for a build server'],
  ],
  async run(args, given) {
    if (!given.watch) return (await runOnce(args, given)) ?? exit.nothingMatched
    if (args.includes('-'))
      throw new UsageError('`-` is read once, so there is nothing to watch', 'name files or folders')
    const { watchAndRun } = await import('../run/watch.ts')
    const { loader } = await loadTests(args, given)
    return watchAndRun({
      runOnce: (changed) => runOnce(args, given, changed),
      folders: loader.projects.size > 0 ? [...loader.projects.keys()] : [process.cwd()],
      say: (text) => process.stdout.write(text),
    })
  },
})
