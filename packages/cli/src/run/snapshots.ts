/** Snapshots that no step looks at any more: found when a test ran from beginning to end. */
import { snapshotSteps } from '@merlon/components'
import type { LoadedTest, ObsoleteSnapshots, Snapshots } from '@merlon/host'
import type { RunEvent, StepFinished } from '@merlon/protocol'
import { reasonOf } from '../system-error.ts'

export interface SnapshotWatch {
  take(event: RunEvent): void
  /** What to tell of snapshots that are left over, as lines. */
  settle(): Promise<string[]>
}

interface Seen {
  readonly file: string
  /** Places of the steps that looked at a snapshot. */
  readonly places: Set<string>
  whole: boolean
}

const placeOf = ({ line, column }: { readonly line: number; readonly column: number }): string => `${line}:${column}`

function look(seen: Seen, { record }: StepFinished): void {
  // What was skipped or went wrong may have kept others from being looked at.
  if (record.status !== 'passed' && record.status !== 'warned') seen.whole = false
  else if (record.component === 'assert-snapshot') seen.places.add(placeOf(record.location))
}

function lineOf({ file, keys }: ObsoleteSnapshots, { mode }: Snapshots): string {
  const names = keys.map((key) => `'${key}'`).join(', ')
  if (mode === 'update') return `${file}: removed what no step looks at: ${names}\n`
  return `${file}: no step looks at ${names}; \`--update-snapshots\` removes ${keys.length === 1 ? 'it' : 'them'}\n`
}

/** Watches a run of `tests`, of which each is there with all of its input sets. */
export function watchSnapshots(tests: readonly LoadedTest[], snapshots: Snapshots): SnapshotWatch {
  const expected = new Map(
    tests.map(({ plan }) => [plan.file, snapshotSteps(plan).map(({ location }) => placeOf(location))] as const),
  )
  const running = new Map<number, Seen>()
  const whole = new Set<string>()
  return {
    take(event) {
      if (event.type === 'test-started') running.set(event.test, { file: event.file, places: new Set(), whole: true })
      const seen = 'test' in event ? running.get(event.test) : undefined
      if (!seen) return
      if (event.type === 'step-finished') look(seen, event)
      if (event.type !== 'test-finished') return
      running.delete(event.test)
      const steps = expected.get(seen.file)
      // A step in a branch that was not taken is no reason to think that nobody wants its snapshot.
      if (steps && event.status === 'passed' && seen.whole && steps.every((one) => seen.places.has(one)))
        whole.add(seen.file)
    },
    async settle() {
      try {
        return (await snapshots.settle(whole)).map((one) => lineOf(one, snapshots))
      } catch (error) {
        return [`snapshots were not looked through: ${reasonOf(error)}\n`]
      }
    },
  }
}
