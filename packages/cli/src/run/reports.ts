/** The reports of a run: one for people or programs on standard output, others in files. */

import { relative, resolve, sep } from 'node:path'
import { builtFile, NotBuiltError, spools } from '@merlon/host'
import { suggest } from '@merlon/language'
import type { RunEvent, Status } from '@merlon/protocol'
import { createReportStream, type FileReporter, type OpenReport, type Reporter, reporterTable } from '@merlon/reporters'
import { UsageError } from '../command.ts'
import { exit } from '../exit.ts'
import { type Output, openOutput } from './outputs.ts'
import type { Terminal } from './terminal.ts'

const group = 'Output'

/** How often the file of a run is written to, at the least. */
const RUN_FILE_MS = 500

interface FileFlag {
  readonly type: 'text'
  readonly value: string
  readonly group: string
  readonly summary: string
}

const fileReporters = Object.entries(reporterTable).flatMap(([name, { flag }]): [FileReporter, string][] =>
  // The type lists just the reporters that have a flag.
  flag === undefined ? [] : [[name as FileReporter, flag]],
)

const fileFlags = Object.fromEntries(
  fileReporters.map(([name, summary]): [FileReporter, FileFlag] => [
    name,
    { type: 'text', value: 'FILE', group, summary },
  ]),
) as Readonly<Record<FileReporter, FileFlag>>

export const reportFlags = {
  ...fileFlags,
  reporter: {
    type: 'text',
    value: 'NAME',
    group,
    summary: `What standard output shows: ${Object.keys(reporterTable).join(', ')}`,
  },
  quiet: { type: 'boolean', short: 'q', group, summary: 'Only failures and the summary' },
  verbose: { type: 'boolean', short: 'v', group, summary: 'Every step' },
  'no-color': { type: 'boolean', group, summary: 'No colours; NO_COLOR does the same' },
} as const

export interface ReportChoice extends Readonly<Record<FileReporter, string | undefined>> {
  readonly reporter: string | undefined
  readonly quiet: boolean
  readonly verbose: boolean
}

export interface Reports {
  /** Events of one test come together, tests in their order. */
  take(event: RunEvent): void
  /** Ends all reports; those of a run that broke off say so. Returns the verdict that they give. */
  close(): Status
  /** Tests that passed, but not at the first attempt; known when all reports have ended. */
  readonly flaky: number
}

interface Target {
  readonly reporter: string
  readonly path: string
  /** How it was asked for. */
  readonly flag: string
  /** What is in the file stays. */
  readonly append?: boolean
}

function targetsOf(given: ReportChoice, sources: readonly string[]): Target[] {
  const files = fileReporters.flatMap(([reporter]): Target[] => {
    const path = given[reporter]
    return path === undefined ? [] : [{ reporter, path, flag: path === '-' ? `--${reporter} -` : `--${reporter}` }]
  })
  const people = { reporter: given.reporter ?? 'console', path: '-', flag: `--reporter ${given.reporter ?? ''}` }
  const toStandardOutput = files.some(({ path }) => path === '-')
  const targets = given.reporter !== undefined || !toStandardOutput ? [people, ...files] : files
  const placeOf = (path: string): string => (path === '-' ? path : resolve(path))
  const read = new Set(sources.filter((path) => path !== '-').map(placeOf))
  const byPath = new Map<string, Target>()
  for (const target of targets) {
    const place = placeOf(target.path)
    if (read.has(place))
      throw new UsageError(`'${target.flag}' would overwrite '${target.path}', which is read`, 'name another file')
    const other = byPath.get(place)
    const where = target.path === '-' ? 'to standard output' : `into '${target.path}'`
    if (other) throw new UsageError(`'${other.flag}' and '${target.flag}' cannot both write ${where}`)
    byPath.set(place, target)
  }
  return targets
}

async function reporterNamed(name: string): Promise<Reporter> {
  const known = Object.keys(reporterTable)
  const entry = Object.hasOwn(reporterTable, name) ? reporterTable[name] : undefined
  if (entry) return entry.load()
  const near = suggest(name, known)
  throw new UsageError(
    `there is no reporter '${name}'`,
    near ? `did you mean '${near}'?` : `there is ${known.join(', ')}`,
  )
}

