/** New values and foreign YAML as lines that can be put in a place. */
import { isAlias, isMap, isScalar, isSeq, type ParsedNode, Scalar } from 'yaml'
import { blockOf, isBlock, isPlain, quoted } from '../print/scalar.ts'
import { type PrintValue, printYaml, Styled } from '../print/yaml.ts'
import { ExactNumber } from '../values/index.ts'
import { collectionOf } from './collection.ts'
import { soundSource } from './mistakes.ts'
import { Refusal } from './source.ts'

/** A value as it is going to be written behind `key:` or `-`. */
export interface Layout {
  /** What stands on the line of the key. */
  readonly head: string
  /** What follows below it, without the indentation that it gets. */
  readonly lines: readonly string[]
  readonly kind: 'scalar' | 'list' | 'map'
  /** On one line as a part of `{ }`; absent where it cannot stand there. */
  readonly inFlow: string | undefined
  /** Whether that takes quotes, which the house style has in block form only. */
  readonly quotes: boolean
}

/** What a change may be asked to write. */
export type Written = { readonly value: unknown } | { readonly source: string }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** A text whose last line breaks would take up what stands below it in a file, if it were written as a block. */
const runsOn = (text: string): boolean => text.endsWith('\n\n')

/** Plain data as the printer takes it: a map without its members that are `undefined`, anything foreign as text. */
export function printable(value: unknown): PrintValue {
  if (value === null || value === undefined) return null
  // Arranged already: a part of a value that is laid out again with what stands around it.
  if (value instanceof Styled) return value
  if (typeof value === 'string') return runsOn(value) ? new Styled(value, { quoted: true }) : value
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof ExactNumber) return value
  if (Array.isArray(value)) return value.map(printable)
  if (value instanceof Map)
    return new Map([...value].map(([key, member]: [unknown, unknown]) => [String(key), printable(member)]))
  if (!isRecord(value)) return String(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return new Map(members.map(([key, member]) => [key, printable(member)]))
}

