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

/** The names of stored variables that refer to each other in a circle, the first one repeated at the end. */
export function findCycle(variables: readonly StoredVariable[]): string[] | undefined {
  const refers = new Map<string, Set<string>>()
  for (const { name, plan } of variables) {
    if (plan.is === 'constant') refers.delete(name)
    else {
      const names = new Set<string>()
      namesIn(plan, names)
      refers.set(name, names)
    }
  }
  const safe = new Set<string>()
  const visit = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    const next = refers.get(name)
    if (!next || safe.has(name)) return undefined
    for (const other of next) {
      const cycle = visit(other, [...path, name])
      if (cycle) return cycle
    }
    safe.add(name)
    return undefined
  }
  for (const name of refers.keys()) {
    const cycle = visit(name, [])
    if (cycle) return cycle
  }
  return undefined
}
