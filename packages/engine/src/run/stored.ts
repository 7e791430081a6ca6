/**
 * What the stored variables of a test come to before any step has run: vault, globals, input set, environments and
 * overrides, filled as a run would fill them.
 */
import { StepFault } from '../faults.ts'
import type { InputSet, TestPlan } from '../plan.ts'
import type { Ports } from '../ports.ts'
import { asFault, fillValue, type HelperLoader, RunRealm } from './evaluation.ts'
import { Scope } from './scope.ts'
import { seedOf } from './seed.ts'

export interface FilledVariable {
  readonly name: string
  /** As it is, secrets included; undefined for a secret without a value, and where filling it went wrong. */
  readonly value: unknown
  readonly from: string
  readonly secret: boolean
  /** Why there is no value. */
  readonly problem?: string
}

export interface Stored {
  readonly variables: readonly FilledVariable[]
  /** The values of secrets, also of those that another one hides. */
  readonly secrets: readonly string[]
}

export interface FillOptions {
  /** Undefined for what holds outside of input sets, as in `before`. */
  readonly set: InputSet | undefined
  readonly ports: Pick<Ports, 'clock' | 'files' | 'random'>
  readonly loadHelper: HelperLoader
  readonly seed: number
}

/** Fills the stored variables of a plan, each by itself: one that cannot be filled says why and leaves the others alone. */
export async function storedVariables(plan: TestPlan, options: FillOptions): Promise<Stored> {
  const { set, ports, loadHelper, seed } = options
  const all = [...plan.stored, ...(set?.variables ?? []), ...plan.overriding]
  const random = ports.random(seedOf(plan.limits.seed ?? seed, `${plan.file}\n0`))
  const realm = new RunRealm(() => ports.clock.now(), random, loadHelper)
  await realm.prepare(plan.helpers)
  const loadText = (name: string): string => ports.files.readTextSync(name)
  const scope = new Scope(Scope.stored(all), (value, around) =>
    fillValue(value, {
      scope: around,
      environment: { scope: around, realm, loadText },
      missing: 'notice',
      notice() {},
    }),
  )
  const last = new Map(all.flatMap((one) => (one.unset === undefined ? [[one.name, one] as const] : [])))
  const variables = scope.names().map((name): FilledVariable => {
    const from = scope.binding(name)?.from ?? ''
    const secret = last.get(name)?.secret === true || scope.binding(name)?.unset !== undefined
    try {
      return { name, value: scope.get(name), from, secret }
    } catch (error) {
      const fault = asFault(error)
      if (!(fault instanceof StepFault)) throw error
      return { name, value: undefined, from, secret, problem: fault.message }
    }
  })
  const secrets = all.flatMap(({ secret, plan: value }) =>
    secret && value.is === 'constant' && value.value !== undefined ? [String(value.value)] : [],
  )
  return { variables, secrets }
}
