/** Random values that draw on the run's seed only, so that a run repeats. */

import type { HelperUse, Realm } from '@merlon/language'
import { ExpressionError } from '@merlon/language'
import { needNumber } from './arguments.ts'

/** A whole number from `min` to `max`, both included; both are safe integers and min ≤ max. */
export function wholeBetween(realm: Realm, min: number, max: number): number {
  return Math.min(max, min + Math.floor(realm.random() * (max - min + 1)))
}

export function oneOf<T>(realm: Realm, items: readonly T[]): T | undefined {
  return items[wholeBetween(realm, 0, items.length - 1)]
}

/** `count` of the items in their order, each set of that size as likely as any other; all when there are fewer. */
export function someOf<T>(realm: Realm, items: readonly T[], count: number): T[] {
  let wanted = Math.min(count, items.length)
  return items.filter((_, index) => {
    const taken = realm.random() * (items.length - index) < wanted
    if (taken) wanted--
    return taken
  })
}

/** Reads the bounds of a whole number, both included. */
export function wholeBounds(call: string, from: unknown, to: unknown): { min: number; max: number } {
  const low = needNumber(call, 'min and max as numbers', from)
  const high = needNumber(call, 'min and max as numbers', to)
  const [min, max] = [Math.ceil(low), Math.floor(high)]
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max)) {
    throw new ExpressionError(`\`${call}\` counts up to ${Number.MAX_SAFE_INTEGER} only, got ${low} to ${high}`)
  }
  if (min > max) throw new ExpressionError(`\`${call}\` has no whole number between min ${low} and max ${high}`)
  return { min, max }
}

/** Makes a list of `count` values, charged before the first is made. */
export function repeated<T>(use: HelperUse, count: number, make: () => T): T[] {
  use.chargeList(count)
  use.charge(count)
  return Array.from({ length: count }, make)
}

/** A version 4 UUID (RFC 9562, section 5.4) in lower case. */
export function uuid(realm: Realm): string {
  const pattern = 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'
  return pattern.replace(/[xy]/g, (letter) =>
    wholeBetween(realm, letter === 'x' ? 0 : 8, letter === 'x' ? 15 : 11).toString(16),
  )
}
