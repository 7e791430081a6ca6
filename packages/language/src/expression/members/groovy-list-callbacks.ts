/** Functions of lists in Groovy that take a closure. */
import { Callable, memberTable } from '../callable.ts'
import { truthOf } from '../dialect.ts'
import { groovyItems } from '../groovy-access.ts'
import { groovyBinary, groovyEquals, groovyOrder, groovyText } from '../groovy-operators.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { define, isPlain, type PlainMap } from '../values.ts'
import { functionArgument } from './arguments.ts'

type List = readonly unknown[]
type Args = readonly unknown[]

export const truthy = truthOf('groovy')

/** Calls a closure with an item; one with several parameters takes a list apart, or an entry of a map. */
export function callWith(closure: Callable, item: unknown, run: Run): unknown {
  run.charge(1)
  if (closure.parameters > 1 && Array.isArray(item)) return closure.invoke([...item], run)
  if (closure.parameters > 1 && isEntry(item)) return closure.invoke([item.key, item.value], run)
  return closure.invoke([item], run)
}

function isEntry(item: unknown): item is { key: unknown; value: unknown } {
  return isPlain(item) && Object.keys(item).length === 2 && Object.hasOwn(item, 'key') && Object.hasOwn(item, 'value')
}

/** A test of items: a closure, or truth where there is none. */
function testOf(closure: unknown, name: string, run: Run): (item: unknown) => boolean {
  if (closure === undefined) return truthy
  const test = functionArgument(closure, name)
  return (item) => truthy(callWith(test, item, run))
}

function collect(list: List, [closure]: Args, run: Run): unknown[] {
  const change = functionArgument(closure, 'collect')
  run.chargeList(list.length)
  return list.map((item) => callWith(change, item, run))
}

/** A map from what the closure gives for each item: a list of key and value, or a map. */
export function collectEntries(list: List, [closure]: Args, run: Run): PlainMap {
  const made: PlainMap = {}
  for (const item of list) {
    const entry = closure === undefined ? item : callWith(functionArgument(closure, 'collectEntries'), item, run)
    run.charge(1)
    if (Array.isArray(entry)) define(made, groovyText(entry[0], run), entry[1])
    else if (isPlain(entry)) for (const key of Object.keys(entry)) define(made, key, entry[key])
    else throw new ExpressionError("'collectEntries' needs a list of key and value, or a map, for each item")
  }
  return made
}

function groupItems(list: List, [closure]: Args, run: Run): PlainMap {
  const keyOf = functionArgument(closure, 'groupBy')
  const groups = new Map<string, unknown[]>()
  for (const item of list) {
    const key = groovyText(callWith(keyOf, item, run), run)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  const made: PlainMap = {}
  for (const [key, group] of groups) define(made, key, group)
  return made
}

export function inject(list: List, args: Args, run: Run): unknown {
  const combine = functionArgument(args.at(-1), 'inject')
  let total = args.length > 1 ? args[0] : list[0]
  const items = args.length > 1 ? list : list.slice(1)
  for (const item of items) {
    run.charge(1)
    total = combine.invoke([total, item], run)
  }
  return total
}

/** The order that a closure gives: of two items, or by one item's value. */
function orderOf(closure: unknown, name: string, run: Run): (a: unknown, b: unknown) => number {
  if (closure === undefined || typeof closure === 'boolean') return (a, b) => groovyOrder(a, b, run)
  const by = functionArgument(closure, name)
  if (by.parameters > 1) return (a, b) => Number(by.invoke([a, b], run))
  return (a, b) => groovyOrder(callWith(by, a, run), callWith(by, b, run), run)
}

function sort(list: List, args: Args, run: Run): unknown[] {
  run.chargeList(list.length)
  run.charge(list.length * Math.ceil(Math.log2(list.length + 1)))
  const closure = args.find((arg) => arg instanceof Callable)
  return [...list].sort(orderOf(closure, 'sort', run))
}

function extreme(list: List, [closure]: Args, run: Run, sign: 1 | -1): unknown {
  const order = orderOf(closure, sign > 0 ? 'max' : 'min', run)
  return list.reduce((best, item, at) => (at === 0 || sign * order(item, best) > 0 ? item : best), undefined)
}

function sum(list: List, [closure]: Args, run: Run): unknown {
  const items = closure === undefined ? list : collect(list, [closure], run)
  return items.reduce((total, item, at) => (at === 0 ? item : groovyBinary['+']?.(total, item, run)), undefined)
}

function unique(list: List, [closure]: Args, run: Run): unknown[] {
  const by = closure === undefined ? undefined : functionArgument(closure, 'unique')
  const kept: { item: unknown; key: unknown }[] = []
  for (const item of list) {
    const key = by ? callWith(by, item, run) : item
    if (!kept.some((one) => groovyEquals(one.key, key, run))) kept.push({ item, key })
  }
  return kept.map(({ item }) => item)
}

function each(list: List, [closure]: Args, run: Run): List {
  const call = functionArgument(closure, 'each')
  for (let at = 0; at < list.length; at += 1) callWith(call, list[at], run)
  return list
}

function eachWithIndex(list: List, [closure]: Args, run: Run): List {
  const call = functionArgument(closure, 'eachWithIndex')
  for (let at = 0; at < list.length; at += 1) {
    run.charge(1)
    const item = list[at]
    call.invoke(call.parameters > 2 && isEntry(item) ? [item.key, item.value, at] : [item, at], run)
  }
  return list
}

export const groovyListCallbacks = memberTable<List>({
  any: (list, [closure], run) => list.some(testOf(closure, 'any', run)),
  collect,
  collectEntries,
  collectMany: (list, args, run) => collect(list, args, run).flatMap((item) => groovyItems(item, run)),
  count: (list, [wanted], run) => {
    const test = wanted instanceof Callable ? testOf(wanted, 'count', run) : undefined
    return list.filter((item) => (test ? test(item) : groovyEquals(item, wanted, run))).length
  },
  each,
  eachWithIndex,
  every: (list, [closure], run) => list.every(testOf(closure, 'every', run)),
  find: (list, [closure], run) => list.find(testOf(closure, 'find', run)),
  findAll: (list, [closure], run) => list.filter(testOf(closure, 'findAll', run)),
  findIndexOf: (list, [closure], run) => list.findIndex(testOf(closure, 'findIndexOf', run)),
  groupBy: groupItems,
  inject,
  max: (list, args, run) => extreme(list, args, run, 1),
  min: (list, args, run) => extreme(list, args, run, -1),
  sort,
  sum,
  unique,
})
