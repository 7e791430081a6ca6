/** The variables that code mentions, with their places: names that the code itself declares are not among them. */

import { limits } from '../expression/limits.ts'
import { globalOf } from '../expression/members/globals.ts'
import { childrenOf, depthOf, isFunction, type NodeOf, type SyntaxNode } from '../expression/nodes.ts'

export interface Identifier {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly access: 'read' | 'write'
  /** Written as `{ name }`, where it names a member as well. */
  readonly shorthand: boolean
}

/** The names of a function or block, and those around it. */
class Names {
  private readonly own = new Set<string>()
  private readonly around: Names | undefined
  constructor(around?: Names) {
    this.around = around
  }
  add(name: string): void {
    this.own.add(name)
  }
  has(name: string): boolean {
    return this.own.has(name) || (this.around?.has(name) ?? false)
  }
}

/** Variables mentioned below a node, in order of their places, and every name that code declares. */
export interface Mentioned {
  readonly variables: readonly Identifier[]
  readonly declared: ReadonlySet<string>
}

export function mentionedIn(root: SyntaxNode): Mentioned {
  const walk = new IdentifierWalk()
  if (depthOf(root) <= limits.nesting) walk.visit(root, new Names())
  return { variables: walk.found.sort((a, b) => a.start - b.start), declared: walk.declared }
}

class IdentifierWalk {
  readonly found: Identifier[] = []
  readonly declared = new Set<string>()

  visit(node: SyntaxNode, names: Names, access: Identifier['access'] = 'read'): void {
    switch (node.type) {
      case 'Identifier':
        this.identifier(node, names, access)
        return
      case 'MemberExpression':
        this.visit(node.object, names)
        if (node.computed) this.visit(node.property, names)
        return
      case 'ObjectExpression':
      case 'ObjectPattern':
        for (const property of node.properties) this.property(property, names, access)
        return
      case 'ArrayPattern':
        for (const element of node.elements) if (element) this.visit(element, names, access)
        return
      case 'RestElement':
        this.visit(node.argument, names, access)
        return
      case 'AssignmentPattern':
        this.visit(node.left, names, access)
        this.visit(node.right, names)
        return
      case 'AssignmentExpression':
        this.visit(node.left, names, 'write')
        this.visit(node.right, names)
        return
      case 'UpdateExpression':
        this.visit(node.argument, names, 'write')
        return
      case 'ParenthesizedExpression':
        this.visit(node.expression, names, access)
        return
      default:
        this.statement(node, names)
        return
    }
  }

  private statement(node: SyntaxNode, names: Names): void {
    if (isFunction(node)) {
      this.function(node, names)
      return
    }
    switch (node.type) {
      case 'Program':
      case 'BlockStatement':
        this.block(node.body, names)
        return
      case 'SwitchStatement':
        this.visit(node.discriminant, names)
        this.block(node.cases, names)
        return
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        this.loop(node, names)
        return
      case 'CatchClause': {
        const inner = new Names(names)
        if (node.param) this.declare(node.param, inner)
        if (node.param) this.visit(node.param, inner)
        this.visit(node.body, inner)
        return
      }
      case 'LabeledStatement':
        this.visit(node.body, names)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
        return
      default:
        for (const child of childrenOf(node)) this.visit(child, names)
    }
  }

  private identifier({ name, start, end }: NodeOf<'Identifier'>, names: Names, access: Identifier['access']): void {
    if (names.has(name) || name === 'undefined' || globalOf(name, 'javascript') !== undefined) return
    this.found.push({ name, start, end, access, shorthand: false })
  }

  private property(node: SyntaxNode, names: Names, access: Identifier['access']): void {
    if (node.type !== 'Property') {
      this.visit(node, names, access)
      return
    }
    if (node.computed) this.visit(node.key, names)
    const before = this.found.length
    this.visit(node.value, names, access)
    const [only] = this.found.slice(before)
    if (node.shorthand && only) this.found[before] = { ...only, shorthand: true }
  }

  private loop(node: NodeOf<'ForStatement' | 'ForInStatement' | 'ForOfStatement'>, names: Names): void {
    const inner = new Names(names)
    const head = node.type === 'ForStatement' ? node.init : node.left
    if (head?.type === 'VariableDeclaration') for (const { id } of head.declarations) this.declare(id, inner)
    if (head) this.visit(head, inner, node.type === 'ForStatement' ? 'read' : 'write')
    for (const child of childrenOf(node)) if (child !== head) this.visit(child, inner)
  }

  private block(body: readonly SyntaxNode[], names: Names): void {
    const inner = new Names(names)
    for (const statement of body) this.hoist(statement, inner)
    for (const statement of body) this.visit(statement, inner)
  }

  private function(
    node: NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'>,
    names: Names,
  ): void {
    const inner = new Names(names)
    if (node.type !== 'ArrowFunctionExpression' && node.id) this.declareName(node.id.name, inner)
    for (const parameter of node.params) this.declare(parameter, inner)
    for (const parameter of node.params) this.visit(parameter, inner)
    this.visit(node.body, inner)
  }

  /** Declarations hold from the start of their block, `var` from the start of its function. */
  private hoist(statement: SyntaxNode, names: Names): void {
    if (statement.type === 'VariableDeclaration') {
      for (const { id } of statement.declarations) this.declare(id, names)
    } else if (statement.type === 'FunctionDeclaration') {
      if (statement.id) this.declareName(statement.id.name, names)
    } else this.hoistVars(statement, names)
  }

  private hoistVars(node: SyntaxNode, names: Names): void {
    if (isFunction(node)) return
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      for (const { id } of node.declarations) this.declare(id, names)
    }
    for (const child of childrenOf(node)) this.hoistVars(child, names)
  }

  private declareName(name: string, names: Names): void {
    names.add(name)
    this.declared.add(name)
  }

  private declare(pattern: SyntaxNode, names: Names): void {
    switch (pattern.type) {
      case 'Identifier':
        this.declareName(pattern.name, names)
        return
      case 'AssignmentPattern':
        this.declare(pattern.left, names)
        return
      case 'RestElement':
        this.declare(pattern.argument, names)
        return
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) this.declare(element, names)
        return
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          this.declare(property.type === 'Property' ? property.value : property, names)
        }
        return
      default:
        return
    }
  }
}
