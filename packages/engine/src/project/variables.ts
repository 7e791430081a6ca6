import type { MapNode } from '@merlon/language'
import type { Compiler } from '../compile/compiler.ts'
import { compileValue } from '../compile/value.ts'
import type { StoredVariable } from '../plan.ts'
import type { Project, VariableFile } from './project.ts'

/** Values given for one run, from outside the project's files. */
export interface GivenVariables {
  /** Selected environments, in order; later ones win. */
  readonly environments: readonly string[]
  /** Overrides, lowest first: from the environment of the process, files, the command line. */
  readonly overrides: readonly {
    readonly name: string
    readonly value: unknown
    readonly from: string
    readonly secret?: boolean
  }[]
  /** The value of a secret, for an environment if one is named; `undefined` when there is none. */
  secret(name: string, environment?: string): string | undefined
}

export const noVariables: GivenVariables = { environments: [], overrides: [], secret: () => undefined }

/** Compiles a map of stored values; their strings may hold `${ }`. */
export function compileVariables(values: MapNode, from: string, compiler: Compiler): StoredVariable[] {
  return values.entries.map(({ key, value }) => {
    compiler.hides(key.text, key.span)
    return { name: key.text, plan: compileValue(value, compiler, `'${key.text}'`), from }
  })
}

function compileFile(
  one: VariableFile | undefined,
  from: string,
  given: GivenVariables,
  compiler: Compiler,
  environment?: string,
): StoredVariable[] {
  if (!one) return []
  const secrets = one.secrets.map((name): StoredVariable => {
    const value = given.secret(name, environment)
    const plan = { is: 'constant', value } as const
    return value === undefined
      ? { name, plan, from, secret: true, unset: one.file.path }
      : { name, plan, from, secret: true }
  })
  return [...compileVariables(one.values, from, compiler), ...secrets]
}

/** The stored variables below the test's own, lowest priority first. */
export function vaultVariables(project: Project, given: GivenVariables, compiler: Compiler): StoredVariable[] {
  return [
    ...compileFile(project.globalVault, 'global vault', given, compiler),
    ...compileFile(project.vault, 'vault', given, compiler),
  ]
}

/** The stored variables above the test's own: environments, then overrides. A missing secret of an environment falls through. */
export function overridingVariables(project: Project, given: GivenVariables, compiler: Compiler): StoredVariable[] {
  const environments = given.environments.flatMap((name) =>
    compileFile(project.environments.get(name), `environment ${name}`, given, compiler, name),
  )
  const overrides = given.overrides.map(({ name, value, from, secret }): StoredVariable => {
    const plan = typeof value === 'string' ? compiler.text(value) : ({ is: 'constant', value } as const)
    return { name, plan, from, ...(secret ? { secret } : {}) }
  })
  return [...environments, ...overrides]
}
