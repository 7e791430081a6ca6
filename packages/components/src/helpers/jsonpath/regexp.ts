/**
 * The patterns of `match` and `search`: I-Regexp (RFC 9485), and whatever more ECMAScript reads (`\d`, `^`). They run in
 * the linear engine.
 */
import {
  compilePattern,
  ExpressionError,
  type HelperUse,
  type Pattern,
  PatternError,
  PatternLimitError,
} from '@merlon/language'
import type { Reader } from './reader.ts'

const MOST_KEPT = 200
const known = new Map<string, Pattern | undefined>()

/** Refuses a literal pattern that cannot be read. One that the value holds merely matches nothing (RFC 9535, section 2.4.6). */
export function checkPattern(source: string, reader: Reader, at: number): void {
  try {
    compilePattern(mapped(source), 'u')
  } catch (error) {
    if (error instanceof PatternError) throw reader.fault(`the pattern is wrong: ${error.message},`, at)
    throw error
  }
}

/** Whether the pattern matches: the whole text, or somewhere in it. */
export function matches(source: string, text: string, whole: boolean, use: HelperUse): boolean {
  const pattern = compiled(source, whole, use)
  if (!pattern) return false
  try {
    return pattern.test(text, (steps) => use.charge(steps))
  } catch (error) {
    if (error instanceof PatternLimitError) throw new ExpressionError(`stopped: ${error.message}`)
    throw error
  }
}

function compiled(source: string, whole: boolean, use: HelperUse): Pattern | undefined {
  const key = `${whole ? '=' : '~'}${source}`
  use.charge(1 + (source.length >> 3))
  if (known.has(key)) return known.get(key)
  use.charge(100 + source.length * 4)
  if (known.size >= MOST_KEPT) known.clear()
  const pattern = patternOf(whole ? `^(?:${mapped(source)})$` : mapped(source), source)
  known.set(key, pattern)
  return pattern
}

function patternOf(wrapped: string, source: string): Pattern | undefined {
  try {
    // By itself first: `a)(b` would be a pattern once it stands in parentheses.
    compilePattern(mapped(source), 'u')
    return compilePattern(wrapped, 'u')
  } catch (error) {
    if (error instanceof PatternError) return undefined
    throw error
  }
}

/** A dot outside of brackets is any character but a line feed or carriage return (RFC 9485, section 5.3). */
function mapped(source: string): string {
  let inClass = false
  let made = ''
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (character === '\\') {
      made += character + source.charAt(at + 1)
      at += 1
      continue
    }
    if (character === '[') inClass = true
    if (character === ']') inClass = false
    made += character === '.' && !inClass ? '[^\\n\\r]' : character
  }
  return made
}
