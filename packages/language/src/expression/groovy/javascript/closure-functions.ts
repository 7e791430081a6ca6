/** Functions of lists and maps that take a closure. */
import type { ArrowFunctionExpression } from '../nodes.ts'
import { body, closure, parameterName, type Result } from './closures.ts'
import { kindOf } from './kinds.ts'
import { levels, notABlock, type Printed, type Printer, printed, variable } from './printer.ts'
import { became, type Call, closureOf, following, type Rewrite } from './rewrites.ts'
import { compared, isSimple, spaceship } from './spaceship.ts'

interface Iteration {
  readonly javascript: string
  readonly result: Result
  /** What to call it with when Groovy needs no closure. */
  readonly without?: string
}

const ITERATIONS: Readonly<Record<string, Iteration>> = {
  findAll: { javascript: 'filter', result: 'truth', without: 'Boolean' },
  find: { javascript: 'find', result: 'truth', without: 'Boolean' },
  collect: { javascript: 'map', result: 'value' },
  collectMany: { javascript: 'flatMap', result: 'value' },
  any: { javascript: 'some', result: 'truth', without: 'Boolean' },
  every: { javascript: 'every', result: 'truth', without: 'Boolean' },
  findIndexOf: { javascript: 'findIndex', result: 'truth' },
  each: { javascript: 'forEach', result: 'nothing' },
  eachWithIndex: { javascript: 'forEach', result: 'nothing' },
}

function iterate(name: string, { javascript, result, without }: Iteration): Rewrite {
  return (call, p) => {
    const given = closureOf(call)
    const [argument, more] = call.args
    if (more || (!argument && without === undefined)) return undefined
    if (name !== javascript) p.change(`\`${name} { }\` became \`.${javascript}()\``)
    if (result === 'nothing' && !call.dropped) p.refuse(`the value of \`.${name}\`: \`.forEach()\` has none`)
    if (given && given.params.length === 2 && name !== 'eachWithIndex') return overEntries(call, given, p)
    const code = given ? closure(given, p, result).text : argument ? p.argument(argument) : without
    return following(call, p, `${javascript}(${code})`)
  }
}

/** A closure with two parameters goes over the keys and values of a map. */
function overEntries(call: Call, given: ArrowFunctionExpression, p: Printer): Printed {
  const { javascript, result } = ITERATIONS[call.name] ?? { javascript: call.name, result: 'value' as const }
  if (call.name === 'find' || call.name === 'findIndexOf')
    p.refuse(`\`.${call.name}\` over the keys and values of a map`)
  p.change('a closure over the keys and values of a map became a function over `Object.entries()`')
  const names = given.params.map((param) => variable(parameterName(param), p))
  const code = `([${names.join(', ')}]) => ${body(given, p, result)}`
  const all = `Object.entries(${p.argument(call.object)}).${javascript}(${code})`
  return printed(call.name === 'findAll' ? `Object.fromEntries(${all})` : all, levels.member)
}

const inject: Rewrite = (call, p) => {
  const [first, second] = call.args
  const given = second ?? first
  if (!given) return undefined
  p.change('`inject { }` became `.reduce()`')
  const start = second && first ? `, ${p.argument(first)}` : ''
  return following(call, p, `reduce(${p.argument(given)}${start})`)
}

const count: Rewrite = (call, p) => {
  const [argument] = call.args
  if (!argument) return undefined
  became('count', '.filter().length', p)
  const given = closureOf(call)
  if (given) return following(call, p, `filter(${closure(given, p, 'truth').text}).length`)
  const item = p.fresh('item')
  return following(call, p, `filter(${item} => ${item} == ${p.at(argument, levels.relational)}).length`)
}

const sum: Rewrite = (call, p) => {
  const given = closureOf(call)
  became('sum', '.reduce()', p)
  const numbers = given ? `map(${closure(given, p).text}).` : ''
  return call.args.length > (given ? 1 : 0)
    ? undefined
    : following(call, p, `${numbers}reduce((sum, number) => sum + number, 0)`)
}

/** In Groovy numbers are in order of size, in JavaScript they would be in order of their digits. */
const sort: Rewrite = (call, p) => {
  const given = closureOf(call)
  if (call.args.length > (given ? 1 : 0)) return undefined
  p.change('`.sort()` became `.sort()` with a comparison')
  if (given && given.params.length === 2) return following(call, p, `sort(${closure(given, p).text})`)
  const left = p.fresh('a')
  const right = p.fresh('b')
  if (!given) return following(call, p, `sort((${left}, ${right}) => ${spaceship(left, right).text})`)
  const key = given.body
  if (key.type === 'BlockStatement' || !isSimple(key)) {
    p.refuse('`.sort` by more than a member, a call or a sum')
    return undefined
  }
  const name = given.params[0] ? parameterName(given.params[0]) : 'it'
  const of = (other: string) => p.renaming(name, other, () => p.at(key, levels.shift))
  return following(call, p, `sort((${left}, ${right}) => ${notABlock(spaceship(of(left), of(right)).text)})`)
}

const times: Rewrite = (call, p) => {
  const given = closureOf(call)
  if (!given || call.args.length > 1) return undefined
  became('times', 'Array.from().forEach()', p)
  const index = p.fresh('index')
  if (!call.dropped) p.refuse('the value of `.times`: `.forEach()` has none')
  const numbers = `Array.from({ length: ${p.argument(call.object)} }, (_, ${index}) => ${index})`
  return printed(`${numbers}.forEach(${closure(given, p, 'nothing').text})`, levels.member)
}

const compareTo: Rewrite = (call, p) => {
  const [other] = call.args
  if (!other) return undefined
  became('compareTo', '< and >', p)
  return compared(call.object, other, p)
}

const call: Rewrite = ({ object, args, dot }, p) => {
  if (kindOf(object) !== 'unknown' || dot !== '.') return undefined
  became('call', '()', p)
  return printed(`${p.object(object)}(${args.map((one) => p.argument(one)).join(', ')})`, levels.member)
}

export const closureFunctions: readonly (readonly [string, Rewrite])[] = [
  ...Object.entries(ITERATIONS).map(([name, iteration]) => [name, iterate(name, iteration)] as const),
  ['inject', inject],
  ['count', count],
  ['sum', sum],
  ['sort', sort],
  ['times', times],
  ['compareTo', compareTo],
  ['call', call],
]
