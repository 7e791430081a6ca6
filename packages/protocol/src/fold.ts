/**
 * Turns events into a report, one event at a time.
 *
 * Total over any prefix and any interleaving of tests, so a live run, a stored one and a broken-off one all have one
 * shape. With `keep: false` a finished input set is handed back and forgotten: what is held does not grow with a run.
 *
 * An input set that is run once more stays what it is until its next attempt begins; then it becomes one of the attempts
 * before that, and what it counted is taken back.
 */
import type {
  RunEvent,
  RunFinished,
  SetFinished,
  SetStarted,
  StepFinished,
  StepStarted,
  TestFinished,
  TestStarted,
} from './events.ts'
import type { RunReport, SetReport, StepReport, Summary, TestReport } from './report.ts'

export interface Fold {
  readonly report: RunReport
  /** Takes the next event; returns the input set that it finished, if it did. */
  apply(event: RunEvent): { readonly test: TestReport; readonly run: SetReport } | undefined
}

interface OpenSet {
  readonly test: TestReport
  /** The attempt that is running, or the last one that was. */
  readonly run: SetReport
  readonly steps: Map<number, StepReport>
}

export function emptySummary(): Summary {
  return {
    tests: 0,
    runs: 0,
    requests: 0,
    assertions: 0,
    failures: 0,
    errors: 0,
    warnings: 0,
    skipped: 0,
    flaky: 0,
    durationMs: 0,
  }
}

const COUNTED = ['requests', 'assertions', 'failures', 'errors', 'warnings', 'skipped'] as const

/** Counts one finished step; a container only for a fault, or a skip, of its own. */
function count(summary: Summary, { kind, own, record }: StepFinished): void {
  const { status } = record
  if (kind === 'request' && record.request) summary.requests += 1
  if (record.tentative) return
  if (status === 'skipped') {
    summary.skipped += 1
    return
  }
  if (kind === 'assertion' && status !== 'errored') summary.assertions += 1
  if (kind === 'container' && own !== true) return
  if (status === 'failed') summary.failures += 1
  else if (status === 'errored') summary.errors += 1
  else if (status === 'warned') summary.warnings += 1
}

function place(open: OpenSet, event: StepStarted | StepFinished): void {
  const own = event.type === 'step-finished' && event.own === true ? { own: true } : undefined
  const known = open.steps.get(event.step)
  if (known) {
    Object.assign(known, event.record, own)
    if (event.type === 'step-finished') open.steps.delete(event.step)
    return
  }
  const step: StepReport = { id: event.step, kind: event.kind, ...own, ...event.record }
  if (event.type === 'step-started') open.steps.set(event.step, step)
  const parent = event.parent === undefined ? undefined : open.steps.get(event.parent)
  if (!parent) open.run.steps.push(step)
  else if (parent.steps) parent.steps.push(step)
  else (parent as { steps?: StepReport[] }).steps = [step]
}

class RunFold implements Fold {
  readonly report: RunReport = {
    id: '',
    startedAt: '',
    seed: 0,
    environments: [],
    summary: emptySummary(),
    tests: [],
    bodies: new Map(),
  }
  private readonly tests = new Map<number, TestReport>()
  private readonly open = new Map<string, OpenSet>()
  /** Tests in which an input set passed, but not at the first attempt. */
  private readonly unsteady = new Set<number>()
  private readonly keep: boolean

  constructor(keep: boolean) {
    this.keep = keep
  }

  apply(event: RunEvent): { readonly test: TestReport; readonly run: SetReport } | undefined {
    switch (event.type) {
      case 'run-started': {
        const { type, version, at, ...rest } = event
        Object.assign(this.report, rest, { startedAt: at })
        return undefined
      }
      case 'test-started':
        return this.startTest(event)
      case 'set-started':
        return this.startSet(event)
      case 'step-started':
      case 'step-finished':
        return this.step(event)
      case 'body': {
        const { type, test, hash, ...body } = event
        if (this.keep) this.report.bodies.set(hash, body)
        return undefined
      }
      case 'set-finished':
        return this.finishSet(event)
      case 'test-finished':
        return this.finishTest(event)
      case 'run-finished':
        return this.finishRun(event)
    }
  }

  private startTest({ test, name, file, tags }: TestStarted): undefined {
    const entry: TestReport = { test, name, file, tags, durationMs: 0, runs: [] }
    this.tests.set(test, entry)
    if (this.keep) this.report.tests.push(entry)
    this.report.summary.tests += 1
  }

  private startSet(event: SetStarted): undefined {
    const test = this.tests.get(event.test)
    if (!test) return
    const run: SetReport = {
      set: event.set,
      inputSet: event.name,
      tags: test.tags,
      facts: {},
      durationMs: 0,
      summary: emptySummary(),
      steps: [],
    }
    const key = `${event.test}/${event.set}`
    const before = event.attempt === undefined ? undefined : this.open.get(key)?.run
    if (before) this.putAside(test, before, run)
    else {
      if (this.keep) test.runs.push(run)
      this.report.summary.runs += 1
    }
    this.open.set(key, { test, run, steps: new Map() })
  }

  /** An attempt that is followed by another counts no longer. */
  private putAside(test: TestReport, before: SetReport, run: SetReport): void {
    const { attempts = [] } = before
    delete before.attempts
    run.attempts = [...attempts, before]
    for (const name of COUNTED) this.report.summary[name] -= before.summary[name]
    const at = test.runs.indexOf(before)
    if (at >= 0) test.runs[at] = run
  }

  private step(event: StepStarted | StepFinished): undefined {
    const set = this.open.get(`${event.test}/${event.set}`)
    if (!set) return
    place(set, event)
    if (event.type !== 'step-finished') return
    count(set.run.summary, event)
    count(this.report.summary, event)
  }

  private finishSet(event: SetFinished): { test: TestReport; run: SetReport } | undefined {
    const key = `${event.test}/${event.set}`
    const done = this.open.get(key)
    if (!done) return undefined
    const { type, test, set, retried, ...rest } = event
    Object.assign(done.run, rest)
    if (retried) return undefined
    this.open.delete(key)
    if (done.run.attempts && done.run.status === 'passed') {
      done.run.flaky = true
      this.unsteady.add(test)
    }
    return { test: done.test, run: done.run }
  }

  private finishTest({ test, status, durationMs }: TestFinished): undefined {
    const known = this.tests.get(test)
    if (known) Object.assign(known, { status, durationMs })
    if (this.unsteady.delete(test) && status === 'passed') {
      if (known) known.flaky = true
      this.report.summary.flaky += 1
    }
    if (!this.keep) this.tests.delete(test)
  }

  private finishRun({ status, durationMs, interrupted }: RunFinished): undefined {
    this.report.status = status
    this.report.summary.durationMs = durationMs
    if (interrupted) this.report.interrupted = true
  }
}

/** A fold at its beginning; with `keep: false` it holds only what is not finished. */
export const createFold = ({ keep = true }: { keep?: boolean } = {}): Fold => new RunFold(keep)

/** Folds events, all or any prefix of them, into a report. */
export function foldReport(events: Iterable<RunEvent>): RunReport {
  const fold = createFold()
  for (const event of events) fold.apply(event)
  return fold.report
}
