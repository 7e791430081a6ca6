/** Functions of lists that call no function of the expression. */
import { requireOpen } from '../access.ts'
import { memberTable } from '../callable.ts'
import { limits } from '../limits.ts'
import { strictEquals } from '../operators.ts'
import type { Run } from '../run.ts'
import { joined, toInteger, tooDeep, toPosition } from '../values.ts'
import { textArgument } from './arguments.ts'
import { jsonOf } from './json.ts'
import { pick } from './pick.ts'

type List = unknown[]
type Args = readonly unknown[]

/** Checks that the list may be changed, and charges the moving of its items. */
function change(list: List, moved: number, run: Run): void {
  requireOpen(list, 'the list', run)
  run.charge(1 + (moved >> 5))
}

function grow(list: List, by: number, run: Run): void {
  requireOpen(list, 'the list', run)
  if (list.length + by > limits.list) run.chargeList(list.length + by)
  run.charge(1 + by)
}

export function slice(list: readonly unknown[], start: unknown, end: unknown, run: Run): unknown[] {
  const from = toPosition(start, list.length, run, 0)
  const to = toPosition(end, list.length, run, list.length)
  run.chargeList(Math.max(0, to - from))
  return list.slice(from, to)
}

function concat(list: List, args: Args, run: Run): unknown[] {
  const length = args.reduce((sum: number, arg) => sum + (Array.isArray(arg) ? arg.length : 1), list.length)
  run.chargeList(length)
  const made = list.slice()
  for (const arg of args) {
    if (!Array.isArray(arg)) made.push(arg)
    else for (const item of arg) made.push(item)
  }
  return made
}

/** The list with the lists inside it opened, `depth` levels deep. */
export function flat(list: readonly unknown[], depth: number, run: Run): unknown[] {
  const made: unknown[] = []
  const open = (items: readonly unknown[], level: number): void => {
    if (level > limits.nesting) throw tooDeep()
    for (const item of items) {
      if (Array.isArray(item) && level < depth) {
        run.charge(1)
        open(item, level + 1)
      } else {
        made.push(item)
        run.charge(1)
        if (made.length > limits.list) run.chargeList(made.length)
      }
    }
  }
  open(list, 0)
  return made
}

/** Where a value stands in a list, by `===`; also NaN with `findsNaN`. */
function positionOf(list: readonly unknown[], wanted: unknown, from: number, run: Run, findsNaN = false): number {
  run.charge(list.length >> 3)
  for (let at = from; at < list.length; at += 1) {
    if (strictEquals(list[at], wanted, run) || (findsNaN && Number.isNaN(wanted) && Number.isNaN(list[at]))) return at
  }
  return -1
}

function lastPositionOf(list: List, args: Args, run: Run): number {
  run.charge(list.length >> 3)
  const last = args.length > 1 ? toInteger(args[1], run) : list.length - 1
  for (let at = last < 0 ? list.length + last : Math.min(last, list.length - 1); at >= 0; at -= 1) {
    if (strictEquals(list[at], args[0], run)) return at
  }
  return -1
}

function splice(list: List, args: Args, run: Run): unknown[] {
  const start = toPosition(args[0], list.length, run, 0)
  const removable = list.length - start
  const removed =
    args.length === 0 ? 0 : args.length === 1 ? removable : Math.min(removable, Math.max(0, toInteger(args[1], run)))
  grow(list, Math.max(0, args.length - 2), run)
  change(list, list.length, run)
  run.chargeList(removed)
  return list.splice(start, removed, ...args.slice(2))
}

function copied(list: List, run: Run): unknown[] {
  run.chargeList(list.length)
  return list.slice()
}

function fill(list: List, args: Args, run: Run): unknown[] {
  change(list, 0, run)
  const from = toPosition(args[1], list.length, run, 0)
  const to = toPosition(args[2], list.length, run, list.length)
  run.charge(Math.max(0, to - from))
  return list.fill(args[0], from, to)
}

function withItem(list: List, args: Args, run: Run): unknown[] {
  const at = toInteger(args[0], run)
  const made = copied(list, run)
  const index = at < 0 ? list.length + at : at
  if (index >= 0 && index < made.length) made[index] = args[1]
  return made
}

export const listMembers = memberTable<List>({
  asJSON: (list, _args, run) => jsonOf(list, run) ?? '',
  at: (list, [at], run) => list.at(toInteger(at, run)),
  concat,
  entries: (list, _args, run) => {
    run.chargeList(3 * list.length)
    return list.map((item, at) => [at, item])
  },
  fill,
  flat: (list, [depth], run) => flat(list, toInteger(depth, run, 1), run),
  includes: (list, [wanted, from], run) =>
    positionOf(list, wanted, toPosition(from, list.length, run, 0), run, true) >= 0,
  indexOf: (list, [wanted, from], run) => positionOf(list, wanted, toPosition(from, list.length, run, 0), run),
  join: (list, [separator], run) => joined(list, textArgument(separator, run, ','), run),
  keys: (list, _args, run) => {
    run.chargeList(list.length)
    return list.map((_, at) => at)
  },
  lastIndexOf: lastPositionOf,
  pick: (list, [count], run) => pick(list, count, run),
  pop: (list, _args, run) => {
    change(list, 0, run)
    return list.pop()
  },
  push: (list, args, run) => {
    grow(list, args.length, run)
    for (const arg of args) list.push(arg)
    return list.length
  },
  reverse: (list, _args, run) => {
    change(list, 0, run)
    run.charge(list.length)
    return list.reverse()
  },
  shift: (list, _args, run) => {
    change(list, list.length, run)
    return list.shift()
  },
  size: (list) => list.length,
  slice: (list, [start, end], run) => slice(list, start, end, run),
  splice,
  toReversed: (list, _args, run) => copied(list, run).reverse(),
  toSpliced: (list, args, run) => {
    const made = copied(list, run)
    splice(made, args, run)
    return made
  },
  toString: (list: List, _args: readonly unknown[], run: Run) => joined(list, ',', run),
  unshift: (list, args, run) => {
    change(list, list.length, run)
    grow(list, args.length, run)
    return list.unshift(...args)
  },
  values: (list, _args, run) => copied(list, run),
  with: withItem,
})
