/**
 * List and map literals of code, as values: `['a', b]` is a list of the text `a` and of `${b}`.
 *
 * What is no constant stays code, in `${ }`.
 */
import type { PrintValue } from '@merlon/language'
import { escapedTemplate } from '../shared/template-text.ts'

const NUMBER = /-?\d+(?:\.\d+)?(?![\w.])/y
const WORD = /(?:true|false|null)(?![\w.$([])/y
const TEXT = /'(?:[^'\\]|\\[^ux0-9])*'|"(?:[^"\\]|\\[^ux0-9])*"/y
const KEY = /([A-Za-z_$][\w$]*|\d+)(?=\s*:)/y
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' }
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

const unescaped = (written: string): string =>
  written.slice(1, -1).replace(/\\([\s\S])/g, (_all, character: string) => ESCAPES[character] ?? character)

class NoLiteral extends Error {}

class Reader {
  private readonly source: string
  private at = 0

  constructor(source: string) {
    this.source = source
  }

  /** The whole source as a list or map. */
  whole(): PrintValue {
    const wrapped = this.next() === '('
    if (wrapped) this.at += 1
    const open = this.next()
    const value = open === '[' ? this.list() : open === '{' ? this.map() : this.refuse()
    if (wrapped) this.expect(')')
    if (this.next() !== undefined) this.refuse()
    return value
  }

  private refuse(): never {
    throw new NoLiteral()
  }

  private next(): string | undefined {
    while (/\s/.test(this.source[this.at] ?? '')) this.at += 1
    return this.source[this.at]
  }

  private expect(sign: string): void {
    if (this.next() !== sign) this.refuse()
    this.at += 1
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.source)?.[0]
    this.at += found?.length ?? 0
    return found
  }

  private items(close: string, item: () => void): void {
    this.at += 1
    while (this.next() !== close) {
      item()
      if (this.next() === ',') this.at += 1
      else if (this.next() !== close) this.refuse()
    }
    this.at += 1
  }

  private list(): PrintValue[] {
    const items: PrintValue[] = []
    this.items(']', () => items.push(this.member()))
    return items
  }

  private map(): Map<string, PrintValue> {
    const map = new Map<string, PrintValue>()
    this.items('}', () => {
      this.next()
      const text = this.take(TEXT)
      const key = text === undefined ? this.take(KEY) : unescaped(text)
      if (key === undefined) this.refuse()
      this.expect(':')
      map.set(escapedTemplate(key), this.member())
    })
    return map
  }

  /** A constant, a literal, or code up to the next comma or closing bracket. */
  private member(): PrintValue {
    this.next()
    const start = this.at
    const value = this.constant()
    if (value !== undefined && [',', ']', '}'].includes(this.next() ?? '')) return value
    this.at = start
    const code = this.code()
    // A template literal without escapes is what we write as a text with `${ }` in it.
    return /^`[^`\\]*`$/.test(code) ? code.slice(1, -1) : `\${${code}}`
  }

  private constant(): PrintValue | undefined {
    const sign = this.source[this.at]
    if (sign === '[' || sign === '{') return this.attempt(() => (sign === '[' ? this.list() : this.map()))
    const text = this.take(TEXT)
    if (text !== undefined) return escapedTemplate(unescaped(text))
    const word = this.take(WORD)
    if (word !== undefined) return word === 'null' ? null : word === 'true'
    const number = this.take(NUMBER)
    return number === undefined || String(Number(number)) !== number ? undefined : Number(number)
  }

  private attempt<Value>(read: () => Value): Value | undefined {
    try {
      return read()
    } catch (error) {
      if (error instanceof NoLiteral) return undefined
      throw error
    }
  }

  private code(): string {
    const start = this.at
    const open: string[] = []
    for (; this.at < this.source.length; this.at += 1) {
      const sign = this.source[this.at]!
      if (open.length === 0 && [',', ']', '}'].includes(sign)) break
      if (sign === open.at(-1)) open.pop()
      else if (CLOSING[sign] !== undefined) open.push(CLOSING[sign])
      else if (sign === "'" || sign === '"' || sign === '`') this.skipText(sign)
    }
    const code = this.source.slice(start, this.at).trim()
    if (code === '' || code.startsWith('...')) this.refuse()
    return code
  }

  private skipText(quote: string): void {
    for (this.at += 1; this.at < this.source.length && this.source[this.at] !== quote; this.at += 1) {
      if (this.source[this.at] === '\\') this.at += 1
    }
  }
}

/** The value of a JavaScript list or map literal; `undefined` where the source is something else, or too much. */
export function literalValue(source: string): PrintValue | undefined {
  try {
    return new Reader(source).whole()
  } catch (error) {
    if (error instanceof NoLiteral) return undefined
    throw error
  }
}
