import type { ValuePlan } from '../fields.ts'

/** The variables that a value mentions. */
export function namesIn(plan: ValuePlan): readonly string[] {
  switch (plan.is) {
    case 'constant':
      return []
    case 'text':
      return plan.template.names
    case 'list':
      return plan.items.flatMap(namesIn)
    case 'map':
      return plan.entries.flatMap(({ key, value }) => [
        ...(typeof key === 'string' ? [] : key.names),
        ...namesIn(value),
      ])
  }
}
