/** Members, indexes, ranges. */
import type { Expression, GroovyRange, GroovySpread, Identifier, MemberExpression } from '../nodes.ts'
import { isPlainName, quoted } from './literals.ts'
import { matcherIndex } from './patterns.ts'
import { levels, type Printed, type Printer, printed, variable } from './printer.ts'
import { isSimple } from './spaceship.ts'

/** Ranges up to this length are written out. */
const SHORT_RANGE = 10

export function member(node: MemberExpression, p: Printer): Printed {
  const { object, property, computed } = node
  const match = computed ? matcherIndex(object, property, p) : undefined
  if (match) return match
  const optional = node.optional ? '?.' : ''
  if (computed && property.type === 'GroovyRange') return slice(node, property, p)
  const last = computed ? negative(property) : undefined
  if (last !== undefined) {
    p.change('`list[-1]` became `list.at(-1)`')
    return printed(`${p.object(object)}${optional || '.'}at(-${last})`, levels.member)
  }
  if (!computed && object.type === 'NewExpression' && property.type === 'Identifier' && property.name === 'time') {
    p.change('`new Date().time` became `new Date().getTime()`')
    return printed(`${p.object(object)}.getTime()`, levels.member)
  }
  return plainMember(node, p)
}

function plainMember({ object, property, computed, optional }: MemberExpression, p: Printer): Printed {
  const dot = optional ? '?.' : '.'
  if (!computed && property.type === 'Identifier')
    return printed(`${p.object(object)}${dot}${property.name}`, levels.member)
  if (property.type === 'Literal' && typeof property.value === 'string' && isPlainName(property.value)) {
    return printed(`${p.object(object)}${dot}${property.value}`, levels.member)
  }
  return printed(`${p.object(object)}${optional ? '?.' : ''}[${p.argument(property)}]`, levels.member)
}

/** What stands left of `=` or beside `++`. */
export function target(node: Identifier | MemberExpression, p: Printer): string {
  if (node.type === 'Identifier') return variable(node.name, p)
  if (node.property.type === 'GroovyRange') p.refuse('an assignment to several items of a list')
  const last = node.computed ? negative(node.property) : undefined
  if (last === undefined) return plainMember(node, p).text
  if (!isSimple(node.object)) {
    p.refuse('an assignment to a computed list, counted from its end')
    return plainMember(node, p).text
  }
  const list = p.object(node.object)
  return `${list}[${list}.length - ${last}]`
}

function negative(node: Expression): string | undefined {
  if (node.type !== 'UnaryExpression' || node.operator !== '-' || node.argument.type !== 'Literal') return undefined
  return Number.isInteger(node.argument.value) ? node.argument.raw : undefined
}

/** The number written out, with its sign. */
function whole(node: Expression): number | undefined {
  if (node.type === 'Literal' && Number.isInteger(node.value)) return Number(node.value)
  const digits = negative(node)
  return digits === undefined ? undefined : -Number(digits)
}

function slice({ object, optional }: MemberExpression, range: GroovyRange, p: Printer): Printed {
  const dot = optional ? '?.' : '.'
  const [from, to] = [whole(range.from), whole(range.to)]
  p.change('`list[a..b]` became `list.slice(a, b + 1)`')
  if (from !== undefined && to !== undefined && from < 0 === to < 0 && from > to) {
    p.refuse('the items of a list in reverse (`list[3..0]`)')
  }
  if (range.exclusive && to !== undefined && to < 0) p.refuse('a range `..<` up to a negative index')
  const start = from === undefined ? p.argument(range.from) : String(from)
  const end = range.exclusive ? p.argument(range.to) : behind(range.to, to, p)
  return printed(`${p.object(object)}${dot}slice(${[start, end].filter(Boolean).join(', ')})`, levels.member)
}

/** The index behind the last; none when that is the end of the list. */
function behind(node: Expression, to: number | undefined, p: Printer): string {
  if (to === -1) return ''
  if (to !== undefined) return String(to + 1)
  const one = node.type === 'BinaryExpression' && node.operator === '-' && whole(node.right) === 1
  return one ? p.argument(node.left) : `${p.at(node, levels.additive)} + 1`
}

/** A range as a list. */
export function range({ from, to, exclusive }: GroovyRange, p: Printer): Printed {
  const items = writtenOut(from, to, exclusive)
  if (items) {
    p.change('short ranges are written out as lists')
    return printed(`[${items.join(', ')}]`, levels.primary)
  }
  p.change('ranges became `Array.from()`')
  const index = p.fresh('index')
  const [first, last] = [whole(from), whole(to)]
  const one = exclusive ? 0 : 1
  const list = (length: string, item: string) => `Array.from({ length: ${length} }, (_, ${index}) => ${item})`
  if (first === undefined && !isSimple(from)) {
    const [a, b] = [p.fresh('from'), p.fresh('to')]
    const made = list(`${b} - ${a}${exclusive ? '' : ' + 1'}`, `${a} + ${index}`)
    return printed(`((${a}, ${b}) => ${made})(${p.argument(from)}, ${p.argument(to)})`, levels.member)
  }
  if (first !== undefined && last !== undefined) {
    return printed(list(String(last - first + one), first === 0 ? index : `${first} + ${index}`), levels.member)
  }
  const end = p.at(to, levels.additive)
  if (first !== undefined) {
    const less = one - first
    const length = less === 0 ? end : `${end} ${less < 0 ? '-' : '+'} ${Math.abs(less)}`
    return printed(list(length, first === 0 ? index : `${first} + ${index}`), levels.member)
  }
  const length = `${end} - ${p.at(from, levels.multiplicative)}${exclusive ? '' : ' + 1'}`
  return printed(list(length, `${p.at(from, levels.additive)} + ${index}`), levels.member)
}

function writtenOut(from: Expression, to: Expression, exclusive: boolean): string[] | undefined {
  const letters = [from, to].map((one) => (one.type === 'Literal' && typeof one.value === 'string' ? one.value : ''))
  const text = letters.every((one) => one.length === 1)
  const [first, last] = text ? letters.map((one) => one.charCodeAt(0)) : [whole(from), whole(to)]
  if (first === undefined || last === undefined) return undefined
  const step = first <= last ? 1 : -1
  const length = Math.abs(last - first) + (exclusive ? 0 : 1)
  if (length > (text ? 100 : SHORT_RANGE) && step === 1) return undefined
  if (length > 100) return undefined
  return Array.from({ length }, (_, at) => {
    const code = first + at * step
    return text ? quoted(String.fromCharCode(code)) : String(code)
  })
}

/** `list*.name` */
export function spread({ object, property }: GroovySpread, p: Printer): Printed {
  p.change('`*.` became `.map()`')
  const item = p.fresh('item')
  const place = { start: object.start, end: property.end }
  const named: Identifier = { type: 'Identifier', ...place, name: item }
  const computed = property.type !== 'Identifier'
  const inner = plainMember(
    { type: 'MemberExpression', ...place, object: named, property, computed, optional: false },
    p,
  )
  return printed(`${p.object(object)}.map(${item} => ${inner.text})`, levels.member)
}
