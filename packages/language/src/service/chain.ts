/** What stands before a caret in code: a name that begins, or a member of something, and which names exist only there. */
import type { Token } from './lexer.ts'

/** The stretch of code that a member is asked of: `payload.items[0]` in `payload.items[0].na|`. */
export interface Base {
  readonly start: number
  readonly end: number
  /** The first token, when it is all there is. */
  readonly name: string | undefined
}

const endsValue = ({ kind, text }: Token): boolean =>
  kind === 'name' || kind === 'number' || kind === 'text' || text === ')' || text === ']' || text === '}'

const isDot = (token: Token | undefined): boolean => token?.text === '.' || token?.text === '?.'

/** Words that are no value, though they look like a name. */
const words = new Set(
  'return typeof in of case void delete new instanceof else do await yield throw const let var'.split(' '),
)

export const isValueEnd = (token: Token | undefined): boolean =>
  token !== undefined && endsValue(token) && !(token.kind === 'name' && words.has(token.text))

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[' }

/** The index of the bracket that the one at `at` closes. */
function openerOf(tokens: readonly Token[], at: number): number | undefined {
  let depth = 0
  for (let index = at; index >= 0; index -= 1) {
    const { kind, text } = tokens[index]!
    if (kind !== 'sign') continue
    if (text === ')' || text === ']' || text === '}') depth += 1
    if (text === '(' || text === '[' || text === '{' || text === '${') depth -= 1
    if (depth === 0) return text === openers[tokens[at]!.text] ? index : undefined
  }
  return undefined
}

/** The value whose last token is at `last`; undefined where it is none that can be read backwards. */
export function baseBefore(tokens: readonly Token[], last: number): Base | undefined {
  let at = last
  for (;;) {
    const token = tokens[at]
    if (!token) return undefined
    let first = at
    if (token.text === ')' || token.text === ']') {
      const opener = openerOf(tokens, at)
      if (opener === undefined) return undefined
      first = opener
      const before = tokens[opener - 1]
      if (isValueEnd(before) || before?.text === '?.') {
        at = before?.text === '?.' ? opener - 2 : opener - 1
        continue
      }
    } else if (token.kind !== 'name' && token.kind !== 'text') return undefined
    else if (token.kind === 'name' && isDot(tokens[at - 1])) {
      at -= 2
      continue
    } else if (words.has(token.text)) return undefined
    const { start } = tokens[first]!
    return { start, end: tokens[last]!.end, name: first === last && token.kind === 'name' ? token.text : undefined }
  }
}

export type CodePlace =
  | { readonly is: 'nothing' }
  /** A name begins at `start`. */
  | { readonly is: 'name'; readonly start: number }
  /** A member of `base` after `.` or `?.`, which begin at `dot`; its name begins at `start`. */
  | {
      readonly is: 'member'
      readonly base: Base
      readonly dot: number
      readonly optional: boolean
      readonly start: number
    }
  /** A key of `base` in `[ ]`, from `start`, with the quote that was typed. */
  | { readonly is: 'key'; readonly base: Base; readonly start: number; readonly quote: string }

/** What could be completed at `offset`, where the tokens end. */
export function codePlace(tokens: readonly Token[], offset: number): CodePlace {
  const last = tokens.length - 1
  const token = tokens[last]
  if (!token) return { is: 'name', start: offset }
  if (token.kind === 'open') {
    const base = /^["']$/.test(token.text) ? bracketBase(tokens, last - 1) : undefined
    return base ? { is: 'key', base, start: token.start, quote: token.text } : { is: 'nothing' }
  }
  const touches = token.end === offset
  if (isDot(token)) return memberPlace(tokens, last, offset)
  if (token.kind === 'name' && touches) {
    if (isDot(tokens[last - 1])) return memberPlace(tokens, last - 1, token.start)
    return { is: 'name', start: token.start }
  }
  const isNumber = token.kind === 'number' && touches
  const bracket = isNumber ? last - 1 : last
  const base = bracketBase(tokens, bracket)
  if (base) return { is: 'key', base, start: isNumber ? token.start : offset, quote: '' }
  if (isNumber || isValueEnd(token)) return { is: 'nothing' }
  return { is: 'name', start: offset }
}

/** What a key is asked of by the `[` at that index; undefined where it begins a list. */
function bracketBase(tokens: readonly Token[], bracket: number): Base | undefined {
  if (tokens[bracket]?.text !== '[') return undefined
  const last = tokens[bracket - 1]?.text === '?.' ? bracket - 2 : bracket - 1
  return isValueEnd(tokens[last]) ? baseBefore(tokens, last) : undefined
}

function memberPlace(tokens: readonly Token[], dot: number, start: number): CodePlace {
  const base = baseBefore(tokens, dot - 1)
  const { text, start: at } = tokens[dot]!
  return base ? { is: 'member', base, dot: at, optional: text === '?.', start } : { is: 'nothing' }
}

/** Parameters of a function that is given to a member of a value and surrounds the caret. */
export interface Callback {
  readonly base: Base
  readonly member: string
  /** One for each parameter; several names where it is taken apart. */
  readonly parameters: readonly (string | readonly string[])[]
}

/** Functions inside each other whose parameters are known. */
const MOST_CALLBACKS = 10

/** Functions around the end of the tokens, outermost first. */
export function callbacksAround(tokens: readonly Token[]): Callback[] {
  return openBrackets(tokens)
    .slice(-MOST_CALLBACKS)
    .flatMap((at): Callback[] => {
      const member = tokens[at - 1]
      if (tokens[at]?.text !== '(' || member?.kind !== 'name' || !isDot(tokens[at - 2])) return []
      const base = baseBefore(tokens, at - 3)
      const parameters = parametersAfter(tokens, at + 1)
      return base && parameters ? [{ base, member: member.text, parameters }] : []
    })
}

function openBrackets(tokens: readonly Token[]): number[] {
  const open: number[] = []
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'sign') return
    if (text === '(' || text === '[' || text === '{') open.push(at)
    else if (text === ')' || text === ']' || text === '}') open.pop()
  })
  return open
}

/** `item =>`, `(item, at) =>`, `({ id }) =>`. */
function parametersAfter(tokens: readonly Token[], from: number): (string | readonly string[])[] | undefined {
  const first = tokens[from]
  if (first?.kind === 'name' && tokens[from + 1]?.text === '=>') return [first.text]
  if (first?.text !== '(') return undefined
  const found: (string | string[])[] = []
  let inner: string[] | undefined
  for (let at = from + 1; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at]!
    if (text === '{' || text === '[') inner = []
    else if (text === '}' || text === ']') {
      found.push(inner ?? [])
      inner = undefined
    } else if (text === ')') return tokens[at + 1]?.text === '=>' ? found : undefined
    else if (kind === 'name') {
      if (inner) inner.push(text)
      else found.push(text)
    }
  }
  return undefined
}

/** Names that a script declares before the end of the tokens. */
export function declaredNames(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ kind, text }, at) =>
    kind === 'name' && /^(?:const|let|var|function)$/.test(tokens[at - 1]?.text ?? '') ? [text] : [],
  )
}
