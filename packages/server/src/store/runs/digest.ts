/** What a list says of a run, counted while its events pass by; nothing of a finished input set is held. */
import { createFold, EVENT_VERSION, type RunEvent, type Status, type Summary } from '@merlon/protocol'
import type { RunView } from '@merlon/protocol/http'

type TestView = RunView['tests'][number]

export class RunDigest {
  started = false
  finished = false
  private readonly fold = createFold({ keep: false })
  private readonly tests = new Map<number, TestView>()
  private readonly pathOf: (file: string) => string

  /** `pathOf` turns the path of a test file as it was said into one relative to the project. */
  constructor(pathOf: (file: string, folder: string | undefined) => string) {
    this.pathOf = (file) => pathOf(file, this.folder)
  }

  /** Where it was started, as seen from the project. */
  get folder(): string | undefined {
    return this.fold.report.folder
  }

  take(event: RunEvent): void {
    if (event.type === 'run-started') this.started = event.version === EVENT_VERSION
    if (!this.started) return
    this.fold.apply(event)
    if (event.type === 'test-started') {
      const { test, name, file } = event
      this.tests.set(test, { test, name, path: this.pathOf(file), durationMs: 0 })
    } else if (event.type === 'test-finished') {
      const known = this.tests.get(event.test)
      if (known) Object.assign(known, { status: event.status, durationMs: event.durationMs })
    } else if (event.type === 'run-finished') this.finished = true
  }

  get said(): {
    readonly startedAt: string
    readonly status: Status | undefined
    readonly interrupted: boolean
    readonly durationMs: number
    readonly environments: string[]
    readonly summary: Summary
    readonly tests: TestView[]
  } {
    const { startedAt, status, interrupted, environments, summary } = this.fold.report
    return {
      startedAt,
      status,
      interrupted: interrupted === true,
      durationMs: summary.durationMs,
      environments: [...environments],
      summary: { ...summary },
      tests: [...this.tests.values()].sort((a, b) => a.test - b.test),
    }
  }
}
