import type { Context } from '@merlon/engine'
import { kindOf } from '@merlon/language'

/** Whether a condition holds: JavaScript's truth, or Groovy's, where empty lists and maps are false too. */
export function holds(value: unknown, context: Context): boolean {
  if (context.plan.dialect === 'groovy') {
    if (Array.isArray(value)) return value.length > 0
    if (kindOf(value) === 'map') return Object.keys(value as object).length > 0
  }
  return Boolean(value)
}
