/** Declarations take effect at the start of their block or function: `let` and `const` as unset, functions as made. */
import { childrenOf, isFunction, type SyntaxNode } from '../nodes.ts'
import type { Code, Frame } from '../run.ts'
import type { Compilation } from './compilation.ts'
import { unset } from './literals.ts'
import { declarePattern } from './patterns.ts'

export type Prepare = (frame: Frame) => void

/** Declares what these statements declare; with `whole`, also the `var` of the blocks inside them. */
export function hoist(statements: readonly SyntaxNode[], c: Compilation, whole: boolean): Prepare {
  const before = new Set(c.lexical.bindings)
  if (whole) for (const statement of statements) hoistVars(statement, c)
  for (const statement of statements) {
    if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
      for (const { id } of statement.declarations) declarePattern(id, statement.kind === 'const' ? 'const' : 'let', c)
    } else if (statement.type === 'FunctionDeclaration' && statement.id) c.lexical.declare(statement.id.name, 'var')
  }
  const fresh = [...c.lexical.bindings].filter((binding) => !before.has(binding))
  const functions: { slot: number; make: Code }[] = []
  for (const statement of statements) {
    if (statement.type !== 'FunctionDeclaration' || !statement.id) continue
    const slot = c.lexical.own(statement.id.name)?.slot
    if (slot !== undefined) functions.push({ slot, make: c.code(statement) })
  }
  return (frame) => {
    const { slots } = frame
    for (const { slot, kind } of fresh) slots[slot] = kind === 'var' ? undefined : unset
    for (const { slot, make } of functions) slots[slot] = make(frame)
  }
}

function hoistVars(node: SyntaxNode, c: Compilation): void {
  if (isFunction(node)) return
  if (node.type === 'VariableDeclaration' && node.kind === 'var') {
    for (const { id } of node.declarations) declarePattern(id, 'var', c)
  }
  for (const child of childrenOf(node)) hoistVars(child, c)
}
