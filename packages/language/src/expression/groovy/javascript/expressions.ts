/** Any expression as JavaScript: as a value, for its truth, or for its effect only. */
import type { AssignmentExpression, Expression, LogicalExpression } from '../nodes.ts'
import { call, item, list } from './calls.ts'
import { closure } from './closures.ts'
import { kindOf } from './kinds.ts'
import { literal, map, template } from './literals.ts'
import { member, range, spread, target } from './members.ts'
import { append, binary, cast, isIn } from './operators.ts'
import { find, matcher, matchWhole } from './patterns.ts'
import { levels, type Printed, type Printer, printed, variable } from './printer.ts'
import { compared } from './spaceship.ts'

export function value(node: Expression, p: Printer): Printed {
  switch (node.type) {
    case 'Identifier':
      return printed(variable(node.name, p), levels.primary)
    case 'Literal':
      return literal(node)
    case 'TemplateLiteral':
      return template(node, p)
    case 'ArrayExpression':
      return printed(`[${node.elements.map((element) => item(element, p)).join(', ')}]`, levels.primary)
    case 'MemberExpression':
      return member(node, p)
    case 'CallExpression':
      return call(node, p, false)
    case 'ChainExpression':
      return printed(value(node.expression, p).text, levels.postfix)
    case 'NewExpression':
      return printed(`new ${node.callee.name}(${list(node.arguments, p)})`, levels.member)
    case 'ArrowFunctionExpression':
      p.change('closures `{ … }` became functions `it => …`')
      return closure(node, p)
    case 'GroovyMap':
      return map(node, p)
    default:
      return operation(node, p)
  }
}

type Operation = Exclude<
  Expression,
  {
    type:
      | 'Identifier'
      | 'Literal'
      | 'TemplateLiteral'
      | 'ArrayExpression'
      | 'MemberExpression'
      | 'CallExpression'
      | 'ChainExpression'
      | 'NewExpression'
      | 'ArrowFunctionExpression'
      | 'GroovyMap'
  }
>

function operation(node: Operation, p: Printer): Printed {
  switch (node.type) {
    case 'UnaryExpression': {
      const inner = node.operator === '!' ? p.truthAt(node.argument, levels.unary) : p.at(node.argument, levels.unary)
      const apart = inner.startsWith(node.operator) && node.operator !== '!' ? ' ' : ''
      return printed(`${node.operator}${apart}${inner}`, levels.unary)
    }
    case 'UpdateExpression': {
      const name = target(node.argument, p)
      return node.prefix
        ? printed(`${node.operator}${name}`, levels.unary)
        : printed(`${name}${node.operator}`, levels.postfix)
    }
    case 'BinaryExpression':
      return binary(node, p)
    case 'LogicalExpression':
      return logicalValue(node, p)
    case 'ConditionalExpression': {
      const branches = `${p.argument(node.consequent)} : ${p.argument(node.alternate)}`
      return printed(`${p.truthAt(node.test, levels.or)} ? ${branches}`, levels.conditional)
    }
    case 'AssignmentExpression':
      return assignment(node, p)
    case 'GroovyElvis':
      p.change('`?:` became `||`')
      if (kindOf(node.test) === 'unknown') warnOfEmpty(p)
      return printed(`${p.at(node.test, levels.or)} || ${p.at(node.alternate, levels.and)}`, levels.or)
    case 'GroovyRange':
      return range(node, p)
    case 'GroovyRegexFind':
      return matcher(node.left, node.right, p)
    case 'GroovyRegexMatch':
      return matchWhole(node.left, node.right, p)
    case 'GroovySpaceship':
      p.change('`<=>` became two comparisons')
      return compared(node.left, node.right, p)
    case 'GroovyIn':
      return isIn(node, p)
    case 'GroovySpread':
      return spread(node, p)
    case 'GroovyCast':
      return cast(node, p)
  }
}

function assignment({ operator, left, right }: AssignmentExpression, p: Printer): Printed {
  const name = target(left, p)
  const plain = operator.slice(0, -1)
  const collections = (plain === '+' || plain === '-') && /^(?:list|map)$/.test(kindOf(right))
  const result = collections ? binary({ operator: plain, left, right }, p).text : p.argument(right)
  return printed(`${name} ${collections ? '=' : operator} ${result}`, levels.assignment)
}

/** In Groovy `a || b` is true or false, never `a` or `b`. */
function logicalValue(node: LogicalExpression, p: Printer): Printed {
  const plain = truth(node, p)
  if (isBoolean(node)) return plain
  p.change('`||` and `&&` give true or false in Groovy: they became `Boolean(a || b)`')
  return printed(`Boolean(${plain.text})`, levels.member)
}

function isBoolean(node: Expression): boolean {
  if (node.type === 'LogicalExpression') return isBoolean(node.left) && isBoolean(node.right)
  return kindOf(node) === 'boolean' || node.type === 'GroovyRegexFind'
}

/** Where only the truth counts: empty lists and maps are false in Groovy. */
export function truth(node: Expression, p: Printer): Printed {
  if (node.type === 'LogicalExpression') {
    const level = node.operator === '||' ? levels.or : levels.and
    return printed(`${p.truthAt(node.left, level)} ${node.operator} ${p.truthAt(node.right, level + 1)}`, level)
  }
  if (node.type === 'GroovyRegexFind') return find(node.left, node.right, p)
  const kind = kindOf(node)
  if (kind === 'list') {
    p.change('a list taken as true or false became `list.length > 0`')
    return printed(`${p.object(node)}.length > 0`, levels.relational)
  }
  if (kind === 'map') {
    p.change('a map taken as true or false became `Object.keys(map).length > 0`')
    return printed(`Object.keys(${p.argument(node)}).length > 0`, levels.relational)
  }
  if (kind === 'unknown') warnOfEmpty(p)
  return value(node, p)
}

function warnOfEmpty(p: Printer): void {
  p.change('an empty list or map, false in Groovy, is true in JavaScript: compare `.length` where one may occur')
}

/** Where the value is dropped. */
export function effect(node: Expression, p: Printer): Printed {
  if (node.type === 'BinaryExpression' && node.operator === '<<') return append(node, p)
  if (node.type === 'CallExpression') return call(node, p, true)
  if (node.type === 'ChainExpression' && node.expression.type === 'CallExpression')
    return call(node.expression, p, true)
  return value(node, p)
}
