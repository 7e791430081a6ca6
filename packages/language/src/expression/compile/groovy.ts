/** What only Groovy has. */
import { callMember } from '../call.ts'
import { truthOf } from '../dialect.ts'
import { groovyItems, groovyReadNamed, rangeOf } from '../groovy-access.ts'
import { groovyEquals, groovyOrder, groovyText } from '../groovy-operators.ts'
import { fullMatch, matchesIn } from '../members/groovy-patterns.ts'
import { wholeNumber } from '../members/number.ts'
import type {
  GroovyCast,
  GroovyElvis,
  GroovyIn,
  GroovyMap,
  GroovyRange,
  GroovyRegexFind,
  GroovyRegexMatch,
  GroovySpaceship,
  GroovySpread,
  NodeOf,
  SyntaxNode,
} from '../nodes.ts'
import { Refusal } from '../problem.ts'
import type { Code, Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { define, isPlain, kindOf, type PlainMap, toNumber, toText } from '../values.ts'
import { argumentsOf, siteOf } from './arguments.ts'
import type { Compilation } from './compilation.ts'
import { nameOf } from './literals.ts'

export function range(node: GroovyRange, c: Compilation): Code {
  const from = c.code(node.from)
  const to = c.code(node.to)
  return (frame) => rangeOf(from(frame), to(frame), node.exclusive, frame.run)
}

export function elvis(node: GroovyElvis, c: Compilation): Code {
  const truthy = truthOf('groovy')
  const [test, alternate] = c.guarded(() => [c.code(node.test), c.code(node.alternate)] as const)
  return (frame) => {
    const value = test(frame)
    return truthy(value) ? value : alternate(frame)
  }
}

export function spaceship(node: GroovySpaceship, c: Compilation): Code {
  const left = c.code(node.left)
  const right = c.code(node.right)
  return (frame) => Math.sign(groovyOrder(left(frame), right(frame), frame.run))
}

export function isAmong(node: GroovyIn, c: Compilation): Code {
  const left = c.operand(node.left)
  const right = c.operand(node.right)
  return (frame) => {
    const value = left(frame)
    const container = right(frame)
    if (isPlain(container)) return Object.hasOwn(container, toText(value, frame.run))
    return groovyItems(container, frame.run).some((item) => groovyEquals(item, value, frame.run))
  }
}

export function found(node: GroovyRegexFind, c: Compilation): Code {
  const left = c.operand(node.left)
  const right = c.code(node.right)
  return (frame) => matchesIn(groovyText(left(frame), frame.run), right(frame), frame.run)
}

export function matches(node: GroovyRegexMatch, c: Compilation): Code {
  const left = c.operand(node.left)
  const right = c.code(node.right)
  return (frame) => fullMatch(groovyText(left(frame), frame.run), right(frame), frame.run)
}

export function groovyMap(node: GroovyMap, c: Compilation): Code {
  const entries = node.entries.map(({ key, value }) => ({ key: c.code(key), value: c.code(value) }))
  return (frame) => {
    const made: PlainMap = {}
    for (const { key, value } of entries) define(made, toText(key(frame), frame.run), value(frame))
    return made
  }
}

/** The name after `*.`, a text in quotes included. */
function spreadName(property: SyntaxNode, c: Compilation): Code {
  if (property.type === 'TemplateLiteral') return c.code(property)
  const name = nameOf(property)
  return () => name
}

export function spread(node: GroovySpread, c: Compilation): Code {
  const object = c.code(node.object)
  const name = spreadName(node.property, c)
  return (frame) => {
    const { run } = frame
    const value = object(frame)
    if (value === null || value === undefined) return undefined
    const items = groovyItems(value, run)
    run.chargeList(items.length)
    const key = toText(name(frame), run)
    return items.map((item) => groovyReadNamed(item, key, run))
  }
}

/** `list*.name(args)`: calls the function of each element. */
export function spreadCall(node: NodeOf<'CallExpression'>, callee: GroovySpread, c: Compilation): Code {
  const object = c.code(callee.object)
  const name = spreadName(callee.property, c)
  const args = argumentsOf(node.arguments, c)
  const site = siteOf(callee.object, node, c)
  return (frame) => {
    const { run } = frame
    const value = object(frame)
    if (value === null || value === undefined) return undefined
    const items = groovyItems(value, run)
    run.chargeList(items.length)
    const key = toText(name(frame), run)
    return items.map((item) => callMember(item, key, args(frame), run, site))
  }
}

type Conversion = (value: unknown, run: Run) => unknown

const whole: Conversion = (value, run) => (typeof value === 'number' ? Math.trunc(value) : wholeNumber(value, run))

const decimal: Conversion = (value, run) => {
  const number = toNumber(value, run)
  if (!Number.isNaN(number)) return number
  throw new ExpressionError(`${kindOf(value)} is not a number here`)
}

const unique: Conversion = (value, run) => {
  const made: unknown[] = []
  for (const item of groovyItems(value, run)) if (!made.some((one) => groovyEquals(one, item, run))) made.push(item)
  return made
}

const asMap: Conversion = (value) => {
  if (isPlain(value)) return value
  throw new ExpressionError(`${kindOf(value)} cannot become a map`)
}

const truth = truthOf('groovy')

const conversions: ReadonlyMap<string, Conversion> = new Map([
  ...['int', 'Integer', 'long', 'Long', 'short', 'Short', 'BigInteger'].map((name) => [name, whole] as const),
  ...['double', 'Double', 'float', 'Float', 'BigDecimal', 'Number'].map((name) => [name, decimal] as const),
  ...['boolean', 'Boolean'].map((name) => [name, truth] as const),
  ['String', (value: unknown, run: Run) => groovyText(value, run)],
  ['List', (value: unknown, run: Run) => [...groovyItems(value, run)]],
  ['Map', asMap],
  ['Set', unique],
])

export function cast(node: GroovyCast, c: Compilation): Code {
  const convert = conversions.get(node.to)
  if (!convert) throw new Refusal(`\`as ${node.to}\` is not supported in Groovy-compatible mode`, node)
  const code = c.code(node.argument)
  return (frame) => {
    const value = code(frame)
    return value === null || value === undefined ? value : convert(value, frame.run)
  }
}
