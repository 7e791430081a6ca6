/**
 * The JSON report, version 1, written while the run goes on.
 *
 * Bodies, which come in between, wait in a spool; counts and verdicts come last, since they are known last.
 */
import type { Body, SetReport, StepReport, TestReport } from '@merlon/protocol'
import { buffered } from './buffered.ts'
import { defineReporter } from './reporter.ts'

export const REPORT_SCHEMA = 'merlon.report/1'

const REPORTED = [
  'index',
  'items',
  'phase',
  'stopped',
  'tentative',
  'message',
  'help',
  'expression',
  'expected',
  'actual',
  'diff',
  'comment',
  'notices',
  'excerpt',
  'variables',
  'request',
  'response',
  'attempts',
] as const satisfies readonly (keyof StepReport)[]

type Plain = Record<string, unknown>

const placeOf = ({ location: { file, line, column } }: StepReport): Plain => ({ file, line, column })

function plainPassed(step: StepReport): Plain {
  const { component, label, status, index, alias, title, tentative, notices } = step
  // Absent members are left out by JSON itself.
  return { component, alias, title, label, status, location: placeOf(step), index, tentative, notices }
}

function plainStep(step: StepReport): Plain {
  if (step.kind === 'assertion' && step.status === 'passed') return plainPassed(step)
  const { component, alias, title, label, durationMs, origin } = step
  const plain: Plain = {
    component,
    alias,
    title,
    label,
    status: step.status ?? 'errored',
    location: placeOf(step),
    durationMs,
  }
  for (const name of REPORTED) plain[name] = step[name]
  if (origin) plain.origin = { label: origin.label, status: origin.status }
  if (step.steps) plain.steps = step.steps.map(plainStep)
  return plain
}

const plainBody = ({ mime, size, text, base64, cut }: Body): Plain => ({ type: mime, size, text, base64, cut })

/** The set up to its list of steps, which is written step by step. */
function setHead({ inputSet, status, flaky, tags, facts, durationMs, message, notices }: SetReport): string {
  const head = { inputSet, status: status ?? 'errored', flaky, tags, facts, durationMs, message, notices }
  return `${JSON.stringify(head).slice(0, -1)},"steps":[`
}

function* setPieces(run: SetReport): Generator<string> {
  yield setHead(run)
  for (const [at, step] of run.steps.entries()) yield `${at > 0 ? ',' : ''}${JSON.stringify(plainStep(step))}`
  yield ']'
  for (const [at, attempt] of (run.attempts ?? []).entries()) {
    yield at > 0 ? ',' : ',"attempts":['
    yield* setPieces(attempt)
  }
  yield run.attempts ? ']}' : '}'
}

function testHead({ name, file, tags }: TestReport): string {
  return `${JSON.stringify({ name, file, tags }).slice(0, -1)},"runs":[`
}

export default defineReporter({
  name: 'json',
  title: 'JSON',
  summary: 'Everything a run said, in one document with a published schema',
  extension: 'json',
  flag: 'Write the JSON report; - is standard output',
  open({ write, spool }) {
    const out = buffered(write)
    const bodies = spool()
    const said = new Set<string>()
    let tests = 0
    let runs = 0
    return {
      runStarted({ startedAt, environments, seed }) {
        out(`${JSON.stringify({ schema: REPORT_SCHEMA, startedAt, environments, seed }).slice(0, -1)},"tests":[`)
      },
      testStarted(test) {
        out(`${tests++ > 0 ? ',' : ''}${testHead(test)}`)
        runs = 0
      },
      setFinished(_test, run) {
        if (runs++ > 0) out(',')
        for (const piece of setPieces(run)) out(piece)
      },
      body(hash, body) {
        if (said.has(hash)) return
        bodies.append(`${said.size > 0 ? ',' : ''}${JSON.stringify(hash)}:${JSON.stringify(plainBody(body))}`)
        said.add(hash)
      },
      testFinished({ status, flaky = false }) {
        out(`],"status":${JSON.stringify(status ?? 'errored')},"flaky":${flaky}}`)
      },
      finished({ summary, status, interrupted }) {
        out('],"bodies":{')
        for (const piece of bodies.drain()) out(piece)
        out(`},${JSON.stringify({ interrupted, summary, status: status ?? 'errored' }).slice(1)}\n`)
        out.flush()
      },
    }
  },
})
