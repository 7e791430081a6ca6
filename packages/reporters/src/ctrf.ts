/**
 * The Common Test Report Format, 0.0 (https://ctrf.io): a test for each input set, its requests and assertions as steps.
 *
 * The format knows no outcome beside failed: what could not be carried out says so in `rawStatus`.
 */
import { eachStep, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'
import { buffered } from './buffered.ts'
import { caseName, cut, explanation, faultsOf, isCase } from './case-text.ts'
import { defineReporter } from './reporter.ts'

const SPEC_VERSION = '0.0.0'
const MOST_TRACES = 10

type Status = 'passed' | 'failed' | 'skipped'

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly flaky: number
}

const statusOf = ({ status }: SetReport): Status => (status === 'passed' ? 'passed' : 'failed')

function stepStatus({ status = 'errored' }: StepReport): Status {
  if (status === 'skipped') return 'skipped'
  return status === 'failed' || status === 'errored' ? 'failed' : 'passed'
}

function stepsOf(run: SetReport): { name: string; status: Status }[] {
  const steps: { name: string; status: Status }[] = []
  eachStep(run.steps, (step) => {
    if (isCase(step)) steps.push({ name: caseName(step), status: stepStatus(step) })
  })
  return steps
}

/** What went wrong, for a test and for an attempt at it; nothing where it passed. */
function failureOf(run: SetReport): { message?: string; trace?: string; line?: number; snippet?: string } {
  const faults = faultsOf(run)
  const [first] = faults
  if (!first) return {}
  const traces = faults.slice(0, MOST_TRACES).map(({ step, message }) => (step ? explanation(step) : message))
  const more = faults.length - traces.length
  const excerpt = first.step?.excerpt
  return {
    message: cut(first.message),
    trace: [...traces, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n\n'),
    ...(first.step ? { line: excerpt?.line ?? first.step.location.line } : {}),
    ...(excerpt ? { snippet: excerpt.text } : {}),
  }
}

function attemptsOf({ attempts = [] }: SetReport): object {
  if (attempts.length === 0) return {}
  const retryAttempts = attempts.map((run, at) => ({
    attempt: at + 1,
    status: statusOf(run),
    duration: run.durationMs,
    ...failureOf(run),
  }))
  return { retries: attempts.length, retryAttempts }
}

function testOf(test: TestReport, run: SetReport): object {
  const { inputSet, durationMs, tags, facts, flaky, status = 'errored', notices } = run
  const steps = stepsOf(run)
  return {
    name: `${test.name} [${inputSet}]`,
    testId: `${test.file} [${inputSet}]`,
    status: statusOf(run),
    duration: durationMs,
    suite: [test.file, test.name].map((one) => one || '(without a name)'),
    filePath: test.file,
    ...(status === 'errored' ? { rawStatus: status } : {}),
    ...failureOf(run),
    ...(tags.length > 0 ? { tags } : {}),
    ...(flaky ? { flaky } : {}),
    ...attemptsOf(run),
    ...(steps.length > 0 ? { steps } : {}),
    ...(notices?.length ? { stdout: notices } : {}),
    extra: { inputSet, facts },
  }
}

/** A run that was interrupted between two input sets failed nowhere, and yet did not pass. */
const INTERRUPTED = {
  name: 'the run',
  status: 'failed',
  duration: 0,
  rawStatus: 'errored',
  message: 'the run was interrupted',
}

function summaryOf({ passed, failed, flaky }: Counts, suites: number, startedAt: string, durationMs: number): object {
  const start = Date.parse(startedAt) || 0
  return {
    tests: passed + failed,
    passed,
    failed,
    skipped: 0,
    pending: 0,
    other: 0,
    flaky,
    suites,
    start,
    stop: start + durationMs,
    duration: durationMs,
  }
}

export default defineReporter({
  name: 'ctrf',
  title: 'CTRF',
  summary: 'The Common Test Report Format: a test per input set, for tools that read it',
  extension: 'ctrf.json',
  flag: 'Write a CTRF report',
  open({ write }) {
    const out = buffered(write)
    const counts = { passed: 0, failed: 0, flaky: 0 }
    return {
      runStarted({ id, startedAt }) {
        const head = { reportFormat: 'CTRF', specVersion: SPEC_VERSION, timestamp: startedAt, generatedBy: 'merlon' }
        out(
          `${JSON.stringify(id ? { ...head, runId: id } : head).slice(0, -1)},"results":{"tool":{"name":"merlon"},"tests":[`,
        )
      },
      setFinished(test, run) {
        out(`${counts.passed + counts.failed > 0 ? ',' : ''}${JSON.stringify(testOf(test, run))}`)
        counts[run.status === 'passed' ? 'passed' : 'failed'] += 1
        if (run.flaky) counts.flaky += 1
      },
      finished({ startedAt, summary, environments, seed, interrupted }) {
        if (interrupted) {
          out(`${counts.passed + counts.failed > 0 ? ',' : ''}${JSON.stringify(INTERRUPTED)}`)
          counts.failed += 1
        }
        const environment = environments.length > 0 ? { testEnvironment: environments.join(', ') } : {}
        const rest = {
          summary: summaryOf(counts, summary.tests, startedAt, summary.durationMs),
          environment: { ...environment, extra: { seed } },
        }
        out(`],${JSON.stringify(rest).slice(1)}}\n`)
        out.flush()
      },
    }
  },
})
