/**
 * JUnit XML as CI servers read it (https://github.com/testmoapp/junitxml).
 *
 * A suite says its counts before its cases, so the cases of the current test wait in a spool. Names hold no host, so
 * that the history of a case survives a change of environment.
 */
import { eachStep, isAtFault, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'
import { buffered } from './buffered.ts'
import { caseName, cut, explanation, faultsOf, isCase, setMessage } from './case-text.ts'
import { defineReporter, type ReportContext } from './reporter.ts'
import { xmlAttributes, xmlText } from './xml.ts'

interface Counts {
  tests: number
  failures: number
  errors: number
  skipped: number
}

const noCounts = (): Counts => ({ tests: 0, failures: 0, errors: 0, skipped: 0 })
const seconds = (ms: number): string => (ms / 1000).toFixed(3)

const className = ({ file }: TestReport, { inputSet }: SetReport): string => `${file} [${inputSet}]`

function outcomeOf(step: StepReport): string {
  const { status = 'errored', component, message = 'did not finish' } = step
  if (status === 'skipped') return `<skipped${xmlAttributes({ message: cut(step.message ?? '') })}/>`
  if (!isAtFault(step)) return ''
  const element = status === 'failed' ? 'failure' : 'error'
  return `<${element}${xmlAttributes({ message: cut(message), type: component })}>${xmlText(explanation(step))}</${element}>`
}

function remarksOf({ status, message, notices = [] }: StepReport): string {
  const remarks = notices.map((notice) => `notice: ${notice}`)
  if (status === 'warned') remarks.unshift(`warning: ${message ?? ''}`)
  return remarks.length > 0 ? `<system-out>${xmlText(remarks.join('\n'))}</system-out>` : ''
}

function caseOf(step: StepReport, test: TestReport, run: SetReport): string {
  const { location, durationMs = 0 } = step
  const attributes = xmlAttributes({
    name: caseName(step),
    classname: className(test, run),
    file: location.file,
    line: location.line,
    time: seconds(durationMs),
  })
  const inside = outcomeOf(step) + remarksOf(step)
  return inside === '' ? `    <testcase${attributes}/>\n` : `    <testcase${attributes}>${inside}</testcase>\n`
}

/** An input set that went wrong although none of its steps did: its time ran out, or `before` failed. */
function setCase(test: TestReport, run: SetReport): string {
  const message = setMessage(run)
  const attributes = xmlAttributes({
    name: 'input set',
    classname: className(test, run),
    file: test.file,
    time: seconds(run.durationMs),
  })
  const element = run.status === 'failed' ? 'failure' : 'error'
  return `    <testcase${attributes}><${element}${xmlAttributes({ message: cut(message), type: 'input-set' })}>${xmlText(message)}</${element}></testcase>\n`
}

/** A run that was interrupted between two input sets failed nowhere, and yet did not pass. */
const INTERRUPTED =
  '  <testsuite name="merlon" tests="1" failures="0" errors="1" skipped="0" time="0.000">\n' +
  '    <testcase name="the run" classname="merlon" time="0.000"><error message="the run was interrupted" type="run"/></testcase>\n' +
  '  </testsuite>\n'

/** What was tried before; the cases are those of the last attempt. */
function attemptLines({ attempts, flaky }: SetReport): string[] {
  if (!attempts) return []
  const before = attempts.map(
    (run, at) => `attempt ${at + 1} ${run.status ?? 'errored'}: ${faultsOf(run)[0]?.message ?? ''}`,
  )
  return flaky ? [...before, `flaky: passed at attempt ${attempts.length + 1}`] : before
}

function count(counts: Counts, { status }: { readonly status?: StepReport['status'] }, atFault: boolean): void {
  counts.tests += 1
  if (status === 'skipped') counts.skipped += 1
  else if (atFault && status === 'failed') counts.failures += 1
  else if (atFault) counts.errors += 1
}

function properties(pairs: readonly (readonly [name: string, value: string])[]): string {
  const lines = pairs.map(([name, value]) => `      <property${xmlAttributes({ name, value })}/>\n`)
  return lines.length > 0 ? `    <properties>\n${lines.join('')}    </properties>\n` : ''
}

function open({ write, spool }: ReportContext): ReturnType<typeof reporter.open> {
  const out = buffered(write)
  const cases = spool()
  const remarks = spool()
  const toCases = buffered((text) => cases.append(text))
  let counts = noCounts()
  let remarked = false
  let common: readonly (readonly [string, string])[] = []

  function remark(run: SetReport): void {
    const lines = [...attemptLines(run), ...(run.notices ?? [])]
    for (const line of lines) remarks.append(xmlText(`${run.inputSet}: ${line}\n`))
    remarked ||= lines.length > 0
  }

  return {
    runStarted({ environments, seed, startedAt }) {
      common = [...environments.map((name) => ['environment', name] as const), ['seed', String(seed)]]
      out(
        `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes({ name: 'merlon', timestamp: startedAt.replace(/Z$/, '') })}>\n`,
      )
    },
    testStarted() {
      counts = noCounts()
      remarked = false
    },
    setFinished(test, run) {
      let faults = 0
      eachStep(run.steps, (step) => {
        if (!isCase(step)) return
        const atFault = isAtFault(step)
        if (atFault) faults += 1
        count(counts, step, atFault)
        toCases(caseOf(step, test, run))
      })
      if (run.status !== 'passed' && faults === 0) {
        count(counts, run, true)
        toCases(setCase(test, run))
      }
      remark(run)
    },
    testFinished({ name, file, tags, durationMs }) {
      toCases.flush()
      out(`  <testsuite${xmlAttributes({ name, file, ...counts, time: seconds(durationMs) })}>\n`)
      out(properties([...common, ...tags.map((tag) => ['tag', tag] as const)]))
      for (const piece of cases.drain()) out(piece)
      if (remarked) {
        out('    <system-out>')
        for (const piece of remarks.drain()) out(piece)
        out('</system-out>\n')
      }
      out('  </testsuite>\n')
    },
    finished({ interrupted }) {
      if (interrupted) out(INTERRUPTED)
      out('</testsuites>\n')
      out.flush()
    },
  }
}

const reporter = defineReporter({
  name: 'junit',
  title: 'JUnit XML',
  summary: 'For CI servers: a suite per test, a case per request or assertion',
  extension: 'xml',
  flag: 'Write a JUnit report',
  open,
})

export default reporter
