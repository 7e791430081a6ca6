/** The smallest parts of YAML, as a text that may be broken has them. */
import type { Style } from './frames.ts'

export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The first place from `from` that is no blank. */
export function blanks(text: string, from: number, end: number): number {
  let at = from
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\r')) at += 1
  return at
}

export interface Key {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly style: Style
  /** After the colon. */
  readonly after: number
}

const plainKey =
  /[^\s#"'{}[\],&*!|>%@`:?-](?:[^\n:#]|:(?=\S)|(?<=\S)#)*?(?=[ \t]*:(?:\s|$))|-(?=\S)[^\n:]*?(?=:(?:\s|$))/y
const doubleKey = /"(?:[^"\\\n]|\\.)*"(?=[ \t]*:(?:\s|$))/y
const singleKey = /'(?:[^'\n]|'')*'(?=[ \t]*:(?:\s|$))/y

/** The key that begins there, in block form. */
export function keyAt(text: string, at: number, end: number): Key | undefined {
  const sign = text[at]
  const [pattern, style]: [RegExp, Style] =
    sign === '"' ? [doubleKey, 'double'] : sign === "'" ? [singleKey, 'single'] : [plainKey, 'plain']
  pattern.lastIndex = at
  const found = pattern.exec(text)?.[0]
  if (found === undefined || at + found.length > end) return undefined
  const last = at + found.length
  return { name: keyName(found, style), start: at, end: last, style, after: text.indexOf(':', last) + 1 }
}

export function keyName(written: string, style: Style): string {
  if (style === 'plain') return written
  const inner = written.slice(1, written.endsWith(written[0]!) && written.length > 1 ? -1 : undefined)
  return style === 'single' ? inner.replaceAll("''", "'") : inner.replace(/\\(["\\/])/g, '$1')
}

/** Where a value begins after its key, anchors and tags passed over; `end` where none stands on the line. */
export function valueStart(text: string, from: number, end: number): number {
  let at = blanks(text, from, end)
  while (text[at] === '&' || (text[at] === '!' && at < end)) {
    while (at < end && !/\s/.test(text[at]!)) at += 1
    at = blanks(text, at, end)
  }
  return at
}

/**
 * The end of a scalar that begins at `at`, in block form. One in quotes may go on over lines that are indented more than
 * `floor`; where the closing quote is missing, it ends with its line.
 */
export function scalarEnd(text: string, at: number, floor: number): { end: number; style: Style } {
  const sign = text[at]
  if (sign === '"' || sign === "'") return quotedEnd(text, at, floor)
  const newline = text.indexOf('\n', at)
  const line = text.slice(at, newline < 0 ? text.length : newline)
  const content = line.replace(/\s#.*$/, '').trimEnd()
  return { end: at + content.length, style: 'plain' }
}

export function quotedEnd(text: string, at: number, floor: number): { end: number; style: Style } {
  const quote = text[at]
  const style = quote === '"' ? 'double' : 'single'
  let lineBreak = -1
  for (let next = at + 1; next < text.length; next += 1) {
    const character = text[next]
    if (character === '\\' && style === 'double') next += 1
    else if (character === quote) {
      if (style === 'double' || text[next + 1] !== quote) return { end: next + 1, style }
      next += 1
    } else if (character === '\n') {
      if (lineBreak < 0) lineBreak = next
      const begins = blanks(text, next + 1, text.length)
      if (text[begins] !== '\n' && begins - next - 1 <= floor) break
    }
  }
  const cut = lineBreak < 0 ? text.length : lineBreak
  return { end: text[cut - 1] === '\r' ? cut - 1 : cut, style }
}

/** The end of a plain scalar inside `{ }` or `[ ]`. A `${ }` in it belongs to it: whoever types one means it so. */
export function flowPlainEnd(text: string, at: number): number {
  let next = at
  while (next < text.length) {
    const character = text[next]!
    if (character === '$' && text[next + 1] === '{') {
      next = braceEnd(text, next + 2)
      continue
    }
    if (/[,[\]{}\n]/.test(character)) break
    if (character === ':' && /[\s,[\]{}]|^$/.test(text[next + 1] ?? '')) break
    if (character === '#' && /\s/.test(text[next - 1] ?? '')) break
    next += 1
  }
  while (next > at && /\s/.test(text[next - 1]!)) next -= 1
  return next
}

/** After the `}` that closes what was opened before `from`, or where the line, or what is around it, leaves it open. */
function braceEnd(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]!
    if (character === '\n' || (depth === 0 && /[,\])]/.test(character))) return at
    if (/[[({]/.test(character)) depth += 1
    else if (character === '}' && depth === 0) return isAround(text, at) ? at : at + 1
    else if (/[\])}]/.test(character)) depth -= 1
  }
  return text.length
}

/** Whether a `}` closes the brackets around a `${` that is being typed: a blank before it, nothing but others after it. */
function isAround(text: string, at: number): boolean {
  const newline = text.indexOf('\n', at)
  return /\s/.test(text[at - 1] ?? '') && /^[\s}\]]*$/.test(text.slice(at, newline < 0 ? text.length : newline))
}
