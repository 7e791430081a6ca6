/** Names of types: before the name of a variable, in casts, and behind `as`. */
import type { CastType, Expression } from './nodes.ts'
import type { Reader } from './reader.ts'
import { type Token, tokenAt } from './tokens.ts'

/** Types that a value can be converted to, and what the conversion is called in the tree. */
const CASTS: Readonly<Record<string, CastType | 'none'>> = {
  ...{ int: 'int', Integer: 'Integer', long: 'long', Long: 'Long', short: 'short', Short: 'Short', byte: 'short' },
  ...{ BigInteger: 'BigInteger', double: 'double', Double: 'Double', float: 'float', Float: 'Float' },
  ...{ BigDecimal: 'BigDecimal', Number: 'Number', boolean: 'boolean', Boolean: 'Boolean', String: 'String' },
  ...{ GString: 'String', CharSequence: 'String', List: 'List', ArrayList: 'List', Collection: 'List' },
  ...{ Map: 'Map', HashMap: 'Map', LinkedHashMap: 'Map', Set: 'Set', HashSet: 'Set', Object: 'none', def: 'none' },
}
const PLAIN_TYPES = new Set(['def', 'var', 'let', 'const', 'final'])
const PRIMITIVES = /^(?:int|long|short|byte|double|float|boolean|char)$/
const OPERATOR_WORDS = new Set(['in', 'as', 'instanceof'])
const TYPE_NAME = /[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*/uy
const BRACKETS = /(?:[ \t]*\[[ \t]*\])+/y

export interface TypeName {
  /** Without its package, its generics and its brackets. */
  readonly name: string
  readonly array: boolean
  readonly start: number
  readonly end: number
}

/** The type written at `at`, with its generics (`Map<String, List<Integer>>`) and brackets (`int[]`), if one could be. */
export function typeAt(text: string, at: number): TypeName | undefined {
  TYPE_NAME.lastIndex = at
  const full = TYPE_NAME.exec(text)?.[0]
  if (full === undefined) return undefined
  let end = genericsEnd(text, at + full.length)
  BRACKETS.lastIndex = end
  const brackets = BRACKETS.exec(text)?.[0] ?? ''
  end += brackets.length
  return { name: full.slice(full.lastIndexOf('.') + 1), array: brackets !== '', start: at, end }
}

function genericsEnd(text: string, at: number): number {
  if (text.charAt(at) !== '<') return at
  let open = 0
  for (let end = at; end < text.length; end++) {
    const character = text.charAt(end)
    if (character === '<') open++
    else if (character === '>') open--
    else if (!/[\p{L}\p{N}_$ ,.?[\]]/u.test(character)) return at
    if (open === 0) return end + 1
  }
  return at
}

export interface TypedName {
  readonly type: TypeName
  readonly name: Token
}

/** The type and the name of a declaration that begins at the current word; undefined when the word begins none. */
export function typedNameAt(reader: Reader): TypedName | undefined {
  const { text, token } = reader
  if (token.kind !== 'word' || OPERATOR_WORDS.has(token.text)) return undefined
  const type = typeAt(text, token.start)
  if (!type) return undefined
  const name = tokenAt(text, type.end)
  if (name.kind !== 'word' || name.newline || OPERATOR_WORDS.has(name.text)) return undefined
  if (type.name === 'final') {
    const inner = typeAt(text, name.start)
    const innerName = inner && tokenAt(text, inner.end)
    if (inner && innerName?.kind === 'word' && !innerName.newline) return { type: inner, name: innerName }
  }
  return { type, name }
}

/** Whether the word in front of a name is a type, not a function called without parentheses. */
export function isTypeName({ name }: TypeName): boolean {
  return PLAIN_TYPES.has(name) || PRIMITIVES.test(name) || /^\p{Lu}/u.test(name)
}

/** Reads the type behind `as` and makes the conversion. */
export function castBehindAs(reader: Reader, argument: Expression): Expression {
  if (reader.token.kind !== 'word') reader.unexpected('a type')
  const type = typeAt(reader.text, reader.token.start)
  if (!type) return reader.unexpected('a type')
  const to = castOf(type)
  if (to === undefined) return reader.refuse(`a conversion to \`${type.name}\``, type)
  reader.moveTo(type.end)
  return castTo(argument, to, argument.start, type.end)
}

/** The type in the `(type)` that stands at the current `(`, when a value follows it. */
export function castAt(reader: Reader): { type: TypeName; end: number } | undefined {
  const inner = tokenAt(reader.text, reader.token.end)
  if (inner.kind !== 'word') return undefined
  const type = typeAt(reader.text, inner.start)
  if (!type || castOf(type) === undefined || reader.isDeclared(type.name)) return undefined
  const closing = tokenAt(reader.text, type.end)
  if (closing.text !== ')') return undefined
  const next = tokenAt(reader.text, closing.end)
  const begins = next.kind === 'word' ? !OPERATOR_WORDS.has(next.text) : /^(?:number|quote)$/.test(next.kind)
  if (!begins && !/^[([]$/.test(next.text) && !(PRIMITIVES.test(type.name) && next.text === '-')) return undefined
  return { type, end: closing.end }
}

export function castOf(type: TypeName): CastType | 'none' | undefined {
  if (type.array) return 'List'
  return Object.hasOwn(CASTS, type.name) ? CASTS[type.name] : undefined
}

export function castTo(argument: Expression, to: CastType | 'none', start: number, end: number): Expression {
  return to === 'none' ? argument : { type: 'GroovyCast', start, end, argument, to }
}

/** The value a variable of this type takes: whole numbers lose their fraction, `String` makes a text. */
export function convertedFor(type: TypeName, value: Expression): Expression {
  const to = castOf(type)
  if (to === undefined || !/^(?:int|Integer|long|Long|short|Short|BigInteger|boolean|Boolean|String)$/.test(to))
    return value
  if (value.type === 'TemplateLiteral' && to === 'String') return value
  if (value.type === 'Literal') {
    const whole = to !== 'String' && !/^[bB]oolean$/.test(to)
    const fits = whole ? Number.isInteger(value.value) : typeof value.value === to.toLowerCase()
    if (fits || value.value === null) return value
  }
  return castTo(value, to, value.start, value.end)
}
