import type { Faker } from '@faker-js/faker'
import { ExpressionError, type HelperUse } from '@merlon/language'
import { needNumber, needWhole } from '../shared/arguments.ts'
import { repeated, uuid, wholeBetween, wholeBounds } from '../shared/random.ts'
import type { Kind } from './kind.ts'

const MOST = 1_000_000

/** Numbers and other values without a language. */
export const numbers = {
  integer: {
    parameters: 'min = 0, max = 100',
    summary: 'Whole number from min to max, both included',
    make(_, [from, to], use) {
      const { min, max } = wholeBounds('F.integer', from ?? 0, to ?? 100)
      return wholeBetween(use.realm, min, max)
    },
  },
  integerList: {
    parameters: 'min = 0, max = 100, count = 10',
    summary: 'List of whole numbers from min to max, both included',
    make(_, [from, to, quantity], use) {
      const { min, max } = wholeBounds('F.integerList', from ?? 0, to ?? 100)
      const count = needWhole('F.integerList', 'count', quantity ?? 10, 0, MOST)
      return repeated(use, count, () => wholeBetween(use.realm, min, max))
    },
  },
  decimal: {
    parameters: 'min = 0, max = 100, maxDecimals = 2',
    summary: 'Number from min to max, both included, with at most maxDecimals decimals',
    make: decimal,
  },
  uuid: { summary: 'UUID of version 4 (RFC 9562)', make: (_, __, use) => uuid(use.realm) },
  bool: { summary: 'true or false', make: (_, __, use) => use.realm.random() < 0.5 },
} satisfies Record<string, Kind>

function decimal(_: Faker, args: readonly unknown[], use: HelperUse): number {
  const call = 'F.decimal'
  const min = needNumber(call, 'min and max as numbers', args[0] ?? 0)
  const max = needNumber(call, 'min and max as numbers', args[1] ?? 100)
  const decimals = needWhole(call, 'maxDecimals', args[2] ?? 2, 0, 15)
  if (min > max) throw new ExpressionError(`\`${call}\` has no number between min ${min} and max ${max}`)
  if (Math.max(-min, max) > Number.MAX_SAFE_INTEGER) {
    throw new ExpressionError(`\`${call}\` counts up to ${Number.MAX_SAFE_INTEGER} only, got ${min} to ${max}`)
  }
  const rounded = Number((min + use.realm.random() * (max - min)).toFixed(decimals))
  return Math.min(max, Math.max(min, rounded))
}
