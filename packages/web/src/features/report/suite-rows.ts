/** The tests of a run as the overview shows them: found, sorted, each with the steps that a search found in it. */
import { eachStep, isAtFault, type RunReport, type StepReport, type TestReport } from '@merlon/protocol'
import type { Shown } from '../../ui/outcome.tsx'
import { type Checks, checksOf, testFailed } from './checks.ts'
import { textOf } from './rows.ts'

export interface FoundStep {
  readonly set: number
  readonly step: StepReport
}

export interface SuiteRow {
  readonly test: TestReport
  readonly checks: Checks
  readonly outcome: Shown
  /** Of the first step at fault, or of an input set. */
  readonly message: string | undefined
  /** Steps in which the search was found. */
  readonly found: readonly FoundStep[]
}

export type SuiteStatus = 'all' | 'failed' | 'flaky' | 'passed'
export type SuiteOrder = 'failures' | 'slowest' | 'as-run'

export interface SuiteFilter {
  readonly status: SuiteStatus
  /** `''` for any. */
  readonly tag: string
  /** Lower case. */
  readonly search: string
  readonly order: SuiteOrder
}

function firstMessage({ runs }: TestReport): string | undefined {
  for (const { steps, message } of runs) {
    let found: string | undefined
    eachStep(steps, (step) => {
      if (found === undefined && step.message !== undefined && isAtFault(step)) found = step.message
    })
    if (found ?? message) return found ?? message
  }
  return undefined
}

/** All tests with what is counted in them; nothing of it depends on a filter. */
export const suiteRows = (report: RunReport, running: boolean): SuiteRow[] =>
  report.tests.map((test) => ({
    test,
    checks: checksOf(test.runs),
    outcome: test.status ?? (running ? 'running' : 'errored'),
    message: testFailed(test) ? firstMessage(test) : undefined,
    found: [],
  }))

const fits = ({ outcome, test }: SuiteRow, status: SuiteStatus): boolean =>
  status === 'all' ||
  (status === 'flaky'
    ? test.flaky === true
    : status === 'failed'
      ? outcome === 'failed' || outcome === 'errored'
      : outcome === 'passed')

function foundIn({ runs }: TestReport, search: string): FoundStep[] {
  const found: FoundStep[] = []
  for (const { set, steps } of runs)
    eachStep(steps, (step) => {
      if (textOf(step).includes(search)) found.push({ set, step })
    })
  return found
}

const isBad = ({ outcome }: SuiteRow): number => (outcome === 'failed' || outcome === 'errored' ? 0 : 1)

const ORDERS: Readonly<Record<SuiteOrder, (a: SuiteRow, b: SuiteRow) => number>> = {
  failures: (a, b) => isBad(a) - isBad(b) || Number(b.test.flaky ?? false) - Number(a.test.flaky ?? false),
  slowest: (a, b) => b.test.durationMs - a.test.durationMs,
  'as-run': () => 0,
}

/** The rows that a filter leaves, in its order. A test is found by its own words, or by those of its steps. */
export function filtered(rows: readonly SuiteRow[], { status, tag, search, order }: SuiteFilter): SuiteRow[] {
  const left = rows.filter(
    (row) =>
      fits(row, status) &&
      (tag === '' || row.test.tags.includes(tag) || row.test.runs.some((run) => run.tags.includes(tag))),
  )
  const found =
    search === ''
      ? left
      : left.flatMap((row): SuiteRow[] => {
          const { test } = row
          const steps = foundIn(test, search)
          const own = `${test.name} ${test.file} ${test.tags.join(' ')}`.toLowerCase().includes(search)
          return own || steps.length > 0 ? [{ ...row, found: steps }] : []
        })
  return found.toSorted(ORDERS[order])
}

export const tagsOf = ({ tests }: RunReport): string[] =>
  [...new Set(tests.flatMap(({ tags, runs }) => [...tags, ...runs.flatMap((run) => run.tags)]))].toSorted()

export interface SlowRequest extends FoundStep {
  readonly test: TestReport
  readonly ms: number
}

/** The requests whose answers took longest, slowest first. */
export function slowestRequests({ tests }: RunReport, most: number): SlowRequest[] {
  const slowest: SlowRequest[] = []
  for (const test of tests)
    for (const { set, steps } of test.runs)
      eachStep(steps, (step) => {
        const ms = step.response?.metrics.overall
        if (ms === undefined || (slowest.length >= most && ms <= (slowest.at(-1)?.ms ?? 0))) return
        const place = slowest.findIndex((one) => one.ms < ms)
        slowest.splice(place < 0 ? slowest.length : place, 0, { test, set, step, ms })
        slowest.length = Math.min(slowest.length, most)
      })
  return slowest
}
