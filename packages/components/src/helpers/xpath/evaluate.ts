/** Evaluates an XPath over a document. Everything is charged as it is visited, so no document is too large to stop at. */
import type { HelperUse } from '@merlon/language'
import type { Document } from './document.ts'
import { functions } from './functions.ts'
import type { Names } from './names.ts'
import type { ArithmeticOperator, Expr, Predicate, Step } from './syntax.ts'
import { Conversions, type Value } from './values.ts'
import { along, alongAll, inOrder } from './walk.ts'

/** The context of an evaluation (XPath 1.0, chapter 1). */
interface Context {
  readonly node: number
  readonly position: number
  readonly size: number
}

export class Evaluation {
  private readonly document: Document
  private readonly names: Names
  private readonly use: HelperUse
  private readonly convert: Conversions
  /** What paths from the root gave: the same in every context. */
  private readonly fromRoot = new Map<Expr, readonly number[]>()

  constructor(document: Document, names: Names, use: HelperUse) {
    this.document = document
    this.names = names
    this.use = use
    this.convert = new Conversions(document, use)
  }

  evaluate(expr: Expr, context: Context): Value {
    this.use.charge(1)
    switch (expr.kind) {
      case 'constant':
        return expr.value
      case 'or':
        return expr.parts.some((part) => this.holds(part, context))
      case 'and':
        return expr.parts.every((part) => this.holds(part, context))
      case 'union':
        return this.union(expr.parts.map((part) => this.nodes(part, context)))
      case 'compare':
        return expr.rest.reduce<Value>(
          (left, { operator, operand }) => this.convert.compare(operator, left, this.evaluate(operand, context)),
          this.evaluate(expr.first, context),
        )
      case 'arithmetic':
        return expr.rest.reduce(
          (left, { operator, operand }) => calculated(operator, left, this.number(operand, context)),
          this.number(expr.first, context),
        )
      case 'negative':
        return -this.number(expr.of, context)
      case 'path':
        return this.path(expr, context)
      case 'filter':
        return this.filtered(this.nodes(expr.of, context), expr.predicates)
      case 'call':
        return this.call(expr, context)
    }
  }

  private holds(expr: Expr, context: Context): boolean {
    if (expr.kind === 'path' && expr.from === 'here' && expr.steps.length === 1) {
      const [step] = expr.steps
      if (step && step.predicates.length === 0) return this.exists(step, context.node)
    }
    return this.convert.boolean(this.evaluate(expr, context))
  }

  /** Whether a step finds anything; looks no further than the first. */
  private exists({ axis, test }: Step, id: number): boolean {
    const accepts = this.names.accepts(axis, test)
    for (const next of along(this.document, axis, id)) {
      this.use.charge(1)
      if (accepts(this.document.entry(next))) return true
    }
    return false
  }

  private number(expr: Expr, context: Context): number {
    return this.convert.number(this.evaluate(expr, context))
  }

  /** The parser has made sure that the expression gives nodes. */
  private nodes(expr: Expr, context: Context): readonly number[] {
    const value = this.evaluate(expr, context)
    return typeof value === 'object' ? value : []
  }

  private union(lists: readonly (readonly number[])[]): number[] {
    const all = new Set<number>()
    for (const list of lists) {
      this.use.chargeList(list.length)
      for (const id of list) all.add(id)
    }
    return inOrder([...all], this.use)
  }

  private call({ name, args }: Expr & { kind: 'call' }, context: Context): Value {
    if (name === 'position') return context.position
    if (name === 'last') return context.size
    const { document, convert, use } = this
    const [first] = args
    if (first && (name === 'not' || name === 'boolean')) return this.holds(first, context) !== (name === 'not')
    const values = args.map((arg) => this.evaluate(arg, context))
    return functions[name]!(values, { document, convert, use, here: context.node })
  }

  private path(expr: Expr & { kind: 'path' }, context: Context): readonly number[] {
    const { from } = expr
    if (from === 'here') return this.walk([context.node], expr.steps)
    if (from !== 'root') return this.walk(this.nodes(from, context), expr.steps)
    const known = this.fromRoot.get(expr) ?? this.walk([0], expr.steps)
    this.fromRoot.set(expr, known)
    return known
  }

  private walk(start: readonly number[], steps: readonly Step[]): readonly number[] {
    return steps.reduce((ids: readonly number[], step) => this.step(ids, step), start)
  }

  private step(ids: readonly number[], step: Step): readonly number[] {
    const accepts = this.names.accepts(step.axis, step.test)
    const { document, use } = this
    if (!step.predicates.some(({ positional }) => positional)) {
      const found = alongAll(document, step.axis, ids, use).filter((id) => accepts(document.entry(id)))
      return this.filtered(found, step.predicates)
    }
    const found = new Set<number>()
    for (const id of ids) {
      const [first, ...others] = step.predicates
      const list = this.nearest(id, step, first!, accepts)
      for (const kept of this.filtered(list.nodes, list.done ? others : step.predicates)) found.add(kept)
    }
    use.charge(found.size)
    return inOrder([...found], use)
  }

  /** What the test takes on the axis of one node, no further than the first predicate asks for. */
  private nearest(id: number, { axis }: Step, { place }: Predicate, accepts: ReturnType<Names['accepts']>) {
    const nodes: number[] = []
    this.use.charge(1)
    for (const next of along(this.document, axis, id)) {
      this.use.charge(1)
      if (!accepts(this.document.entry(next))) continue
      nodes.push(next)
      if (nodes.length === place) return { nodes: [next], done: true }
    }
    return place === undefined ? { nodes, done: false } : { nodes: [], done: true }
  }

  /** Nodes that meet all predicates, each of which counts anew (section 2.4). */
  private filtered(nodes: readonly number[], predicates: readonly Predicate[]): readonly number[] {
    let kept = nodes
    for (const { of } of predicates) {
      const size = kept.length
      kept = kept.filter((node, at) => {
        const value = this.evaluate(of, { node, position: at + 1, size })
        return typeof value === 'number' ? value === at + 1 : this.convert.boolean(value)
      })
    }
    return kept
  }
}

function calculated(operator: ArithmeticOperator, left: number, right: number): number {
  if (operator === '+') return left + right
  if (operator === '-') return left - right
  if (operator === '*') return left * right
  return operator === 'div' ? left / right : left % right
}
