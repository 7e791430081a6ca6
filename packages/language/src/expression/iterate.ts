/** What can be walked through: by `for … of`, spread, destructuring, and the built-ins that take any list. */
import { XmlNode } from '../values/index.ts'
import { Bytes } from './bytes.ts'
import type { Run } from './run.ts'
import { ExpressionError } from './types.ts'
import { define, isPlain, kindOf, type PlainMap } from './values.ts'

/** The items of a value, charged; of a list, the list itself. A text gives its characters, one XML element itself. */
export function itemsOf(value: unknown, run: Run): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') {
    run.chargeList(value.length)
    return Array.from(value)
  }
  if (value instanceof Set || value instanceof Map) {
    run.chargeList(value.size)
    return Array.from<unknown>(value)
  }
  if (value instanceof XmlNode) return [value]
  if (value instanceof Bytes) {
    run.chargeList(value.length)
    return value.list()
  }
  throw new ExpressionError(`a list is needed here; found ${kindOf(value)}`, {
    help: isPlain(value) ? 'write `Object.values(map)` or `Object.entries(map)` to go through a map' : undefined,
  })
}

/** Copies the own members of a map, list or text into a map: spread, `Object.assign`. */
export function copyMembers(target: PlainMap, source: unknown, run: Run): void {
  if (isPlain(source)) {
    const keys = Object.keys(source)
    run.charge(keys.length)
    for (const key of keys) define(target, key, source[key])
  } else if (Array.isArray(source) || typeof source === 'string') {
    run.chargeList(source.length)
    for (let at = 0; at < source.length; at += 1) define(target, String(at), source[at])
  }
}
