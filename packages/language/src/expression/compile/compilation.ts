/** The state of compiling one expression or script, and the dispatch by type of node. */
import { limits } from '../limits.ts'
import { depthOf, isFunction, type NodeOf, type SyntaxNode } from '../nodes.ts'
import { Refusal } from '../problem.ts'
import type { Act, Code } from '../run.ts'
import { type Dialect, ExpressionError } from '../types.ts'
import { Layout, Lexical } from './lexical.ts'

export type ExpressionTable = {
  readonly [Type in SyntaxNode['type']]?: (node: NodeOf<Type>, c: Compilation) => Code
}

export type StatementTable = {
  readonly [Type in SyntaxNode['type']]?: (node: NodeOf<Type>, c: Compilation) => Act
}

interface CompilationSource {
  /** The text that the nodes' places count in. */
  readonly text: string
  /** Where in it the expression begins. */
  readonly base: number
  readonly dialect: Dialect
  readonly script: boolean
  readonly traced: boolean
  readonly helperNames: ReadonlySet<string>
}

/** An operand whose value a traced evaluation records. */
export interface TracedOperand {
  readonly start: number
  readonly end: number
}

export class Compilation {
  readonly source: CompilationSource
  readonly names = new Set<string>()
  readonly required = new Set<string>()
  readonly helpers = new Set<string>()
  readonly operands: TracedOperand[] = []
  lexical: Lexical
  /** How many functions surround the code that is being compiled. */
  functions = 0
  /** Inside `??`, `||`, `?.` or `typeof`, where a variable may be missing. */
  #guards = 0
  #compiled = 0
  readonly #expressions: ExpressionTable
  readonly #statements: StatementTable

  constructor(source: CompilationSource, expressions: ExpressionTable, statements: StatementTable) {
    this.source = source
    this.#expressions = expressions
    this.#statements = statements
    this.lexical = new Lexical(undefined, new Layout(0))
  }

  get dialect(): Dialect {
    return this.source.dialect
  }

  /** Must be called once with the whole tree, before any of it is compiled. */
  checkDepth(root: SyntaxNode): void {
    if (depthOf(root) > limits.nesting) throw tooNested(root)
  }

  code(node: SyntaxNode): Code {
    this.#compiled += 1
    // The table pairs each type with the compiler of its nodes.
    const compile = this.#expressions[node.type] as ((node: SyntaxNode, c: Compilation) => Code) | undefined
    if (!compile) throw unavailable(node, this)
    return compile(node, this)
  }

  act(node: SyntaxNode): Act {
    this.#compiled += 1
    const compile = this.#statements[node.type] as ((node: SyntaxNode, c: Compilation) => Act) | undefined
    if (!compile) throw unavailable(node, this)
    return compile(node, this)
  }

  /** Compiles something, and says how many nodes that took: what one round of it costs. */
  counted<Result>(compile: () => Result): [result: Result, cost: number] {
    const before = this.#compiled
    const result = compile()
    return [result, this.#compiled - before + 1]
  }

  guarded<Result>(compile: () => Result): Result {
    this.#guards += 1
    try {
      return compile()
    } finally {
      this.#guards -= 1
    }
  }

  within<Result>(lexical: Lexical, compile: () => Result): Result {
    const outer = this.lexical
    this.lexical = lexical
    try {
      return compile()
    } finally {
      this.lexical = outer
    }
  }

  /** Notes that a variable of the scope is read. */
  noteName(name: string): void {
    this.names.add(name)
    if (this.#guards === 0) this.required.add(name)
  }

  /** The node's text, short enough for a message. */
  textOf(node: SyntaxNode): string {
    const text = this.source.text.slice(node.start, node.end).replace(/\s+/g, ' ')
    return text.length > 60 ? `${text.slice(0, 57)}…` : text
  }

  /** The node's place in the expression's own text. */
  placeOf(node: SyntaxNode): { start: number; end: number } {
    return { start: node.start - this.source.base, end: node.end - this.source.base }
  }

  error(message: string, node: SyntaxNode, help?: string): ExpressionError {
    return new ExpressionError(message, { ...this.placeOf(node), help })
  }

  /** Compiles an operand; traced, its value is recorded each time. Literals and functions say themselves what they are. */
  operand(node: SyntaxNode): Code {
    const code = this.code(node)
    if (!this.source.traced || node.type === 'Literal' || isFunction(node)) return code
    const index = this.operands.push(this.placeOf(node)) - 1
    return (frame) => {
      const value = code(frame)
      frame.run.seen?.set(index, { value })
      return value
    }
  }
}

export function tooNested(at: { readonly start: number; readonly end: number }): Refusal {
  return new Refusal(`the expression is nested deeper than ${limits.nesting} levels`, at, 'split it into several steps')
}

const constructs: Partial<Record<SyntaxNode['type'], string>> = {
  ThisExpression: '`this`',
  Super: '`super`',
  ClassDeclaration: '`class`',
  ClassExpression: '`class`',
  AwaitExpression: '`await`',
  YieldExpression: '`yield`',
  ImportExpression: '`import`',
  ImportDeclaration: '`import`',
  ExportNamedDeclaration: '`export`',
  ExportDefaultDeclaration: '`export`',
  ExportAllDeclaration: '`export`',
  TaggedTemplateExpression: 'a tagged template',
  WithStatement: '`with`',
  LabeledStatement: 'a label',
  DebuggerStatement: '`debugger`',
  PrivateIdentifier: 'a private name',
}

function unavailable(node: SyntaxNode, c: Compilation): Refusal {
  const meta = node.type === 'MetaProperty' ? `\`${node.meta.name}.${node.property.name}\`` : undefined
  const what = meta ?? constructs[node.type] ?? `\`${c.textOf(node)}\``
  return new Refusal(`${what} is not available in ${c.source.script ? 'scripts' : 'expressions'}`, node)
}
