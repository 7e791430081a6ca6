/** Reading JavaScript: acorn parses, the words about what went wrong are ours. */
import { type AnyNode, Parser, type Program } from 'acorn'
import { tooNested } from './compile/compilation.ts'
import type { SyntaxNode } from './nodes.ts'
import { Refusal } from './problem.ts'
import { explain, unexpected } from './syntax-words.ts'

// Parentheses are kept so that a node's end is where its text ends.
const options = { ecmaVersion: 'latest', sourceType: 'script', preserveParens: true } as const

/** Calls of the parser's methods below inside each other. A pair of parentheses makes four. */
const deepest = 1_200

/**
 * The methods through which the parser comes back to itself for what is nested. Its types leave them out. Counting them
 * keeps hostile nesting far from the end of the host's stack, where a regular expression that the host compiles just
 * then would end the process.
 */
const recursive = [
  'parseMaybeAssign',
  'parseMaybeUnary',
  'parseExprOp',
  'parseExprAtom',
  'parseStatement',
  'parseBindingAtom',
  'regexp_disjunction',
  'regexp_eatNestedClass',
]

class BoundedParser extends Parser {
  depth = 0
}

for (const name of recursive) {
  const inherited: unknown = Reflect.get(Parser.prototype, name)
  if (typeof inherited !== 'function') throw new Error(`acorn has no method ${name}`)
  Object.defineProperty(BoundedParser.prototype, name, {
    value: function (this: BoundedParser, ...args: unknown[]): unknown {
      this.depth += 1
      if (this.depth > deepest) throw tooNested({ start: 0, end: this.input.length })
      const result: unknown = Reflect.apply(inherited, this, args)
      this.depth -= 1
      return result
    },
  })
}

export interface Parsed {
  readonly node: SyntaxNode
  /** Where the next thing begins that is neither blank nor comment. */
  readonly end: number
}

/** Reads one expression that begins at `offset`, as far as it goes. Throws a Refusal. */
export function parseJavascriptAt(text: string, offset: number): Parsed {
  const start = skipBlank(text, offset, text.length)
  if (start === text.length) throw new Refusal('the expression is empty', { start: offset, end: text.length })
  const node = guarded(text, offset, () => BoundedParser.parseExpressionAt(text, offset, options))
  return { node, end: skipBlank(text, node.end, text.length) }
}

/** Reads one expression that is the whole text. Throws a Refusal. */
export function parseJavascript(text: string): SyntaxNode {
  const { node, end } = parseJavascriptAt(text, 0)
  if (end < text.length) throw unexpected(text, end)
  return node
}

/** Reads the body of a function. Throws a Refusal. */
export function parseJavascriptBody(text: string): Program {
  return guarded(text, 0, () => BoundedParser.parse(text, { ...options, allowReturnOutsideFunction: true }))
}

function guarded<Node extends AnyNode>(text: string, offset: number, read: () => Node): Node {
  try {
    return read()
  } catch (error) {
    if (error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number') {
      throw explain(text, offset, error.message, error.pos)
    }
    throw error
  }
}

/** The first place from `from` on that is neither blank nor inside a comment. */
export function skipBlank(text: string, from: number, end: number): number {
  let at = from
  for (;;) {
    while (at < end && /\s/.test(text[at]!)) at += 1
    if (text.startsWith('//', at)) {
      const line = text.indexOf('\n', at)
      at = line < 0 ? end : line
    } else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2)
      at = close < 0 ? end : close + 2
    } else return at
  }
}
