/** What stands in a field as somebody types it, and what is written in the file for it. */
import { type Path, plainValue, printYaml, readYaml } from '@merlon/language'
import type { FieldDocument } from '@merlon/protocol'

/** A value for the file; with `source`, that is how it is written. */
export type Entered =
  | { readonly value: unknown; readonly source?: string }
  /** Not yet something that could be written. */
  | { readonly problem: string }

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/

export const isStructure = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date)

/** What a YAML text says; undefined where it is broken. */
function readYamlText(text: string): { readonly value: unknown } | undefined {
  const { node, diagnostics } = readYaml({ path: '', text })
  return node && diagnostics.length === 0 ? { value: plainValue(node) } : undefined
}

const quoted = (text: string): string => JSON.stringify(text)

/** Text with line breaks as a YAML block, so that nothing in it means anything. */
const block = (text: string): string =>
  printYaml({ text })
    .replace(/^text: /, '')
    .replace(/\n$/, '')

/** A scalar in a field for any value: text as it is, unless it would be read as something else. */
function plainText(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  const read = enteredValue(value)
  if ('value' in read && read.value === value && read.source === undefined) return value
  return value.includes('\n') ? block(value) : quoted(value)
}

/** What a field for any value shows: structures as they are written, everything else as text. */
export function shownValue(value: unknown, source: () => string): string {
  if (value === undefined) return ''
  return isStructure(value) ? source() : plainText(value)
}

const looksStructured = (text: string): boolean =>
  /^\s*[[{]/.test(text) || /^\s*(- |-$|[^\s#'"{[&*!|>%@`][^\n]*:(\s|$))/m.test(text.split('\n', 1)[0] ?? '')

/** What was typed into a field for any value. Numbers, `true`, `null`, quoted texts, lists and maps are read as in YAML. */
export function enteredValue(text: string): Entered {
  const trimmed = text.trim()
  if (trimmed === '') return { value: text === '' ? undefined : text }
  if (NUMBER.test(trimmed) && String(Number(trimmed)) === trimmed) return { value: Number(trimmed) }
  if (trimmed === 'true' || trimmed === 'false') return { value: trimmed === 'true' }
  if (trimmed === 'null') return { value: null }
  const multiline = text.includes('\n')
  const inBrackets = /^[[{]/.test(trimmed)
  const inQuotes = /^"(?:[^"\\]|\\.)*"$/s.test(trimmed)
  const asBlock = /^[|>][-+\d]*\n/.test(trimmed)
  if (!inBrackets && !inQuotes && !asBlock && !(multiline && looksStructured(text))) return { value: text }
  const read = readYamlText(text.trimEnd())
  if (!read) return inQuotes ? { value: text } : { problem: 'this is not a list or map in YAML or JSON yet' }
  if (isStructure(read.value)) return { value: read.value, source: text.trimEnd() }
  if (inBrackets) return { problem: 'this is not a list or map in YAML or JSON yet' }
  return inQuotes || asBlock ? { value: read.value } : { value: text }
}

/** What was typed into a field of numbers: durations, sizes and templates stay texts. */
export function enteredNumber(text: string): Entered {
  const trimmed = text.trim()
  if (trimmed === '') return { value: undefined }
  return { value: NUMBER.test(trimmed) && String(Number(trimmed)) === trimmed ? Number(trimmed) : trimmed }
}

/** One of the options of a choice, without quotes that it can do without. */
export function enteredChoice(option: string): { readonly value: unknown } {
  const entered = enteredValue(option)
  return 'value' in entered && String(entered.value) === option ? { value: entered.value } : { value: option }
}

export const enteredText = (text: string): Entered => ({ value: text === '' ? undefined : text })

/** The value at a path inside another one. */
export function inside(value: unknown, path: Path): unknown {
  let current = value
  for (const part of path) {
    if (!isStructure(current) || !Object.hasOwn(current, part)) return undefined
    current = Reflect.get(current, part)
  }
  return current
}

/** The entries of a map whose values each fit on a line; undefined where it is something else. */
export function plainEntries(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (value === undefined || value === null) return []
  if (!isStructure(value) || Array.isArray(value)) return undefined
  const entries = Object.entries(value)
  return entries.some(([, one]) => isStructure(one) || (typeof one === 'string' && one.includes('\n')))
    ? undefined
    : entries
}

/** Which of several forms of a field is written: told by its kind of YAML value. */
export function alternativeOf(alternatives: readonly FieldDocument[], value: unknown): number {
  const fits = ({ role, options }: FieldDocument): boolean => {
    if (Array.isArray(value)) return role === 'list' || role === 'steps'
    if (isStructure(value)) return role === 'object' || role === 'map'
    if (role === 'choice') return options?.includes(String(value)) === true
    return role !== 'object' && role !== 'map' && role !== 'list'
  }
  const found = alternatives.findIndex(fits)
  return found >= 0 ? found : alternatives.findIndex(({ role }) => role === 'value' || role === 'template')
}

/** Lines of `name: value`, as they are copied from a browser's tools or a document; undefined where they are not. */
export function pastedEntries(text: string): [string, string][] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const entries = lines.map((line) => /^\s*["']?([^\s:"']+)["']?\s*:\s*(.*?),?\s*$/.exec(line))
  if (entries.length === 0 || entries.some((one) => !one)) return undefined
  return entries.map((one) => [one![1]!, one![2]!.replace(/^(["'])(.*)\1$/, '$2')])
}
