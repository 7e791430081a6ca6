/**
 * Several stored runs as one: the parts of a run that machines shared, one after the other as they are named.
 *
 * Each file is read as its turn comes, so that no more of it is held than of a single run.
 */
import { eventsOf } from '@merlon/host'
import type { RunEvent, RunFinished, RunStarted, Status } from '@merlon/protocol'

interface Part {
  readonly path: string
  readonly started: RunStarted
  readonly rest: Iterator<RunEvent>
  readonly cutAt: () => number | undefined
}

function partOf(path: string): Part {
  const { events, cutAt } = eventsOf(path)
  const rest = events[Symbol.iterator]()
  const first = rest.next()
  // `eventsOf` lets no file pass that does not begin so.
  return { path, started: first.value as RunStarted, rest, cutAt }
}

const worst = (all: readonly Status[]): Status =>
  all.includes('failed') ? 'failed' : all.includes('errored') ? 'errored' : 'passed'

/** The beginning of the whole: that of the part that began first, with the environments of all. */
function beginningOf(parts: readonly Part[]): RunStarted {
  const [first] = [...parts].sort((a, b) => (a.started.at < b.started.at ? -1 : 1))
  const environments = [...new Set(parts.flatMap(({ started }) => started.environments))]
  // At least one part was named.
  return { ...first!.started, environments }
}

/** From the first beginning to the last end, in ms. */
function spanOf(parts: readonly { readonly at: string; readonly durationMs: number }[]): number {
  const begins = parts.map(({ at }) => Date.parse(at))
  return Math.max(...parts.map(({ durationMs }, at) => begins[at]! + durationMs)) - Math.min(...begins)
}

export interface Merged {
  readonly events: Iterable<RunEvent>
  /** Files that end in the middle of a line, with its number; known when all events were read. */
  readonly cut: () => readonly { readonly path: string; readonly line: number }[]
}

/**
 * The events of all files as those of one run: tests numbered through, a body that several hold once. A part that broke
 * off makes the whole interrupted. Throws what `eventsOf` throws.
 */
export function mergedEvents(paths: readonly string[]): Merged {
  const parts = paths.map(partOf)
  function* read(): Generator<RunEvent> {
    yield beginningOf(parts)
    const bodies = new Set<string>()
    const ends: { at: string; durationMs: number; status: Status; interrupted: boolean }[] = []
    let before = 0
    for (const { rest, started } of parts) {
      let tests = 0
      let end: RunFinished | undefined
      for (let next = rest.next(); !next.done; next = rest.next()) {
        const event = next.value
        if (event.type === 'run-finished') end = event
        else if ('test' in event) {
          tests = Math.max(tests, event.test + 1)
          if (event.type === 'body' && bodies.size === bodies.add(event.hash).size) continue
          yield { ...event, test: before + event.test }
        }
      }
      ends.push({
        at: started.at,
        durationMs: end?.durationMs ?? 0,
        status: end?.status ?? 'errored',
        interrupted: end === undefined || end.interrupted === true,
      })
      before += tests
    }
    const isInterrupted = ends.some(({ interrupted }) => interrupted)
    yield {
      type: 'run-finished',
      status: worst(ends.map(({ status }) => status)),
      durationMs: spanOf(ends),
      ...(isInterrupted ? { interrupted: true } : {}),
    }
  }
  const cut = (): { path: string; line: number }[] =>
    parts.flatMap(({ path, cutAt }) => {
      const line = cutAt()
      return line === undefined ? [] : [{ path, line }]
    })
  return { events: read(), cut }
}
