import { Mistake, type Place } from './mistake.ts'

export interface Token extends Place {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'end'
  readonly text: string
}

const PATTERN =
  /(?<ignored>[\s,\uFEFF]+|#[^\n\r]*)|(?<name>[A-Za-z_]\w*)|(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))|(?<string>"(?!"")(?:[^"\\\n\r]|\\(?:u[0-9A-Fa-f]{4}|["\\/bfnrt]))*")|(?<sign>\.\.\.|[!$()[\]{}:=@|&])/y

/** The tokens of a GraphQL document (October 2021, 2.1), block strings excepted. */
export function lex(source: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  let lineStart = 0
  for (let at = 0; at < source.length; at = PATTERN.lastIndex) {
    const place = { line, column: at - lineStart + 1 }
    PATTERN.lastIndex = at
    const groups = PATTERN.exec(source)?.groups
    if (!groups) {
      const sign = String.fromCodePoint(source.codePointAt(at) ?? 0)
      throw new Mistake(`syntax error: '${sign}' was not expected`, place, 'GRAPHQL_PARSE_FAILED')
    }
    for (const kind of ['name', 'number', 'string', 'sign'] as const) {
      const text = groups[kind]
      if (text !== undefined) tokens.push({ kind, text, ...place })
    }
    for (let index = at; index < PATTERN.lastIndex; index += 1) {
      if (source[index] !== '\n') continue
      line += 1
      lineStart = index + 1
    }
  }
  tokens.push({ kind: 'end', text: 'the end', line, column: source.length - lineStart + 1 })
  return tokens
}
