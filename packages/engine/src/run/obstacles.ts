/** What keeps a step from being carried out: the author's word, a loop without an element, what went wrong on the way. */
import type { Outcome } from '../component.ts'
import { NeverArrived, StepFault } from '../faults.ts'
import type { StepPlan } from '../plan.ts'
import type { Frame } from './frame.ts'
import type { StepContext } from './step-context.ts'
import { writesOf } from './writes.ts'

/** Whether the author wants the input set to end when this step fails, whatever the reason. */
function stopsOnFail(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'stopOnFail' in input && input.stopOnFail === true
}

/** Why a step is skipped before it begins. */
export function heldBack({ skip, component }: StepPlan, { assertionsOnly }: Frame): string | undefined {
  if (skip !== undefined) return skip
  return component.kind === 'assertion' || component.kind === 'container' ? undefined : assertionsOnly
}

/** An exception of ours stays an exception; what the author can mend becomes the step's outcome. */
export function faulty(plan: StepPlan, context: StepContext, error: unknown): Outcome {
  if (error instanceof NeverArrived) {
    context.absent(writesOf(plan), error.reason)
    return { status: 'skipped', message: error.message, own: true }
  }
  if (!(error instanceof StepFault)) throw error
  const field = error.field ?? context.faultyField
  return {
    status: 'failed',
    message: error.message,
    own: true,
    ...(stopsOnFail(plan.input) ? { stop: true } : {}),
    ...(error.help === undefined ? {} : { help: error.help }),
    ...(field === undefined ? {} : { at: { field, ...(error.part ? { part: error.part } : {}) } }),
  }
}
