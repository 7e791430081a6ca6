/** The steps of a test that are of one component, those inside others included. */
import type { StepPlan, Steps, TestPlan } from '@merlon/engine'

const isSteps = (value: object): value is Steps => 'is' in value && value.is === 'steps'

/** The steps in the fields of a step, however deep they lie in them. */
function stepsIn(value: unknown): readonly StepPlan[] {
  if (typeof value !== 'object' || value === null) return []
  if (isSteps(value)) return value.steps
  // Expressions, templates and values say what they are; what does not is a list or a map of fields.
  return 'is' in value ? [] : Object.values(value).flatMap(stepsIn)
}

function named(steps: readonly StepPlan[], component: string): StepPlan[] {
  return steps.flatMap((one) => (one.component.name === component ? [one] : named(stepsIn(one.input), component)))
}

/** In the order in which they are written; those of snippets are not among them. */
export function stepsOf(plan: TestPlan, component: string): readonly StepPlan[] {
  const { before, steps, finally: last } = plan.whole ?? plan
  return named([...before, ...steps, ...last], component)
}
