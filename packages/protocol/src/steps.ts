/** Walking a report, and telling what is at fault in it. */
import type { Status } from './events.ts'
import type { StepReport } from './report.ts'

/** What a whole is whose parts ended so; one without parts passed. */
export const worst = (...all: readonly Status[]): Status =>
  all.includes('failed') ? 'failed' : all.includes('errored') ? 'errored' : 'passed'

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
