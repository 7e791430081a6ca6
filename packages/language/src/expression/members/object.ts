/** `Object`, `Array`, `Map`, `Set`, `Error`, `String`, `Boolean` and the functions of maps, `Map` and `Set`. */
import { ownNames, readNamed, requireOpen } from '../access.ts'
import { memberTable, Namespace } from '../callable.ts'
import { copyMembers, itemsOf } from '../iterate.ts'
import { leave } from '../leave.ts'
import { limits } from '../limits.ts'
import { strictEquals } from '../operators.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { define, isPlain, kindOf, type PlainMap, toInteger, toKey, toNumber, toText } from '../values.ts'
import { functionArgument } from './arguments.ts'
import { jsonOf } from './json.ts'
import { groupBy } from './list-callbacks.ts'
import { pick } from './pick.ts'

type Args = readonly unknown[]

export const mapMembers = memberTable<PlainMap>({
  asJSON: (map, _args, run) => jsonOf(map, run) ?? '',
  hasOwnProperty: (map: PlainMap, [key]: readonly unknown[], run: Run) => Object.hasOwn(map, toKey(key, run)),
  pick: (map, [count], run) =>
    pick(
      entriesOf(map, run).map(([, value]) => value),
      count,
      run,
    ),
  size: (map, _args, run) => ownNames(map, run).length,
  toString: () => '[object Object]',
})

function entriesOf(value: unknown, run: Run): [string, unknown][] {
  const names = ownNames(value, run)
  run.charge(2 * names.length)
  return names.map((name) => [name, readNamed(value, name)])
}

function fromEntries([entries]: Args, run: Run): PlainMap {
  const made: PlainMap = {}
  for (const entry of itemsOf(entries, run)) {
    run.charge(2)
    define(made, toKey(readNamed(entry, '0'), run), readNamed(entry, '1'))
  }
  return made
}

function assign([target, ...sources]: Args, run: Run): unknown {
  if (!isPlain(target)) throw new ExpressionError(`'Object.assign' changes a map; found ${kindOf(target)}`)
  requireOpen(target, 'the map', run)
  for (const source of sources) copyMembers(target, source, run)
  return target
}

const nameList = ([value]: Args, run: Run) => ownNames(value, run)
const unchanged = ([value]: Args) => value

export const object = new Namespace('Object', {
  call: ([value]) => value ?? {},
  make: ([value]) => value ?? {},
  holds: (value) => typeof value === 'object' && value !== null,
  functions: {
    assign,
    entries: ([value], run) => entriesOf(value, run),
    freeze: unchanged,
    fromEntries,
    getOwnPropertyNames: nameList,
    groupBy: ([value, key], run) => groupBy(value, key, run),
    hasOwn: ([value, key], run) => owns(value, toKey(key, run)),
    is: ([a, b], run) => Object.is(a, b) || (a !== 0 && b !== 0 && strictEquals(a, b, run)),
    keys: nameList,
    values: ([value], run) => entriesOf(value, run).map(([, item]) => item),
  },
})

/** Lists and texts own their places and their length. */
function owns(value: unknown, key: string): boolean {
  return (isPlain(value) || Array.isArray(value) || typeof value === 'string') && Object.hasOwn(Object(value), key)
}

/** A list of this length, its items undefined: lists here have no holes. */
function listOfLength(length: number, run: Run): unknown[] {
  if (!Number.isInteger(length) || length < 0) throw new ExpressionError(`a list cannot have the length ${length}`)
  run.chargeList(length)
  return Array.from({ length })
}

function makeList(args: Args, run: Run): unknown[] {
  const [only] = args
  if (args.length === 1 && typeof only === 'number') return listOfLength(only, run)
  run.chargeList(args.length)
  return [...args]
}

function listFrom([source, change]: Args, run: Run): unknown[] {
  const sized = isPlain(source) && Object.hasOwn(source, 'length')
  const length = sized ? Math.max(0, toInteger(source.length, run)) : 0
  if (sized) run.chargeList(length)
  const items = sized
    ? Array.from({ length }, (_, at) => readNamed(source, String(at)))
    : isPlain(source)
      ? []
      : itemsOf(source, run)
  run.chargeList(items.length)
  if (change === undefined) return [...items]
  const changes = functionArgument(change, 'Array.from')
  return items.map((item, at) => changes.invoke([item, at], run))
}

