/** State of printing a Groovy tree as JavaScript: what was rewritten, what has no equivalent, which names are taken. */
import type { Expression } from '../nodes.ts'
import type { Program, Statement } from '../statement-nodes.ts'

/** How tightly a printed expression holds together, in JavaScript's order of precedence. */
export const levels = {
  assignment: 1,
  conditional: 2,
  or: 3,
  and: 4,
  bitOr: 5,
  bitXor: 6,
  bitAnd: 7,
  equality: 8,
  relational: 9,
  shift: 10,
  additive: 11,
  multiplicative: 12,
  power: 13,
  unary: 14,
  postfix: 15,
  member: 16,
  primary: 17,
} as const

export interface Printed {
  readonly text: string
  readonly level: number
}

/** The parts of the printer that refer to each other in a circle. */
export interface Grammar {
  /** As a value. */
  value(node: Expression, printer: Printer): Printed
  /** Where only its truth counts. */
  truth(node: Expression, printer: Printer): Printed
  /** Where its value is dropped. */
  effect(node: Expression, printer: Printer): Printed
  block(statements: readonly Statement[], printer: Printer, from: number, to: number): string
}

export class Printer {
  readonly source: string
  readonly grammar: Grammar
  readonly changed = new Set<string>()
  readonly unsupported = new Set<string>()
  indent = ''
  /** Inside a closure whose value is dropped: what stands last in it is not a result. */
  dropsResult = false
  private readonly taken: Set<string>
  private readonly renamed = new Map<string, string>()

  constructor(source: string, root: Expression | Program, grammar: Grammar) {
    this.source = source
    this.grammar = grammar
    this.taken = namesIn(root)
  }

  /** The expression as text, in parentheses when it holds together less tightly than `level`. */
  at(node: Expression, level: number): string {
    return parenthesised(this.grammar.value(node, this), level)
  }

  truthAt(node: Expression, level: number): string {
    return parenthesised(this.grammar.truth(node, this), level)
  }

  /** An argument, an item, the value of an assignment. */
  argument(node: Expression): string {
    return this.at(node, levels.assignment)
  }

  /** What stands left of a `.` or `[`. */
  object(node: Expression): string {
    const text = this.at(node, levels.member)
    return /^[\d.]+$/.test(text) ? `(${text})` : text
  }

  change(sentence: string): void {
    this.changed.add(sentence)
  }

  refuse(construct: string): void {
    this.unsupported.add(construct)
  }

  /** A name that the text does not use yet. */
  fresh(wanted: string): string {
    let name = wanted
    for (let number = 2; this.taken.has(name); number++) name = `${wanted}${number}`
    return name
  }

  nameOf(name: string): string {
    return this.renamed.get(name) ?? name
  }

  /** Prints with another name for a variable. */
  renaming<T>(name: string, other: string, print: () => T): T {
    this.renamed.set(name, other)
    const result = print()
    this.renamed.delete(name)
    return result
  }
}

export function parenthesised({ text, level }: Printed, needed: number): string {
  return level < needed ? `(${text})` : text
}

/** Where a statement or a function's body would begin, a `{` is a block. */
export function notABlock(text: string): string {
  return text.startsWith('{') ? `(${text})` : text
}

export function printed(text: string, level: number): Printed {
  return { text, level }
}

/** All names of variables in a tree. */
export function namesIn(root: object): Set<string> {
  const names = new Set<string>()
  const look = (node: object): void => {
    if ('type' in node && node.type === 'Identifier' && 'name' in node) names.add(String(node.name))
    for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) look(child)
  }
  look(root)
  return names
}

const JAVASCRIPT_WORDS = new Set([
  ...['var', 'let', 'const', 'function', 'delete', 'typeof', 'with', 'export', 'yield', 'await', 'debugger', 'static'],
  ...['eval', 'arguments', 'undefined', 'void', 'protected', 'private', 'public', 'package', 'interface', 'implements'],
])

/** A variable's name, changed when JavaScript means something else by it. */
export function variable(name: string, p: Printer): string {
  const renamed = p.nameOf(name)
  if (!JAVASCRIPT_WORDS.has(renamed)) return renamed
  p.refuse(`a variable named \`${renamed}\`: the word is JavaScript's own, so it is written \`${renamed}_\``)
  return `${renamed}_`
}
