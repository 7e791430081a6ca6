/** Which functions values have in Groovy. */
import { ExactNumber, XmlNode } from '../../values/index.ts'
import type { Member, MemberTable } from '../callable.ts'
import { isPlain } from '../values.ts'
import { groovyListMembers } from './groovy-list.ts'
import { groovyListCallbacks } from './groovy-list-callbacks.ts'
import { groovyMapMembers } from './groovy-map.ts'
import { groovyBooleanMembers, groovyNumberMembers } from './groovy-number.ts'
import { groovyTextMembers } from './groovy-text.ts'
import { xmlMembers } from './xml.ts'

type AnyTable = ReadonlyMap<string, Member<unknown>>

// Only `groovyTableOf` hands tables out, each for values of its own type.
const any = <Self>(...tables: MemberTable<Self>[]): AnyTable =>
  new Map(tables.flatMap((table) => [...table])) as unknown as AnyTable

const list = any(groovyListMembers, groovyListCallbacks)
const tables = {
  boolean: any(groovyBooleanMembers),
  list,
  map: any(groovyMapMembers),
  number: any(groovyNumberMembers),
  text: any(groovyTextMembers),
  xml: any(ofOneElement(), new Map(elementOnly())),
}

/** The functions of the list of one element. */
function ofOneElement(): MemberTable<XmlNode> {
  const made = new Map<string, Member<XmlNode>>()
  for (const [name, member] of list) made.set(name, (node, args, run) => member([node], args, run))
  return made
}

function elementOnly(): [string, Member<XmlNode>][] {
  const names = ['asXML', 'attributes', 'children', 'name', 'names', 'size', 'text', 'toString']
  return [...xmlMembers].filter(([name]) => names.includes(name))
}

/** The functions of a value in Groovy; undefined where it has the same as in JavaScript, or none. */
export function groovyTableOf(value: unknown): AnyTable | undefined {
  if (typeof value === 'string') return tables.text
  if (Array.isArray(value)) return tables.list
  if (typeof value === 'number' || value instanceof ExactNumber) return tables.number
  if (typeof value === 'boolean') return tables.boolean
  if (isPlain(value)) return tables.map
  return value instanceof XmlNode ? tables.xml : undefined
}
