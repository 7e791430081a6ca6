/** Operators: most are the same; lists, maps and texts take functions where Groovy has signs. */
import type { BinaryExpression, GroovyCast, GroovyIn } from '../nodes.ts'
import { kindOf } from './kinds.ts'
import { levels, type Printed, type Printer, printed } from './printer.ts'
import { isSimple } from './spaceship.ts'

const LEVELS: ReadonlyMap<string, number> = new Map<string, number>([
  ...['==', '!=', '===', '!=='].map((one) => [one, levels.equality] as const),
  ...['<', '<=', '>', '>='].map((one) => [one, levels.relational] as const),
  ...['<<', '>>', '>>>'].map((one) => [one, levels.shift] as const),
  ...['+', '-'].map((one) => [one, levels.additive] as const),
  ...['*', '/', '%'].map((one) => [one, levels.multiplicative] as const),
  ['|', levels.bitOr],
  ['^', levels.bitXor],
  ['&', levels.bitAnd],
])

type Sides = Pick<BinaryExpression, 'operator' | 'left' | 'right'>

export function binary(node: Sides, p: Printer): Printed {
  const special = withCollections(node, p)
  if (special) return special
  const { operator, left, right } = node
  if (operator === '**') {
    return printed(`${p.at(left, levels.postfix)} ** ${p.at(right, levels.unary)}`, levels.power)
  }
  const level = LEVELS.get(operator) ?? levels.assignment
  return printed(`${p.at(left, level)} ${operator} ${p.at(right, level + 1)}`, level)
}

function withCollections(node: Sides, p: Printer): Printed | undefined {
  switch (node.operator) {
    case '==':
    case '!=':
      return compared(node, p)
    case '+':
      return added(node, p)
    case '-':
      return removed(node, p)
    case '*':
      return repeated(node, p)
    case '<<':
      return appended(node, p)
    default:
      return undefined
  }
}

function compared({ operator, left, right }: Sides, p: Printer): Printed | undefined {
  const kinds = [kindOf(left), kindOf(right)]
  if (!kinds.includes('list') && !kinds.includes('map')) return undefined
  if ([left, right].some((side) => side.type === 'GroovyMap' && side.entries.length > 1)) {
    p.refuse(
      `maps compared with \`${operator}\`: in JavaScript the order of their keys counts; use \`assert-compares\``,
    )
  } else p.change(`lists and maps compared with \`${operator}\` are compared by their JSON`)
  return printed(
    `JSON.stringify(${p.argument(left)}) ${operator} JSON.stringify(${p.argument(right)})`,
    levels.equality,
  )
}

function added({ left, right }: Sides, p: Printer): Printed | undefined {
  const kinds = [kindOf(left), kindOf(right)]
  if (kinds.includes('text')) return undefined
  if (kinds.includes('list')) {
    p.change('`+` of lists became `.concat()`')
    return printed(`${p.object(left)}.concat(${p.argument(right)})`, levels.member)
  }
  if (!kinds.includes('map')) return undefined
  p.change('`+` of maps became `{ ...a, ...b }`')
  return printed(`{ ...${p.argument(left)}, ...${p.argument(right)} }`, levels.primary)
}

function removed({ left, right }: Sides, p: Printer): Printed | undefined {
  const kind = kindOf(left)
  if (kindOf(right) === 'list') {
    const item = p.fresh('item')
    p.change('`-` of lists became `.filter()`')
    return printed(`${p.object(left)}.filter(${item} => !${p.object(right)}.includes(${item}))`, levels.member)
  }
  if (kind === 'list') {
    const item = p.fresh('item')
    p.change('`-` of lists became `.filter()`')
    return printed(`${p.object(left)}.filter(${item} => ${item} != ${p.at(right, levels.relational)})`, levels.member)
  }
  if (kind !== 'text' && kindOf(right) !== 'text') return undefined
  p.change('`-` of texts became `.replace()`')
  return printed(`${p.object(left)}.replace(${p.argument(right)}, '')`, levels.member)
}

function repeated({ left, right }: Sides, p: Printer): Printed | undefined {
  const kind = kindOf(left)
  if (kind === 'list') p.refuse('a list times a number')
  if (kind !== 'text') return undefined
  p.change('`*` of a text became `.repeat()`')
  return printed(`${p.object(left)}.repeat(${p.argument(right)})`, levels.member)
}

function appended({ left, right }: Sides, p: Printer): Printed | undefined {
  if (kindOf(left) === 'number') return undefined
  if (kindOf(left) === 'text') {
    p.change('`<<` became `+`')
    return binary({ operator: '+', left, right }, p)
  }
  p.change('`<<` became a list with one item more')
  return printed(`[...${p.argument(left)}, ${p.argument(right)}]`, levels.primary)
}

/** `list << item` as a statement. */
export function append({ left, right }: BinaryExpression, p: Printer): Printed {
  p.change('`<<` became `.push()`')
  // `a << b << c` appends both to `a`.
  if (left.type === 'BinaryExpression' && left.operator === '<<') {
    const inner = append(left, p).text.replace(/\)$/, '')
    return printed(`${inner}, ${p.argument(right)})`, levels.member)
  }
  return printed(`${p.object(left)}.push(${p.argument(right)})`, levels.member)
}

export function isIn({ left, right }: GroovyIn, p: Printer): Printed {
  if (right.type === 'GroovyRange' && isSimple(left)) {
    p.change('`in` of a range became two comparisons')
    const value = p.at(left, levels.shift)
    const to = p.at(right.to, levels.shift)
    const below = right.exclusive ? '<' : '<='
    return printed(`${value} >= ${p.at(right.from, levels.shift)} && ${value} ${below} ${to}`, levels.and)
  }
  p.change('`in` became `.includes()`')
  const list = kindOf(right) === 'map' ? `Object.keys(${p.argument(right)})` : p.object(right)
  return printed(`${list}.includes(${p.argument(left)})`, levels.member)
}

export function cast({ argument, to }: GroovyCast, p: Printer): Printed {
  const value = p.argument(argument)
  const around = (name: string) => {
    p.change(`a value taken as \`${to}\` became \`${name}(…)\``)
    return `${name}(${value})`
  }
  if (/^(?:int|Integer|long|Long|short|Short|BigInteger)$/.test(to)) {
    p.change(`a value taken as \`${to}\` became \`Math.trunc(Number(…))\``)
    return printed(`Math.trunc(Number(${value}))`, levels.member)
  }
  if (/^(?:double|Double|float|Float|BigDecimal|Number)$/.test(to)) return printed(around('Number'), levels.member)
  if (/^[bB]oolean$/.test(to)) return printed(`Boolean(${p.truthAt(argument, levels.assignment)})`, levels.member)
  if (to === 'String') {
    if (kindOf(argument) !== 'unknown') return printed(around('String'), levels.member)
    p.change('a value taken as `String` became `.toString()`')
    return printed(`${p.object(argument)}?.toString()`, levels.postfix)
  }
  if (to === 'List') return printed(around('Array.from'), levels.member)
  if (to === 'Set') return printed(`[...new Set(${value})]`, levels.primary)
  return p.grammar.value(argument, p)
}
