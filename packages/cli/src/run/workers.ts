import { availableParallelism } from 'node:os'
import { UsageError } from '../command.ts'

/** `4`, or `50%` of the processors; `where` names what said so. */
export function workersOf(text: string | undefined, where = '--workers'): number {
  if (text === undefined) return 1
  const match = /^(\d+)(%?)$/.exec(text.trim())
  const count = Number(match?.[1] ?? 0)
  if (count < 1) throw new UsageError(`${where} takes a number or a percentage, not '${text}'`, 'for example 4, or 50%')
  return match?.[2] === '%' ? Math.max(1, Math.floor((availableParallelism() * count) / 100)) : count
}

export function wholeNumber(name: string, text: string | undefined, least = 0): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
    throw new UsageError(`--${name} takes a whole number${least > 0 ? ` from ${least}` : ''}, not '${text}'`)
  return value
}
