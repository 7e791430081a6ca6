/** What did not pass in the newest run that is kept. */
import { resolve } from 'node:path'
import { eventsOf, runFiles } from '@merlon/host'
import { createFold } from '@merlon/protocol'
import { UsageError } from '../command.ts'

/** Names of input sets that did not pass, by the absolute path of their test; empty where all passed. */
export function lastFailed(project: string): Map<string, Set<string>> {
  const [newest] = runFiles(project)
  if (newest === undefined)
    throw new UsageError('no run of this project is kept yet', '`merlon run` keeps each in .merlon/runs/')
  const failed = new Map<string, Set<string>>()
  const fold = createFold({ keep: false })
  for (const event of eventsOf(newest).events) {
    const done = fold.apply(event)
    if (!done || done.run.status === 'passed') continue
    const path = resolve(project, fold.report.folder ?? '.', done.test.file)
    failed.set(path, (failed.get(path) ?? new Set()).add(done.run.inputSet))
  }
  return failed
}
