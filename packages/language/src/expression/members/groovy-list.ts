/** Functions of lists in Groovy that call no closure. Those that would change the list in place give a new one. */
import { XmlNode, xmlElements, xmlText } from '../../values/index.ts'
import { requireOpen } from '../access.ts'
import { memberTable } from '../callable.ts'
import { groovyItems, groovyRead } from '../groovy-access.ts'
import { groovyBinary, groovyEquals, groovyText, without } from '../groovy-operators.ts'
import type { Run } from '../run.ts'
import { toInteger } from '../values.ts'
import { textArgument } from './arguments.ts'
import { jsonOf } from './json.ts'
import { flat } from './list.ts'
import { pick } from './pick.ts'

type List = unknown[]
type Args = readonly unknown[]

export function copied(list: readonly unknown[], run: Run): unknown[] {
  run.chargeList(list.length)
  return [...list]
}

export function holds(list: readonly unknown[], wanted: unknown, run: Run): boolean {
  return list.some((item) => groovyEquals(item, wanted, run))
}

function join(list: List, [separator]: Args, run: Run): string {
  const between = textArgument(separator, run, '')
  let length = 0
  const texts = list.map((item) => {
    const text = groovyText(item, run)
    length += text.length + between.length
    run.checkText(length)
    return text
  })
  run.chargeText(length)
  return texts.join(between)
}

function part(list: List, from: number, to: number, run: Run): unknown[] {
  run.chargeList(Math.max(0, Math.min(to, list.length) - from))
  return list.slice(from, Math.max(from, to))
}

function insert(list: List, items: readonly unknown[], run: Run): boolean {
  requireOpen(list, 'the list', run)
  run.chargeList(list.length + items.length)
  for (const item of items) list.push(item)
  return true
}

/** The texts of elements of XML, joined. */
function text(list: List, _args: Args, run: Run): string {
  return list
    .map((item) => {
      const own = item instanceof XmlNode ? xmlText(item) : groovyText(item, run)
      run.chargeText(own.length)
      return own
    })
    .join('')
}

function remove(list: List, [at]: Args, run: Run): unknown {
  requireOpen(list, 'the list', run)
  run.charge(list.length >> 3)
  const index = typeof at === 'number' ? at : list.findIndex((item) => groovyEquals(item, at, run))
  const [removed] = index < 0 ? [] : list.splice(index, 1)
  return typeof at === 'number' ? removed : index >= 0
}

export const groovyListMembers = memberTable<List>({
  add: (list, [item], run) => insert(list, [item], run),
  addAll: (list, [items], run) => insert(list, groovyItems(items, run), run),
  asJSON: (list, _args, run) => jsonOf(list, run) ?? '',
  children: (list, _args, run) => {
    const children = list.flatMap((item) => (item instanceof XmlNode ? xmlElements(item) : []))
    run.chargeList(children.length)
    return children
  },
  contains: (list, [wanted], run) => holds(list, wanted, run),
  containsAll: (list, [others], run) => groovyItems(others, run).every((other) => holds(list, other, run)),

  drop: (list, [number], run) => part(list, Math.max(0, toInteger(number, run)), list.length, run),
  equals: (list, [other], run) => groovyEquals(list, other, run),
  first: (list) => list[0],
  flatten: (list, _args, run) => flat(list, Number.POSITIVE_INFINITY, run),
  get: (list, [at], run) => groovyRead(list, at, run),
  getAt: (list, [at], run) => groovyRead(list, at, run),
  head: (list) => list[0],
  indexOf: (list, [wanted], run) => list.findIndex((item) => groovyEquals(item, wanted, run)),
  intersect: (list, [others], run) => {
    const second = groovyItems(others, run)
    return list.filter((item) => holds(second, item, run))
  },
  isEmpty: (list) => list.length === 0,
  join,
  last: (list) => list.at(-1),
  minus: (list, [others], run) => without(list, Array.isArray(others) ? others : [others], run),
  pick: (list, [number], run) => pick(list, number, run),
  plus: (list, [other], run) => groovyBinary['+']?.(list, other, run),
  remove,
  reverse: (list, _args, run) => copied(list, run).reverse(),
  size: (list) => list.length,
  tail: (list, _args, run) => part(list, 1, list.length, run),
  take: (list, [number], run) => part(list, 0, Math.max(0, toInteger(number, run)), run),
  text,
  toString: (list: List, _args: readonly unknown[], run: Run) => groovyText(list, run),
})
