/**
 * Reads JSON (RFC 8259). `JSON.parse` does the work where it can; a text that holds a number beyond a double, or that
 * is no JSON, goes through a reader of our own, which keeps such numbers and says where the mistake is.
 */
import { compareNumeric } from './decimal.ts'
import { type Parsed, problemAt, withoutMark } from './problem.ts'
import { ExactNumber } from './types.ts'

/**
 * The value of a JSON text. A byte order mark is passed over, of two equal keys the last wins, `__proto__` is a key
 * like any other, and nesting is bounded by memory only. A number whose double is another number becomes an
 * `ExactNumber`.
 */
export function parseJson(source: string): Parsed<unknown> {
  const { text, skipped } = withoutMark(source)
  if (!mayHoldExactNumber(text)) {
    try {
      return { value: JSON.parse(text) }
    } catch {
      // The reader below finds the place, or accepts what is nested too deeply for this `JSON.parse`.
    }
  }
  try {
    return { value: readDocument(text) }
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error
    return problemAt(source, error.offset + skipped, (place) => messageOf(error, text, place))
  }
}

/** The value of a numeric text in JSON's syntax: a number if its double is the same number, else an `ExactNumber`. */
export function numberOf(text: string): number | ExactNumber {
  const double = Number(text)
  if (text.length <= 15 && !/[eE]/.test(text)) return double
  return Number.isFinite(double) && compareNumeric(String(double), text) === 0 ? double : new ExactNumber(text)
}

// Up to 15 significant digits survive in a double, and so do all exponents of two digits.
const wideNumber = /(?<![^\s,:[])-?(?:[\d.]{16}[\d.]*(?:[eE][+-]?\d+)?|[\d.]{1,15}[eE][+-]?\d{3,})/g

/** Never overlooks such a number; may be wrong about what stands inside strings, which costs time only. */
function mayHoldExactNumber(text: string): boolean {
  for (const [number] of text.matchAll(wideNumber)) if (numberOf(number) instanceof ExactNumber) return true
  return false
}

class Unexpected extends Error {
  readonly expected: string
  readonly offset: number
  constructor(expected: string, offset: number) {
    super(expected)
    this.expected = expected
    this.offset = offset
  }
}

function messageOf({ expected, offset }: Unexpected, text: string, place: string): string {
  const hint = offset === text.search(/\S/) && text[offset] === '<' ? '; it looks like HTML or XML' : ''
  return `${expected} was expected ${place}, found ${foundAt(text, offset)}${hint}`
}

function foundAt(text: string, offset: number): string {
  if (offset >= text.length) return text.trim() === '' ? 'no text' : 'the end of the text'
  const word = /^[\p{L}\p{N}_$.+-]{1,20}/u.exec(text.slice(offset, offset + 40))?.[0]
  if (word) return `\`${word}\``
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0)
  if (character === '\n' || character === '\r') return 'a line break'
  if (character === '`') return 'a backtick'
  return /[\p{C}\p{Z}]/u.test(character) ? `the character U+${hex(character)}` : `\`${character}\``
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}

/** A list or map that is not closed yet; `key` is that of the member being read. */
type Open = { readonly list: unknown[] } | { readonly map: Record<string, unknown>; key: string }

function readDocument(text: string): unknown {
  const reader = tokenReader(text)
  const open: Open[] = []
  for (;;) {
    let value: unknown
    const start = reader.peek()
    if (start === '[') {
      reader.step()
      if (reader.peek() !== ']') {
        open.push({ list: [] })
        continue
      }
      reader.step()
      value = []
    } else if (start === '{') {
      reader.step()
      if (reader.peek() !== '}') {
        open.push({ map: {}, key: reader.key('a key in double quotes or `}`') })
        continue
      }
      reader.step()
      value = {}
    } else value = reader.scalar()
    const whole = addAndClose(reader, open, value)
    if (whole) return whole.value
  }
}

/** Adds a finished value to what holds it, and that in turn while it ends here. Gives the document when all is closed. */
function addAndClose(reader: TokenReader, open: Open[], finished: unknown): { value: unknown } | undefined {
  let value = finished
  for (let top = open.at(-1); top; top = open.at(-1)) {
    if ('list' in top) top.list.push(value)
    else addMember(top.map, top.key, value)
    const mark = reader.peek()
    const close = 'list' in top ? ']' : '}'
    if (mark !== ',' && mark !== close) throw new Unexpected(`\`,\` or \`${close}\``, reader.offset())
    reader.step()
    if (mark === ',') {
      if ('map' in top) top.key = reader.key('a key in double quotes')
      return undefined
    }
    value = 'list' in top ? top.list : top.map
    open.pop()
  }
  if (reader.peek() !== '') throw new Unexpected('the end of the JSON text', reader.offset())
  return { value }
}

function addMember(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') map[key] = value
  else Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true })
}

interface TokenReader {
  /** The next character that is not white space, '' at the end. */
  peek(): string
  /** Passes over the character that `peek` gave. */
  step(): void
  /** Where the character that `peek` gave stands. */
  offset(): number
  /** A key and its colon. */
  key(expected: string): string
  /** A text, number, boolean or null. */
  scalar(): unknown
}

const literals: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
])

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

function tokenReader(text: string): TokenReader {
  let at = 0
  const space = /[ \t\n\r]*/y
  const plain = /[^"\\\u0000-\u001f]*/y
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  const word = /[a-z]+/y
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  const peek = (): string => {
    match(space)
    return text.charAt(at)
  }
  const escaped = (): string => {
    const simple = escapes[text.charAt(at + 1)]
    if (simple !== undefined) {
      at += 2
      return simple
    }
    const digits = /^u([0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6))?.[1]
    if (digits === undefined) throw new Unexpected('an escape of JSON such as `\\n` or `\\u00e9`', at)
    at += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }
  const string = (): string => {
    at += 1
    let value = match(plain)
    for (;;) {
      const next = text.charAt(at)
      if (next === '\\') value += escaped() + match(plain)
      else if (next === '"') break
      else if (next === '') throw new Unexpected('the closing quote of the string', at)
      else throw new Unexpected('the closing quote of the string or an escape such as `\\n`', at)
    }
    at += 1
    return value
  }
  return {
    peek,
    step: () => {
      at += 1
    },
    offset: () => at,
    key(expected) {
      if (peek() !== '"') throw new Unexpected(expected, at)
      const name = string()
      if (peek() !== ':') throw new Unexpected('`:`', at)
      at += 1
      return name
    },
    scalar() {
      const first = peek()
      if (first === '"') return string()
      const start = at
      const digits = match(number)
      if (digits !== '') return numberOf(digits)
      const name = match(word)
      if (literals.has(name)) return literals.get(name)
      throw new Unexpected('a JSON value', start)
    },
  }
}
