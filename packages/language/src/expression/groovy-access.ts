/** Members as Groovy reads them: a name on a list is read from each of its elements, negative indexes count from the end. */
import { XmlNode } from '../values/index.ts'
import { readMember, readNamed, writeMember } from './access.ts'
import { itemsOf } from './iterate.ts'
import type { Run } from './run.ts'
import { ExpressionError } from './types.ts'
import { isPlain, kindOf, toNumber } from './values.ts'

export function groovyReadNamed(value: unknown, name: string, run: Run): unknown {
  if (Array.isArray(value)) return name === 'length' ? value.length : spreadRead(value, name, run)
  if (value instanceof Date) return name === 'time' ? value.getTime() : undefined
  return readNamed(value, name)
}

/** The member of every element; undefined where no element has it, so that a mistyped name is missing, not a list. */
function spreadRead(list: readonly unknown[], name: string, run: Run): unknown {
  run.chargeList(list.length)
  const read = list.map((item) => groovyReadNamed(item, name, run))
  if (list.length > 0 && read.every((item) => item === undefined)) return undefined
  // Children of several elements form one list, as those of one do.
  return list.every((item) => item instanceof XmlNode) ? read.flat().filter((item) => item !== undefined) : read
}

export function groovyRead(value: unknown, key: unknown, run: Run): unknown {
  if (typeof key === 'number' && (Array.isArray(value) || typeof value === 'string')) {
    return value[key < 0 ? value.length + key : key]
  }
  if (Array.isArray(key) && (Array.isArray(value) || typeof value === 'string')) {
    run.chargeList(key.length)
    const picked = key.map((one) => groovyRead(value, one, run))
    return typeof value === 'string' ? picked.join('') : picked
  }
  if (typeof key === 'string') return groovyReadNamed(value, key, run)
  return readMember(value, key, run)
}

/** `list[from..to]`: negative ends count from the end; a range that runs backwards gives the elements in that order. */
export function groovySlice(value: unknown, from: number, to: number, exclusive: boolean, run: Run): unknown {
  if (value === null || value === undefined) return undefined
  if (!Array.isArray(value) && typeof value !== 'string') {
    throw new ExpressionError(`a range picks from a list or text; found ${kindOf(value)}`)
  }
  const { length } = value
  const first = from < 0 ? length + from : from
  const end = to < 0 ? length + to : to
  const last = exclusive ? end - Math.sign(end - first || 1) : end
  if (exclusive && first === end) return typeof value === 'string' ? '' : []
  const picked: unknown[] = []
  run.chargeList(Math.min(Math.abs(last - first) + 1, length))
  const step = last < first ? -1 : 1
  for (
    let at = Math.max(0, Math.min(first, length - 1));
    step * (last - at) >= 0 && at >= 0 && at < length;
    at += step
  ) {
    picked.push(value[at])
  }
  return typeof value === 'string' ? picked.join('') : picked
}

export function groovyWrite(target: unknown, key: unknown, value: unknown, path: string, run: Run): void {
  const fromEnd = Array.isArray(target) && typeof key === 'number' && key < 0
  writeMember(target, fromEnd ? target.length + key : key, value, path, run)
}

/** What `for … in`, `each` and their kin go through: a map gives its entries, nothing gives no rounds. */
export function groovyItems(value: unknown, run: Run): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (!isPlain(value)) return itemsOf(value, run)
  const keys = Object.keys(value)
  run.chargeList(keys.length)
  return keys.map((key) => ({ key, value: value[key] }))
}

/** The whole numbers from one end to the other. */
export function rangeOf(from: unknown, to: unknown, exclusive: boolean, run: Run): number[] {
  const [first, end] = rangeEnds(from, to, run)
  const step = end < first ? -1 : 1
  const length = Math.abs(end - first) + (exclusive ? 0 : 1)
  run.chargeList(length)
  return Array.from({ length }, (_, at) => first + step * at)
}

export function rangeEnds(from: unknown, to: unknown, run: Run): [number, number] {
  const ends = [toNumber(from, run), toNumber(to, run)] as [number, number]
  if (ends.every(Number.isSafeInteger)) return ends
  throw new ExpressionError('a range goes from one whole number to another')
}
