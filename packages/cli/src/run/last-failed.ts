/** What did not pass in the newest run that is kept. */
import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { eventsOf, runFiles, StoredRunError } from '@merlon/host'
import { createFold, type RunEvent } from '@merlon/protocol'
import { UsageError } from '../command.ts'
import { OpenEnds } from '../report/broken-off.ts'

interface KeptRun {
  readonly project: string
  readonly path: string
}

/** A run over several projects is kept in one of them. A file that is empty is of a run that never began. */
function newestOf(projects: readonly string[]): KeptRun | undefined {
  const newest = projects.flatMap((project): KeptRun[] => {
    const path = runFiles(project).find((one) => statSync(one).size > 0)
    return path === undefined ? [] : [{ project, path }]
  })
  return newest.sort((a, b) => (basename(a.path) < basename(b.path) ? 1 : -1))[0]
}

function* withEnds(events: Iterable<RunEvent>): Generator<RunEvent> {
  const open = new OpenEnds()
  for (const event of events) {
    open.take(event)
    yield event
  }
  yield* open.ends()
}

function failedIn({ project, path }: KeptRun): Map<string, Set<string>> {
  const failed = new Map<string, Set<string>>()
  const fold = createFold({ keep: false })
  for (const event of withEnds(eventsOf(path).events)) {
    const done = fold.apply(event)
    if (!done || done.run.status === 'passed') continue
    const test = resolve(project, fold.report.folder ?? '.', done.test.file)
    failed.set(test, (failed.get(test) ?? new Set()).add(done.run.inputSet))
  }
  return failed
}

/**
 * Names of input sets that did not pass in the last run of these projects, by the absolute path of their test; where it
 * broke off, with those that were running. Empty where all passed.
 */
export function lastFailed(projects: readonly string[]): Map<string, Set<string>> {
  const newest = newestOf(projects)
  if (newest === undefined)
    throw new UsageError('no run of this project is kept yet', '`merlon run` keeps each in .merlon/runs/')
  try {
    return failedIn(newest)
  } catch (error) {
    throw error instanceof StoredRunError ? new UsageError(error.message, error.help) : error
  }
}
