/**
 * The variables of one run of an input set.
 *
 * Stored values may refer to others; each is filled when first read and then stays as it is for the rest of the run. A
 * variable that should have been set by a step that went wrong is kept as absent, so that what reads it can be skipped.
 *
 * A branch's scope stands on the one around it, which does not change while branches run. Values are never changed in
 * place, so what a branch reads need not be copied.
 */
import type { Scope as ExpressionScope } from '@merlon/language'
import { NeverArrived, StepFault } from '../faults.ts'
import type { ValuePlan } from '../fields.ts'
import type { StoredVariable } from '../plan.ts'
import { namesIn } from './names.ts'

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

export type Fill = (plan: ValuePlan, scope: Scope, name: string) => unknown

export class Scope implements ExpressionScope {
  private readonly bindings: Map<string, Binding>
  private readonly fill: Fill
  private readonly outer: Scope | undefined
  private readonly filling: string[] = []
  private readonly setByStep = new Set<string>()
  /** Loop elements, by name, over the variables. */
  private readonly inner = new Map<string, Binding>()

  constructor(bindings: Map<string, Binding>, fill: Fill, outer?: Scope) {
    this.bindings = bindings
    this.fill = fill
    this.outer = outer
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

  private own(name: string): Binding | undefined {
    return this.inner.get(name) ?? this.bindings.get(name)
  }

  binding(name: string): Binding | undefined {
    return this.own(name) ?? this.outer?.binding(name)
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
    if (!found.plan) return found.value
    if (!this.outer || this.own(name)) return this.fillNow(name, found, found.plan)
    // What means the same for all branches is filled once for all; the binding is theirs together.
    if (!this.changes(found.plan)) return this.outer.get(name)
    const own = { ...found }
    this.bindings.set(name, own)
    return this.fillNow(name, own, found.plan)
  }

  /** Whether a stored value that is not filled yet would come out differently here than around. */
  private changes(plan: ValuePlan, seen = new Set<string>()): boolean {
    for (const name of namesIn(plan)) {
      if (this.own(name)) return true
      if (seen.has(name)) continue
      seen.add(name)
      const further = this.outer?.binding(name)?.plan
      if (further && this.changes(further, seen)) return true
    }
    return false
  }

  /** The same variables, with those that never arrived as missing: for conditions, which are always evaluated. */
  get forgiving(): ExpressionScope {
    return {
      get: (name) => (this.binding(name)?.absent === undefined ? this.get(name) : undefined),
      has: (name) => this.has(name) && this.binding(name)?.absent === undefined,
      set: (name, value) => this.set(name, value),
      names: () => this.names(),
    }
  }

  private fillNow(name: string, binding: Binding, plan: ValuePlan): unknown {
    if (this.filling.length >= DEEPEST)
      throw new StepFault(`'${this.filling[0]}' refers to other variables more than ${DEEPEST} deep`)
    if (this.filling.includes(name))
      throw new StepFault(`${[...this.filling, name].join(' → ')} refer to each other in a circle`)
    this.filling.push(name)
    try {
      binding.value = this.fill(plan, this, name)
      binding.plan = undefined
      return binding.value
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
    return [...new Set([...this.inner.keys(), ...this.bindings.keys(), ...(this.outer?.names() ?? [])])]
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

  /** A scope for a branch: it sees what is here, and what it sets stays with it. */
  branch(fill: Fill): Scope {
    return new Scope(new Map(), fill, this)
  }

  /** Sets what a branch has set. `moved` gives origins the numbers that they have here. */
  merge(branch: Scope, moved: <T extends Origin | undefined>(origin: T) => T = (origin) => origin): void {
    for (const [name, binding] of branch.written()) this.bind(name, { ...binding, origin: moved(binding.origin) })
  }

  private all(): Map<string, Binding> {
    return new Map([...(this.outer?.all() ?? []), ...this.bindings, ...this.inner])
  }

  /** A copy that later changes to this scope do not reach: what a deferred step sees. */
  snapshot(): Scope {
    return new Scope(this.all(), this.fill)
  }

  /** The same variables as another line of the run sees them. */
  handedOver(fill: Fill, moved: <T extends Origin | undefined>(origin: T) => T): Scope {
    const bindings = [...this.all()].map(([name, binding]): [string, Binding] => {
      const origin = moved(binding.origin)
      return [name, origin === binding.origin ? binding : { ...binding, origin }]
    })
    return new Scope(new Map(bindings), fill)
  }

  /** What steps have set, and the loop elements around. */
  visible(): [string, Binding][] {
    return [...new Map([...(this.outer?.visible() ?? []), ...this.written(), ...this.inner])]
  }

  /** What steps have set, above what was stored; in a branch, what its own steps have set. */
  written(): [string, Binding][] {
    return [...this.setByStep].flatMap((name) => {
      const binding = this.bindings.get(name)
      return binding ? [[name, binding] as [string, Binding]] : []
    })
  }
}
