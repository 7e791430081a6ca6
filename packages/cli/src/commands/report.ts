import { existsSync } from 'node:fs'
import { eventsOf, inOrder, runFiles, StoredRunError } from '@merlon/host'
import type { RunEvent } from '@merlon/protocol'
import { defineCommand, UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { type Merged, mergedEvents } from '../report/merged.ts'
import { exitOf, openReports, reportFlags } from '../run/reports.ts'
import { projectAround } from '../run/select.ts'
import { terminalOf } from '../run/terminal.ts'

function newestRun(): string {
  const [newest] = runFiles(projectAround(process.cwd()))
  if (newest === undefined)
    throw new UsageError('no run of this project is kept yet', '`merlon run` keeps each in .merlon/runs/')
  return newest
}

/** What is no stored run is wrong usage. */
function asUsage<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof StoredRunError ? new UsageError(error.message, error.help) : error
  }
}

const next = (stored: Iterator<RunEvent>): IteratorResult<RunEvent> => asUsage(() => stored.next())

/** One file as it is, several as one run. */
function opened(paths: readonly string[]): Merged {
  const [path, second] = paths
  if (path === undefined || second !== undefined) return asUsage(() => mergedEvents(paths))
  const { events, cutAt } = eventsOf(path)
  return {
    events,
    missing: [],
    seeds: [],
    cut: () => {
      const line = cutAt()
      return line === undefined ? [] : [{ path, line }]
    },
  }
}

/** The runs that the arguments name: one, or after `merge` the parts of one. */
function runsOf(args: readonly string[]): readonly string[] {
  const [first, ...others] = args
  if (first === 'merge' && !existsSync('merge')) {
    if (others.length > 0) return others
    throw new UsageError(
      '`merlon report merge` takes the event files of the parts',
      'write them with `merlon run --events FILE`',
    )
  }
  if (others[0] === undefined) return [first ?? newestRun()]
  throw new UsageError(
    `one run is shown at a time, but '${others[0]}' was named too`,
    'the parts of one run are put together by `merlon report merge FILE...`',
  )
}

export default defineCommand({
  name: 'report',
  summary: 'Shows a stored run again, in any format; puts the parts of one together.',
  usage: '[FILE] | merge FILE...',
  details:
    'FILE holds the events of a run, as `merlon run --events` and .merlon/runs/ keep them; - is standard input. Without one, the\nnewest run of the project around you is shown. `merge` reads the parts of a run that was shared with --shard as one, in the\norder in which they are named. Exit codes are those of the run: 0 passed, 1 failed, or flaky with --fail-on-flaky,\n3 a request could not be carried out, the run broke off, or a part is missing.',
  flags: {
    ...reportFlags,
    'fail-on-flaky': {
      type: 'boolean',
      group: 'Output',
      summary: 'Exit with 1 when a test passed, but not at the first attempt',
    },
  },
  examples: [
    ['merlon report', 'the newest run'],
    ['merlon report -v', 'with every step'],
    ['merlon report run.jsonl --junit report.xml', 'another format'],
    ['merlon report merge part-*.jsonl --html report.html', 'one page of all parts'],
  ],
  async run(args, given) {
    const paths = runsOf(args)
    const { events, cut, missing, seeds } = opened(paths)
    const stored = events[Symbol.iterator]()
    const first = next(stored)
    const terminal = terminalOf(process.stdout, { noColor: given['no-color'] })
    const reports = await openReports(given, { terminal, sources: paths })
    // The studio writes down what happens when it happens, so that tests which ran side by side stand mixed.
    const ordered = inOrder(reports.take)
    try {
      for (let event = first; !event.done; event = next(stored)) ordered.take(event.value)
      ordered.end()
    } finally {
      ordered.close()
    }
    const status = reports.close()
    if (missing.length > 0)
      process.stderr.write(`warning: not all parts are here: ${missing.join(', ')} of --shard is missing\n`)
    if (seeds.length > 1)
      process.stderr.write(
        `warning: the parts ran with different seeds (${seeds.join(', ')}), of which reports name one; give all parts the same --seed\n`,
      )
    for (const { path, line } of cut())
      process.stderr.write(`warning: '${path}' ends in the middle of line ${line}; what stands before it is shown\n`)
    return given['fail-on-flaky'] && reports.flaky > 0 ? exit.failed : exitOf(status)
  },
})
