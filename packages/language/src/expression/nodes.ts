/** The syntax tree that both dialects' parsers give: ESTree as acorn types it, and what only Groovy has. */
import type { AnyNode } from 'acorn'

interface Place {
  readonly start: number
  readonly end: number
}

/** `0..4`, `0..<4`. */
export interface GroovyRange extends Place {
  readonly type: 'GroovyRange'
  readonly from: SyntaxNode
  readonly to: SyntaxNode
  readonly exclusive: boolean
}

interface GroovyPair<Type extends string> extends Place {
  readonly type: Type
  readonly left: SyntaxNode
  readonly right: SyntaxNode
}

/** `a =~ b`. */
export type GroovyRegexFind = GroovyPair<'GroovyRegexFind'>
/** `a ==~ b`. */
export type GroovyRegexMatch = GroovyPair<'GroovyRegexMatch'>
/** `a <=> b`. */
export type GroovySpaceship = GroovyPair<'GroovySpaceship'>
/** `a in b`. */
export type GroovyIn = GroovyPair<'GroovyIn'>

/** `a ?: b`. */
export interface GroovyElvis extends Place {
  readonly type: 'GroovyElvis'
  readonly test: SyntaxNode
  readonly alternate: SyntaxNode
}

/** `[a: 1, (b): 2]`. */
export interface GroovyMap extends Place {
  readonly type: 'GroovyMap'
  readonly entries: readonly { readonly key: SyntaxNode; readonly value: SyntaxNode }[]
}

/** `list*.name`. */
export interface GroovySpread extends Place {
  readonly type: 'GroovySpread'
  readonly object: SyntaxNode
  readonly property: SyntaxNode
}

/** `a as String`. */
export interface GroovyCast extends Place {
  readonly type: 'GroovyCast'
  readonly argument: SyntaxNode
  readonly to: string
}

type GroovyNode =
  | GroovyRange
  | GroovyRegexFind
  | GroovyRegexMatch
  | GroovySpaceship
  | GroovyIn
  | GroovyElvis
  | GroovyMap
  | GroovySpread
  | GroovyCast

export type SyntaxNode = AnyNode | GroovyNode

export type NodeOf<Type extends SyntaxNode['type']> = Extract<SyntaxNode, { type: Type }>

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The nodes directly below a node, in no particular order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  const look = (value: unknown): void => {
    if (isNode(value)) children.push(value)
    else if (Array.isArray(value)) value.forEach(look)
    // Entries of a GroovyMap are pairs without a type of their own.
    else if (typeof value === 'object' && value !== null && 'key' in value) Object.values(value).forEach(look)
  }
  Object.values(node).forEach(look)
  return children
}

/** How many levels of nodes lie below (and with) this one; iterative, so that hostile nesting cannot exhaust the stack. */
export function depthOf(root: SyntaxNode): number {
  let level: SyntaxNode[] = [root]
  let depth = 0
  while (level.length > 0) {
    depth += 1
    level = level.flatMap(childrenOf)
  }
  return depth
}

/** Bytes of the host's stack that running a node takes, as measured on Node 20 and rounded up; others take `usual`. */
const usual = 150
const heavy: Partial<Record<SyntaxNode['type'], number>> = {
  ArrayExpression: 300,
  BlockStatement: 400,
  CallExpression: 300,
  ForInStatement: 250,
  ForOfStatement: 250,
  NewExpression: 300,
  ObjectExpression: 350,
  SwitchStatement: 450,
  TemplateLiteral: 450,
  TryStatement: 700,
}

/** Bytes of the host's stack that running a node takes at most; functions inside it count when they are called. */
export function stackOf(root: SyntaxNode): number {
  const own = heavy[root.type] ?? usual
  let most = 0
  for (const child of childrenOf(root)) if (!isFunction(child)) most = Math.max(most, stackOf(child))
  return own + most
}

export function holdsFunction(root: SyntaxNode): boolean {
  return isFunction(root) || childrenOf(root).some(holdsFunction)
}

/** The node without the parentheses around it. */
export function bare(node: SyntaxNode): SyntaxNode {
  let inner = node
  while (inner.type === 'ParenthesizedExpression') inner = inner.expression
  return inner
}

export type FunctionNode = NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'>

export function isFunction(node: SyntaxNode): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration'
  )
}
