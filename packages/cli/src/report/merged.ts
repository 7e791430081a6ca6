/**
 * Several stored runs as one: the parts of a run that machines shared, one after the other as they are named.
 *
 * Each file is read as its turn comes, so that no more of it is held than of a single run.
 */
import { eventsOf, StoredRunError } from '@merlon/host'
import { type RunEvent, type RunFinished, type RunStarted, type Status, worst } from '@merlon/protocol'
import { OpenEnds } from './broken-off.ts'
import { commonPlaces } from './places.ts'

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

/** The beginning of the whole: that of the part that began first, with the environments of all. */
function beginningOf(parts: readonly Part[], place: Pick<RunStarted, 'project' | 'folder'>): RunStarted {
  const [first] = [...parts].sort((a, b) => Date.parse(a.started.at) - Date.parse(b.started.at))
  const environments = [...new Set(parts.flatMap(({ started }) => started.environments))]
  // At least one part was named.
  const { project, folder, part, ...started } = first!.started
  return { ...started, ...place, environments }
}

/** The same run twice would count its tests twice. */
function checkDifferent(parts: readonly Part[]): void {
  const byId = new Map<string, string>()
  for (const { path, started } of parts) {
    const other = byId.get(started.id)
    if (other !== undefined)
      throw new StoredRunError(
        other === path ? `'${path}' is named twice` : `'${other}' and '${path}' hold the same run`,
        'name each part once, and no file that `merge` itself has written',
      )
    byId.set(started.id, path)
  }
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
  /** Parts of a shared run that were not named, as `2/3`. */
  readonly missing: readonly string[]
  /** Seeds of the runs, each once. */
  readonly seeds: readonly number[]
}

/** What the parts say that they share, and none of them has. */
function missingParts(parts: readonly Part[]): string[] {
  const shares = parts.flatMap(({ started }) => started.part ?? [])
  const count = Math.max(0, ...shares.map((one) => one.count))
  const there = new Set(shares.map((one) => one.index))
  return Array.from({ length: count }, (_, at) => at + 1).flatMap((at) => (there.has(at) ? [] : `${at}/${count}`))
}

/** The events of a part that belong to tests; the ends that it still owes come last. Gives its own end. */
function* testsOf({ rest }: Part): Generator<Exclude<RunEvent, RunStarted | RunFinished>, RunFinished | undefined> {
  const open = new OpenEnds()
  let end: RunFinished | undefined
  for (let next = rest.next(); !next.done; next = rest.next()) {
    const event = next.value
    open.take(event)
    if (event.type === 'run-finished') end = event
    else if (event.type !== 'run-started') yield event
  }
  yield* open.ends()
  return end
}

/**
 * The events of all files as those of one run: tests numbered through. A part that broke
 * off, or is not there, makes the whole interrupted. Throws what `eventsOf` throws.
 */
export function mergedEvents(paths: readonly string[]): Merged {
  const parts = paths.map(partOf)
  checkDifferent(parts)
  const missing = missingParts(parts)
  const { place, moves } = commonPlaces(parts.map(({ started }) => started))
  function* read(): Generator<RunEvent> {
    yield beginningOf(parts, place)
    const ends: { at: string; durationMs: number; status: Status; interrupted: boolean }[] = []
    let before = 0
    for (const [at, part] of parts.entries()) {
      const { started } = part
      const events = testsOf(part)
      let tests = 0
      let status: Status = 'passed'
      let next = events.next()
      for (; !next.done; next = events.next()) {
        const event = next.value
        tests = Math.max(tests, event.test + 1)
        if (event.type === 'test-finished') status = worst(status, event.status)
        yield moves[at]!({ ...event, test: before + event.test })
      }
      const end = next.value
      ends.push({
        at: started.at,
        durationMs: end?.durationMs ?? 0,
        status: end?.status ?? worst(status, 'errored'),
        interrupted: end === undefined || end.interrupted === true,
      })
      before += tests
    }
    const isInterrupted = missing.length > 0 || ends.some(({ interrupted }) => interrupted)
    yield {
      type: 'run-finished',
      status: worst(...ends.map(({ status }) => status), ...(missing.length > 0 ? (['errored'] as const) : [])),
      durationMs: spanOf(ends),
      ...(isInterrupted ? { interrupted: true } : {}),
    }
  }
  const cut = (): { path: string; line: number }[] =>
    parts.flatMap(({ path, cutAt }) => {
      const line = cutAt()
      return line === undefined ? [] : [{ path, line }]
    })
  return { events: read(), cut, missing, seeds: [...new Set(parts.map(({ started }) => started.seed))] }
}
