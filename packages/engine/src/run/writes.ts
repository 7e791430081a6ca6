import type { StepPlan, Steps } from '../plan.ts'

/** Variables that a step sets, and the steps inside it would have. */
export function writesOf(plan: StepPlan): string[] {
  const inside = Object.values(plan.input ?? {}).flatMap((field: unknown) => (isSteps(field) ? field.steps : []))
  return [...plan.writes, ...inside.flatMap(writesOf)]
}

function isSteps(field: unknown): field is Steps {
  return typeof field === 'object' && field !== null && 'is' in field && field.is === 'steps'
}
