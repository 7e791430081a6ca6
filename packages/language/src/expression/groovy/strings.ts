/** Texts: `'plain'`, `"with ${holes}"`, both tripled, and `/slashy/`. */
import type { Expression, Literal, TemplateElement, TemplateLiteral } from './nodes.ts'
import type { Reader } from './reader.ts'
import { checkWord } from './refusals.ts'
import { tokenAt } from './tokens.ts'

interface Quoting {
  readonly quote: string
  readonly holes: boolean
  readonly lines: boolean
}

const quotings: Readonly<Record<string, Quoting>> = {
  "'": { quote: "'", holes: false, lines: false },
  '"': { quote: '"', holes: true, lines: false },
  "'''": { quote: "'''", holes: false, lines: true },
  '"""': { quote: '"""', holes: true, lines: true },
  '/': { quote: '/', holes: true, lines: true },
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ b: '\b', f: '\f', n: '\n', r: '\r', s: ' ', t: '\t' },
  ...{ '\\': '\\', "'": "'", '"': '"', $: '$', '\n': '', '\r': '' },
}
const HOLE_NAME = /\$[\p{L}_][\p{L}\p{N}_]*/uy
const HOLE_MEMBER = /\.[\p{L}_][\p{L}\p{N}_]*/uy

/** Reads the text that begins at the current token, a quote or a slash. */
export function readString(reader: Reader): Literal | TemplateLiteral {
  const { start, text: opening } = reader.token
  const quoting = quotings[opening.startsWith('/') ? '/' : opening]
  if (!quoting) return reader.unexpected('a text')
  return new StringReader(reader, quoting, start).read()
}

class StringReader {
  private readonly reader: Reader
  private readonly quoting: Quoting
  private readonly start: number
  private at: number
  private partStart: number
  private cooked = ''
  private readonly quasis: TemplateElement[] = []
  private readonly expressions: Expression[] = []

  constructor(reader: Reader, quoting: Quoting, start: number) {
    this.reader = reader
    this.quoting = quoting
    this.start = start
    this.at = start + quoting.quote.length
    this.partStart = this.at
  }

  read(): Literal | TemplateLiteral {
    const { reader, quoting, start } = this
    while (!reader.text.startsWith(quoting.quote, this.at)) this.readOne()
    this.endPart(true)
    const end = this.at + quoting.quote.length
    reader.moveTo(end)
    if (this.expressions.length > 0) {
      return { type: 'TemplateLiteral', start, end, quasis: this.quasis, expressions: this.expressions }
    }
    const value = this.quasis[0]?.value.cooked ?? ''
    return { type: 'Literal', start, end, value, raw: reader.text.slice(start, end) }
  }

  private readOne(): void {
    const { reader, quoting } = this
    const character = reader.text.charAt(this.at)
    if (character === '' || (!quoting.lines && /[\n\r]/.test(character))) {
      reader.fail(`the text that begins here has no closing \`${quoting.quote}\``, this.start, this.at)
    }
    if (character === '\\') this.readEscape()
    else if (character !== '$' || !quoting.holes || !this.readHole()) {
      this.cooked += character
      this.at++
    }
  }

  private readEscape(): void {
    const { reader } = this
    const next = reader.text.charAt(this.at + 1)
    if (this.quoting.quote === '/') {
      this.cooked += next === '/' ? '/' : `\\${next}`
      this.at += 1 + next.length
      return
    }
    const unicode = /^\\u+([0-9a-fA-F]{4})/.exec(reader.text.slice(this.at, this.at + 16))
    if (unicode) {
      this.cooked += String.fromCharCode(Number.parseInt(unicode[1] ?? '', 16))
      this.at += unicode[0].length
      return
    }
    const plain = Object.hasOwn(ESCAPES, next) ? ESCAPES[next] : undefined
    if (plain === undefined) {
      const help = next === '' ? undefined : `for a backslash itself write \`\\\\${next}\``
      reader.fail(`\`\\${next}\` means nothing in a text`, this.at, Math.min(this.at + 2, reader.text.length), help)
    }
    this.cooked += plain
    this.at += next === '\r' && reader.text.charAt(this.at + 2) === '\n' ? 3 : 2
  }

  /** Reads a `${ }` or `$name.path`; false when the `$` is a plain character. */
  private readHole(): boolean {
    const { reader } = this
    const dollar = this.at
    if (reader.text.charAt(dollar + 1) === '{') {
      this.endPart(false)
      reader.moveTo(dollar + 2)
      if (reader.is('->')) reader.refuse('a closure in a text', reader.token, 'write the value itself')
      this.expressions.push(reader.withNewlines(false, () => reader.grammar.expression(reader)))
      if (!reader.is('}')) reader.unexpected('`}`')
      this.at = reader.token.end
    } else {
      const path = this.namedHole(dollar)
      if (!path) return false
      this.endPart(false)
      this.expressions.push(path)
      this.at = path.end
    }
    this.partStart = this.at
    return true
  }

  private namedHole(dollar: number): Expression | undefined {
    const { text } = this.reader
    HOLE_NAME.lastIndex = dollar
    if (!HOLE_NAME.test(text)) return undefined
    const start = dollar + 1
    let end = HOLE_NAME.lastIndex
    checkWord(this.reader, { ...tokenAt(text, start), text: text.slice(start, end), end })
    let path: Expression = { type: 'Identifier', start, end, name: text.slice(start, end) }
    for (HOLE_MEMBER.lastIndex = end; HOLE_MEMBER.test(text); HOLE_MEMBER.lastIndex = end) {
      const memberStart = end + 1
      end = HOLE_MEMBER.lastIndex
      const property: Expression = { type: 'Identifier', start: memberStart, end, name: text.slice(memberStart, end) }
      path = { type: 'MemberExpression', start, end, object: path, property, computed: false, optional: false }
    }
    return path
  }

  private endPart(tail: boolean): void {
    const raw = this.reader.text.slice(this.partStart, this.at)
    const value = { cooked: this.cooked, raw }
    this.quasis.push({ type: 'TemplateElement', start: this.partStart, end: this.at, value, tail })
    this.cooked = ''
  }
}
