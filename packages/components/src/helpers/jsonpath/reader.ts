/** Reads the words of a JSONPath: names, texts, numbers, marks. Says where one is missing. */
import { ExpressionError, parseJson } from '@merlon/language'

const DEEPEST = 50
const LONGEST_SHOWN = 80

const nameStart = '[A-Za-z_\\u0080-\\ud7ff\\ue000-\\uffff]|[\\ud800-\\udbff][\\udc00-\\udfff]'
const words = {
  space: /[ \t\n\r]*/y,
  name: new RegExp(`(?:${nameStart})(?:${nameStart}|\\d)*`, 'y'),
  functionName: /[a-z][a-z_\d]*(?=\()/y,
  integer: /0|-?[1-9]\d*/y,
  number: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y,
  word: /(?:true|false|null)(?![A-Za-z_\d\u0080-\uffff])/y,
  operator: /[=!]=|[<>]=?/y,
  plain: /[^'"\\\u0000-\u001f\ud800-\udfff]+|[\ud800-\udbff][\udc00-\udfff]/y,
  unicode: /\\u(?:[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?![dD][89a-fA-F])[\da-fA-F]{4})/y,
} as const

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '/': '/',
  '\\': '\\',
}

export class Reader {
  readonly path: string
  at = 0
  private depth = 0

  constructor(path: string) {
    this.path = path
  }

  /** The error of a path that goes on otherwise than it must. */
  wrong(expected: string, at = this.at): ExpressionError {
    const found = at >= this.path.length ? 'the end' : `\`${String.fromCodePoint(this.path.codePointAt(at)!)}\``
    return this.fault(`expected ${expected}`, at, `, found ${found}`)
  }

  /** The error of a path that is written well and makes no sense. */
  fault(message: string, at: number, found = ''): ExpressionError {
    const path = this.path.length > LONGEST_SHOWN ? `${this.path.slice(0, LONGEST_SHOWN)}…` : this.path
    return new ExpressionError(
      `jsonpath: ${message} at position ${[...this.path.slice(0, at)].length + 1} of '${path}'${found}`,
    )
  }

  /** Runs what may nest, so deep at most that no path exhausts the stack. */
  nested<Result>(read: () => Result): Result {
    this.depth += 1
    if (this.depth > DEEPEST) throw this.fault(`nested deeper than ${DEEPEST} levels`, this.at)
    const result = read()
    this.depth -= 1
    return result
  }

  get done(): boolean {
    return this.at >= this.path.length
  }

  starts(mark: string): boolean {
    return this.path.startsWith(mark, this.at)
  }

  /** Passes over a mark, if it stands here. */
  takes(mark: string): boolean {
    if (!this.starts(mark)) return false
    this.at += mark.length
    return true
  }

  needs(mark: string, expected = `\`${mark}\``): void {
    if (!this.takes(mark)) throw this.wrong(expected)
  }

  space(): void {
    this.word('space')
  }

  /** The word of that kind that stands here. */
  word(kind: keyof typeof words): string | undefined {
    const pattern = words[kind]
    pattern.lastIndex = this.at
    const found = pattern.exec(this.path)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  /** A whole number that a double holds exactly (RFC 9535, section 2.1). */
  integer(): number | undefined {
    const start = this.at
    const text = this.word('integer')
    if (text === undefined) return undefined
    if (/\d/.test(this.path.charAt(this.at)))
      throw this.fault('a whole number without leading zeros was expected', start)
    if (!Number.isSafeInteger(Number(text))) throw this.fault('the number is out of range (±9007199254740991)', start)
    return Number(text)
  }

  /** A number, with all its digits; a word of JSON; a text. */
  literal(): { readonly value: unknown } | undefined {
    if (this.starts("'") || this.starts('"')) return { value: this.text() }
    const start = this.at
    const written = this.word('number') ?? this.word('word')
    if (written === undefined) return undefined
    const parsed = parseJson(written)
    if (!('value' in parsed) || /[\d.]/.test(this.path.charAt(this.at)))
      throw this.fault('expected a number as in JSON', start)
    return { value: parsed.value }
  }

  /** A text in single or double quotes. */
  text(): string {
    const quote = this.path.charAt(this.at)
    const other = quote === '"' ? "'" : '"'
    this.at += 1
    let text = ''
    while (!this.takes(quote)) {
      if (this.done) throw this.wrong(`the closing ${quote === '"' ? 'double' : 'single'} quote`)
      if (this.takes(other)) text += other
      else if (this.starts('\\')) text += this.escaped(quote)
      else {
        const plain = this.word('plain')
        if (plain === undefined) throw this.fault('a control character or half a character must be escaped', this.at)
        text += plain
      }
    }
    return text
  }

  private escaped(quote: string): string {
    const unicode = this.word('unicode')
    if (unicode !== undefined) {
      return String.fromCharCode(...(unicode.match(/[\da-fA-F]{4}/g) ?? []).map((hex) => Number.parseInt(hex, 16)))
    }
    const mark = this.path.charAt(this.at + 1)
    const character = mark === quote ? quote : escapes[mark]
    if (character === undefined) throw this.fault('expected an escape such as `\\n` or `\\u00e9`', this.at)
    this.at += 2
    return character
  }
}
