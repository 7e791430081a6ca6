/** What the text reports say of a step in the same words. */
import type { Difference, RequestRecord, ResponseRecord, StepReport } from '@merlon/protocol'

const MOST_DIFFERENCES = 12

/** A value as in an expression: text is quoted, so that `"3"` and `3` differ. */
export const valueText = (value: unknown): string => JSON.stringify(value) ?? 'missing'

/** `POST http://host/login → 401 Unauthorized in 83 ms`. */
export function exchangeText(request: RequestRecord, response: ResponseRecord | undefined): string {
  const line = `${request.method} ${request.url}`
  if (!response) return line
  const { status, statusText, metrics } = response
  const answer = status > 0 ? [status, statusText].filter(Boolean).join(' ') : 'no answer'
  return `${line} → ${answer} in ${metrics.overall} ms`
}

function differenceText({ kind, expected, actual }: Difference): string {
  if (kind === 'missing') return expected === undefined ? 'missing' : `missing, expected ${valueText(expected)}`
  if (kind === 'added') return actual === undefined ? 'not expected' : `not expected, actual ${valueText(actual)}`
  const types = kind === 'type' ? ' (another type)' : ''
  return `expected ${valueText(expected)}, actual ${valueText(actual)}${types}`
}

/** One line per difference, the paths in a column; the last line counts those left out. */
export function differenceLines(differences: readonly Difference[]): string[] {
  const shown = differences.slice(0, MOST_DIFFERENCES)
  const paths = shown.map(({ path }) => (path === '' ? '(the whole)' : path))
  const column = Math.min(40, Math.max(...paths.map((path) => path.length)))
  const lines = shown.map((one, at) => `${(paths[at] ?? '').padEnd(column)}  ${differenceText(one)}`)
  const more = differences.length - shown.length
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}

/** Calls `visit` for every step, those inside others after what holds them. */
export function eachStep(
  steps: readonly StepReport[],
  visit: (step: StepReport, depth: number) => void,
  depth = 0,
): void {
  for (const step of steps) {
    visit(step, depth)
    if (step.steps) eachStep(step.steps, visit, depth + 1)
  }
}

/** A step that counts by itself: a leaf, or a container at fault for its own sake; nothing of rounds that did not count. */
export const countsItself = (step: StepReport): boolean =>
  step.tentative !== true && (step.kind !== 'container' || step.own === true)

/** Whether the step, or any inside it, is at fault. */
export const holdsFault = (step: StepReport): boolean => isAtFault(step) || (step.steps?.some(holdsFault) ?? false)

/** Failed or errored by itself; a step that never finished has errored. */
export function isAtFault(step: StepReport): boolean {
  const { status = 'errored' } = step
  return (status === 'failed' || status === 'errored') && countsItself(step)
}
