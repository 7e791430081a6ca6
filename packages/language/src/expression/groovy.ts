/** Reading Groovy: its parser gives the same kind of tree as JavaScript's. */
import { GroovySyntaxError, parseGroovyExpressionAt, parseGroovyScript } from './groovy/parse.ts'
import { type Parsed, skipBlank } from './javascript.ts'
import type { SyntaxNode } from './nodes.ts'
import { Refusal } from './problem.ts'
import { unexpected } from './syntax-words.ts'

/** Reads one expression that begins at `offset`, as far as it goes. Throws a Refusal. */
export function parseGroovyAt(text: string, offset: number): Parsed {
  const { node, end } = refusing(() => parseGroovyExpressionAt(text, offset))
  // Its nodes have acorn's shapes, with what only Groovy has as `./nodes.ts` describes it.
  return { node: node as SyntaxNode, end: skipBlank(text, end, text.length) }
}

/** Reads one expression that is the whole text. Throws a Refusal. */
export function parseGroovy(text: string): SyntaxNode {
  const { node, end } = parseGroovyAt(text, 0)
  if (end < text.length) throw unexpected(text, end)
  return node
}

/** Reads a script. Throws a Refusal. */
export function parseGroovyBody(text: string): SyntaxNode {
  return refusing(() => parseGroovyScript(text)) as SyntaxNode
}

function refusing<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof GroovySyntaxError) throw new Refusal(error.message, error, error.help)
    throw error
  }
}
