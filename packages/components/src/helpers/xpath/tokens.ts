/** The tokens of an XPath (XPath 1.0, section 3.7). */
import { ExpressionError } from '@merlon/language'

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'operator' | 'mark' | 'end'
  readonly text: string
  /** Where it begins, in UTF-16 units. */
  readonly at: number
}

const start =
  'A-Z_a-z\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}'
const ncName = `[${start}][${start}\\-.\\d\\xb7\\u0300-\\u036f\\u203f\\u2040]*`

const forms = {
  space: /[ \t\r\n]*/uy,
  number: /\d+(?:\.\d*)?|\.\d+/uy,
  text: /"[^"]*"|'[^']*'/uy,
  mark: /::|\/\/|\.\.|[!<>]=|[()[\]@,/|+\-=<>*.$]/uy,
  name: new RegExp(`${ncName}(?::(?!:)(?:${ncName}|\\*))?`, 'uy'),
}

const operatorNames: ReadonlySet<string> = new Set(['and', 'or', 'mod', 'div'])
const operatorMarks: ReadonlySet<string> = new Set(['/', '//', '|', '+', '-', '=', '!=', '<', '<=', '>', '>='])
/** After these, and after operators, `*` and `and` are names. */
const openings: ReadonlySet<string> = new Set(['@', '::', '(', '[', ','])

/** All tokens and an end. Throws an ExpressionError at what is none. */
export function tokensOf(path: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (form: RegExp): string | undefined => {
    form.lastIndex = at
    return form.exec(path)?.[0]
  }
  for (;;) {
    at += take(forms.space)?.length ?? 0
    if (at >= path.length) return [...tokens, { kind: 'end', text: '', at }]
    const token = tokenAt(take, at, tokens.at(-1))
    if (!token) throw atPosition(path, at, unreadable(path, at))
    tokens.push(token)
    at += token.text.length
  }
}

function tokenAt(take: (form: RegExp) => string | undefined, at: number, before: Token | undefined): Token | undefined {
  const afterOperand = before !== undefined && before.kind !== 'operator' && !openings.has(before.text)
  for (const kind of ['number', 'text', 'mark', 'name'] as const) {
    const text = take(forms[kind])
    if (text === undefined) continue
    if (operatorMarks.has(text) || (afterOperand && (text === '*' || operatorNames.has(text)))) {
      return { kind: 'operator', text, at }
    }
    // `*` where a name may stand.
    return { kind: text === '*' ? 'name' : kind, text, at }
  }
  return undefined
}

function unreadable(path: string, at: number): string {
  const character = String.fromCodePoint(path.codePointAt(at) ?? 0)
  return character === "'" || character === '"' ? `${character} is not closed` : `\`${character}\` has no meaning`
}

/** An error of the path, with its place. */
export function atPosition(path: string, at: number, message: string, help?: string): ExpressionError {
  const shown = path.length > 80 ? `${path.slice(0, 80)}…` : path
  return new ExpressionError(`xpath: ${message} at position ${[...path.slice(0, at)].length + 1} of '${shown}'`, {
    help,
  })
}
