/** Events of runs that are kept, in the order in which they were written. */
import { eventsOf, StoredRunError } from '@merlon/host'
import type { RunEvent } from '@merlon/protocol'
import { withProjectPaths } from './project-paths.ts'

/** The events of a file up to the first line that is none. */
export function* untilBroken(path: string): Generator<RunEvent> {
  try {
    yield* eventsOf(path).events
  } catch (error) {
    if (!(error instanceof StoredRunError)) throw error
  }
}

/** The same events with paths relative to the project at `root`. */
export function* projectEvents(told: Iterable<RunEvent>, root: string): Generator<RunEvent> {
  let folder: string | undefined
  for (const event of told) {
    if (event.type === 'run-started') folder = event.folder
    yield withProjectPaths(event, root, folder)
  }
}
