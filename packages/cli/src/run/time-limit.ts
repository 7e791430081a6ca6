import { parseDuration, type TestPlan } from '@merlon/engine'
import { UsageError } from '../command.ts'

/** A plan with another time limit for its input sets. */
export function withTimeout(plan: TestPlan, text: string | undefined): TestPlan {
  if (text === undefined) return plan
  const timeout = parseDuration(text, 's')
  if (timeout === undefined) throw new UsageError(`--timeout takes a time, not '${text}'`, 'for example 30s or 5min')
  return { ...plan, limits: { ...plan.limits, timeout } }
}
