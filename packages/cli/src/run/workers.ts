import { workerCount } from '@merlon/host'
import { UsageError } from '../command.ts'

/** `4`, or `50%` of the processors; `where` names what said so. */
export function workersOf(text: string | undefined, where = '--workers'): number {
  if (text === undefined) return 1
  const count = workerCount(text)
  if (count === undefined)
    throw new UsageError(`${where} takes a number or a percentage, not '${text}'`, 'for example 4, or 50%')
  return count
}

export function wholeNumber(name: string, text: string | undefined, least = 0): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
    throw new UsageError(`--${name} takes a whole number${least > 0 ? ` from ${least}` : ''}, not '${text}'`)
  return value
}
