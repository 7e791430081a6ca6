import { jsonText } from '@merlon/language'

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const immutable = new WeakSet<object>()

/** Marks a value that nothing changes, so that it is shared where others are copied. */
export function share<T extends object>(value: T): T {
  immutable.add(value)
  return value
}

/** A copy of lists and maps that scripts may change without changing the original; other values are immutable and shared. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  // Element by element, the copy has the type of what it copies.
  if (Array.isArray(value)) return value.map(copyOf) as T
  if (!isPlain(value) || immutable.has(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)])) as T
}

const LONGEST = 4096

/** A value as a report shows it: plain JSON, cut at 4 kB. */
export function shown(value: unknown, longest = LONGEST): unknown {
  if (typeof value === 'string') return value.length > longest ? `${value.slice(0, longest)}…` : value
  if (value === undefined || value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  const text = jsonText(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : JSON.parse(text)
}
