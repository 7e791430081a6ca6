/** Text with `${ expression }` in it. */
import { type CompileOptions, expressionOf, isVariable, pathExpression } from './expression.ts'
import { parseGroovyAt } from './groovy.ts'
import { parseJavascriptAt, skipBlank } from './javascript.ts'
import { readPath } from './path.ts'
import { Refusal } from './problem.ts'
import { remembering } from './remember.ts'
import { unexpected } from './syntax-words.ts'
import type { Expression, SyntaxProblem, Template, TemplatePart } from './types.ts'

/**
 * Reads a template. `\${` is a literal `${`; in Groovy `\$` is a literal `$`. Offsets in the problem count in `text`,
 * those of an expression's later errors from its part's `at`.
 */
export function parseTemplate(text: string, options: CompileOptions): ParsedTemplate {
  // Most texts hold no expression.
  return text.includes('$') ? readTemplate(text, options) : { template: templateOf(text, text === '' ? [] : [text]) }
}

type ParsedTemplate = { readonly template: Template } | { readonly problem: SyntaxProblem }

const readTemplate = remembering((text: string, options: CompileOptions): ParsedTemplate => {
  try {
    const parts = readParts(text, options)
    return { template: templateOf(text, parts) }
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem }
    throw error
  }
})

type Part = string | TemplatePart

function readParts(text: string, options: CompileOptions): Part[] {
  const parts: Part[] = []
  let literal = ''
  let at = 0
  while (at < text.length) {
    const dollar = text.indexOf('$', at)
    if (dollar < 0) break
    const opens = text[dollar + 1] === '{'
    if (dollar > at && text[dollar - 1] === '\\' && (opens || options.dialect === 'groovy')) {
      literal += `${text.slice(at, dollar - 1)}$`
      at = dollar + 1
    } else if (opens) {
      literal += text.slice(at, dollar)
      if (literal !== '') parts.push(literal)
      literal = ''
      const part = readPart(text, dollar, options)
      parts.push(part)
      at = part.end
    } else {
      literal += text.slice(at, dollar + 1)
      at = dollar + 1
    }
  }
  literal += text.slice(at)
  if (literal !== '') parts.push(literal)
  return parts
}

function readPart(text: string, start: number, options: CompileOptions): TemplatePart {
  const at = skipBlank(text, start + 2, text.length)
  const opening = { start, end: start + 2 }
  if (text[at] === '}') throw new Refusal('nothing stands in `${}`', { start, end: at + 1 })
  const path = readPath(text, at, isVariable(options))
  if (path) {
    const close = skipBlank(text, path.end, text.length)
    if (text[close] === '}') {
      return { expression: pathExpression(text.slice(at, path.end), at, path), at, start, end: close + 1 }
    }
  }
  if (!text.includes('}', at)) throw unclosed(opening)
  const { node, end } = options.dialect === 'groovy' ? parseGroovyAt(text, at) : parseJavascriptAt(text, at)
  if (end >= text.length) throw unclosed(opening)
  if (text[end] !== '}') throw unexpected(text, end)
  const source = text.slice(at, end).trimEnd()
  return { expression: expressionOf(node, { text, base: at }, source, options), at, start, end: end + 1 }
}

function unclosed(place: { start: number; end: number }): Refusal {
  return new Refusal(
    '`${` is never closed',
    place,
    'write `}` after the expression, or `\\${` for the characters themselves',
  )
}

function templateOf(source: string, parts: readonly Part[]): Template {
  const expressions = parts.flatMap((part): Expression[] => (typeof part === 'string' ? [] : [part.expression]))
  const union = (names: (expression: Expression) => readonly string[]) => [...new Set(expressions.flatMap(names))]
  const [first] = parts
  return {
    source,
    constant: expressions.length === 0 ? parts.join('') : undefined,
    single: parts.length === 1 ? expressions[0] : undefined,
    names: union(({ names }) => names),
    required: union(({ required }) => required),
    helpers: union(({ helpers }) => helpers),
    parts: first === undefined ? [''] : parts,
  }
}
