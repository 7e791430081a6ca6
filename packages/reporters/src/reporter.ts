/**
 * What a reporter is: a name, and a way to turn a run into text while the run goes on.
 *
 * A reporter sees each input set once, when it is finished, and must not keep it: what it holds may not grow with the
 * run. What can be written only later goes into a spool.
 */
import type { Body, RunEvent, RunReport, SetReport, TestReport } from '@merlon/protocol'

/** A second stream, for instance a temporary file. */
export interface Spool {
  append(text: string): void
  /** Its whole content in pieces; it is empty afterwards and may be used again. */
  drain(): Iterable<string>
}

export interface ReportContext {
  readonly write: (text: string) => void
  readonly color: boolean
  /** Cells in a line of the terminal; `Infinity` where lines are never cut. */
  readonly width: number
  readonly verbosity: 'quiet' | 'normal' | 'verbose'
  readonly spool: () => Spool
  /** The text of a file that the build lays beside the command, such as the page that a report fills. Throws where it is missing. */
  readonly asset: (name: string) => string
  /** What stands before the paths of files for readers who begin at the root of the repository: `''` or `api/`. */
  readonly pathPrefix: string
}

/**
 * A report being written. `runStarted` comes first and `finished` last, each once. Between them come the tests one after
 * another; a body comes once per run, before the first input set that refers to it is finished.
 */
export interface OpenReport {
  event?(event: RunEvent): void
  runStarted?(report: RunReport): void
  testStarted?(test: TestReport): void
  setFinished?(test: TestReport, run: SetReport): void
  body?(hash: string, body: Body): void
  testFinished?(test: TestReport): void
  finished(report: RunReport): void
}

export interface Reporter {
  readonly name: string
  readonly title: string
  readonly summary: string
  /** Of a report's file, without the dot. */
  readonly extension: string
  /** What the flag `--name FILE` of the command does; without it there is none. */
  readonly flag?: string
  /** It is written without being asked for where this variable of the environment is `true`. */
  readonly ci?: {
    readonly variable: string
    /** The variable that names the file to append to; without it, standard output. */
    readonly file?: string
    /** The variable that names the folder where paths begin. */
    readonly root?: string
  }
  open(context: ReportContext): OpenReport
}

export const defineReporter = (reporter: Reporter): Reporter => reporter
