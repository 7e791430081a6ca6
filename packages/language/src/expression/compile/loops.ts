/** Loops. Each round is charged; variables that a function may keep are new in every round. */
import { ownNames } from '../access.ts'
import { truthOf } from '../dialect.ts'
import { groovyItems } from '../groovy-access.ts'
import { itemsOf } from '../iterate.ts'
import { holdsFunction, type NodeOf, type SyntaxNode } from '../nodes.ts'
import { type Act, Break, type Code, type Completion, Continue, Frame, Normal, Return } from '../run.ts'
import type { Compilation } from './compilation.ts'
import { Layout, Lexical } from './lexical.ts'
import { declarePattern, patternWriter, type Writer } from './patterns.ts'
import { nothing } from './statements.ts'

export const breakStatement =
  (_node: NodeOf<'BreakStatement'>): Act =>
  () =>
    Break
export const continueStatement =
  (_node: NodeOf<'ContinueStatement'>): Act =>
  () =>
    Continue

/** What a round's end means for the loop: undefined to go on. */
function leaves(completion: Completion): Completion | undefined {
  if (completion === Return) return Return
  return completion === Break ? Normal : undefined
}

export function whileStatement(node: NodeOf<'WhileStatement'>, c: Compilation): Act {
  const truthy = truthOf(c.dialect)
  const [[test, body], cost] = c.counted(() => [c.code(node.test), c.act(node.body)] as const)
  return (frame) => {
    for (;;) {
      frame.run.charge(cost)
      if (!truthy(test(frame))) return Normal
      const left = leaves(body(frame))
      if (left !== undefined) return left
    }
  }
}

export function doStatement(node: NodeOf<'DoWhileStatement'>, c: Compilation): Act {
  const truthy = truthOf(c.dialect)
  const [[test, body], cost] = c.counted(() => [c.code(node.test), c.act(node.body)] as const)
  return (frame) => {
    for (;;) {
      frame.run.charge(cost)
      const left = leaves(body(frame))
      if (left !== undefined) return left
      if (!truthy(test(frame))) return Normal
    }
  }
}

export function forStatement(node: NodeOf<'ForStatement'>, c: Compilation): Act {
  const keeps = holdsFunction(node)
  const layout = keeps ? new Layout(c.lexical.layout.depth + 1) : c.lexical.layout
  return c.within(new Lexical(c.lexical, layout), () => {
    const { init } = node
    if (init?.type === 'VariableDeclaration' && init.kind !== 'var') {
      for (const { id } of init.declarations) declarePattern(id, init.kind === 'const' ? 'const' : 'let', c)
    }
    const begin = init ? (init.type === 'VariableDeclaration' ? c.act(init) : asAct(c.code(init))) : nothing
    const truthy = truthOf(c.dialect)
    const [[test, step, body], cost] = c.counted(
      () =>
        [node.test ? c.code(node.test) : always, node.update ? c.code(node.update) : always, c.act(node.body)] as const,
    )
    return (outer) => {
      let frame = keeps ? new Frame([], outer, outer.run) : outer
      begin(frame)
      for (;;) {
        frame.run.charge(cost)
        if (!truthy(test(frame))) return Normal
        const left = leaves(body(frame))
        if (left !== undefined) return left
        if (keeps) frame = new Frame([...frame.slots], outer, outer.run)
        step(frame)
      }
    }
  })
}

const always: Code = () => true

function asAct(code: Code): Act {
  return (frame) => {
    code(frame)
    return Normal
  }
}

export function forOfStatement(node: NodeOf<'ForOfStatement'>, c: Compilation): Act {
  const items = c.dialect === 'groovy' ? groovyItems : itemsOf
  return overItems(node, c, (value, frame) => items(value, frame.run))
}

export function forInStatement(node: NodeOf<'ForInStatement'>, c: Compilation): Act {
  return overItems(node, c, (value, frame) => (value === null ? [] : ownNames(value, frame.run)))
}

function overItems(
  node: NodeOf<'ForOfStatement'> | NodeOf<'ForInStatement'>,
  c: Compilation,
  listed: (value: unknown, frame: Frame) => readonly unknown[],
): Act {
  const source = c.code(node.right)
  const keeps = holdsFunction(node)
  const layout = keeps ? new Layout(c.lexical.layout.depth + 1) : c.lexical.layout
  return c.within(new Lexical(c.lexical, layout), () => {
    const write = target(node.left, c)
    const [body, cost] = c.counted(() => c.act(node.body))
    return (outer) => {
      const items = listed(source(outer), outer)
      // The list may grow meanwhile; each round is charged.
      for (let at = 0; at < items.length; at += 1) {
        outer.run.charge(cost)
        const frame = keeps ? new Frame([], outer, outer.run) : outer
        write(frame, items[at])
        const left = leaves(body(frame))
        if (left !== undefined) return left
      }
      return Normal
    }
  })
}

function target(left: SyntaxNode, c: Compilation): Writer {
  if (left.type !== 'VariableDeclaration') return patternWriter(left, c, 'assign')
  const [declared] = left.declarations
  if (!declared) return () => undefined
  if (left.kind !== 'var') declarePattern(declared.id, left.kind === 'const' ? 'const' : 'let', c)
  return patternWriter(declared.id, c, 'declare')
}
