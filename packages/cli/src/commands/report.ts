import { eventsOf, inOrder, runFiles, StoredRunError } from '@merlon/host'
import type { RunEvent } from '@merlon/protocol'
import { defineCommand, UsageError } from '../command.ts'
import { exitOf, openReports, reportFlags } from '../run/reports.ts'
import { projectAround } from '../run/select.ts'
import { terminalOf } from '../run/terminal.ts'

function newestRun(): string {
  const [newest] = runFiles(projectAround(process.cwd()))
  if (newest === undefined)
    throw new UsageError('no run of this project is kept yet', '`merlon run` keeps each in .merlon/runs/')
  return newest
}

/** Reads on; what is no stored run is wrong usage. */
function next(stored: Iterator<RunEvent>): IteratorResult<RunEvent> {
  try {
    return stored.next()
  } catch (error) {
    throw error instanceof StoredRunError ? new UsageError(error.message, error.help) : error
  }
}

export default defineCommand({
  name: 'report',
  summary: 'Shows a stored run again, in any format.',
  usage: '[FILE]',
  details:
    'FILE holds the events of a run, as `merlon run --events` and .merlon/runs/ keep them; - is standard input. Without one, the\nnewest run of the project around you is shown. Exit codes are those that the run had: 0 passed, 1 failed, 3 a request could\nnot be carried out or the run broke off.',
  flags: reportFlags,
  examples: [
    ['merlon report', 'the newest run'],
    ['merlon report -v', 'with every step'],
    ['merlon report run.jsonl --junit report.xml', 'another format'],
  ],
  async run(args, given) {
    const [path = newestRun(), second] = args
    if (second !== undefined) throw new UsageError(`one run is shown at a time, but '${second}' was named too`)
    const { events, cutAt } = eventsOf(path)
    const stored = events[Symbol.iterator]()
    const first = next(stored)
    const reports = await openReports(given, { terminal: terminalOf(process.stdout, { noColor: given['no-color'] }) })
    // The studio writes down what happens when it happens, so that tests which ran side by side stand mixed.
    const ordered = inOrder(reports.take)
    try {
      for (let event = first; !event.done; event = next(stored)) ordered.take(event.value)
      ordered.end()
    } finally {
      ordered.close()
    }
    const status = reports.close()
    const line = cutAt()
    if (line !== undefined)
      process.stderr.write(`warning: '${path}' ends in the middle of line ${line}; what stands before it is shown\n`)
    return exitOf(status)
  },
})
