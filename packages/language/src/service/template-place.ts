/** Where the code of a `${ }` begins and ends, in a text that may break off anywhere. */
import { tokensUntil } from './lexer.ts'

export interface CodeStretch {
  readonly start: number
  readonly end: number
  /** Whether a `}` stands at its end; else it ends with the word at the caret. */
  readonly closed: boolean
}

/** The most characters that the code of one `${ }` is looked through for its end. */
const MOST = 5_000

/** As many `${` before the caret are looked at. */
const MOST_BEFORE = 20

function firstLookedAt(text: string, offset: number): number {
  let at = offset
  for (let count = 0; count < MOST_BEFORE && at > 0; count += 1) {
    const before = text.lastIndexOf('${', at - 1)
    if (before < 0) break
    at = before
  }
  return at
}

/** The code in which the caret stands; undefined where it stands outside of every `${ }`. */
export function openTemplate(text: string, offset: number): CodeStretch | undefined {
  let at = firstLookedAt(text, offset)
  for (;;) {
    const dollar = text.indexOf('${', at)
    const start = dollar + 2
    if (dollar < 0 || start > offset) return undefined
    at = start
    if (text[dollar - 1] === '\\') continue
    const end = codeEnd(text, start)
    if (end !== undefined && offset <= end) return { start, end, closed: true }
    if (end === undefined) {
      const next = text.indexOf('${', start)
      if (next >= 0 && next < offset) continue
      const word = /^[\p{ID_Continue}$]*/u.exec(text.slice(offset, offset + MOST))?.[0] ?? ''
      return { start, end: offset + word.length, closed: false }
    }
    at = end
  }
}

/** Where the `}` stands that closes the code which begins at `start`; undefined where there is none. */
export function codeEnd(text: string, start: number): number | undefined {
  let depth = 0
  const code = text.slice(start, start + MOST)
  for (const { kind, text: sign, start: at } of tokensUntil(code, code.length)) {
    if (kind === 'open') return undefined
    if (kind !== 'sign') continue
    if (sign === '{' || sign === '${') {
      // A second `${` means that the first was left open.
      if (code[at - 1] === '$') return undefined
      depth += 1
    } else if (sign === '}') {
      if (depth === 0) return start + at
      depth -= 1
    }
  }
  return undefined
}
