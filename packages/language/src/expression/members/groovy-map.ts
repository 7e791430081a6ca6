/** Functions of maps in Groovy. Their closures take an entry, or key and value. */
import { requireOpen } from '../access.ts'
import { memberTable } from '../callable.ts'
import { groovyBinary, groovyEquals, groovyText } from '../groovy-operators.ts'
import { copyMembers } from '../iterate.ts'
import { textOrder } from '../operators.ts'
import type { Run } from '../run.ts'
import { define, isPlain, type PlainMap, toKey } from '../values.ts'
import { functionArgument } from './arguments.ts'
import { callWith, collectEntries, groovyListCallbacks, truthy } from './groovy-list-callbacks.ts'
import { jsonOf } from './json.ts'
import { pick } from './pick.ts'

type Args = readonly unknown[]

interface Entry {
  readonly key: string
  readonly value: unknown
}

function entriesOf(map: PlainMap, run: Run): Entry[] {
  const keys = Object.keys(map)
  run.chargeList(keys.length)
  return keys.map((key) => ({ key, value: map[key] }))
}

/** A function of lists, called on the map's entries. */
const onEntries =
  (name: string) =>
  (map: PlainMap, args: Args, run: Run): unknown =>
    groovyListCallbacks.get(name)?.(entriesOf(map, run), args, run)

function mapOf(entries: readonly Entry[]): PlainMap {
  const made: PlainMap = {}
  for (const { key, value } of entries) define(made, key, value)
  return made
}

function read(map: PlainMap, [key, absent]: Args, run: Run): unknown {
  const name = toKey(key, run)
  return Object.hasOwn(map, name) ? map[name] : absent
}

function put(map: PlainMap, [key, value]: Args, run: Run): unknown {
  requireOpen(map, 'the map', run)
  run.charge(1)
  const before = read(map, [key], run)
  define(map, toKey(key, run), value)
  return before
}

function values(map: PlainMap, run: Run): unknown[] {
  return entriesOf(map, run).map(({ value }) => value)
}

function remove(map: PlainMap, [key]: Args, run: Run): unknown {
  requireOpen(map, 'the map', run)
  const before = read(map, [key], run)
  Reflect.deleteProperty(map, toKey(key, run))
  return before
}

function inject(map: PlainMap, args: Args, run: Run): unknown {
  const combine = functionArgument(args.at(-1), 'inject')
  let total = args.length > 1 ? args[0] : undefined
  for (const { key, value } of entriesOf(map, run)) {
    run.charge(1)
    total = combine.invoke(combine.parameters > 2 ? [total, key, value] : [total, { key, value }], run)
  }
  return total
}

function keys(map: PlainMap, _args: Args, run: Run): string[] {
  return entriesOf(map, run).map(({ key }) => key)
}

/** The map with its entries in order: of the keys, or as a closure says. */
function sort(map: PlainMap, args: Args, run: Run): PlainMap {
  if (args.length === 0) {
    run.charge(Object.keys(map).length)
    return mapOf(entriesOf(map, run).sort((a, b) => textOrder(a.key, b.key, run)))
  }
  // Sorting gives back the entries themselves.
  return mapOf(onEntries('sort')(map, args, run) as Entry[])
}

export const groovyMapMembers = memberTable<PlainMap>({
  any: onEntries('any'),
  asJSON: (map, _args, run) => jsonOf(map, run) ?? '',
  collect: onEntries('collect'),
  collectEntries: (map, args, run) => collectEntries(entriesOf(map, run), args, run),
  containsKey: (map, [key], run) => Object.hasOwn(map, toKey(key, run)),
  containsValue: (map, [wanted], run) => values(map, run).some((value) => groovyEquals(value, wanted, run)),
  count: onEntries('count'),
  each: (map, args, run) => {
    onEntries('each')(map, args, run)
    return map
  },
  eachWithIndex: (map, args, run) => {
    onEntries('eachWithIndex')(map, args, run)
    return map
  },
  entrySet: (map, _args, run) => entriesOf(map, run),
  equals: (map, [other], run) => groovyEquals(map, other, run),
  every: onEntries('every'),
  find: onEntries('find'),
  findAll: (map, [closure], run) => {
    const test = functionArgument(closure, 'findAll')
    return mapOf(entriesOf(map, run).filter((entry) => truthy(callWith(test, entry, run))))
  },
  get: read,
  getAt: read,
  inject,
  isEmpty: (map, _args, run) => keys(map, [], run).length === 0,
  keySet: keys,
  max: onEntries('max'),
  min: onEntries('min'),
  minus: (map, [other], run) => {
    const removed = isPlain(other) ? other : {}
    const stays = ({ key, value }: Entry) => !Object.hasOwn(removed, key) || !groovyEquals(removed[key], value, run)
    return mapOf(entriesOf(map, run).filter(stays))
  },
  pick: (map, [number], run) => pick(values(map, run), number, run),
  plus: (map, [other], run) => groovyBinary['+']?.(map, other, run),
  put,
  putAll: (map, [other], run) => {
    requireOpen(map, 'the map', run)
    copyMembers(map, other, run)
    return undefined
  },
  remove,
  size: (map, _args, run) => keys(map, [], run).length,
  sort,
  sum: onEntries('sum'),
  toString: (map: PlainMap, _args: readonly unknown[], run: Run) => groovyText(map, run),
  values: (map, _args, run) => values(map, run),
})
