/** Statements as JavaScript, with the comments between them. */
import type { CallExpression, Expression, GroovyRange } from '../nodes.ts'
import type {
  ForOfStatement,
  ForStatement,
  ReturnStatement,
  Statement,
  TryStatement,
  VariableDeclaration,
} from '../statement-nodes.ts'
import { levels, notABlock, type Printer, parenthesised, variable } from './printer.ts'

/** Statements in braces. `from` and `to` are the places of the braces' inside, for comments. */
export function block(statements: readonly Statement[], p: Printer, from: number, to: number): string {
  const outer = p.indent
  p.indent = `${outer}  `
  const lines = statementLines(statements, p, from, to)
  p.indent = outer
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${outer}}`
}

export function statementLines(statements: readonly Statement[], p: Printer, from: number, to: number): string[] {
  const lines: string[] = []
  let at = from
  for (const one of statements) {
    lines.push(...comments(p, at, one.start), `${p.indent}${statement(one, p)}`)
    at = Math.max(at, one.end)
  }
  lines.push(...comments(p, at, to))
  return lines
}

function comments(p: Printer, from: number, to: number): string[] {
  const between = p.source.slice(from, to)
  return [...between.matchAll(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g)].map(([comment]) => `${p.indent}${comment}`)
}

function statement(node: Statement, p: Printer): string {
  switch (node.type) {
    case 'ExpressionStatement':
      return `${effectText(node.expression, p)};`
    case 'VariableDeclaration':
      return `${declaration(node, p)};`
    case 'BlockStatement':
      return block(node.body, p, node.start, node.end)
    case 'IfStatement': {
      const test = p.truthAt(node.test, levels.assignment)
      const otherwise = node.alternate
        ? ` else ${node.alternate.type === 'IfStatement' ? statement(node.alternate, p) : branch(node.alternate, p)}`
        : ''
      return `if (${test}) ${branch(node.consequent, p)}${otherwise}`
    }
    case 'ForOfStatement':
      return forOf(node, p)
    case 'ForStatement':
      return forCounting(node, p)
    case 'WhileStatement':
      return `while (${p.truthAt(node.test, levels.assignment)}) ${branch(node.body, p)}`
    case 'ReturnStatement':
      return returned(node, p)
    case 'BreakStatement':
      return 'break;'
    case 'ContinueStatement':
      return 'continue;'
    case 'ThrowStatement':
      return `throw ${p.argument(node.argument)};`
    case 'TryStatement':
      return attempt(node, p)
  }
}

/** In braces always, so that no `else` can go to another `if`. */
function branch(node: Statement, p: Printer): string {
  return node.type === 'BlockStatement' ? statement(node, p) : block([node], p, node.start, node.end)
}

function effectText(node: Expression, p: Printer): string {
  return notABlock(parenthesised(p.grammar.effect(node, p), levels.assignment))
}

function declaration({ declarations }: VariableDeclaration, p: Printer): string {
  const parts = declarations.map(({ id, init }) => {
    const name = variable(id.name, p)
    return init ? `${name} = ${p.argument(init)}` : name
  })
  return `let ${parts.join(', ')}`
}

function returned({ argument, start }: ReturnStatement, p: Printer): string {
  if (!argument) return 'return;'
  // A `return` that Groovy adds by itself stands where its value stands.
  const added = !/^return\b/.test(p.source.slice(start, start + 7))
  if (added && p.dropsResult) return `${effectText(argument, p)};`
  const each = added && argument.type === 'CallExpression' ? eachOf(argument) : undefined
  if (each) return `${effectText(argument, p)};\n${p.indent}return ${p.argument(each)};`
  return `return ${p.argument(argument)};`
}

/** The list whose `each` this is: the value of the call. */
function eachOf({ callee }: CallExpression): Expression | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined
  return /^each(?:WithIndex)?$/.test(callee.property.name) && callee.object.type === 'Identifier'
    ? callee.object
    : undefined
}

function forOf(node: ForOfStatement, p: Printer): string {
  const name = variable(node.left.declarations[0]?.id.name ?? '', p)
  const { right } = node
  if (right.type === 'GroovyRange' && right.from.type === 'Literal' && typeof right.from.value === 'number') {
    return `for (${counting(name, right, p)}) ${branch(node.body, p)}`
  }
  return `for (let ${name} of ${p.argument(right)}) ${branch(node.body, p)}`
}

function counting(name: string, { from, to, exclusive }: GroovyRange, p: Printer): string {
  p.change('`for (i in a..b)` became a counting loop')
  const down = from.type === 'Literal' && to.type === 'Literal' && Number(from.value) > Number(to.value)
  const sign = `${down ? '>' : '<'}${exclusive ? '' : '='}`
  const end = p.at(to, levels.shift)
  return `let ${name} = ${p.argument(from)}; ${name} ${sign} ${end}; ${name}${down ? '--' : '++'}`
}

function forCounting({ init, test, update, body }: ForStatement, p: Printer): string {
  const first = !init ? '' : init.type === 'VariableDeclaration' ? declaration(init, p) : effectText(init, p)
  const head = `${first}; ${test ? p.truthAt(test, levels.assignment) : ''}; ${update ? effectText(update, p) : ''}`
  return `for (${head}) ${branch(body, p)}`
}

function attempt({ block: tried, handler, finalizer }: TryStatement, p: Printer): string {
  const inside = (one: TryStatement['block']) => block(one.body, p, one.start, one.end)
  const caught = handler ? ` catch (${variable(handler.param.name, p)}) ${inside(handler.body)}` : ''
  return `try ${inside(tried)}${caught}${finalizer ? ` finally ${inside(finalizer)}` : ''}`
}
