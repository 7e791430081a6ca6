/** Calls: functions that Groovy gives to every value, under JavaScript's names. */
import type { CallExpression, Expression, SpreadElement } from '../nodes.ts'
import { datePattern } from './dates.ts'
import { rewrites } from './functions.ts'
import { quoted } from './literals.ts'
import { levels, type Printed, type Printer, printed, variable } from './printer.ts'
import type { Call } from './rewrites.ts'

/** Their functions are the same in both languages, or are ours. */
const HELPERS = new Set(['WSUtil', 'N', 'D', 'F', 'WSCrypto', 'DS', 'Auth', 'Math', 'JSON'])

export function call(node: CallExpression, p: Printer, dropped: boolean): Printed {
  const { callee } = node
  if (callee.type === 'GroovySpread') return eachCalled(node, p)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.computed) {
    return printed(`${calleeText(callee, p)}(${list(node.arguments, p)})`, levels.member)
  }
  const { object, property, optional } = callee
  const name = property.name
  const args = node.arguments
  const dot = optional ? '?.' : '.'
  if (object.type === 'Identifier' && HELPERS.has(object.name)) return helperCall(object.name, name, args, p)
  const given = args.filter((one): one is Expression => one.type !== 'SpreadElement')
  const rewrite = rewrites.get(name)
  const view: Call = { object, name, args: given, dot, dropped }
  const rewritten = given.length === args.length ? rewrite?.(view, p) : undefined
  return rewritten ?? printed(`${p.object(object)}${dot}${name}(${list(args, p)})`, levels.member)
}

function calleeText(callee: Expression, p: Printer): string {
  if (callee.type !== 'Identifier') return p.object(callee)
  if (/^(?:println|print|printf)$/.test(callee.name)) p.refuse(`\`${callee.name}\`: use a \`comment\` step`)
  if (callee.name === 'sleep') p.refuse('`sleep`: use the step `flow` with `command: wait`')
  return variable(callee.name, p)
}

export function list(args: readonly (Expression | SpreadElement)[], p: Printer): string {
  return args.map((one) => item(one, p)).join(', ')
}

export function item(one: Expression | SpreadElement, p: Printer): string {
  return one.type === 'SpreadElement' ? `...${p.argument(one.argument)}` : p.argument(one)
}

/** `list*.trim()` */
function eachCalled({ callee, arguments: args, start, end }: CallExpression, p: Printer): Printed {
  if (callee.type !== 'GroovySpread') return p.grammar.value(callee, p)
  const name = p.fresh('item')
  const object: Expression = { type: 'Identifier', start, end, name }
  const { property } = callee
  const computed = property.type !== 'Identifier'
  const member: Expression = { type: 'MemberExpression', start, end, object, property, computed, optional: false }
  const inner: Expression = { type: 'CallExpression', start, end, callee: member, arguments: args, optional: false }
  p.change('`*.` became `.map()`')
  return printed(`${p.object(callee.object)}.map(${name} => ${p.argument(inner)})`, levels.member)
}

function helperCall(helper: string, name: string, args: readonly (Expression | SpreadElement)[], p: Printer): Printed {
  let given = args.map((one) => item(one, p))
  if (helper === 'WSUtil' && name === 'contains' && given.length === 2) {
    p.change('the two arguments of `WSUtil.contains` changed places')
    given = given.reverse()
  }
  const pattern = args[1]
  if (helper === 'D' && name === 'format' && pattern) {
    if (pattern.type === 'Literal' && typeof pattern.value === 'string') {
      const changed = datePattern(pattern.value)
      if (changed !== pattern.value) p.change('in date patterns the day of the month is `D`, no longer `d`')
      given[1] = quoted(changed)
    } else
      p.refuse('a date pattern that is computed: the day of the month is `D` in JavaScript tests, `d` in Groovy tests')
  }
  return printed(`${helper}.${name}(${given.join(', ')})`, levels.member)
}
