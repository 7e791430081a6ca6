/** What a run that broke off still owes: the ends of its tests and input sets. */
import type { RunEvent, SetFinished, StepFinished, TestFinished, TestStarted } from '@merlon/protocol'

interface OpenTest {
  readonly started: TestStarted
  /** Input sets that have begun and not ended, with whether a step of theirs failed. */
  readonly sets: Map<number, { failed: boolean }>
  failed: boolean
}

const failedFor = ({ record }: StepFinished): boolean => record.status === 'failed' && record.tentative !== true

/** Follows the events of a run. */
export class OpenEnds {
  private readonly tests = new Map<number, OpenTest>()

  take(event: RunEvent): void {
    if (event.type === 'test-started') this.tests.set(event.test, { started: event, sets: new Map(), failed: false })
    const open = 'test' in event ? this.tests.get(event.test) : undefined
    if (!open) return
    if (event.type === 'set-started') open.sets.set(event.set, { failed: false })
    else if (event.type === 'step-finished' && failedFor(event)) open.sets.set(event.set, { failed: true })
    else if (event.type === 'set-finished') this.endSet(open, event)
    else if (event.type === 'test-finished') this.tests.delete(event.test)
  }

  private endSet(open: OpenTest, { set, status, retried }: SetFinished): void {
    // Another attempt follows, and it has not ended.
    if (retried) return
    open.sets.delete(set)
    if (status === 'failed') open.failed = true
  }

  /** The ends of all that is open, in the order of the tests. */
  *ends(): Generator<SetFinished | TestFinished> {
    for (const [test, { started, sets, failed }] of [...this.tests].sort(([a], [b]) => a - b)) {
      const statuses = [...sets].map(([set, own]) => ({
        set,
        status: own.failed ? ('failed' as const) : ('errored' as const),
      }))
      for (const { set, status } of statuses) {
        const message = 'the run broke off here'
        yield { type: 'set-finished', test, set, status, tags: started.tags, facts: {}, durationMs: 0, message }
      }
      const status = failed || statuses.some((one) => one.status === 'failed') ? 'failed' : 'errored'
      yield { type: 'test-finished', test, status, durationMs: 0 }
    }
  }
}
