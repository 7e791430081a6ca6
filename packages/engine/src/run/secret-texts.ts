import { kindOf, textOf } from '@merlon/language'

/** The texts that give a secret value away: of a list or map, those of all its members. */
export function secretsIn(value: unknown): string[] {
  if (value === undefined || value === null || typeof value === 'boolean') return []
  if (Array.isArray(value)) return value.flatMap(secretsIn)
  if (kindOf(value) === 'map' || kindOf(value) === 'binary') return Object.values(value).flatMap(secretsIn)
  return [textOf(value)]
}
