/** What a caller handed over, held against the contract; what is wrong with it is said in words. */
import type { Diagnostic } from '@merlon/protocol'
import type { z } from 'zod'
import { ProblemError } from './problem.ts'

type Issue = z.core.$ZodIssue

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

const MEASURES: Readonly<Record<string, string>> = { string: ' characters', array: ' items' }

/** The value as the schema reads it. Throws a problem with one diagnostic for each thing that is wrong. */
export function given<T extends z.ZodType>(schema: T, value: unknown, what: 'body' | 'query'): z.output<T> {
  const read = schema.safeParse(value, { reportInput: true })
  if (read.success) return read.data
  throw new ProblemError({
    code: 'not-as-described',
    status: 422,
    message: `the ${what} is not what this operation takes`,
    diagnostics: read.error.issues.map((issue) => diagnosticOf(issue, what)),
  })
}

function diagnosticOf(issue: Issue, what: 'body' | 'query'): Diagnostic {
  const field = fieldOf(issue.path, what)
  if (issue.input === undefined && issue.code !== 'custom')
    return {
      code: 'missing-field',
      severity: 'error',
      message: `${field} is missing`,
      help: `it takes ${taken(issue)}`,
    }
  return { code: codeOf(issue), severity: 'error', message: `${field} takes ${taken(issue)}` }
}

/** `` `samples[0].mime` ``. */
function fieldOf(path: readonly PropertyKey[], what: string): string {
  if (path.length === 0) return `the ${what}`
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
  return `\`${steps.join('').replace(/^\./, '')}\``
}

function codeOf({ code }: Issue): Diagnostic['code'] {
  if (code === 'invalid_type' || code === 'invalid_union') return 'wrong-type'
  if (code === 'invalid_value') return 'unknown-choice'
  return code === 'unrecognized_keys' ? 'unknown-field' : 'bad-value'
}

/** What the field takes, in words. */
function taken(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a ${issue.expected}`
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ')
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? 'a text that is not empty'
        : `at least ${issue.minimum}${MEASURES[issue.origin] ?? ''}`
    case 'too_big':
      return `at most ${issue.maximum}${MEASURES[issue.origin] ?? ''}`
    case 'invalid_format':
      return issue.format === 'datetime' ? 'a time like 2025-06-30T12:00:00Z' : `a text that is a ${issue.format}`
    case 'invalid_union':
      return alternatives(issue.errors)
    case 'unrecognized_keys':
      return `no ${issue.keys.map((key) => `\`${key}\``).join(', ')}`
    default:
      return 'another value'
  }
}

/** What each alternative asks for first. */
function alternatives(errors: readonly (readonly Issue[])[]): string {
  const wanted = errors.flatMap((issues) => {
    const [first] = issues
    if (!first) return []
    return first.path.length === 0 ? [taken(first)] : [`a map whose ${fieldOf(first.path, '')} is ${taken(first)}`]
  })
  return wanted.length === 0 ? 'another value' : [...new Set(wanted)].join(', or ')
}
