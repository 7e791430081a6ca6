/** Reads words as a POSIX shell does (IEEE Std 1003.1, XCU 2), with `$'…'` and `<<<` of Bash. Nothing is carried out. */
import { unescaped } from './escapes.ts'
import { variable } from './marked-text.ts'
import { type LineNote, type Token, type Tokens, Unreadable } from './tokens.ts'

const NAME = /[A-Za-z_]\w*/y
const BRACED = /\{([A-Za-z_]\w*)([^{}]*)\}/y
/** Plain characters, taken together. A `&` in the midst of a word is that of an address which nobody quoted. */
const PLAIN = /(?:[^\s'"\\$`;&|<>()]|(?<=[\w=%./*-])&(?=[\w%]))+/y
const OPERATOR = /&&|\|\||[;&|()\n]/y
const REDIRECTION = /(?:\d+|&)?(?:<<<|<<-?|>>|>\||[<>]&(?:\d+|-)|<|>)/y

interface HereDocument {
  readonly end: string
  readonly expand: boolean
  readonly tabs: boolean
}

class Reader {
  readonly tokens: Token[] = []
  readonly notes: LineNote[] = []
  private readonly text: string
  private readonly firstLine: number
  private readonly awaited: HereDocument[] = []
  private at = 0
  private counted = { at: 0, line: 0 }

  constructor(text: string, firstLine: number) {
    this.text = text
    this.firstLine = firstLine
  }

  private get line(): number {
    let { at, line } = this.counted
    for (; at < this.at; at += 1) if (this.text[at] === '\n') line += 1
    this.counted = { at, line }
    return this.firstLine + line
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text) ?? undefined
    this.at += found?.[0].length ?? 0
    return found
  }

  all(): void {
    while (this.at < this.text.length) {
      this.take(/(?:[^\S\n]|[\\`]\r?\n)+/y)
      const { line } = this
      const comment = this.take(/#([^\n]*)/y)
      if (comment) this.tokens.push({ kind: 'comment', text: comment[1]!.trim(), line })
      else if (!this.redirection(line)) {
        const sign = this.take(OPERATOR)?.[0]
        if (sign === '\n') this.hereDocuments()
        if (sign !== undefined) this.tokens.push({ kind: 'end', sign, line })
        else if (this.at < this.text.length) this.tokens.push({ kind: 'word', text: this.word(), line })
      }
    }
  }

  private redirection(line: number): boolean {
    const sign = this.take(REDIRECTION)?.[0].replace(/^[\d&]+/, '')
    if (sign === undefined) return false
    if (sign === '<<' || sign === '<<-') {
      this.take(/[^\S\n]+/y)
      const start = this.at
      const end = this.word()
      this.awaited.push({ end, expand: this.text.slice(start, this.at) === end, tabs: sign === '<<-' })
    } else if (!/&/.test(sign)) {
      this.tokens.push({ kind: 'redirection', sign: sign === '<' || sign === '<<<' ? sign : '>', line })
    }
    return true
  }

  private hereDocuments(): void {
    for (const { end, expand, tabs } of this.awaited.splice(0)) {
      const { line } = this
      const lines: string[] = []
      for (;;) {
        if (this.at >= this.text.length)
          throw new Unreadable(`the text that begins in line ${line} does not end with '${end}'`)
        const written = this.take(/([^\n]*)\n?/y)![1]!.replace(/\r$/, '')
        const one = tabs ? written.replace(/^\t+/, '') : written
        if (one === end) break
        lines.push(`${one}\n`)
      }
      this.tokens.push({ kind: 'input', text: expand ? this.within(lines.join(''), line) : lines.join(''), line })
    }
  }

  /** The text of a here-document, which is read like one between double quotes. */
  private within(text: string, line: number): string {
    const inner = new Reader(text, line)
    const read = inner.quoted(/[^\\$`]+/y, undefined)
    this.notes.push(...inner.notes)
    return read
  }

  private word(): string {
    let word = ''
    for (let start = -1; this.at > start && this.at < this.text.length; ) {
      start = this.at
      word += this.take(PLAIN)?.[0] ?? this.special()
    }
    return word
  }

  /** What begins with a character that means something; nothing where the word is over. */
  private special(): string {
    const sign = this.text[this.at]
    const { line } = this
    if (sign === "'") return this.take(/'([^']*)'/y)?.[1] ?? this.unclosed(line)
    if (sign === '"') {
      this.at += 1
      return this.quoted(/[^"\\$`]+/y, '"')
    }
    if (sign === '\\') {
      const escaped = this.take(/\\(\r?\n|[\s\S]?)/y)![1]!
      return escaped.endsWith('\n') ? '' : escaped
    }
    if (sign === '$') return this.dollar(false)
    if (sign === '`' && !/\r?\n/y.test(this.text.slice(this.at + 1, this.at + 3))) return this.substitution()
    return ''
  }

  private unclosed(line: number): never {
    throw new Unreadable(`the quote that begins in line ${line} is not closed`)
  }

  /** Text between double quotes, up to the closing one or to the end. */
  private quoted(plain: RegExp, close: string | undefined): string {
    const { line } = this
    let text = ''
    for (;;) {
      text += this.take(plain)?.[0] ?? ''
      const sign = this.text[this.at]
      if (sign === close) {
        this.at += 1
        return text
      }
      if (sign === undefined) return this.unclosed(line)
      if (sign === '$') text += this.dollar(true)
      else if (sign === '`') text += this.substitution()
      else {
        const escaped = this.take(/\\(\r?\n|[\s\S]?)/y)![1]!
        text += escaped.endsWith('\n') ? '' : /^["\\$`]$/.test(escaped) ? escaped : `\\${escaped}`
      }
    }
  }

  private dollar(quoted: boolean): string {
    const { line } = this
    if (!quoted && this.text.startsWith("$'", this.at)) {
      const found = this.take(/\$'((?:[^'\\]|\\[\s\S])*)'/y)?.[1] ?? this.unclosed(line)
      return unescaped(found, "$'")
    }
    if (this.text.startsWith('$(', this.at)) return this.substitution()
    this.at += 1
    if (!quoted && this.text[this.at] === '"') return ''
    const name = this.take(NAME)?.[0]
    if (name !== undefined) return variable(name)
    const braced = this.take(BRACED)
    if (!braced) return '$'
    if (braced[2] !== '')
      this.notes.push({ line, message: `of \`$${braced[0]}\`, only the variable '${braced[1]}' is taken over` })
    return variable(braced[1]!)
  }

  /** `$(…)`: of a `printf` its text, of everything else the text as it stands. */
  private substitution(): string {
    const { line } = this
    const printed = this.take(/\$\(printf '([^'%]*)'\)/y)
    if (printed) return unescaped(printed[1]!, "$'")
    const found = this.take(/`[^`]*`|\$\((?:[^()'"]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\([^()]*\))*\)/y)?.[0]
    if (found === undefined) throw new Unreadable(`the command that is put in in line ${line} is not closed`)
    this.notes.push({
      line,
      message: 'what a command inside of a command gives is not known: put a variable in its place',
    })
    return found
  }
}

/** Reads a text as words of a POSIX shell. Throws Unreadable where a quote is not closed. */
export function posixTokens(text: string): Tokens {
  const reader = new Reader(text, 1)
  reader.all()
  return reader
}
