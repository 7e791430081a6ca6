/**
 * The variables of an evaluation that may change something. It works on copies: an expression has no effect at all, a
 * script's effects reach the scope when it has ended well, as plain data, or not at all.
 */
import { leave } from './leave.ts'
import { childrenOf, type SyntaxNode } from './nodes.ts'
import type { Run } from './run.ts'

export class Isolation {
  readonly #run: Run
  readonly #current = new Map<string, unknown>()
  readonly #changed = new Set<string>()
  /** Of which variable a list or map is a part. */
  readonly #owners = new Map<object, string>()

  constructor(run: Run) {
    this.#run = run
  }

  read(name: string): unknown {
    if (this.#current.has(name)) return this.#current.get(name)
    const value = this.#run.environment.scope.get(name)
    const copy = leave(value, this.#run, (part) => this.#owners.set(part, name))
    this.#current.set(name, copy)
    return copy
  }

  write(name: string, value: unknown): void {
    this.#current.set(name, value)
    this.#changed.add(name)
  }

  /** Notes that a list or map is about to change. */
  touch(target: object): void {
    const owner = this.#owners.get(target)
    if (owner !== undefined) this.#changed.add(owner)
  }

  /** Hands the changed variables to the scope. Throws an ExpressionError when one is not plain data; then none is set. */
  commit(): void {
    const values = [...this.#changed].map((name) => [name, leave(this.#current.get(name), this.#run)] as const)
    for (const [name, value] of values) this.#run.environment.scope.set(name, value)
  }
}

/** Functions that change what they are called on, or their first argument. */
const changing = new Set(
  `add addAll assign clear delete fill pop push put putAll remove reverse set shift sort splice unshift`.split(' '),
)

/** Whether code may change a variable, or something inside one. Says yes when in doubt. */
export function mayChange(root: SyntaxNode): boolean {
  return changes(root) || childrenOf(root).some(mayChange)
}

function changes(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return true
    case 'UnaryExpression':
      return node.operator === 'delete'
    case 'BinaryExpression':
      return node.operator === '<<'
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left.type !== 'VariableDeclaration'
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' && node.callee.computed && node.callee.property.type !== 'Literal'
    case 'Identifier':
      return isChanging(node.name)
    case 'Literal':
      return typeof node.value === 'string' && isChanging(node.value)
    default:
      return false
  }
}

function isChanging(name: string): boolean {
  // `setHours` and its kin.
  return changing.has(name) || /^set[A-Z]/.test(name)
}
