/**
 * The variables of one run of an input set.
 *
 * Stored values may refer to others; each is filled when first read and then stays as it is for the rest of the run. A
 * variable that should have been set by a step that went wrong is kept as absent, so that what reads it can be skipped.
 */
import type { Scope as ExpressionScope } from '@merlon/language'
import { NeverArrived, StepFault } from '../faults.ts'
import type { ValuePlan } from '../fields.ts'
import type { StoredVariable } from '../plan.ts'

export interface Origin {
  readonly step: number
  readonly label: string
  readonly status?: number
}

export interface Binding {
  value: unknown
  readonly from: string
  readonly origin?: Origin | undefined
  /** Not filled yet. */
  plan?: ValuePlan | undefined
  readonly absent?: string
  readonly unset?: string
}

const DEEPEST = 10

export type Fill = (plan: ValuePlan, scope: Scope) => unknown

export class Scope implements ExpressionScope {
  private readonly bindings: Map<string, Binding>
  private readonly fill: Fill
  private readonly filling: string[] = []
  private readonly setByStep = new Set<string>()
  /** Loop elements, by name, over the variables. */
  private readonly inner = new Map<string, Binding>()

  constructor(bindings: Map<string, Binding>, fill: Fill) {
    this.bindings = bindings
    this.fill = fill
  }

  static stored(variables: readonly StoredVariable[]): Map<string, Binding> {
    const bindings = new Map<string, Binding>()
    for (const { name, plan, from, unset } of variables) {
      // A secret without a value does not hide a value that a lower layer has.
      if (unset !== undefined && bindings.has(name)) continue
      if (unset !== undefined) bindings.set(name, { value: undefined, from, unset })
      else if (plan.is === 'constant') bindings.set(name, { value: plan.value, from })
      else bindings.set(name, { value: undefined, from, plan })
    }
    return bindings
  }

  binding(name: string): Binding | undefined {
    return this.inner.get(name) ?? this.bindings.get(name)
  }

  has(name: string): boolean {
    return this.binding(name) !== undefined
  }

  get(name: string): unknown {
    const found = this.binding(name)
    if (!found) return undefined
    if (found.absent !== undefined) throw new NeverArrived(name, found.absent)
    if (found.unset !== undefined) {
      throw new StepFault(`the secret '${name}' of ${found.unset} has no value`, {
        help: `set MERLON_SECRET_${name}, or run \`merlon secret set ${name}\``,
      })
    }
    if (found.plan) this.fillNow(name, found, found.plan)
    return found.value
  }

  /** The same variables, with those that never arrived as missing: for conditions, which are always evaluated. */
  readonly forgiving: ExpressionScope = {
    get: (name) => (this.binding(name)?.absent === undefined ? this.get(name) : undefined),
    has: (name) => this.has(name) && this.binding(name)?.absent === undefined,
    set: (name, value) => this.set(name, value),
    names: () => this.names(),
  }

  private fillNow(name: string, binding: Binding, plan: ValuePlan): void {
    if (this.filling.length >= DEEPEST)
      throw new StepFault(`'${this.filling[0]}' refers to other variables more than ${DEEPEST} deep`)
    if (this.filling.includes(name))
      throw new StepFault(`${[...this.filling, name].join(' → ')} refer to each other in a circle`)
    this.filling.push(name)
    try {
      binding.value = this.fill(plan, this)
      binding.plan = undefined
    } finally {
      this.filling.pop()
    }
  }

  set(name: string, value: unknown): void {
    this.bind(name, { value, from: 'a script' })
  }

  bind(name: string, binding: Binding): void {
    if (this.inner.has(name)) {
      this.inner.set(name, binding)
      return
    }
    this.bindings.set(name, binding)
    this.setByStep.add(name)
  }

  names(): string[] {
    return [...new Set([...this.inner.keys(), ...this.bindings.keys()])]
  }

  /** Gives names a meaning for as long as `run` takes, and puts back what they meant before. */
  within<T>(names: Readonly<Record<string, Binding>>, run: () => T): T {
    const before = Object.keys(names).map((name) => [name, this.inner.get(name)] as const)
    const restore = (): void => {
      for (const [name, binding] of before) {
        if (binding) this.inner.set(name, binding)
        else this.inner.delete(name)
      }
    }
    for (const [name, binding] of Object.entries(names)) this.inner.set(name, binding)
    let result: T
    try {
      result = run()
    } catch (error) {
      restore()
      throw error
    }
    if (result instanceof Promise) return result.finally(restore) as T
    restore()
    return result
  }

  /** A copy that later changes to this scope do not reach: what a deferred step sees. */
  snapshot(): Scope {
    return new Scope(new Map([...this.bindings, ...this.inner]), this.fill)
  }

  /** What steps have set, and the loop elements around. */
  visible(): [string, Binding][] {
    return [...this.written(), ...this.inner]
  }

  /** What steps have set, above what was stored. */
  written(): [string, Binding][] {
    return [...this.setByStep].flatMap((name) => {
      const binding = this.bindings.get(name)
      return binding ? [[name, binding] as [string, Binding]] : []
    })
  }
}
