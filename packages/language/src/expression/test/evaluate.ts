/** What the tests of expressions share: variables, a realm without a host, and the shortest way to a value. */
import {
  compileExpression,
  compileScript,
  type Dialect,
  type Environment,
  type Expression,
  type HelperObject,
} from '../index.ts'

const wsUtil: HelperObject = {
  name: 'WSUtil',
  summary: '',
  functions: {
    exists: { signature: 'exists(value)', summary: '', run: ([value]) => value !== null && value !== undefined },
    count: { signature: 'count(list)', summary: '', run: ([list]) => (Array.isArray(list) ? list.length : 0) },
  },
}

const jsonpath: HelperObject = {
  name: 'jsonpath',
  summary: '',
  functions: {},
  call: { signature: 'jsonpath(value, path)', summary: '', run: ([value, path]) => [value, path] },
}

export const helperNames: ReadonlySet<string> = new Set(['WSUtil', 'jsonpath'])

export interface World extends Environment {
  readonly variables: Map<string, unknown>
}

/** An environment over these variables; its clock stands at 2024-05-06T07:08:09Z and its random numbers cycle. */
export function worldOf(variables: Readonly<Record<string, unknown>> = {}): World {
  const map = new Map(Object.entries(variables))
  const draws = [0.1, 0.7, 0.3, 0.9, 0.5]
  let drawn = 0
  return {
    variables: map,
    scope: {
      get: (name) => map.get(name),
      has: (name) => map.has(name),
      set: (name, value) => {
        map.set(name, value)
      },
      names: () => map.keys(),
    },
    realm: {
      now: () => Date.UTC(2024, 4, 6, 7, 8, 9),
      random: () => draws[drawn++ % draws.length] ?? 0,
      helper: (name) => (name === 'WSUtil' ? wsUtil : name === 'jsonpath' ? jsonpath : undefined),
    },
    loadText: (name) => `text of ${name}`,
  }
}

export function expressionOf(source: string, dialect: Dialect = 'javascript'): Expression {
  const compiled = compileExpression(source, { dialect, helperNames })
  if ('problem' in compiled) throw new Error(`${source}: ${compiled.problem.message}`)
  return compiled.expression
}

export function value(source: string, variables: Readonly<Record<string, unknown>> = {}, dialect?: Dialect): unknown {
  return expressionOf(source, dialect).evaluate(worldOf(variables))
}

export function scriptOf(body: string, dialect: Dialect = 'javascript'): Expression {
  const compiled = compileScript(body, { dialect, helperNames })
  if ('problem' in compiled) throw new Error(`${body}: ${compiled.problem.message}`)
  return compiled.expression
}

/** What is wrong with a source: its syntax problem's message, the error's when it runs, or nothing. */
export function complaint(source: string, world: World = worldOf(), script = false, dialect: Dialect = 'javascript') {
  const compiled = (script ? compileScript : compileExpression)(source, { dialect, helperNames })
  if ('problem' in compiled) return compiled.problem.message
  try {
    compiled.expression.evaluate(world)
    return undefined
  } catch (error) {
    return error instanceof Error && error.name === 'ExpressionError' ? error.message : error
  }
}
