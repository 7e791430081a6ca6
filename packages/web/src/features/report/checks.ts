/** What a report counts: checks, which are assertions and requests with their expectations, and whatever else failed. */
import { countsItself, eachStep, isAtFault, type SetReport, type StepReport, type TestReport } from '@merlon/protocol'

export interface Checks {
  readonly total: number
  readonly failed: number
  readonly warned: number
  readonly skipped: number
  readonly requests: number
  /** Middle of the times that answers took, in ms; undefined without an answer. */
  readonly median: number | undefined
}

const isCheck = (step: StepReport): boolean => step.kind === 'assertion' || step.kind === 'request'

/** Counts so that they add up: every failure is one of the checks. */
export function checksOf(sets: readonly SetReport[]): Checks {
  const counts = { total: 0, failed: 0, warned: 0, skipped: 0, requests: 0 }
  const times: number[] = []
  for (const { steps } of sets)
    eachStep(steps, (step) => {
      if (step.request) counts.requests += 1
      if (step.response && step.response.status > 0) times.push(step.response.metrics.overall)
      if (step.status === undefined || !countsItself(step)) return
      if (step.status === 'skipped') counts.skipped += 1
      else if (isCheck(step) || isAtFault(step)) counts.total += 1
      if (isAtFault(step)) counts.failed += 1
      else if (step.status === 'warned') counts.warned += 1
    })
  times.sort((a, b) => a - b)
  return { ...counts, median: times.length === 0 ? undefined : times[(times.length - 1) >> 1] }
}

export const testFailed = ({ status }: TestReport): boolean => status === 'failed' || status === 'errored'
