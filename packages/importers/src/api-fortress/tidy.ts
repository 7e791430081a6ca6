/** Shorter spellings of the same, where the older forms could write no other. */
import type { PrintValue } from '@merlon/language'

const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?$/

const NUMERIC_TYPES: readonly PrintValue[] = ['integer', 'float', 'number']

/** Text that is a number in its usual spelling, as a number. */
export function asNumber(value: PrintValue): PrintValue {
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : value
}

/** `{ status: ["204"], body: valid }` is `204`: the body is expected to be valid anyway. */
function tidyExpect(expect: PrintValue): PrintValue | undefined {
  if (!(expect instanceof Map)) return expect
  const given: unknown = expect.get('status')
  const statuses = Array.isArray(given) ? given.map(asNumber) : undefined
  const status = statuses?.length === 1 ? statuses[0] : statuses
  if (expect.get('body') !== 'valid' && expect.has('body')) {
    return new Map([...(status === undefined ? [] : [['status', status] as const]), ['body', expect.get('body')]])
  }
  return status
}

/** The fields of one step, tidied. */
export function tidied(values: ReadonlyMap<string, PrintValue>): Map<string, PrintValue> {
  const isNumeric = NUMERIC_TYPES.includes(values.get('type') ?? null)
  const entries = [...values].flatMap(([name, value]): [string, PrintValue][] => {
    const tidy = name === 'expect' ? tidyExpect(value) : name === 'value' && isNumeric ? asNumber(value) : value
    return tidy === undefined ? [] : [[name, tidy]]
  })
  return new Map(entries)
}
