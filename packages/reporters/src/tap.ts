/**
 * TAP, version 14 (https://testanything.org/tap-version-14-specification.html): a subtest for each test, one inside it
 * for each input set, a point for each request and assertion.
 */
import { clean, eachStep, isAtFault, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'
import { buffered } from './buffered.ts'
import { caseName, cut, isCase, setMessage } from './case-text.ts'
import { defineReporter } from './reporter.ts'
import { exchangeText } from './step-text.ts'

const INDENT = '    '

/** A description in which nothing reads as a directive or as the end of the line. */
const described = (text: string): string => clean(cut(text)).replace(/[\\#]/g, '\\$&') || '(without a name)'

/** A mapping of YAML whose values are JSON, which YAML 1.2 reads as it is. */
function diagnosis(members: Readonly<Record<string, unknown>>, indent: string): string {
  const lines = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${indent}  ${name}: ${JSON.stringify(value)}\n`)
  return `${indent}  ---\n${lines.join('')}${indent}  ...\n`
}

function diagnosisOf(step: StepReport, indent: string): string {
  const { message, component, location, excerpt, expected, actual, diff, comment, help, request, response } = step
  const at = { file: location.file, line: excerpt?.line ?? location.line, column: excerpt?.column ?? location.column }
  const exchange = request && exchangeText(request, response)
  return diagnosis(
    {
      message: message ?? `${step.label} did not finish`,
      severity: step.status === 'failed' ? 'fail' : 'error',
      component,
      at,
      source: excerpt?.text.trim(),
      comment,
      ...(diff?.length ? { diff } : { expected, actual }),
      request: exchange,
      help,
    },
    indent,
  )
}

function pointOf(step: StepReport, number: number): string {
  const indent = INDENT + INDENT
  const name = described(caseName(step))
  const remarks = [...(step.status === 'warned' ? [`warning: ${step.message ?? ''}`] : []), ...(step.notices ?? [])]
  const comments = remarks.map((remark) => `${indent}# ${clean(remark)}\n`).join('')
  if (step.status === 'skipped') return `${indent}ok ${number} - ${name} # SKIP ${clean(step.message ?? '')}\n`
  if (isAtFault(step)) return `${indent}not ok ${number} - ${name}\n${diagnosisOf(step, indent)}${comments}`
  return `${indent}ok ${number} - ${name}\n${comments}`
}

/** The points of an input set; one for the whole where it did not pass although its steps did. */
function pointsOf(run: SetReport): { text: string; count: number } {
  const points: string[] = []
  let faults = 0
  eachStep(run.steps, (step) => {
    if (isAtFault(step)) faults += 1
    if (isCase(step)) points.push(pointOf(step, points.length + 1))
  })
  if (run.status !== 'passed' && faults === 0) {
    const indent = INDENT + INDENT
    const severity = run.status === 'failed' ? 'fail' : 'error'
    points.push(
      `${indent}not ok ${points.length + 1} - the input set\n${diagnosis({ message: setMessage(run), severity }, indent)}`,
    )
  }
  return { text: points.join(''), count: points.length }
}

function setOf(run: SetReport, number: number): string {
  const { text, count } = pointsOf(run)
  const name = described(run.inputSet)
  const attempts = run.attempts?.length ?? 0
  const comments = [
    ...(run.flaky ? [`flaky: passed at attempt ${attempts + 1}`] : attempts > 0 ? [`${attempts + 1} attempts`] : []),
    ...(run.notices ?? []),
  ].map((remark) => `${INDENT}# ${clean(remark)}\n`)
  const plan = `${INDENT}${INDENT}1..${count}${count === 0 ? ' # SKIP nothing was checked' : ''}\n`
  const point = `${INDENT}${run.status === 'passed' ? 'ok' : 'not ok'} ${number} - ${name}\n`
  return `${INDENT}# Subtest: ${name}\n${text}${plan}${point}${comments.join('')}`
}

function testOf({ name, file, status, durationMs }: TestReport, number: number, sets: number): string {
  const plan = `${INDENT}1..${sets}${sets === 0 ? ' # SKIP no input set was run' : ''}\n`
  const point = `${status === 'passed' ? 'ok' : 'not ok'} ${number} - ${described(name)}\n`
  return `${plan}${point}${diagnosis({ file, duration_ms: durationMs }, '')}`
}

export default defineReporter({
  name: 'tap',
  title: 'TAP',
  summary:
    'The Test Anything Protocol, version 14: tests and input sets as subtests, requests and assertions as points',
  extension: 'tap',
  flag: 'Write a TAP report',
  open({ write }) {
    const out = buffered(write)
    let tests = 0
    let sets = 0
    return {
      runStarted({ seed, environments }) {
        out('TAP version 14\n')
        out(`# seed ${seed}${environments.length > 0 ? `, environments ${clean(environments.join(', '))}` : ''}\n`)
      },
      testStarted({ name }) {
        sets = 0
        out(`# Subtest: ${described(name)}\n`)
      },
      setFinished(_test, run) {
        sets += 1
        out(setOf(run, sets))
      },
      testFinished(test) {
        tests += 1
        out(testOf(test, tests, sets))
      },
      finished({ interrupted }) {
        out(`1..${tests}\n`)
        if (interrupted) out('Bail out! the run was interrupted\n')
        out.flush()
      },
    }
  },
})
