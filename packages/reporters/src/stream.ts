/**
 * Feeds events to open reports: folds them, hands over what is finished, forgets it.
 *
 * A broken-off run, one without its last events, is closed by `end`, so that what happened before is not lost.
 */
import {
  type BodyEvent,
  createFold,
  type RunEvent,
  type SetReport,
  type Status,
  type TestReport,
  type TestStarted,
} from '@merlon/protocol'
import type { OpenReport } from './reporter.ts'

export interface ReportStream {
  /** Takes the next event. Events of one test come together: the next test starts when this one is finished. */
  apply(event: RunEvent): void
  /** No more events will come. Does nothing after `run-finished`. */
  end(): void
}

interface OpenTest {
  readonly report: TestReport
  /** Input sets that have started and not finished. */
  readonly sets: Set<number>
  failed: boolean
  /** Whether an input set passed, but not at the first attempt. */
  flaky: boolean
}

class RunStream implements ReportStream {
  private readonly reports: readonly OpenReport[]
  private readonly fold = createFold({ keep: false })
  private readonly tests = new Map<number, OpenTest>()
  private started = false
  private finished = false

  constructor(reports: readonly OpenReport[]) {
    this.reports = reports
  }

  apply(event: RunEvent): void {
    if (this.finished) return
    const done = this.fold.apply(event)
    this.start()
    for (const one of this.reports) one.event?.(event)
    if (done) this.finishSet(done.test.test, done.run)
    else if (event.type === 'test-started') this.startTest(event)
    else if (event.type === 'set-started') this.tests.get(event.test)?.sets.add(event.set)
    else if (event.type === 'body') this.body(event)
    else if (event.type === 'test-finished') this.finishTest(event.test, event.status, event.durationMs)
    else if (event.type === 'run-finished') this.finish()
  }

  end(): void {
    if (this.finished) return
    const { report } = this.fold
    report.status = report.summary.failures > 0 ? 'failed' : 'errored'
    report.interrupted = true
    this.finish()
  }

  private start(): void {
    if (this.started) return
    this.started = true
    for (const one of this.reports) one.runStarted?.(this.fold.report)
  }

  private startTest({ test, name, file, tags }: TestStarted): void {
    // Tests come one after another: one that has no end by now broke off.
    this.breakOffAll()
    const report: TestReport = { test, name, file, tags, durationMs: 0, runs: [] }
    this.tests.set(test, { report, sets: new Set(), failed: false, flaky: false })
    for (const one of this.reports) one.testStarted?.(report)
  }

  private body({ hash, type, test, ...body }: BodyEvent): void {
    for (const one of this.reports) one.body?.(hash, body)
  }

  private finishSet(test: number, run: SetReport): void {
    const open = this.tests.get(test)
    if (!open) return
    open.sets.delete(run.set)
    if (run.status === 'failed') open.failed = true
    if (run.flaky) open.flaky = true
    for (const one of this.reports) one.setFinished?.(open.report, run)
  }

  private finishTest(test: number, status: Status, durationMs: number): void {
    const open = this.tests.get(test)
    if (!open) return
    this.tests.delete(test)
    Object.assign(open.report, { status, durationMs, ...(open.flaky && status === 'passed' ? { flaky: true } : {}) })
    for (const one of this.reports) one.testFinished?.(open.report)
  }

  private breakOff(test: number, open: OpenTest): void {
    const { tags } = open.report
    const message = 'the run broke off here'
    for (const set of open.sets) {
      const done = this.fold.apply({
        type: 'set-finished',
        test,
        set,
        status: 'errored',
        durationMs: 0,
        tags,
        facts: {},
        message,
      })
      if (!done) continue
      if (done.run.summary.failures > 0) done.run.status = 'failed'
      this.finishSet(test, done.run)
    }
    this.finishTest(test, open.failed ? 'failed' : 'errored', 0)
  }

  private breakOffAll(): void {
    for (const [test, open] of this.tests) this.breakOff(test, open)
  }

  private finish(): void {
    this.finished = true
    this.start()
    this.breakOffAll()
    for (const one of this.reports) one.finished(this.fold.report)
  }
}

/** Feeds events to all of `reports`; holds no more than the input set that is running, and earlier attempts at it. */
export const createReportStream = (reports: readonly OpenReport[]): ReportStream => new RunStream(reports)
