/** Where projects live. A folder keeps them now; everything above works on these interfaces alone. */
import type { KeptScope, Watch } from '@merlon/engine'
import type { LoadedTest, TestLoader } from '@merlon/host'
import type { Body, Diagnostic, RunEvent, RunReport } from '@merlon/protocol'
import type { Change, FileEntry, FileKind, RunView, startRun } from '@merlon/protocol/http'
import type { z } from 'zod'

export interface Content {
  readonly text: string
  readonly version: string
}

/** A write that did not happen, because the file is not what it was when it was read. */
export interface Conflict {
  readonly conflict: { readonly version: string | null; readonly text: string | null }
}

/**
 * The files of a project. Paths are relative to it, with `/`, and cannot leave it; one that would, or that is no file of
 * a project, makes every function throw a ProblemError.
 */
export interface ProjectTree {
  list(): Promise<readonly FileEntry[]>
  kindOf(path: string): FileKind | undefined
  read(path: string): Promise<Content | undefined>
  readBytes(path: string): Promise<Uint8Array | undefined>
  /** `base` is the version that was read; null for a file that must not exist. Whole or not at all. */
  write(path: string, text: string, base: string | null): Promise<{ readonly version: string } | Conflict>
  writeBytes(path: string, bytes: Uint8Array, overwrite: boolean): Promise<{ readonly version: string } | Conflict>
  remove(path: string, base: string): Promise<{ readonly removed: true } | Conflict>
  move(from: string, to: string): Promise<{ readonly version: string } | Conflict>
  /** The text as it was last committed; undefined where it was not, or where nothing is kept. */
  committed(path: string): Promise<string | undefined>
  /** Paths that differ from what was last committed, new files included. */
  changed(): Promise<ReadonlySet<string>>
  readonly versioned: boolean
  readonly readOnly: boolean
}

/** Runs, whoever ran them: those that are kept as files, and the latest partial ones, which live in memory. */
export interface RunStore {
  /** Newest first; partial ones are among them and say so. */
  list(query: { test?: string; limit: number; cursor?: string }): Promise<{ runs: readonly RunView[]; next?: string }>
  view(id: string): Promise<RunView | undefined>
  /** Everything that was said so far, paths relative to the project; undefined for a run that is not kept. */
  events(id: string): Iterable<RunEvent> | undefined
  /** As `events`, with the paths that whoever ran it saw: what a report shows. */
  told(id: string): Iterable<RunEvent> | undefined
  /** What was said so far as lines of JSON, bodies without content. */
  lines(id: string): Promise<AsyncIterable<readonly NumberedLine[]> | undefined>
  /** Such lines from a number on, and then each as it comes; ends with the run, or when aborted. */
  follow(id: string, from: number, signal: AbortSignal): AsyncIterable<readonly NumberedLine[]> | undefined
  /** A body by its hash. */
  body(id: string, hash: string): Promise<Body | undefined>
  /** The whole report, folded; remembered for a while. */
  report(id: string): Promise<RunReport | undefined>
  /** Makes room for a new run and takes its events as they come. A partial one is kept in memory. */
  create(id: string, options: { partial: boolean; environments: readonly string[] }): RunSink
  close(): Promise<void>
}

export interface NumberedLine {
  readonly number: number
  readonly line: string
}

export interface RunSink {
  take(event: RunEvent): void
  close(): void
}

/** A run that this process carries out, or that waits for its turn. */
export interface LiveRun {
  readonly id: string
  stop(): void
  readonly finished: Promise<void>
}

/** Carries out runs in this process, a few at once; the others wait for their turn. */
export interface Work {
  /** Throws a ProblemError with all diagnostics where something that was asked for cannot run. */
  start(request: RunRequest): Promise<LiveRun>
  live(id: string): LiveRun | undefined
  /** Stops what runs and waits for its clean-up. */
  close(): Promise<void>
}

export interface Project {
  readonly id: string
  readonly name: string
  /** Absolute. */
  readonly folder: string
  readonly tree: ProjectTree
  readonly runs: RunStore
  /** A loader that reads the project as it is now. */
  loader(environments: readonly string[], overrides?: readonly { name: string; value: unknown }[]): TestLoader
  /** A test compiled from its file or from a text in its place, with everything that is wrong with it. */
  compile(
    path: string,
    options: {
      text?: string
      environments: readonly string[]
      overrides?: readonly { name: string; value: unknown }[]
    },
  ): Promise<{ loaded: LoadedTest; diagnostics: readonly Diagnostic[] } | undefined>
  /** Tells of every change of a file or a run; the function returned ends it. */
  watch(take: (change: Change) => void): () => void
  /** Told by whoever changes something itself, so that watchers hear of it at once. */
  tell(change: Change): void
  readonly bench: Bench
  readonly work: Work
  close(): Promise<void>
}

/** What the last runs of each test left behind, in memory: variables around each step, by test and input set. */
export interface Bench {
  /** The scope just before a step as it stands in a text, made of what was kept and is still true; see `bench.ts`. */
  before(path: string, text: string, place: Place, inputSet: string | undefined): BenchScope
  /** The input set of a test that ran last. */
  latest(path: string): string | undefined
  /** Takes what a run of a test passes, by its number in the run; `text` is what ran. */
  watch(tests: ReadonlyMap<number, WatchedTest>): Watch
}

export interface WatchedTest {
  readonly path: string
  readonly text: string
  readonly inputSets: readonly string[]
}

export interface BenchScope {
  /** Undefined where nothing of the test has run yet. */
  readonly scope: KeptScope | undefined
  /** Steps before it that have not run since, and need no request, in order: to be run first. */
  readonly first: readonly Place[]
}

export type Place = readonly (string | number)[]

export type RunRequest = z.output<typeof startRun>
