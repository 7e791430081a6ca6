/** Rewrites Groovy into JavaScript that our evaluator understands, for tests that move from XML to YAML. */

import { effect, truth, value } from './javascript/expressions.ts'
import { type Grammar, levels, notABlock, Printer, parenthesised } from './javascript/printer.ts'
import { block, statementLines } from './javascript/statements.ts'
import { GroovySyntaxError, parseGroovyExpressionAt, parseGroovyScript } from './parse.ts'
import { tokenAt } from './tokens.ts'

export interface Rewritten {
  readonly text: string
  /** A sentence for each kind of rewrite whose result deserves a look. */
  readonly changed: readonly string[]
  /** What has no equivalent; there the text is as near as it gets, or the unchanged source when it cannot be read. */
  readonly unsupported: readonly string[]
}

const grammar: Grammar = { value, truth, effect, block }

/**
 * Rewrites an expression, a condition (an expression of which only the truth counts, as in `if`) or a script.
 * Never throws: what is no Groovy comes back unchanged, with the reason in `unsupported`.
 */
export function groovyToJavascript(source: string, kind: 'expression' | 'condition' | 'script'): Rewritten {
  try {
    return kind === 'script' ? scriptToJavascript(source) : expressionToJavascript(source, kind)
  } catch (error) {
    if (!(error instanceof GroovySyntaxError)) throw error
    const reason = error.help === undefined ? error.message : `${error.message}: ${error.help}`
    return { text: source, changed: [], unsupported: [reason] }
  }
}

function expressionToJavascript(source: string, kind: 'expression' | 'condition'): Rewritten {
  const { node, end } = parseGroovyExpressionAt(source, 0)
  const rest = tokenAt(source, end)
  if (rest.kind !== 'end') {
    throw new GroovySyntaxError(`expected the end of the expression but found \`${rest.text}\``, rest.start, rest.end)
  }
  const printer = new Printer(source, node, grammar)
  // What `=~` finds is hardly ever asked for; whether it finds something is.
  const print = kind === 'condition' || node.type === 'GroovyRegexFind' ? truth : value
  return finished(printer, notABlock(parenthesised(print(node, printer), levels.assignment)))
}

function scriptToJavascript(source: string): Rewritten {
  const program = parseGroovyScript(source)
  const printer = new Printer(source, program, grammar)
  return finished(printer, statementLines(program.body, printer, 0, source.length).join('\n'))
}

function finished({ changed, unsupported }: Printer, text: string): Rewritten {
  return { text, changed: [...changed], unsupported: [...unsupported] }
}
