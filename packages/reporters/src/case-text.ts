/** What the reports that programs read say of a case: a request, an assertion, or whatever else went wrong by itself. */
import { countsItself, eachStep, isAtFault, type SetReport, type StepReport } from '@merlon/protocol'
import { differenceLines, exchangeText, valueText } from './step-text.ts'

const LONGEST_MESSAGE = 1000

/** A text that a list of cases can show. */
export const cut = (text: string): string =>
  text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text

/** `GET http://shop.test/cart?x=1` reads `GET /cart?x=1`. */
const withoutOrigin = (label: string): string => label.replace(/\bhttps?:\/\/[^/?#\s"'`]*(\/?)/gi, '/')

/** What a case is called: without its host, so that its history survives a change of environment. */
export function caseName({ title, label, index }: StepReport): string {
  const name = cut(title ?? withoutOrigin(label))
  return index ? `${name} [${index.join(', ')}]` : name
}

/** Everything needed to understand a failure without the other reports. */
export function explanation(step: StepReport): string {
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

/** Whether a step is listed by itself. */
export function isCase(step: StepReport): boolean {
  if (step.tentative) return false
  if (step.kind === 'request' || step.kind === 'assertion') return true
  if (step.status === 'skipped' || step.notices) return true
  return countsItself(step) && step.status !== 'passed'
}

/** What went wrong with an input set none of whose steps did: its time ran out, or `before` failed. */
export const setMessage = (run: SetReport): string => run.message ?? 'the input set did not end well'

export interface Fault {
  /** Absent where the input set as a whole is at fault. */
  readonly step?: StepReport
  readonly message: string
}

/** What is at fault in an input set, in its order; nothing where it passed. */
export function faultsOf(run: SetReport): Fault[] {
  const faults: Fault[] = []
  eachStep(run.steps, (step) => {
    if (isAtFault(step)) faults.push({ step, message: step.message ?? `${step.label} did not finish` })
  })
  if (faults.length === 0 && run.status !== 'passed') faults.push({ message: setMessage(run) })
  return faults
}
