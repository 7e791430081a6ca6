/** Which functions a value has, by its type. */
import { ExactNumber, XmlNode } from '../../values/index.ts'
import { Bytes } from '../bytes.ts'
import type { Member, MemberTable } from '../callable.ts'
import { RegularExpression } from '../regular.ts'
import type { Dialect } from '../types.ts'
import { isPlain } from '../values.ts'
import { bytesMembers } from './buffer.ts'
import { dateMembers } from './date.ts'
import { groovyTableOf } from './groovy.ts'
import { listMembers } from './list.ts'
import { listCallbacks } from './list-callbacks.ts'
import { numberMembers } from './number.ts'
import { hashMembers, mapMembers, setMembers } from './object.ts'
import { stringMembers } from './string.ts'
import { patternMembers, stringPatternMembers } from './string-patterns.ts'
import { xmlMembers } from './xml.ts'

/** A table whose functions are called only on values that `tableOf` chose it for. */
export type AnyTable = ReadonlyMap<string, Member<unknown>>

// Only `tableOf` hands tables out, each for values of its own type.
const any = <Self>(...tables: MemberTable<Self>[]): AnyTable =>
  new Map(tables.flatMap((table) => [...table])) as unknown as AnyTable

/** The functions of JavaScript's values by kind. */
export const tables = {
  boolean: any(
    new Map<string, Member<boolean>>([
      ['toString', String],
      ['asJSON', String],
    ]),
  ),
  bytes: any(bytesMembers),
  date: any(dateMembers),
  hash: any(hashMembers),
  list: any(listMembers, listCallbacks),
  map: any(mapMembers),
  number: any(numberMembers),
  pattern: any(patternMembers),
  set: any(setMembers),
  text: any(stringMembers, stringPatternMembers),
  xml: any(xmlMembers),
}

/** The functions of a value; undefined for what has none. */
export function tableOf(value: unknown, dialect: Dialect): AnyTable | undefined {
  if (dialect === 'groovy') return groovyTableOf(value) ?? commonTableOf(value)
  if (typeof value === 'string') return tables.text
  if (Array.isArray(value)) return tables.list
  if (typeof value === 'number' || value instanceof ExactNumber) return tables.number
  if (typeof value === 'boolean') return tables.boolean
  if (typeof value !== 'object' || value === null) return undefined
  if (isPlain(value)) return tables.map
  if (value instanceof XmlNode) return tables.xml
  return commonTableOf(value)
}

/** Values that the two dialects treat alike. */
function commonTableOf(value: unknown): AnyTable | undefined {
  if (value instanceof Date) return tables.date
  if (value instanceof Map) return tables.hash
  if (value instanceof Set) return tables.set
  if (value instanceof RegularExpression) return tables.pattern
  return value instanceof Bytes ? tables.bytes : undefined
}
