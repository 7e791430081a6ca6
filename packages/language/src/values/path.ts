/** Paths into values: written as expressions write them, and read where a test says what to ignore. */
import { ExpressionError } from '../expression/types.ts'

/** A key of a map, a child or `@attribute` of an element, or an index of a list. */
export type Segment = string | number

const name = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u

/** The path as an expression: `items[3].name`, `['odd key'][0]`. With `root`, as a path from that variable. */
export function pathOf(segments: readonly Segment[], root = ''): string {
  let path = root
  for (const segment of segments) {
    if (typeof segment === 'number') path += `[${segment}]`
    else if (!name.test(segment)) path += `['${escaped(segment)}']`
    else path += path === '' ? segment : `.${segment}`
  }
  return path
}

function escaped(key: string): string {
  return key.replace(/[\\'\u0000-\u001f\u2028\u2029]/g, (character) => {
    if (character === '\\' || character === "'") return `\\${character}`
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** Stands for every key and every index. */
export const anySegment = Symbol('*')

export type PatternSegment = Segment | typeof anySegment

const patternPart = /\.?(\*|[^\s.[\]'"*]+)|\[(?:(\d+)|(\*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/suy

/**
 * Reads a path that may have `*` for any key or index: `items[*].etag`, `['odd key'].*`. Throws an ExpressionError
 * where the text is no such path.
 */
export function pathPattern(text: string): PatternSegment[] {
  const segments: PatternSegment[] = []
  let at = 0
  while (at < text.length) {
    patternPart.lastIndex = at
    const part = patternPart.exec(text)
    if (!part || (segments.length > 0 && /^[^.[]/.test(part[0]))) break
    segments.push(segmentOf(part))
    at = patternPart.lastIndex
  }
  if (at < text.length || segments.length === 0 || text.startsWith('.')) {
    throw new ExpressionError(`\`${text}\` is not a path; write it as \`items[*].etag\` or \`['odd key']\``, {
      start: at,
      end: text.length,
    })
  }
  return segments
}

function segmentOf([, key, index, star, single, double]: RegExpExecArray): PatternSegment {
  if (key === '*' || star) return anySegment
  if (index !== undefined) return Number(index)
  return key ?? unescaped(single ?? double ?? '')
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gis, (_, code: string | undefined, character: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : character,
  )
}

/** Which patterns still apply at a place of the compared values, and what is left of them. */
export interface Ignored {
  /** Whether the member is to be passed over. */
  has(segment: Segment): boolean
  /** What applies below the member. */
  under(segment: Segment): Ignored
  /** What applies below an element of XML that occurs once, for which the path may have an index or none. */
  underOnly(segment: Segment): Ignored
}

const nothing: Ignored = { has: () => false, under: () => nothing, underOnly: () => nothing }

/** The members to pass over, by patterns from the root. Equal remainders are one object, so results can be kept by it. */
export function ignoredBy(texts: readonly string[]): Ignored {
  const patterns = texts.map(pathPattern)
  const known = new Map<string, Ignored>()
  type Rest = { readonly pattern: number; readonly at: number }
  const stateOf = (rests: readonly Rest[]): Ignored => {
    if (rests.length === 0) return nothing
    const key = [...new Set(rests.map(({ pattern, at }) => `${pattern}:${at}`))].sort().join()
    const found = known.get(key)
    if (found) return found
    const next = (segment: Segment, from: readonly Rest[]) =>
      from
        .filter(({ pattern, at }) => matches(patterns[pattern]?.[at], segment))
        .map(({ pattern, at }) => ({ pattern, at: at + 1 }))
    const unfinished = (from: readonly Rest[]) =>
      from.filter(({ pattern, at }) => at < (patterns[pattern]?.length ?? 0))
    const state: Ignored = {
      has: (segment) => next(segment, rests).some(({ pattern, at }) => at === patterns[pattern]?.length),
      under: (segment) => stateOf(unfinished(next(segment, rests))),
      underOnly(segment) {
        const below = unfinished(next(segment, rests))
        return stateOf([...below, ...unfinished(next(0, below))])
      },
    }
    known.set(key, state)
    return state
  }
  return stateOf(patterns.map((_, pattern) => ({ pattern, at: 0 })))
}

function matches(pattern: PatternSegment | undefined, segment: Segment): boolean {
  return pattern === anySegment || pattern === segment
}
