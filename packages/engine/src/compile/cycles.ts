import type { Span } from '@merlon/language'
import type { ValuePlan } from '../fields.ts'
import type { StoredVariable } from '../plan.ts'

function namesIn(plan: ValuePlan, into: Set<string>): void {
  if (plan.is === 'text') for (const name of plan.template.names) into.add(name)
  else if (plan.is === 'list') for (const item of plan.items) namesIn(item, into)
  else if (plan.is === 'map') {
    for (const { key, value } of plan.entries) {
      if (typeof key !== 'string') for (const name of key.names) into.add(name)
      namesIn(value, into)
    }
  }
}

export interface Cycle {
  /** The first one is repeated at the end. */
  readonly names: readonly string[]
  /** Where the first one refers to the next; absent where that is inside a list or a map. */
  readonly span: Span | undefined
}

/** The circles in which stored variables refer to each other, each once. Later variables hide earlier ones of their name. */
export function findCycles(variables: readonly StoredVariable[]): Cycle[] {
  const plans = new Map(variables.map(({ name, plan }) => [name, plan]))
  const done = new Set<string>()
  const cycles: Cycle[] = []
  const visit = (name: string, path: readonly string[]): void => {
    const plan = plans.get(name)
    if (path.includes(name)) {
      const names = [...path.slice(path.indexOf(name)), name]
      cycles.push({ names, span: plan?.is === 'text' ? plan.node.span : undefined })
      return
    }
    if (!plan || done.has(name)) return
    const referred = new Set<string>()
    namesIn(plan, referred)
    for (const other of referred) visit(other, [...path, name])
    done.add(name)
  }
  for (const name of plans.keys()) visit(name, [])
  return cycles
}
