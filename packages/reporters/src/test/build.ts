/** Builds the events of a run in few words, and reads them back through reporters. */
import type { BodyEvent, RequestRecord, ResponseRecord, RunEvent, Status, StepKind, StepRecord } from '@merlon/protocol'
import type { ReportContext, Reporter, Spool } from '../reporter.ts'
import { createReportStream } from '../stream.ts'

export type Step = Partial<StepRecord> & {
  readonly kind?: StepKind
  readonly own?: boolean
  readonly steps?: readonly Step[]
  readonly line?: number
}

export interface InputSet {
  readonly name?: string
  readonly steps?: readonly Step[]
  readonly bodies?: readonly Omit<BodyEvent, 'type' | 'test'>[]
  readonly message?: string
  readonly notices?: readonly string[]
  readonly status?: Status
  /** The steps of attempts before this one, none of which passed. */
  readonly attempts?: readonly (readonly Step[])[]
}

export interface Test {
  readonly name?: string
  readonly file?: string
  readonly tags?: readonly string[]
  readonly sets: readonly InputSet[]
}

const kindOf = (step: Step): StepKind => {
  if (step.kind) return step.kind
  if (step.request) return 'request'
  return step.steps ? 'container' : 'assertion'
}

const worst = (all: readonly Status[]): Status =>
  all.includes('failed') ? 'failed' : all.includes('errored') ? 'errored' : 'passed'

function verdict(steps: readonly Step[]): Status {
  const own = steps.map(
    (step): Status =>
      step.tentative || (kindOf(step) === 'container' && !step.own)
        ? 'passed'
        : step.status === 'failed' || step.status === 'errored'
          ? step.status
          : 'passed',
  )
  return worst([...own, ...steps.map((step) => (step.steps ? verdict(step.steps) : 'passed'))])
}

class Recording {
  readonly events: RunEvent[] = []
  private lastStep = 0
  private readonly file: string

  constructor(file: string) {
    this.file = file
  }

  step(test: number, set: number, given: Step, parent?: number): void {
    const { kind: _kind, own, steps, line = 7, ...rest } = given
    const step = (this.lastStep += 1)
    const kind = kindOf(given)
    const location = { file: this.file, line, column: 5, endLine: line, endColumn: 20 }
    const inside = { test, set, step, kind, ...(parent === undefined ? {} : { parent }) }
    const component = rest.component ?? (kind === 'request' ? 'get' : kind === 'container' ? 'each' : 'assert-equals')
    const label = rest.label ?? (rest.request ? `${rest.request.method} ${rest.request.url}` : 'payload.id == 3')
    if (kind === 'container' || kind === 'request')
      this.events.push({ type: 'step-started', ...inside, record: { component, label, location } })
    for (const one of steps ?? []) this.step(test, set, one, step)
    const record: StepRecord = { status: 'passed', location, ...rest, component, label }
    this.events.push({ type: 'step-finished', ...inside, ...(own ? { own } : {}), record })
  }

  set(
    test: number,
    set: number,
    { name = 'default', steps = [], bodies = [], attempts = [], status, ...rest }: InputSet,
  ): Status {
    const end = status ?? verdict(steps)
    const begin = { type: 'set-started', test, set, name } as const
    const over = { type: 'set-finished', test, set, durationMs: 12, tags: ['shop'], facts: {} } as const
    for (const [at, tried] of attempts.entries()) {
      this.lastStep = 0
      this.events.push(at === 0 ? begin : { ...begin, attempt: at + 1 })
      for (const step of tried) this.step(test, set, step)
      this.events.push({ ...over, status: 'failed', retried: true })
    }
    this.lastStep = 0
    this.events.push(attempts.length === 0 ? begin : { ...begin, attempt: attempts.length + 1 })
    for (const step of steps) this.step(test, set, step)
    for (const body of bodies) this.events.push({ type: 'body', test, ...body })
    this.events.push({ ...over, status: end, ...rest })
    return end
  }
}

export const started: RunEvent = {
  type: 'run-started',
  version: 1,
  id: 'r1',
  at: '2031-04-05T06:07:08.000Z',
  seed: 42,
  environments: ['staging'],
}

/** All events of a run of these tests. */
export function recorded(tests: readonly Test[]): RunEvent[] {
  const events: RunEvent[] = [started]
  const statuses = tests.map(
    ({ name = 'A cart needs a token', file = 'tests/cart.yaml', tags = ['shop'], sets }, test) => {
      const recording = new Recording(file)
      events.push({ type: 'test-started', test, name, file, tags })
      const status = worst(sets.map((set, at) => recording.set(test, at, set)))
      for (const event of recording.events) events.push(event)
      events.push({ type: 'test-finished', test, status, durationMs: 38 })
      return status
    },
  )
  return [...events, { type: 'run-finished', status: worst(statuses), durationMs: 1234 }]
}

export function memorySpool(): Spool {
  let pieces: string[] = []
  return {
    append: (text) => void pieces.push(text),
    drain() {
      const all = pieces
      pieces = []
      return all
    },
  }
}

/** What a reporter writes about the events; closed early where they do not come to an end. */
export function written(reporter: Reporter, events: readonly RunEvent[], look: Partial<ReportContext> = {}): string {
  let text = ''
  const context: ReportContext = {
    write: (more) => void (text += more),
    color: false,
    width: 100,
    verbosity: 'normal',
    spool: memorySpool,
    asset: () => '<!doctype html><!--events-->',
    pathPrefix: '',
    ...look,
  }
  const stream = createReportStream([reporter.open(context)])
  for (const event of events) stream.apply(event)
  stream.end()
  return text
}

/** Events as they come back from a stored run. */
export const reRead = (events: readonly RunEvent[]): RunEvent[] => JSON.parse(JSON.stringify(events))

export const request = (method: string, url: string, more: Partial<RequestRecord> = {}): RequestRecord => ({
  method,
  url,
  headers: [],
  ...more,
})

export function response(status: number, more: Partial<ResponseRecord> = {}): ResponseRecord {
  return {
    status,
    headers: [],
    metrics: { dns: 0, connect: 0, tls: 0, latency: 80, fetch: 3, overall: 83 },
    redirects: [],
    ...more,
  }
}
