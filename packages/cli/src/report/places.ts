/** Paths of the tests of runs that began in different folders. */
import { posix } from 'node:path'
import type { RunEvent, RunStarted } from '@merlon/protocol'

type Move = (event: RunEvent) => RunEvent

const unmoved: Move = (event) => event

function movedBy(folder: string): Move {
  const moved = (file: string): string => posix.join(folder, file)
  return (event) => {
    if (event.type === 'test-started') return { ...event, file: moved(event.file) }
    if (event.type !== 'step-started' && event.type !== 'step-finished') return event
    const { location } = event.record
    const there = { ...location, file: moved(location.file) }
    return event.type === 'step-started'
      ? { ...event, record: { ...event.record, location: there } }
      : { ...event, record: { ...event.record, location: there } }
  }
}

/**
 * What runs of several folders say of their beginning, and what makes the paths of each those of the whole: where they
 * began in different folders, paths begin at the project.
 */
export function commonPlaces(parts: readonly RunStarted[]): {
  readonly place: Pick<RunStarted, 'project' | 'folder'>
  readonly moves: readonly Move[]
} {
  const [first] = parts
  const sameProject = parts.every(({ project }) => project === first?.project)
  const sameFolder = parts.every(({ folder }) => folder === first?.folder)
  return {
    place: {
      ...(sameProject && first?.project !== undefined ? { project: first.project } : {}),
      ...(sameFolder && first?.folder !== undefined ? { folder: first.folder } : {}),
    },
    moves: parts.map(({ folder }) => (sameFolder || folder === undefined ? unmoved : movedBy(folder))),
  }
}
