/**
 * Parser of the Groovy that tests written as XML may use. It refuses by name what would reach outside the test, and
 * throws nothing but GroovySyntaxError, whatever the text.
 */
import { withReturns } from './implicit-returns.ts'
import type { Expression } from './nodes.ts'
import { readExpression } from './operators.ts'
import { type Grammar, Reader } from './reader.ts'
import type { Program, Statement } from './statement-nodes.ts'
import { readStatement, readStatements } from './statements.ts'
import { GroovySyntaxError } from './syntax-error.ts'

export type * from './nodes.ts'
export type * from './statement-nodes.ts'
export { GroovySyntaxError } from './syntax-error.ts'

/** Levels of the finished tree. `a + b + c …` makes one per sign, though nothing is nested in the text. */
const DEEPEST_TREE = 500

const grammar: Grammar = { expression: readExpression, statement: readStatement, statements: readStatements }

/**
 * Reads one expression that begins at `offset`, as far as it goes.
 * @returns the expression and the offset behind its last character, its closing parenthesis included; what follows
 *   (the `}` of a `${ }`) is for the caller to check
 * @throws GroovySyntaxError with offsets in `text`
 */
export function parseGroovyExpressionAt(text: string, offset: number): { node: Expression; end: number } {
  const reader = new Reader(text, offset, grammar)
  const node = readExpression(reader)
  checkDepth(node)
  return { node, end: reader.lastEnd }
}

/**
 * Reads a whole script. The value of its last statement is its value, so that statement arrives as a `return`.
 * @throws GroovySyntaxError with offsets in `text`
 */
export function parseGroovyScript(text: string): Program {
  const reader = new Reader(text, 0, grammar)
  reader.newlineEnds = true
  const statements = readStatements(reader)
  if (reader.token.kind !== 'end') reader.unexpected('a statement')
  const body: readonly Statement[] = withReturns(statements)
  const program: Program = { type: 'Program', start: 0, end: text.length, body, sourceType: 'script' }
  checkDepth(program)
  return program
}

/** Whoever walks the tree does so by calls within calls. */
function checkDepth(root: Expression | Program): void {
  const open: { node: object; depth: number }[] = [{ node: root, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next
    if (depth > DEEPEST_TREE && 'start' in node && 'end' in node) {
      const help = 'split it up with variables'
      throw new GroovySyntaxError('this is too long to be one expression', Number(node.start), Number(node.end), help)
    }
    const level = Array.isArray(node) ? depth : depth + 1
    for (const child of Object.values(node)) {
      if (typeof child === 'object' && child !== null) open.push({ node: child, depth: level })
    }
  }
}
