/** Paths: member access from one variable, `payload.items[0]['x-y']`. Read without a parser, followed without a copy. */
import { XmlNode, xmlMember } from '../values/index.ts'
import { indexOf, readNamed } from './access.ts'
import { limits } from './limits.ts'
import type { Resolution, Scope } from './types.ts'
import { isPlain } from './values.ts'

export interface Path {
  readonly name: string
  readonly keys: readonly Key[]
  /** `?.` follows the variable itself, which may then be missing. */
  readonly guarded: boolean
  readonly end: number
}

interface Key {
  readonly name: string
  /** Where the step ends in the source. */
  readonly end: number
}

const word = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
const dot = /\s*(\?\.|\.)\s*/y
const index = /\s*(?:\?\.\s*)?\[\s*(\d{1,9}|'[^'\\\n]*'|"[^"\\\n]*")\s*\]/y

/** Words that are no variables, or begin something else than a path. */
const reserved = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if import in instanceof let new null return static super switch this throw true try typeof undefined var void
  while with yield async NaN Infinity`.split(/\s+/),
)

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/**
 * Reads a path that begins at `start`, as far as it goes. Undefined where something else stands there, or the path goes
 * on in a way that only the parser understands.
 */
export function readPath(text: string, start: number, isName: (name: string) => boolean): Path | undefined {
  const first = match(word, text, start)?.[0]
  if (first === undefined || reserved.has(first) || !isName(first)) return undefined
  const keys: Key[] = []
  let at = start + first.length
  let guarded = false
  for (;;) {
    const bracket = match(index, text, at)
    if (bracket) {
      const inner = bracket[1]!
      guarded ||= keys.length === 0 && bracket[0].includes('?.')
      at += bracket[0].length
      const quoted = inner.startsWith("'") || inner.startsWith('"')
      keys.push({ name: quoted ? inner.slice(1, -1) : String(Number(inner)), end: at })
      continue
    }
    const step = match(dot, text, at)
    if (!step) break
    const name = match(word, text, at + step[0].length)?.[0]
    if (name === undefined) return undefined
    guarded ||= keys.length === 0 && step[1] === '?.'
    at += step[0].length + name.length
    keys.push({ name, end: at })
  }
  return keys.length > limits.nesting ? undefined : { name: first, keys, guarded, end: at }
}

/** The value at the end of the path. */
export function followPath({ name, keys }: Path, scope: Scope): unknown {
  let value = scope.get(name)
  for (const key of keys) value = readNamed(value, key.name)
  return value
}

/** As `followPath`, and says whether the last step found something, or where the path broke. `source` begins at `start`. */
export function resolvePath(path: Path, scope: Scope, source: string): Resolution {
  const { name, keys } = path
  let value = scope.get(name)
  if (keys.length === 0)
    return value === null || value === undefined ? missing(value, '', undefined, name) : { value, exists: true }
  if (value === undefined) return missing(undefined, '', undefined, name)
  let before = name
  for (const key of keys) {
    if (!hasMember(value, key.name)) return missing(undefined, before, value, key.name)
    value = readNamed(value, key.name)
    before = source.slice(0, key.end)
  }
  return { value, exists: true }
}

function missing(value: unknown, path: string, at: unknown, member: string): Resolution {
  return { value, exists: false, broke: { path, at, member } }
}

function hasMember(value: unknown, name: string): boolean {
  if (value === null || value === undefined) return false
  if (Array.isArray(value) || typeof value === 'string') {
    return name === 'length' || (indexOf(name) ?? value.length) < value.length
  }
  if (isPlain(value)) return Object.hasOwn(value, name)
  return readNamed(value, name) !== undefined
}

/** The members that a value has, for messages and suggestions. */
export function memberNames(value: unknown): string[] {
  if (isPlain(value)) return Object.keys(value)
  if (!(value instanceof XmlNode)) return []
  const children = xmlMember(value, '*')
  const names = Array.isArray(children) ? children.map((child) => child.name) : []
  return [...new Set([...names, ...[...value.attributes.keys()].map((name) => `@${name}`)])]
}
