/** What a text or an expression would give now, from what is known of the variables. */
import { compileExpression } from '../expression/expression.ts'
import { explainMissing } from '../expression/missing.ts'
import { parseTemplate } from '../expression/template.ts'
import { type Environment, type Expression, ExpressionError } from '../expression/types.ts'
import { textOf } from '../values/text.ts'
import { compileOptionsOf, MASK, previewEnvironment, Unseen, variablesByName } from './evaluation.ts'
import type { KnownVariable, ServiceWorld } from './world.ts'

export interface TextPreview {
  /** What is not known stands in it as it is written; secrets are `•••`. */
  readonly text: string
  /** Whether this is what a run would make of it with the same variables. */
  readonly complete: boolean
  /** Why it is not complete. */
  readonly problem?: string
}

export interface ValuePreview {
  readonly value?: unknown
  readonly complete: boolean
  readonly problem?: string
}

const problemOf = (problem: string): { complete: false; problem: string } => ({ complete: false, problem })

interface Outcome {
  readonly value?: unknown
  /** The value is a secret, to be shown as one. */
  readonly secret?: boolean
  readonly problem?: string
}

type Evaluate = (expression: Expression, environment: Environment) => unknown

const evaluateHere: Evaluate = (expression, environment) => expression.evaluate(environment)

function outcomeOf(expression: Expression, variables: ReadonlyMap<string, KnownVariable>, evaluate: Evaluate): Outcome {
  const [helper] = expression.helpers
  if (helper !== undefined && evaluate === evaluateHere)
    return { problem: `'${helper}' is evaluated when the test runs` }
  const unknown = expression.required.find((name) => !variables.has(name))
  if (unknown !== undefined) return { problem: `there is no variable '${unknown}'` }
  const environment = previewEnvironment(variables)
  try {
    const value = evaluate(expression, environment)
    if (value !== undefined) return { value }
    const missing = explainMissing(expression.resolve(environment), expression.source.trim(), variables.keys())
    return { problem: missing }
  } catch (error) {
    if (error instanceof Unseen) return { problem: error.message, secret: error.variable.secret === true }
    if (error instanceof ExpressionError) return { problem: error.message }
    return { problem: 'it cannot be evaluated here' }
  }
}

/**
 * What a template would be now. Helpers are not called unless `evaluate` can. Never throws, and takes no longer than
 * one evaluation may.
 */
export function previewTemplate(text: string, world: ServiceWorld, evaluate: Evaluate = evaluateHere): TextPreview {
  const parsed = parseTemplate(text, compileOptionsOf(world))
  if ('problem' in parsed) return { text, ...problemOf(parsed.problem.message) }
  const variables = variablesByName(world)
  const problems: string[] = []
  const pieces = parsed.template.parts.map((part) => {
    if (typeof part === 'string') return part
    const written = text.slice(part.start, part.end)
    const { value, secret, problem } = outcomeOf(part.expression, variables, evaluate)
    // A secret by itself is known, only not shown.
    const isSecretAlone = secret && part.expression.isPath
    if (problem !== undefined && !isSecretAlone) problems.push(problem)
    if (secret) return MASK
    return problem === undefined ? textOrWritten(value, written, problems) : written
  })
  const made = pieces.join('')
  const [problem] = problems
  return problem === undefined ? { text: made, complete: true } : { text: made, ...problemOf(problem) }
}

function textOrWritten(value: unknown, written: string, problems: string[]): string {
  try {
    return textOf(value)
  } catch (error) {
    problems.push(error instanceof ExpressionError ? error.message : 'it cannot be shown')
    return written
  }
}

/** What an expression would give now. Never throws. */
export function previewExpression(
  source: string,
  world: ServiceWorld,
  evaluate: Evaluate = evaluateHere,
): ValuePreview {
  const compiled = compileExpression(source, compileOptionsOf(world))
  if ('problem' in compiled) return problemOf(compiled.problem.message)
  const { value, secret, problem } = outcomeOf(compiled.expression, variablesByName(world), evaluate)
  if (secret) return { value: MASK, ...(compiled.expression.isPath ? { complete: true } : problemOf(problem ?? '')) }
  return problem === undefined ? { value, complete: true } : problemOf(problem)
}
