/** Follows a JSONPath through a value. Everything is charged as it is visited, so no value is too large to stop at. */
import type { HelperUse } from '@merlon/language'
import { matches } from './regexp.ts'
import type { Condition, MatchCall, Operand, Query, Selector } from './syntax.ts'
import { childrenOf, isMembers, less, nothing, same } from './values.ts'

const MOST = 1_000_000

/** The values that the path selects, in the order of RFC 9535. Throws an ExpressionError where a limit is reached. */
export function select(root: unknown, query: Query, use: HelperUse): unknown[] {
  return new Selection(root, use).nodes(query, root)
}

class Selection {
  private readonly root: unknown
  private readonly use: HelperUse
  /** What paths from `$` inside filters gave: the same for each element. */
  private readonly fromRoot = new Map<Query, readonly unknown[]>()

  constructor(root: unknown, use: HelperUse) {
    this.root = root
    this.use = use
  }

  nodes({ from, segments }: Query, current: unknown): unknown[] {
    let nodes: unknown[] = [from === '$' ? this.root : current]
    for (const { deep, selectors } of segments) {
      const found: unknown[] = []
      for (const node of nodes) {
        if (deep) this.below(node, selectors, found)
        else for (const selector of selectors) this.apply(selector, node, found)
      }
      this.use.chargeList(found.length)
      nodes = found
    }
    return nodes
  }

  /** The node itself and everything below it, each before what it holds; no depth exhausts the stack. */
  private below(node: unknown, selectors: readonly Selector[], found: unknown[]): void {
    const pending = [node]
    while (pending.length > 0) {
      const next = pending.pop()
      this.use.charge(1)
      for (const selector of selectors) this.apply(selector, next, found)
      const children = childrenOf(next, this.use) ?? []
      for (let at = children.length - 1; at >= 0; at -= 1) {
        if (typeof children[at] === 'object' && children[at] !== null) pending.push(children[at])
        else this.use.charge(1)
      }
    }
  }

  private add(found: unknown[], node: unknown): void {
    this.use.charge(1)
    if (found.length >= MOST) this.use.chargeList(found.length + 1)
    found.push(node)
  }

  private apply(selector: Selector, node: unknown, found: unknown[]): void {
    switch (selector.kind) {
      case 'name':
        if (isMembers(node) && Object.hasOwn(node, selector.name)) this.add(found, node[selector.name])
        return
      case 'index':
        this.element(selector.index, node, found)
        return
      case 'slice':
        this.slice(selector, node, found)
        return
      case 'every':
        for (const child of childrenOf(node, this.use) ?? []) this.add(found, child)
        return
      case 'filter':
        for (const child of childrenOf(node, this.use) ?? []) {
          this.use.charge(1)
          if (this.holds(selector.condition, child)) this.add(found, child)
        }
    }
  }

  private element(index: number, node: unknown, found: unknown[]): void {
    if (!Array.isArray(node)) return
    const at = index < 0 ? node.length + index : index
    if (at >= 0 && at < node.length) this.add(found, node[at])
  }

  /** As RFC 9535, section 2.3.4.2.2, bounds a slice. */
  private slice({ start, end, step }: Selector & { kind: 'slice' }, node: unknown, found: unknown[]): void {
    if (!Array.isArray(node) || step === 0) return
    const { length } = node
    const normal = (at: number) => (at < 0 ? length + at : at)
    const within = (at: number, least: number, most: number) => Math.min(Math.max(normal(at), least), most)
    if (step > 0) {
      const upper = within(end ?? length, 0, length)
      for (let at = within(start ?? 0, 0, length); at < upper; at += step) this.add(found, node[at])
    } else {
      const lower = end === undefined ? -1 : within(end, -1, length - 1)
      for (let at = within(start ?? length - 1, -1, length - 1); at > lower; at += step) this.add(found, node[at])
    }
  }

  private holds(condition: Condition, current: unknown): boolean {
    this.use.charge(1)
    switch (condition.kind) {
      case 'or':
        return condition.parts.some((part) => this.holds(part, current))
      case 'and':
        return condition.parts.every((part) => this.holds(part, current))
      case 'not':
        return !this.holds(condition.part, current)
      case 'exists':
        return this.inner(condition.query, current).length > 0
      case 'compare':
        return this.compare(condition, current)
      default:
        return this.matches(condition, current)
    }
  }

  private inner(query: Query, current: unknown): readonly unknown[] {
    if (query.from === '@') return this.nodes(query, current)
    const known = this.fromRoot.get(query) ?? this.nodes(query, current)
    this.fromRoot.set(query, known)
    return known
  }

  private compare({ operator, left, right }: Condition & { kind: 'compare' }, current: unknown): boolean {
    const one = this.value(left, current)
    const other = this.value(right, current)
    switch (operator) {
      case '==':
        return same(one, other, this.use)
      case '!=':
        return !same(one, other, this.use)
      case '<':
        return less(one, other, this.use)
      case '>':
        return less(other, one, this.use)
      case '<=':
        return less(one, other, this.use) || same(one, other, this.use)
      case '>=':
        return less(other, one, this.use) || same(one, other, this.use)
    }
  }

  private value(operand: Operand, current: unknown): unknown {
    switch (operand.kind) {
      case 'literal':
        return operand.value
      case 'single': {
        const nodes = this.inner(operand.query, current)
        return nodes.length === 1 ? nodes[0] : nothing
      }
      case 'count':
        return this.inner(operand.of, current).length
      case 'value': {
        const nodes = this.inner(operand.of, current)
        return nodes.length === 1 ? nodes[0] : nothing
      }
      case 'length':
        return this.length(this.value(operand.of, current))
    }
  }

  /** Characters of a text, elements of a list, members of a map. */
  private length(value: unknown): unknown {
    if (Array.isArray(value)) return value.length
    if (typeof value === 'string') {
      this.use.charge(value.length >> 3)
      let length = 0
      for (const _ of value) length += 1
      return length
    }
    return childrenOf(value, this.use)?.length ?? nothing
  }

  private matches({ kind, text, pattern }: MatchCall, current: unknown): boolean {
    const read = this.value(text, current)
    const source = this.value(pattern, current)
    if (typeof read !== 'string' || typeof source !== 'string') return false
    return matches(source, read, kind === 'match', this.use)
  }
}
