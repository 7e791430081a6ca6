/**
 * Reading and writing members. What is not own data of a value is not there: no prototype is ever looked at. Functions
 * of values are found only when they are called (`./call.ts`), so a member that is missing can never be mistaken for one.
 */
import { ExactNumber, XmlNode, xmlMember } from '../values/index.ts'
import { Bytes } from './bytes.ts'
import { Helper, Namespace, Native } from './callable.ts'
import { limits } from './limits.ts'
import { RegularExpression } from './regular.ts'
import type { Run } from './run.ts'
import { ExpressionError } from './types.ts'
import { define, isPlain, kindOf, toKey } from './values.ts'

/** The index that a key of a list or text stands for. */
export function indexOf(key: string): number | undefined {
  const index = Number(key)
  return Number.isInteger(index) && index >= 0 && String(index) === key ? index : undefined
}

/** Reads a member by name. Anything that has no such member, null and undefined included, gives undefined. */
export function readNamed(value: unknown, name: string): unknown {
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) return readList(value, name)
    if (isPlain(value)) return Object.hasOwn(value, name) ? value[name] : undefined
    return readSpecial(value, name)
  }
  if (typeof value !== 'string') return undefined
  if (name === 'length') return value.length
  const index = indexOf(name)
  return index === undefined ? undefined : value[index]
}

function readList(list: readonly unknown[], name: string): unknown {
  if (name === 'length') return list.length
  const index = indexOf(name)
  if (index !== undefined) return list[index]
  // The match of a pattern is a list that also knows `index`, `input`, `groups`.
  return Object.getOwnPropertyDescriptor(list, name)?.value
}

/** Members of the values that are neither lists nor maps. */
function readSpecial(value: object, name: string): unknown {
  if (value instanceof XmlNode) return name === 'length' ? 1 : xmlMember(value, name)
  if (value instanceof ExactNumber) return undefined
  if (value instanceof Namespace) return value.member(name)
  if (value instanceof Helper) return helperFunction(value, name)
  if (value instanceof Map || value instanceof Set) return name === 'size' ? value.size : undefined
  if (value instanceof Bytes) {
    const index = indexOf(name)
    return name === 'length' ? value.length : index === undefined ? undefined : value.at(index)
  }
  return value instanceof RegularExpression ? readPattern(value, name) : undefined
}

function helperFunction(helper: Helper, name: string): unknown {
  const { functions } = helper.object
  if (!Object.hasOwn(functions, name)) return undefined
  return new Native((args, run) => functions[name]?.run(args, run))
}

const patternFlags: ReadonlyMap<string, string> = new Map([
  ['ignoreCase', 'i'],
  ['multiline', 'm'],
  ['dotAll', 's'],
  ['unicode', 'u'],
  ['hasIndices', 'd'],
])

function readPattern(pattern: RegularExpression, name: string): unknown {
  if (name === 'source' || name === 'flags' || name === 'lastIndex') return pattern[name]
  if (name === 'global') return pattern.global
  if (name === 'sticky') return pattern.sticky
  const flag = patternFlags.get(name)
  return flag === undefined ? undefined : pattern.flags.includes(flag)
}

/** Reads a member by a computed key. */
export function readMember(value: unknown, key: unknown, run: Run): unknown {
  if (typeof key === 'number' && (Array.isArray(value) || typeof value === 'string')) {
    return Number.isInteger(key) && key >= 0 ? value[key] : undefined
  }
  if (value === null || value === undefined) return undefined
  return readNamed(value, toKey(key, run))
}

/** Writes a member of a list or map of plain data; everything else cannot be changed. */
export function writeMember(target: unknown, key: unknown, value: unknown, path: string, run: Run): void {
  if (Array.isArray(target)) {
    writeList(target, key, value, path, run)
    return
  }
  if (target instanceof RegularExpression && key === 'lastIndex') {
    target.lastIndex = typeof value === 'number' && value > 0 ? Math.trunc(value) : 0
    return
  }
  if (!isPlain(target))
    throw new ExpressionError(`${path} is ${kindOf(target)}; only members of lists and maps can be set`)
  const name = toKey(key, run)
  run.charge(1)
  requireOpen(target, path, run)
  define(target, name, value)
}

function writeList(list: unknown[], key: unknown, value: unknown, path: string, run: Run): void {
  const name = toKey(key, run)
  const isLength = name === 'length'
  const index = isLength ? value : indexOf(name)
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0) {
    throw new ExpressionError(`${path} is a list; only its elements, by number, and its length can be set`)
  }
  requireOpen(list, path, run)
  const length = isLength ? index : index + 1
  if (length > list.length) {
    run.chargeList(length)
    while (list.length < length) list.push(undefined)
  }
  if (isLength) list.length = length
  else list[index] = value
}

/** Removes a member of a map; an element of a list becomes undefined. */
export function deleteMember(target: unknown, key: unknown, path: string, run: Run): boolean {
  if (target === null || target === undefined) return true
  const name = toKey(key, run)
  if (Array.isArray(target) && indexOf(name) !== undefined) {
    requireOpen(target, path, run)
    const index = Number(name)
    if (index < target.length) target[index] = undefined
    return true
  }
  if (!isPlain(target)) throw new ExpressionError(`${path} is ${kindOf(target)}; only members of maps can be deleted`)
  requireOpen(target, path, run)
  return Reflect.deleteProperty(target, name)
}

/** Must be called before a list or map is changed. Throws where it is frozen. */
export function requireOpen(target: object, path: string, run: Run): void {
  run.variables?.touch(target)
  if (Object.isFrozen(target)) {
    throw new ExpressionError(`${path} cannot be changed`, { help: 'make a copy first: `structuredClone(value)`' })
  }
}

/** The own names of what can be walked through like a map. */
export function ownNames(value: unknown, run: Run): string[] {
  if (typeof value === 'string') run.chargeList(value.length)
  else if (Array.isArray(value)) run.chargeList(value.length)
  if (typeof value === 'string' || Array.isArray(value))
    return Array.from({ length: value.length }, (_, at) => String(at))
  if (value instanceof XmlNode) {
    const names = new Set(value.children.flatMap((child) => (typeof child === 'string' ? [] : [child.name])))
    run.chargeList(value.children.length)
    return [...names]
  }
  if (!isPlain(value)) return []
  const names = Object.keys(value)
  run.chargeList(Math.min(names.length, limits.list))
  return names
}
