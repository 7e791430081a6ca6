/** Evaluating over what is known of the variables, outside of any run. */
import { type CompileOptions, compileExpression } from '../expression/expression.ts'
import type { Environment, Scope } from '../expression/types.ts'
import { ExpressionError } from '../expression/types.ts'
import type { KnownVariable, ServiceWorld } from './world.ts'

/** What is shown in place of a secret. */
export const MASK = '•••'

/** A preview must not be felt while typing. */
const MOST_MILLISECONDS = 100

/** A value is not there to be evaluated with: a secret, or something that no run has shown yet. */
export class Unseen extends Error {
  readonly variable: KnownVariable
  constructor(variable: KnownVariable) {
    super(variable.secret ? `'${variable.name}' is a secret` : `'${variable.name}' has not been seen in a run yet`)
    this.name = 'Unseen'
    this.variable = variable
  }
}

/** The variables by name, later ones and locals first. */
export function variablesByName(
  world: ServiceWorld,
  locals: readonly KnownVariable[] = [],
): ReadonlyMap<string, KnownVariable> {
  return new Map([...world.variables, ...locals].map((one) => [one.name, one]))
}

function scopeOf(variables: ReadonlyMap<string, KnownVariable>): Scope {
  const deadline = Date.now() + MOST_MILLISECONDS
  return {
    get(name) {
      if (Date.now() > deadline) throw new ExpressionError(`stopped after ${MOST_MILLISECONDS} ms`)
      const variable = variables.get(name)
      if (variable && (variable.secret || !variable.seen)) throw new Unseen(variable)
      return variable?.value
    },
    has: (name) => variables.has(name),
    set() {
      // A preview changes nothing.
    },
    names: () => variables.keys(),
  }
}

/** What expressions are evaluated in for a preview: no helpers, and the same chance each time. */
export function previewEnvironment(variables: ReadonlyMap<string, KnownVariable>): Environment {
  let seed = 1
  return {
    scope: scopeOf(variables),
    realm: {
      now: () => Date.now(),
      random() {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
        return seed / 2 ** 32
      },
      helper: () => undefined,
    },
    loadText(name) {
      throw new ExpressionError(`the file '${name}' is read when the test runs`)
    },
  }
}

const optionsByWorld = new WeakMap<readonly unknown[], CompileOptions>()

/** How the texts of a world compile; kept, since compiled texts are remembered by it. */
export function compileOptionsOf({ helpers }: Pick<ServiceWorld, 'helpers'>): CompileOptions {
  const known = optionsByWorld.get(helpers)
  if (known) return known
  const options: CompileOptions = {
    dialect: 'javascript',
    helperNames: new Set(helpers.map(({ name }) => name)),
  }
  optionsByWorld.set(helpers, options)
  return options
}

/** The value of an expression, where it can be known now. Never throws. */
export function knownValue(
  source: string,
  world: ServiceWorld,
  variables: ReadonlyMap<string, KnownVariable>,
): { readonly value: unknown } | undefined {
  const compiled = compileExpression(source, compileOptionsOf(world))
  if ('problem' in compiled || compiled.expression.helpers.length > 0) return undefined
  try {
    const value = compiled.expression.evaluate(previewEnvironment(variables))
    return value === undefined ? undefined : { value }
  } catch {
    return undefined
  }
}
