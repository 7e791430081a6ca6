import { kindOf } from '@merlon/language'

/** What a loop walks: the items of a list, the entries of a map as `{ key, value }`, anything else once. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (kindOf(value) === 'map') return Object.entries(value as object).map(([key, member]) => ({ key, value: member }))
  return [value]
}
