import type { StepPlan, Steps } from '../plan.ts'

/** Variables that a step sets, and the steps inside it would have. */
export function writesOf(plan: StepPlan): string[] {
  const inside = Object.values(plan.input ?? {}).flatMap(stepsIn)
  return [...plan.writes, ...inside.flatMap(writesOf)]
}

/** The steps of a field: of a list of them, or of several by name. */
function stepsIn(field: unknown): readonly StepPlan[] {
  if (isSteps(field)) return field.steps
  if (typeof field !== 'object' || field === null || 'is' in field || Array.isArray(field)) return []
  return Object.values(field).flatMap((one: unknown) => (isSteps(one) ? one.steps : []))
}

function isSteps(field: unknown): field is Steps {
  return typeof field === 'object' && field !== null && 'is' in field && field.is === 'steps'
}