export const array = new Namespace('Array', {
  call: makeList,
  make: makeList,
  holds: Array.isArray,
  functions: { from: listFrom, isArray: ([value]) => Array.isArray(value), of: (args) => [...args] },
})

function forEachEntry(self: Map<unknown, unknown> | Set<unknown>, work: unknown, run: Run): undefined {
  const call = functionArgument(work, 'forEach')
  for (const [key, value] of self.entries()) {
    run.charge(1)
    call.invoke([value, key, self], run)
  }
}

/** Charges a key's hashing and one more entry. */
function chargeEntry(self: { readonly size: number }, key: unknown, run: Run): unknown {
  run.charge(2 + (typeof key === 'string' ? key.length >> 3 : 0))
  if (self.size >= limits.list) run.chargeList(self.size + 1)
  return key
}

export const hashMembers = memberTable<Map<unknown, unknown>>({
  clear: (self) => self.clear(),
  delete: (self, [key], run) => self.delete(chargeEntry(self, key, run)),
  entries: (self, _args, run) => [...itemsOf(self, run)],
  forEach: (self, [work], run) => forEachEntry(self, work, run),
  get: (self, [key], run) => self.get(chargeEntry(self, key, run)),
  has: (self, [key], run) => self.has(chargeEntry(self, key, run)),
  keys: (self, _args, run) => {
    run.chargeList(self.size)
    return [...self.keys()]
  },
  set: (self, [key, value], run) => self.set(chargeEntry(self, key, run), value),
  size: (self) => self.size,
  values: (self, _args, run) => {
    run.chargeList(self.size)
    return [...self.values()]
  },
})

export const setMembers = memberTable<Set<unknown>>({
  add: (self, [item], run) => self.add(chargeEntry(self, item, run)),
  clear: (self) => self.clear(),
  delete: (self, [item], run) => self.delete(chargeEntry(self, item, run)),
  entries: (self, _args, run) => {
    run.chargeList(3 * self.size)
    return [...self.entries()]
  },
  forEach: (self, [work], run) => forEachEntry(self, work, run),
  has: (self, [item], run) => self.has(chargeEntry(self, item, run)),
  keys: (self, _args, run) => [...itemsOf(self, run)],
  size: (self) => self.size,
  values: (self, _args, run) => [...itemsOf(self, run)],
})

export const hash = new Namespace('Map', {
  make: ([entries], run) => {
    const made = new Map<unknown, unknown>()
    if (entries === undefined || entries === null) return made
    for (const entry of itemsOf(entries, run)) {
      made.set(chargeEntry(made, readNamed(entry, '0'), run), readNamed(entry, '1'))
    }
    return made
  },
  holds: (value) => value instanceof Map,
  functions: {
    groupBy: ([value, key], run) => new Map(Object.entries(groupBy(value, key, run))),
  },
})

export const set = new Namespace('Set', {
  make: ([items], run) => {
    const made = new Set<unknown>()
    if (items === undefined || items === null) return made
    for (const item of itemsOf(items, run)) made.add(chargeEntry(made, item, run))
    return made
  },
  holds: (value) => value instanceof Set,
})

function makeError([message]: Args, run: Run): PlainMap {
  return { name: 'Error', message: message === undefined ? '' : toText(message, run) }
}

export const error = new Namespace('Error', {
  call: makeError,
  make: makeError,
  holds: (value) => isPlain(value) && value.name === 'Error' && typeof value.message === 'string',
})

export const string = new Namespace('String', {
  call: (args, run) => (args.length === 0 ? '' : toText(args[0], run)),
  functions: {
    fromCharCode: (args, run) => args.map((code) => String.fromCharCode(toNumber(code, run))).join(''),
    fromCodePoint: (args, run) => args.map((point) => character(toNumber(point, run))).join(''),
  },
})

function character(point: number): string {
  if (Number.isInteger(point) && point >= 0 && point <= 0x10ffff) return String.fromCodePoint(point)
  throw new ExpressionError(`${point} is not a code point`)
}

export const boolean = new Namespace('Boolean', { call: ([value]) => Boolean(value) })

/** `structuredClone`. */
export function clone([value]: Args, run: Run): unknown {
  return leave(value, run)
}
