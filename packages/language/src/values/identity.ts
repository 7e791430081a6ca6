/**
 * Numbers for values, such that two values have the same number exactly when they are the same in some respect. Each
 * value is looked at once, with a stack of its own, so that neither size nor depth matters.
 */
import type { Ignored } from './path.ts'
import { XmlNode } from './types.ts'
import { kindOf } from './types-of-values.ts'
import { isBranch, xmlElements, xmlText } from './xml-node.ts'

/** A structure reduced to what identities are made of; a leaf has no members. */
export interface Identified {
  readonly kind: 'leaf' | 'list' | 'map' | 'element'
  /** Keys of a map, sorted; name, attributes and child names of an element. '' for lists. */
  readonly label: string
  /** Identities of the members: in the order of the label, or sorted for lists. */
  readonly members: readonly number[]
  /** Whether it is or holds an empty list. */
  readonly hasEmptyList: boolean
}

export interface Identities {
  of(value: unknown, ignored: Ignored): number
  describe(identity: number): Identified
}

export interface IdentityRules {
  /** A text that is the same for leaves that count as the same. */
  leaf(value: unknown): string
  /** Whether equal members of a list count once. */
  readonly distinct: boolean
  /** Whether an element's own text counts. */
  readonly text: boolean
  /** Whether an element without child elements is a leaf. */
  readonly leafElements: boolean
}

export function identities(rules: IdentityRules): Identities {
  const numbers = new Map<string, number>()
  const table: Identified[] = []
  const seen = new Map<Ignored, Map<object, number>>()
  const enter = (key: string, identified: () => Identified): number => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, table.length)
    table.push(identified())
    return table.length - 1
  }
  const finish = ({ plan, ids, value, ignored }: Open): number => {
    const members = plan.kind === 'list' ? sorted(rules.distinct ? [...new Set(ids)] : ids) : ids
    const number = enter(`${plan.kind} ${plan.label} ${members.join()}`, () => ({
      kind: plan.kind,
      label: plan.label,
      members,
      hasEmptyList: members.some((id) => table[id]?.hasEmptyList) || (plan.kind === 'list' && members.length === 0),
    }))
    const memory = seen.get(ignored) ?? new Map<object, number>()
    seen.set(ignored, memory.set(value, number))
    return number
  }
  const start = (value: unknown, ignored: Ignored): number | Open => {
    const known = typeof value === 'object' && value !== null ? seen.get(ignored)?.get(value) : undefined
    if (known !== undefined) return known
    const isLeafElement = rules.leafElements && value instanceof XmlNode && !isBranch(value)
    if (isStructure(value) && !isLeafElement) return { plan: planOf(value, ignored, rules), ids: [], value, ignored }
    const leaf: Identified = { kind: 'leaf', label: rules.leaf(value), members: [], hasEmptyList: false }
    return enter(`leaf ${leaf.label}`, () => leaf)
  }
  return {
    describe: (identity) => table[identity] ?? { kind: 'leaf', label: '', members: [], hasEmptyList: false },
    of(value, ignored) {
      const first = start(value, ignored)
      if (typeof first === 'number') return first
      const open = [first]
      for (;;) {
        const top = open.at(-1) ?? first
        const member = top.plan.members[top.ids.length]
        const next = member ? start(member.value, member.ignored) : finish(top)
        if (typeof next !== 'number') open.push(next)
        else if (member) top.ids.push(next)
        else {
          open.pop()
          const parent = open.at(-1)
          if (!parent) return next
          parent.ids.push(next)
        }
      }
    },
  }
}

/** Whether a value has members to compare: a list, a map, an element. */
export function isStructure(value: unknown): value is object {
  const kind = kindOf(value)
  return kind === 'map' || kind === 'list' || kind === 'xml' || kind === 'binary'
}

interface Plan {
  readonly kind: 'list' | 'map' | 'element'
  readonly label: string
  readonly members: readonly { readonly value: unknown; readonly ignored: Ignored }[]
}

interface Open {
  readonly plan: Plan
  readonly ids: number[]
  readonly value: object
  readonly ignored: Ignored
}

function planOf(value: object, ignored: Ignored, rules: IdentityRules): Plan {
  if (value instanceof XmlNode) return elementPlan(value, ignored, rules)
  if (Array.isArray(value)) {
    const members = value.flatMap((item: unknown, index) =>
      ignored.has(index) ? [] : [{ value: item, ignored: ignored.under(index) }],
    )
    return { kind: 'list', label: '', members }
  }
  const keys = Object.keys(value)
    .filter((key) => !ignored.has(key))
    .sort()
  const members = keys.map((key) => ({ value: Reflect.get(value, key) as unknown, ignored: ignored.under(key) }))
  return { kind: 'map', label: JSON.stringify(keys), members }
}

function elementPlan(node: XmlNode, ignored: Ignored, rules: IdentityRules): Plan {
  const attributes = [...node.attributes.keys()].filter((name) => !ignored.has(`@${name}`)).sort()
  const groups = [...childrenByName(node)].filter(([name]) => !ignored.has(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  const members = [
    ...attributes.map((name) => ({ value: node.attributes.get(name) as unknown, ignored })),
    ...groups.map(([name, nodes]) => groupPlan(name, nodes, ignored)),
  ]
  if (rules.text) members.push({ value: xmlText(node).trim(), ignored })
  return { kind: 'element', label: JSON.stringify([node.name, attributes, groups.map(([name]) => name)]), members }
}

// A child that occurs once is a list as well, so that one occurrence is like several.
function groupPlan(name: string, nodes: readonly XmlNode[], ignored: Ignored): Plan['members'][number] {
  const each = ignored.under(name)
  const below = nodes.length === 1 ? ignored.underOnly(name) : undefined
  if (!below || below === each.under(0)) return { value: nodes, ignored: each }
  return { value: nodes, ignored: { has: () => false, under: () => below, underOnly: () => below } }
}

/** The child elements of an element by name, in order of first occurrence. */
export function childrenByName(node: XmlNode): Map<string, XmlNode[]> {
  const groups = new Map<string, XmlNode[]>()
  for (const child of xmlElements(node)) {
    const group = groups.get(child.name)
    if (group) group.push(child)
    else groups.set(child.name, [child])
  }
  return groups
}

function sorted(ids: readonly number[]): number[] {
  return [...ids].sort((a, b) => a - b)
}
