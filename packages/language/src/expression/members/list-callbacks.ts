/** Functions of lists that call a function of the expression. */
import { requireOpen } from '../access.ts'
import { type Callable, memberTable } from '../callable.ts'
import { itemsOf } from '../iterate.ts'
import { limits } from '../limits.ts'
import { textOrder } from '../operators.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { define, type PlainMap, toKey, toNumber, toText } from '../values.ts'
import { functionArgument } from './arguments.ts'

type List = unknown[]
type Args = readonly unknown[]

/** The first position, from the start or the end, whose item satisfies the test; -1 where none does. */
function search(list: List, test: Callable, run: Run, fromEnd = false): number {
  const { length } = list
  for (let step = 0; step < length; step += 1) {
    const at = fromEnd ? length - 1 - step : step
    if (test.invoke([list[at], at, list], run)) return at
  }
  return -1
}

function filter(list: List, args: Args, run: Run): unknown[] {
  const test = functionArgument(args[0], 'filter')
  const { length } = list
  const made: unknown[] = []
  run.charge(length >> 3)
  for (let at = 0; at < length; at += 1) {
    const item = list[at]
    if (test.invoke([item, at, list], run)) made.push(item)
  }
  return made
}

function map(list: List, args: Args, run: Run): unknown[] {
  const change = functionArgument(args[0], 'map')
  const { length } = list
  const made: unknown[] = []
  run.chargeList(length)
  for (let at = 0; at < length; at += 1) made.push(change.invoke([list[at], at, list], run))
  return made
}

function flatMap(list: List, args: Args, run: Run): unknown[] {
  const change = functionArgument(args[0], 'flatMap')
  const made: unknown[] = []
  for (let at = 0; at < list.length; at += 1) {
    const item = change.invoke([list[at], at, list], run)
    const more = Array.isArray(item) ? item : [item]
    run.charge(1 + more.length)
    if (made.length + more.length > limits.list) run.chargeList(made.length + more.length)
    for (const one of more) made.push(one)
  }
  return made
}

function reduce(list: List, args: Args, run: Run, fromEnd = false): unknown {
  const combine = functionArgument(args[0], fromEnd ? 'reduceRight' : 'reduce')
  const { length } = list
  let step = 0
  const position = () => (fromEnd ? length - 1 - step : step)
  let total = args[1]
  if (args.length < 2) {
    if (length === 0) throw new ExpressionError("'reduce' of an empty list needs a start value after the function")
    total = list[position()]
    step = 1
  }
  for (; step < length; step += 1) total = combine.invoke([total, list[position()], position(), list], run)
  return total
}

function forEach(list: List, args: Args, run: Run): undefined {
  const work = functionArgument(args[0], 'forEach')
  for (let at = 0; at < list.length; at += 1) work.invoke([list[at], at, list], run)
}

/** A sorted copy; undefined goes last. */
export function sorted(list: readonly unknown[], compare: unknown, run: Run): unknown[] {
  run.chargeList(list.length)
  run.charge(list.length * Math.ceil(Math.log2(list.length + 1)))
  if (compare !== undefined) {
    const order = functionArgument(compare, 'sort')
    return list.slice().sort((a, b) => toNumber(order.invoke([a, b], run), run))
  }
  const texts = list.map((item) => (item === undefined ? undefined : { item, text: toText(item, run) }))
  return texts.sort((a, b) => textOrder(a?.text ?? '', b?.text ?? '', run)).map((entry) => entry?.item)
}

function sort(list: List, [compare]: Args, run: Run): unknown[] {
  requireOpen(list, 'the list', run)
  sorted(list, compare, run).forEach((item, at) => {
    list[at] = item
  })
  return list
}

/** Lists of items by the key that a function gives. */
export function groupBy(value: unknown, key: unknown, run: Run): PlainMap {
  const keyOf = functionArgument(key, 'groupBy')
  const groups = new Map<string, unknown[]>()
  itemsOf(value, run).forEach((item, at) => {
    const name = toKey(keyOf.invoke([item, at], run), run)
    run.charge(1)
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  })
  const made: PlainMap = {}
  for (const [name, group] of groups) define(made, name, group)
  return made
}

const at = (list: List, position: number): unknown => (position < 0 ? undefined : list[position])

export const listCallbacks = memberTable<List>({
  every: (list, args, run) => {
    const test = functionArgument(args[0], 'every')
    for (let index = 0; index < list.length; index += 1) {
      if (!test.invoke([list[index], index, list], run)) return false
    }
    return true
  },
  filter,
  find: (list, args, run) => at(list, search(list, functionArgument(args[0], 'find'), run)),
  findIndex: (list, args, run) => search(list, functionArgument(args[0], 'findIndex'), run),
  findLast: (list, args, run) => at(list, search(list, functionArgument(args[0], 'findLast'), run, true)),
  findLastIndex: (list, args, run) => search(list, functionArgument(args[0], 'findLastIndex'), run, true),
  flatMap,
  forEach,
  map,
  reduce: (list, args, run) => reduce(list, args, run),
  reduceRight: (list, args, run) => reduce(list, args, run, true),
  some: (list, args, run) => search(list, functionArgument(args[0], 'some'), run) >= 0,
  sort,
  toSorted: (list, [compare], run) => sorted(list, compare, run),
})
