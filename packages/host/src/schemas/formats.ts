/** Formats of texts and numbers that schemas name; those not among them are ignored. */
import type { Format } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { schemaPattern } from './patterns.ts'

/** Longer texts are in none of the formats whose check is not a pattern: they are dates, addresses and the like. */
const LONGEST = 10_000

type Check = (text: string) => boolean

function isPattern(text: string): boolean {
  try {
    schemaPattern(text, 'u')
    return true
  } catch {
    return false
  }
}

const bounded =
  (check: Check): Check =>
  (text) =>
    text.length <= LONGEST && check(text)

function safe(name: string, format: Format): Format {
  if (name === 'regex') return isPattern
  // Bytes may be many; their pattern takes one step for each.
  if (name === 'byte') return format
  if (format instanceof RegExp) {
    const pattern = schemaPattern(format.source, format.flags)
    return (text: string) => pattern.test(text)
  }
  if (typeof format === 'function') return bounded(format)
  if (typeof format === 'object' && typeof format.validate === 'function' && format.type !== 'number')
    return bounded(format.validate as Check) // what is not of numbers is of texts
  return format
}

export const formats: Readonly<Record<string, Format>> = Object.fromEntries(
  Object.entries(fullFormats).map(([name, format]) => [name, safe(name, format)]),
)
