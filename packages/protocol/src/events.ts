/**
 * What a run says while it happens: plain JSON, versioned, in the order it happened within one test.
 *
 * Secrets are already removed. A body is said in a `body` event, once per run, or once per test where tests run side by
 * side, and referred to by its hash. Bodies follow the steps that refer to them, at the latest when their input set ends,
 * so that a value marked secret after it arrived is masked in the body it arrived in.
 */
import type { Location } from './location.ts'

export const EVENT_VERSION = 1

export type Status = 'passed' | 'failed' | 'errored'
export type StepStatus = Status | 'skipped' | 'warned'
export type Phase = 'before' | 'steps' | 'deferred' | 'finally'

/** How a step counts: only the component knows, so it is said with every step. */
export type StepKind = 'request' | 'assertion' | 'container' | 'action'

export interface Timings {
  readonly dns: number
  readonly connect: number
  readonly tls: number
  readonly latency: number
  readonly fetch: number
  readonly overall: number
}

export type HeaderList = readonly (readonly [name: string, value: string])[]

export interface BodyReference {
  readonly hash: string
}

export interface RequestRecord {
  readonly method: string
  readonly url: string
  readonly footprint?: string
  readonly headers: HeaderList
  readonly body?: BodyReference
}

export interface RedirectRecord {
  readonly status: number
  readonly url: string
  readonly method: string
}

export interface ResponseRecord {
  /** HTTP status, or a negative code where no answer arrived. */
  readonly status: number
  readonly statusText?: string
  readonly http?: string
  readonly headers: HeaderList
  readonly metrics: Timings
  readonly redirects: readonly RedirectRecord[]
  readonly size?: number
  readonly body?: BodyReference
}

export interface VariableRecord {
  readonly name: string
  readonly value: unknown
  /** Where the value came from, in words: `environment staging`, `input set`, `POST /user at line 12`. */
  readonly from: string
}

/** One difference between two structures. `path` is written as in an expression, `''` for the whole. */
export interface Difference {
  readonly path: string
  readonly kind: 'missing' | 'added' | 'changed' | 'type'
  readonly expected?: unknown
  readonly actual?: unknown
}

/** The source line of the guilty field, so that a stored report can still show it. */
export interface Excerpt {
  readonly line: number
  readonly column: number
  readonly endColumn: number
  readonly text: string
}

export interface AttemptRecord {
  readonly status: StepStatus
  readonly message?: string
  readonly request?: RequestRecord
  readonly response?: ResponseRecord
}

/** What a step reports when it is done. Fields that do not apply are absent; a passed assertion carries the first five. */
export interface StepRecord {
  readonly component: string
  readonly label: string
  readonly status: StepStatus
  readonly location: Location
  readonly index?: readonly number[]
  /** Names of the rounds around, outermost first, where their loops name them. */
  readonly items?: readonly string[]
  readonly alias?: string
  readonly title?: string
  readonly phase?: Phase
  readonly durationMs?: number
  readonly stopped?: boolean
  /** Of an earlier round of a loop in which only the last round counts: reported, and counted as a request at most. */
  readonly tentative?: boolean
  readonly message?: string
  readonly help?: string
  readonly expression?: string
  readonly expected?: unknown
  readonly actual?: unknown
  readonly diff?: readonly Difference[]
  readonly comment?: string
  readonly notices?: readonly string[]
  readonly excerpt?: Excerpt
  readonly variables?: readonly VariableRecord[]
  readonly request?: RequestRecord
  readonly response?: ResponseRecord
  readonly attempts?: readonly AttemptRecord[]
  /** The request that produced the value a failed assertion looked at: its label and its step id in this input set. */
  readonly origin?: { readonly step: number; readonly label: string; readonly status?: number }
}

export interface Fact {
  readonly label: string
  readonly value: string
}

/** The `index`-th, counted from 1, of `count` runs that share the tests of one. */
export interface RunPart {
  readonly index: number
  readonly count: number
}

export interface RunStarted {
  readonly type: 'run-started'
  readonly version: typeof EVENT_VERSION
  readonly id: string
  readonly at: string
  readonly seed: number
  readonly environments: readonly string[]
  readonly project?: string
  /** Where paths begin, as seen from the project; the project itself where it is not said. */
  readonly folder?: string
  /** Where it is one of several runs that share the tests among them. */
  readonly part?: RunPart
}

export interface TestStarted {
  readonly type: 'test-started'
  readonly test: number
  readonly name: string
  readonly file: string
  readonly tags: readonly string[]
}

export interface SetStarted {
  readonly type: 'set-started'
  readonly test: number
  readonly set: number
  readonly name: string
  /** Counted from 1; absent for the first. What the attempts before it left counts no longer. */
  readonly attempt?: number
}

/** Only for steps that take time or hold others; everything else is said once, when it is done. */
export interface StepStarted {
  readonly type: 'step-started'
  readonly test: number
  readonly set: number
  readonly step: number
  readonly parent?: number
  readonly kind: StepKind
  readonly record: Pick<StepRecord, 'component' | 'label' | 'location' | 'index' | 'phase' | 'title' | 'alias'>
}

export interface StepFinished {
  readonly type: 'step-finished'
  readonly test: number
  readonly set: number
  readonly step: number
  readonly parent?: number
  readonly kind: StepKind
  /** A container that failed by itself, not through a step inside it. Absent for leaves. */
  readonly own?: boolean
  readonly record: StepRecord
}

export interface BodyEvent {
  readonly type: 'body'
  readonly test: number
  readonly hash: string
  readonly mime: string
  /** In bytes, before anything was cut or masked. */
  readonly size: number
  readonly text?: string
  readonly base64?: string
  readonly cut?: boolean
}

export interface SetFinished {
  readonly type: 'set-finished'
  readonly test: number
  readonly set: number
  readonly status: Status
  readonly durationMs: number
  readonly tags: readonly string[]
  readonly facts: Readonly<Record<string, Fact>>
  readonly message?: string
  readonly notices?: readonly string[]
  /** It did not pass, and is run once more: the next `set-started` of this set is another attempt at it. */
  readonly retried?: true
}

export interface TestFinished {
  readonly type: 'test-finished'
  readonly test: number
  readonly status: Status
  readonly durationMs: number
}

export interface RunFinished {
  readonly type: 'run-finished'
  readonly status: Status
  readonly durationMs: number
  readonly interrupted?: boolean
}

export type RunEvent =
  | RunStarted
  | TestStarted
  | SetStarted
  | StepStarted
  | StepFinished
  | BodyEvent
  | SetFinished
  | TestFinished
  | RunFinished
