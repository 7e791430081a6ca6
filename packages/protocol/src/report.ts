import type { BodyEvent, Fact, RunPart, Status, StepKind, StepRecord } from './events.ts'

export interface Summary {
  tests: number
  runs: number
  requests: number
  assertions: number
  failures: number
  errors: number
  warnings: number
  skipped: number
  /** Tests that passed, though not at the first attempt. */
  flaky: number
  durationMs: number
}

/** A step with the steps inside it, one after another through all rounds. `status` is absent while it runs. */
export interface StepReport extends Omit<StepRecord, 'status'> {
  readonly id: number
  readonly kind: StepKind
  /** A container that failed by itself, not through a step inside it. */
  readonly own?: boolean
  readonly status?: StepRecord['status']
  readonly steps?: StepReport[]
}

export interface SetReport {
  readonly set: number
  readonly inputSet: string
  status?: Status
  tags: readonly string[]
  facts: Readonly<Record<string, Fact>>
  durationMs: number
  message?: string
  notices?: readonly string[]
  /** Passed, but not at the first attempt. */
  flaky?: true
  /** The attempts that did not pass and were followed by another, in order; they count in no summary. */
  attempts?: SetReport[]
  readonly summary: Summary
  readonly steps: StepReport[]
}

export interface TestReport {
  readonly test: number
  readonly name: string
  readonly file: string
  readonly tags: readonly string[]
  status?: Status
  /** It passed, but one of its input sets not at the first attempt. */
  flaky?: true
  durationMs: number
  readonly runs: SetReport[]
}

export type Body = Omit<BodyEvent, 'type' | 'test' | 'hash'>

/** A run folded from its events; any prefix of a run folds into the same shape. */
export interface RunReport {
  id: string
  status?: Status
  interrupted?: boolean
  startedAt: string
  seed: number
  environments: readonly string[]
  project?: string
  /** Where paths begin, as seen from the project; the project itself where it is not said. */
  folder?: string
  part?: RunPart
  readonly summary: Summary
  readonly tests: TestReport[]
  readonly bodies: Map<string, Body>
}
