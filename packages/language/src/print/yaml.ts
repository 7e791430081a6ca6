/**
 * Writes plain data as YAML text in the house style.
 *
 * `{ }` and `[ ]` stand only where nothing in them needs quoting and the line stays short; everything else is in block
 * form. What is written reads back to the same values.
 */
import { ExactNumber } from '../values/index.ts'
import { blockOf, isBlock, isPlain, quoted } from './scalar.ts'

export type PrintMap = ReadonlyMap<string, PrintValue>

/** Plain data. A `Map` keeps the order of its keys whatever they are; a record may not. */
export type PrintValue =
  | null
  | boolean
  | number
  | string
  | ExactNumber
  | readonly PrintValue[]
  | PrintMap
  | { readonly [key: string]: PrintValue }
  | Styled

/** A value with a comment above it, kept in block form however short it is, or a text in quotes however long it is. */
export class Styled {
  readonly value: PrintValue
  readonly comment: string | undefined
  readonly block: boolean
  readonly quoted: boolean

  constructor(value: PrintValue, style: { comment?: string | undefined; block?: boolean; quoted?: boolean }) {
    this.value = value
    this.comment = style.comment
    this.block = style.block ?? false
    this.quoted = style.quoted ?? false
  }
}

const WIDTH = 100

/** A key with more characters than this must be written as `? key`. Source: YAML 1.2.2, 7.4.2 and 8.2.2. */
const LONGEST_KEY = 1000

const isList = (value: PrintValue): value is readonly PrintValue[] => Array.isArray(value)

const entriesOf = (value: PrintMap | { readonly [key: string]: PrintValue }): (readonly [string, PrintValue])[] =>
  value instanceof Map ? [...value] : Object.entries(value)

function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf'
  return Object.is(value, -0) ? '-0' : String(value)
}

/** What is written the same in every place; `undefined` for texts, lists and maps. */
function fixedText(value: PrintValue): string | undefined {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return numberText(value)
  return value instanceof ExactNumber ? value.text : undefined
}

/** The value as a part of `{ }` or `[ ]`; `undefined` where something in it keeps it out of there. */
function flowText(value: PrintValue): string | undefined {
  if (value instanceof Styled)
    return value.comment === undefined && !value.block && !value.quoted ? flowText(value.value) : undefined
  if (typeof value === 'string') return isPlain(value, true) ? value : undefined
  const fixed = fixedText(value)
  if (fixed !== undefined) return fixed
  if (isList(value)) {
    const items = value.map(flowText)
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`
  }
  const parts: string[] = []
  for (const [key, member] of entriesOf(value as PrintMap)) {
    const text = flowText(member)
    if (text === undefined || !isPlain(key, true)) return undefined
    parts.push(`${key}: ${text}`)
  }
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

const isEmpty = (value: PrintValue): boolean => ['[]', '{}'].includes(flowText(value) ?? '')

/** The value on one line, behind something that is `before` characters long; `undefined` where it takes several. */
function lineText(value: PrintValue, before: number, style: Styled | undefined): string | undefined {
  if (typeof value === 'string') {
    if (style?.quoted) return quoted(value)
    if (isPlain(value, false)) return value
    return isBlock(value) ? undefined : quoted(value)
  }
  const fixed = fixedText(value)
  if (fixed !== undefined || isEmpty(value)) return fixed ?? flowText(value)
  const flow = style?.block ? undefined : flowText(value)
  return flow !== undefined && before + flow.length <= WIDTH ? flow : undefined
}

class Writer {
  readonly lines: string[] = []

  comment(text: string | undefined, pad: string): void {
    if (text === undefined) return
    for (const line of text.split(/\r\n|[\r\n\x85\u2028\u2029]/)) this.lines.push(`${pad}# ${line}`.trimEnd())
  }

  /** Writes a value behind `head`, such as `key:` or `-`, which stands at `indent`. */
  place(head: string, given: PrintValue, indent: number): void {
    const pad = ' '.repeat(indent)
    const styled = given instanceof Styled ? given : undefined
    const value = styled ? styled.value : given
    this.comment(styled?.comment, pad)
    if (value instanceof Styled) {
      this.place(head, value, indent)
      return
    }
    const line = lineText(value, indent + head.length + 1, styled)
    if (line !== undefined) this.lines.push(`${pad}${head} ${line}`)
    else if (typeof value === 'string') this.block(`${pad}${head}`, value, indent + 2)
    else if (head === '-' && !isList(value)) this.mapItem(value as PrintMap, indent)
    else {
      this.lines.push(`${pad}${head}`)
      this.inside(value, indent + 2)
    }
  }

  private block(head: string, text: string, indent: number): void {
    const block = blockOf(text)
    this.lines.push(`${head} ${block.head}`)
    for (const line of block.lines) this.lines.push(line === '' ? '' : `${' '.repeat(indent)}${line}`)
  }

  /** `- key: value`: the first entry beside the dash. */
  private mapItem(value: PrintMap, indent: number): void {
    const at = this.lines.length
    this.inside(value, indent + 2)
    const first = this.lines[at]!
    const pad = ' '.repeat(indent)
    if (first.startsWith(`${pad}  #`)) this.lines.splice(at, 0, `${pad}-`)
    else this.lines[at] = `${pad}- ${first.slice(indent + 2)}`
  }

  /** The items of a list or the entries of a map, each on lines of its own. */
  inside(value: PrintValue, indent: number): void {
    if (isList(value)) {
      for (const item of value) this.place('-', item, indent)
      return
    }
    for (const [key, member] of entriesOf(value as PrintMap)) this.entry(key, member, indent)
  }

  entry(key: string, value: PrintValue, indent: number): void {
    const text = isPlain(key, false) ? key : quoted(key)
    const long = text.length > LONGEST_KEY
    if (long) this.lines.push(`${' '.repeat(indent)}? ${text}`)
    this.place(long ? ':' : `${text}:`, value, indent)
  }
}

/** Writes one value as a YAML document that ends in a line break. */
export function printYaml(given: PrintValue): string {
  const writer = new Writer()
  let value = given
  for (; value instanceof Styled; value = value.value) writer.comment(value.comment, '')
  // At the root there is nothing that a block of text could be indented from.
  if (typeof value === 'string') writer.lines.push(isPlain(value, false) ? value : quoted(value))
  else {
    const fixed = fixedText(value) ?? (isEmpty(value) ? flowText(value) : undefined)
    if (fixed === undefined) writer.inside(value, 0)
    else writer.lines.push(fixed)
  }
  return `${writer.lines.join('\n')}\n`
}
