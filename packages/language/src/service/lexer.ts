/** The tokens of JavaScript up to a place, in code that may break off anywhere. */

export interface Token {
  /** `open`: text, a pattern, a template or a comment that is not closed; nothing can be completed in it. */
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'open'
  readonly text: string
  readonly start: number
  readonly end: number
}

const blank = /(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/y
const name = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
const number = /(?:0[xob][\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/iy
const quoted = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y
const pattern = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
const sign = /\?\.(?!\d)|=>|\.\.\.|[=!]==?|&&|\|\||\?\?|\*\*|<=|>=|[\s\S]/y

/** Template literals inside each other. */
const MOST_NESTED = 20

/** Words after which a `/` begins a pattern. */
const words = new Set(['return', 'typeof', 'in', 'of', 'case', 'void', 'delete', 'new', 'instanceof', 'else', 'do'])

/** The tokens of `source.slice(0, end)`. In a template literal only the code inside its last open `${` counts. */
export function tokensUntil(source: string, end: number): Token[] {
  return new Lexer(source.slice(0, end)).read()
}

class Lexer {
  private readonly source: string
  private tokens: Token[] = []
  private at = 0
  /** Tokens before each template literal that is open, with how many braces are open inside it. */
  private readonly templates: { readonly before: Token[]; braces: number; readonly start: number }[] = []

  constructor(source: string) {
    this.source = source
  }

  read(): Token[] {
    while (this.at < this.source.length) {
      if (this.match(blank) !== undefined) continue
      if (this.source.startsWith('/*', this.at)) return this.broken()
      if (!this.token()) return this.broken()
    }
    return this.tokens
  }

  private broken(): Token[] {
    this.tokens.push({ kind: 'open', text: this.source[this.at] ?? '', start: this.at, end: this.source.length })
    return this.tokens
  }

  private match(by: RegExp): string | undefined {
    by.lastIndex = this.at
    const found = by.exec(this.source)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  private add(kind: Token['kind'], text: string): true {
    this.tokens.push({ kind, text, start: this.at - text.length, end: this.at })
    return true
  }

  /** Reads one token; false where it is not closed. */
  private token(): boolean {
    const first = this.source[this.at]!
    if (first === '`') return this.template(this.at, this.at + 1)
    if (first === '"' || first === "'") return this.added('text', quoted)
    if (first === '/' && this.patternMayBegin()) return this.added('text', pattern)
    const word = this.match(name)
    if (word !== undefined) return this.add('name', word)
    const digits = this.match(number)
    if (digits !== undefined) return this.add('number', digits)
    return this.sign(this.match(sign)!)
  }

  private added(kind: Token['kind'], by: RegExp): boolean {
    const text = this.match(by)
    return text !== undefined && this.add(kind, text)
  }

  private patternMayBegin(): boolean {
    const last = this.tokens.at(-1)
    if (!last) return true
    if (last.kind === 'name') return words.has(last.text)
    return last.kind === 'sign' && !/^[)\]}]$/.test(last.text)
  }

  private sign(text: string): boolean {
    const open = this.templates.at(-1)
    if (open && text === '{') open.braces += 1
    if (open && text === '}') {
      if (open.braces === 0) {
        this.templates.pop()
        this.tokens = open.before
        return this.template(open.start, this.at)
      }
      open.braces -= 1
    }
    return this.add('sign', text)
  }

  /** Reads the text of a template literal from `from` to its end or its next `${`. */
  private template(start: number, from: number): boolean {
    for (let at = from; at < this.source.length; at += 1) {
      const character = this.source[at]
      if (character === '\\') at += 1
      else if (character === '`') {
        this.at = at + 1
        this.tokens.push({ kind: 'text', text: this.source.slice(start, this.at), start, end: this.at })
        return true
      } else if (character === '$' && this.source[at + 1] === '{') {
        if (this.templates.length >= MOST_NESTED) return false
        this.templates.push({ before: this.tokens, braces: 0, start })
        // Arrow functions around the literal still bind their parameters inside it.
        this.tokens = [...this.tokens, { kind: 'sign', text: '${', start: at, end: at + 2 }]
        this.at = at + 2
        return true
      }
    }
    return false
  }
}
