/** What built-ins ask of their arguments. */
import { Callable } from '../callable.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { kindOf, toText } from '../values.ts'

/** The function among the arguments. Throws an ExpressionError that names the built-in. */
export function functionArgument(value: unknown, name: string): Callable {
  if (value instanceof Callable) return value
  throw new ExpressionError(`'${name}' takes a function; found ${value === undefined ? 'nothing' : kindOf(value)}`)
}

/** A text argument; `absent` where there is none. */
export function textArgument(value: unknown, run: Run, absent = 'undefined'): string {
  return value === undefined ? absent : toText(value, run)
}

/** The members of an options argument that the host may see: plain scalars by name. */
export function scalarOptions(value: unknown): Record<string, string | number | boolean> {
  const options: Record<string, string | number | boolean> = {}
  if (typeof value !== 'object' || value === null) return options
  for (const [key, item] of Object.entries(value)) {
    const scalar = typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean'
    if (scalar && key !== '__proto__') options[key] = item
  }
  return options
}

/** Runs what the host may refuse with a RangeError or URIError; that becomes an error of the expression. */
export function hosted<Result>(work: () => Result, message: string): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError || error instanceof URIError || error instanceof TypeError) {
      throw new ExpressionError(message)
    }
    throw error
  }
}
