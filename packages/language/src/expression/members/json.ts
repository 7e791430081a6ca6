/** JSON as expressions write and read it. Charged as it goes: what is shared costs each time it is written. */
import { ExactNumber, XmlNode } from '../../values/index.ts'
import { Callable, Namespace } from '../callable.ts'
import { limits } from '../limits.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { define, elementPrint, isPlain, kindOf, type PlainMap, toInteger, tooDeep, toText } from '../values.ts'

interface Style {
  readonly indent: string
  /** The members to write, of every map. */
  readonly only: ReadonlySet<string> | undefined
  readonly replace: Callable | undefined
}

const compact: Style = { indent: '', only: undefined, replace: undefined }

/** The JSON text of a value; undefined for what JSON cannot say (undefined, a function). */
export function jsonOf(value: unknown, run: Run, style: Style = compact): string | undefined {
  const root = style.replace ? style.replace.invoke(['', value], run) : value
  return new Writer(run, style).write(root, '')
}

class Writer {
  readonly #run: Run
  readonly #style: Style
  readonly #open = new Set<object>()
  #length = 0

  constructor(run: Run, style: Style) {
    this.#run = run
    this.#style = style
  }

  write(value: unknown, margin: string): string | undefined {
    this.#run.charge(1)
    if (value === undefined || value instanceof Callable) return undefined
    if (typeof value === 'string') return this.#text(value)
    if (typeof value !== 'object' || value === null)
      return typeof value === 'number' ? numberText(value) : String(value)
    if (value instanceof ExactNumber) return value.text
    if (value instanceof XmlNode) return this.#text(elementPrint(value, this.#run))
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : `"${value.toISOString()}"`
    return this.#container(value, margin)
  }

  #text(text: string): string {
    this.#grow(text.length)
    return JSON.stringify(text)
  }

  #grow(by: number): void {
    this.#length += by
    this.#run.checkText(this.#length)
    this.#run.charge(by >> 3)
  }

  #container(value: object, margin: string): string {
    if (this.#open.has(value)) throw new ExpressionError('the value contains itself, so it has no JSON text')
    if (this.#open.size >= limits.nesting) throw tooDeep()
    this.#open.add(value)
    const inner = margin + this.#style.indent
    const members = Array.isArray(value) ? this.#items(value, inner) : this.#members(isPlain(value) ? value : {}, inner)
    this.#open.delete(value)
    const [begin, end] = Array.isArray(value) ? '[]' : '{}'
    this.#grow(members.length * (inner.length + 2))
    if (members.length === 0) return `${begin}${end}`
    if (this.#style.indent === '') return `${begin}${members.join(',')}${end}`
    return `${begin}\n${inner}${members.join(`,\n${inner}`)}\n${margin}${end}`
  }

  #items(list: readonly unknown[], inner: string): string[] {
    const texts: string[] = []
    for (let at = 0; at < list.length; at += 1) {
      texts.push(this.write(this.#replaced(String(at), list[at]), inner) ?? 'null')
    }
    return texts
  }

  #members(map: PlainMap, inner: string): string[] {
    const texts: string[] = []
    const colon = this.#style.indent === '' ? ':' : ': '
    for (const key of Object.keys(map)) {
      if (this.#style.only && !this.#style.only.has(key)) continue
      const text = this.write(this.#replaced(key, map[key]), inner)
      if (text !== undefined) texts.push(`${this.#text(key)}${colon}${text}`)
    }
    return texts
  }

  #replaced(key: string, value: unknown): unknown {
    return this.#style.replace ? this.#style.replace.invoke([key, value], this.#run) : value
  }
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null'
}

function indentOf(indent: unknown, run: Run): string {
  if (typeof indent === 'string') return indent.slice(0, 10)
  return ' '.repeat(Math.max(0, Math.min(10, toInteger(indent, run))))
}

/** Reads JSON text as JavaScript does. */
function parseJsonText(text: string, run: Run): unknown {
  run.charge(text.length)
  try {
    return JSON.parse(text)
  } catch {
    const start = text.length > 40 ? `${text.slice(0, 40)}…` : text
    throw new ExpressionError(`the text is not JSON: ${start === '' ? 'it is empty' : start}`)
  }
}

function revive(holder: unknown, key: string, value: unknown, change: Callable, run: Run, depth = 0): unknown {
  if (depth > limits.nesting) throw tooDeep()
  run.charge(1)
  if (Array.isArray(value)) {
    value.forEach((item, at) => {
      value[at] = revive(value, String(at), item, change, run, depth + 1)
    })
  } else if (isPlain(value)) {
    for (const name of Object.keys(value)) {
      const item = revive(value, name, value[name], change, run, depth + 1)
      if (item === undefined) Reflect.deleteProperty(value, name)
      else define(value, name, item)
    }
  }
  return change.invoke([key, value, holder], run)
}

export const json = new Namespace('JSON', {
  functions: {
    parse: ([text, change], run) => {
      if (text === undefined || text === null) throw new ExpressionError(`the text to read as JSON is ${kindOf(text)}`)
      const value = parseJsonText(toText(text, run), run)
      return change instanceof Callable ? revive({}, '', value, change, run) : value
    },
    stringify: ([value, filter, indent], run) => {
      const only = Array.isArray(filter) ? new Set(filter.map((name) => toText(name, run))) : undefined
      const replace = filter instanceof Callable ? filter : undefined
      return jsonOf(value, run, { indent: indentOf(indent, run), only, replace })
    },
  },
})