function asset(name: string): string {
  try {
    return builtFile(name)
  } catch (error) {
    throw error instanceof NotBuiltError ? new UsageError(error.message, error.help) : error
  }
}

/** What a status means for whoever started the run. */
export function exitOf(status: Status): number {
  return status === 'passed' ? exit.passed : status === 'failed' ? exit.failed : exit.errored
}

interface Around {
  readonly terminal: Terminal
  /** Also receives every event. */
  readonly runFile?: string | undefined
  /** Files that are read meanwhile, so that no report may be written into them. */
  readonly sources?: readonly string[]
  /** Called before anything is written to standard output. */
  readonly beforeOutput?: () => void
  /** The environment of the process, where the reports that its CI server reads are wanted besides. */
  readonly ci?: NodeJS.ProcessEnv
}

/** The reports that the CI server around reads, by what they say of themselves. */
function ciTargets(environment: NodeJS.ProcessEnv, toPeople: boolean): Target[] {
  return Object.entries(reporterTable).flatMap(([reporter, { ci }]): Target[] => {
    if (!ci || environment[ci.variable] !== 'true') return []
    const path = ci.file === undefined ? (toPeople ? '-' : undefined) : environment[ci.file]
    return path ? [{ reporter, path, flag: '', append: true }] : []
  })
}

/** From the folder where a reporter's paths begin to here: `''`, or `api/`. */
function pathPrefix({ ci }: Reporter): string {
  const root = ci?.root === undefined ? undefined : process.env[ci.root]
  const path = root ? relative(root, process.cwd()).split(sep).join('/') : ''
  return path === '' || path.startsWith('..') ? '' : `${path}/`
}

/** Lets the studio see a run while it goes on. */
function nowAndThen(flush: () => void): OpenReport {
  let last = Number.NEGATIVE_INFINITY
  return {
    event() {
      const now = performance.now()
      if (now - last < RUN_FILE_MS) return
      last = now
      flush()
    },
    finished: flush,
  }
}

/** Opens all reports that flags ask for. Throws a UsageError for what is unknown or cannot be written. */
export async function openReports(given: ReportChoice, around: Around): Promise<Reports> {
  const { terminal, runFile, sources = [], beforeOutput, ci = {} } = around
  const asked = targetsOf(given, sources)
  const toPeople = asked[0]?.path === '-' && asked[0].reporter === 'console'
  const kept: Target[] = runFile === undefined ? [] : [{ reporter: 'events', path: runFile, flag: '' }]
  const all = [...asked, ...kept, ...ciTargets(ci, toPeople)]
  const targets = await Promise.all(
    all.map(async (target) => ({ ...target, reporter: await reporterNamed(target.reporter) })),
  )
  const temporary = spools()
  const verbosity = given.quiet ? 'quiet' : given.verbose ? 'verbose' : 'normal'
  const outputs: Output[] = []
  const reports: OpenReport[] = []
  let status: Status = 'errored'
  let flaky = 0
  for (const { reporter, path, append } of targets) {
    const people = path === '-'
    const output = openOutput(path, { before: people ? beforeOutput : undefined, append })
    outputs.push(output)
    const shown = people ? terminal : { color: false, width: Number.POSITIVE_INFINITY }
    reports.push(
      reporter.open({
        write: output.write,
        color: shown.color,
        width: shown.width,
        verbosity,
        spool: temporary.create,
        asset,
        pathPrefix: pathPrefix(reporter),
      }),
    )
    if (people && terminal.live) reports.push({ testFinished: output.flush, finished: output.flush })
    if (path === runFile) reports.push(nowAndThen(output.flush))
  }
  const written = asked.filter(({ path }) => path !== '-')
  reports.push({
    finished(report) {
      status = report.status ?? 'errored'
      flaky = report.summary.flaky
      if (asked[0]?.reporter !== 'console' || given.quiet) return
      for (const { path } of written) outputs[0]?.write(`report: ${path}\n`)
    },
  })
  const stream = createReportStream(reports)
  return {
    take: (event) => stream.apply(event),
    get flaky() {
      return flaky
    },
    close() {
      try {
        stream.end()
        for (const output of outputs) output.close()
        return status
      } finally {
        temporary.close()
      }
    },
  }
}
