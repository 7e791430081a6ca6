/**
 * JUnit XML as CI servers read it (https://github.com/testmoapp/junitxml).
 *
 * A suite says its counts before its cases, so the cases of the current test wait in a spool. Names hold no host, so
 * that the history of a case survives a change of environment.
 */
import { countsItself, eachStep, isAtFault, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'
import { buffered } from './buffered.ts'
import { defineReporter, type ReportContext } from './reporter.ts'
import { differenceLines, exchangeText, valueText } from './step-text.ts'
import { xmlAttributes, xmlText } from './xml.ts'

const LONGEST_MESSAGE = 1000

interface Counts {
  tests: number
  failures: number
  errors: number
  skipped: number
}

const noCounts = (): Counts => ({ tests: 0, failures: 0, errors: 0, skipped: 0 })
const seconds = (ms: number): string => (ms / 1000).toFixed(3)
const cut = (text: string): string => (text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text)

/** `GET http://shop.test/cart?x=1` reads `GET /cart?x=1`. */
const withoutOrigin = (label: string): string => label.replace(/\bhttps?:\/\/[^/?#\s"'`]*(\/?)/gi, '/')

function caseName({ title, label, index }: StepReport): string {
  const name = cut(title ?? withoutOrigin(label))
  return index ? `${name} [${index.join(', ')}]` : name
}

const className = ({ file }: TestReport, { inputSet }: SetReport): string => `${file} [${inputSet}]`

/** Everything needed to understand a failure without the other reports. */
function explanation(step: StepReport): string {
  const { message, location, excerpt, comment, diff, expected, actual, help, request, response, origin } = step
  const lines = [`${location.file}:${excerpt?.line ?? location.line}:${excerpt?.column ?? location.column}`]
  if (message !== undefined) lines.unshift(message)
  if (comment) lines.push(`comment: ${comment}`)
  if (excerpt) lines.push(`source: ${excerpt.text.trim()}`)
  if (diff?.length) lines.push('differs at', ...differenceLines(diff).map((line) => `  ${line}`))
  else {
    if (expected !== undefined) lines.push(`expected: ${valueText(expected)}`)
    if (actual !== undefined) lines.push(`actual: ${valueText(actual)}`)
  }
  if (request) lines.push(`request: ${exchangeText(request, response)}`)
  else if (origin) lines.push(`request: ${origin.label}${origin.status === undefined ? '' : ` → ${origin.status}`}`)
  if (help) lines.push(`help: ${help}`)
  return lines.join('\n')
}

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

function isCase(step: StepReport): boolean {
  if (step.tentative) return false
  if (step.kind === 'request' || step.kind === 'assertion') return true
  if (step.status === 'skipped' || step.notices) return true
  return countsItself(step) && step.status !== 'passed'
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
  const message = run.message ?? 'the input set did not end well'
  const attributes = xmlAttributes({
    name: 'input set',
    classname: className(test, run),
    file: test.file,
    time: seconds(run.durationMs),
  })
  const element = run.status === 'failed' ? 'failure' : 'error'
  return `    <testcase${attributes}><${element}${xmlAttributes({ message: cut(message), type: 'input-set' })}>${xmlText(message)}</${element}></testcase>\n`
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
    for (const notice of run.notices ?? []) remarks.append(xmlText(`${run.inputSet}: ${notice}\n`))
    remarked ||= (run.notices?.length ?? 0) > 0
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
    finished() {
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
  open,
})

export default reporter