/** The value on one line inside `{ }`, quoted where it has to be; absent where it takes several lines. */
function flowOf(value: PrintValue): { text: string; quotes: boolean } | undefined {
  if (value instanceof Styled)
    return typeof value.value === 'string' ? { text: quoted(value.value), quotes: true } : undefined
  if (typeof value === 'string') {
    if (isBlock(value)) return undefined
    const plain = isPlain(value, true)
    return { text: plain ? value : quoted(value), quotes: !plain }
  }
  const parts: string[] = []
  let quotes = false
  const add = (head: string, member: PrintValue): boolean => {
    const flow = flowOf(member)
    if (flow) parts.push(head + flow.text)
    quotes ||= flow?.quotes === true
    return flow !== undefined
  }
  if (Array.isArray(value)) {
    return value.every((member: PrintValue) => add('', member)) ? { text: `[${parts.join(', ')}]`, quotes } : undefined
  }
  if (value instanceof Map) {
    for (const [key, member] of value) {
      const plain = isPlain(key, true)
      quotes ||= !plain
      if (!add(`${plain ? key : quoted(key)}: `, member)) return undefined
    }
    return { text: parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`, quotes }
  }
  return { text: printYaml(value).trimEnd(), quotes: false }
}

/** Lays a value out behind something that ends in the column `before`. */
export function layoutOf(value: unknown, before: number): Layout {
  const print = printable(value)
  const key = 'k'.repeat(Math.max(1, Math.min(before, 200) - 1))
  const [first = '', ...rest] = printYaml(new Map([[key, print]]))
    .replace(/\n$/, '')
    .split('\n')
  const kind = print instanceof Map ? 'map' : Array.isArray(print) ? 'list' : 'scalar'
  const flow = flowOf(print)
  return {
    head: first.slice(key.length + 1).trim(),
    lines: rest.map((line) => line.slice(2)),
    kind,
    inFlow: flow?.text,
    quotes: flow?.quotes === true,
  }
}

function inQuotes(text: string, style: 'QUOTE_DOUBLE' | 'QUOTE_SINGLE'): string {
  const escaped = quoted(text)
  // What the printer would put in single quotes has no character that needs an escape in double quotes only.
  const printable = quoted(`${text.replaceAll("'", '')}"`).startsWith("'")
  if (style === 'QUOTE_SINGLE' && printable) return `'${text.replaceAll("'", "''")}'`
  return escaped.startsWith('"') ? escaped : `"${text.replace(/["\\]/g, '\\$&')}"`
}

/**
 * Lays a value out in the style of the scalar that it replaces, as far as that style can hold it; `keeps` says that the
 * old one is a block that takes up the empty lines below it.
 */
export function restyled(value: unknown, style: string | undefined, before: number, keeps = false): Layout {
  const layout = layoutOf(value, before)
  if (typeof value !== 'string') return layout
  if (style === Scalar.BLOCK_LITERAL || style === Scalar.BLOCK_FOLDED) {
    if (keeps !== runsOn(value) || !isBlock(value.includes('\n') ? value : `${value}\n`)) return layout
    const block = blockOf(value)
    return { head: block.head, lines: block.lines, kind: 'scalar', inFlow: undefined, quotes: true }
  }
  if (style !== Scalar.QUOTE_DOUBLE && style !== Scalar.QUOTE_SINGLE) return layout
  if (layout.lines.length > 0) return layout
  const text = inQuotes(value, style)
  return { head: text, lines: [], kind: 'scalar', inFlow: text, quotes: false }
}

/** The text without the indentation that all its lines share, `first` being that of its first line. */
export function dedented(text: string, column: number): string[] {
  const indentation = new RegExp(`^[ \\t]{0,${column}}`)
  return text.split(/\r?\n/).map((line) => line.replace(column === 0 ? /^/ : indentation, ''))
}

/** Lays YAML out that someone else wrote. Throws a Refusal where it is not one value. */
export function layoutOfSource(text: string): Layout {
  const source = soundSource(text)
  const root = source.root
  const kind = root && isSeq(root) ? 'list' : root && isMap(root) ? 'map' : 'scalar'
  const collection = collectionOf(source, root)
  if (collection && !collection.flow) {
    const lines = dedented(text.replace(/^\ufeff/, ''), collection.column)
    while (lines.at(-1)?.trim() === '' && !/\+\d?\s*(?:#.*)?$/m.test(text)) lines.pop()
    while (lines[0]?.trim() === '') lines.shift()
    return { head: '', lines, kind, inFlow: undefined, quotes: true }
  }
  const trimmed = text.trim()
  if (root && isScalar(root) && (root.type === Scalar.BLOCK_LITERAL || root.type === Scalar.BLOCK_FOLDED)) {
    return layoutOf(root.value, 0)
  }
  const [head = '', ...lines] = trimmed.split(/\r?\n/)
  const single = lines.length === 0 && !hasComment(trimmed)
  const fits = single && (collection !== undefined || (root !== null && isAlias(root)) || isFlowScalar(root, trimmed))
  return {
    head,
    lines: lines.map((line) => line.trimStart()),
    kind,
    inFlow: fits ? trimmed : undefined,
    quotes: /["']/.test(trimmed),
  }
}

const hasComment = (text: string): boolean => /(?:^|\s)#/.test(text)

const isFlowScalar = (root: ParsedNode | null, text: string): boolean =>
  root !== null && isScalar(root) && (root.type !== Scalar.PLAIN || !/[,[\]{}]|: |:$/.test(text))

/** Refuses a name that cannot be a key on one line. */
export function keyText(name: string, flow: boolean): string {
  const text = isPlain(name, flow) ? name : quoted(name)
  if (text.length > 1000) throw new Refusal('a name has 1,000 characters at most')
  return text
}

const indented = (lines: readonly string[], columns: number): string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(columns) + line))

/** The lines of `key: value`, the key in column 0. */
export function entryLines(key: string, layout: Layout, step: number, listStep: number): string[] {
  const inner = layout.kind === 'list' && layout.head === '' ? listStep : step
  const columns = /^[|>][+-]?\d/.test(layout.head) ? 2 : inner
  return [`${key}:${layout.head === '' ? '' : ` ${layout.head}`}`, ...indented(layout.lines, columns)]
}

/** The lines of `- value`, the dash in column 0. */
export function itemLines(layout: Layout): string[] {
  const [first, ...rest] = layout.lines
  if (layout.head !== '' || first === undefined) {
    return [layout.head === '' ? '-' : `- ${layout.head}`, ...indented(layout.lines, 2)]
  }
  if (first.startsWith('#')) return ['-', ...indented(layout.lines, 2)]
  return [`- ${first}`, ...indented(rest, 2)]
}

/** A map with one entry. */
export function wrapped(key: string, layout: Layout): Layout {
  const inFlow = layout.inFlow === undefined ? undefined : `{ ${keyText(key, true)}: ${layout.inFlow} }`
  const quotes = layout.quotes || !isPlain(key, true)
  return { head: '', lines: entryLines(keyText(key, false), layout, 2, 2), kind: 'map', inFlow, quotes }
}

const WIDEST = 100

/** A map of entries that are laid out already, behind something that ends in the column `before`. */
export function mapOfLayouts(entries: readonly (readonly [string, Layout])[], before: number): Layout {
  const flows = entries.map(([key, { inFlow }]) => inFlow && `${keyText(key, true)}: ${inFlow}`)
  const inFlow = flows.includes(undefined) ? undefined : `{ ${flows.join(', ')} }`
  const quotes = entries.some(([key, layout]) => layout.quotes || !isPlain(key, true))
  const fits = inFlow !== undefined && !quotes && before + inFlow.length <= WIDEST
  if (fits) return { head: inFlow, lines: [], kind: 'map', inFlow, quotes }
  const lines = entries.flatMap(([key, layout]) => entryLines(keyText(key, false), layout, 2, 2))
  return { head: '', lines, kind: 'map', inFlow, quotes }
}
