/** What stands in the cell of a table of values, as one types it: read as YAML would read it, on one line. */
import { setAt, valueAt } from '@merlon/language'

export interface Cell {
  readonly value: unknown
  /** How it was written, where that says more than the value: `1.50`. */
  readonly source?: string
}

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null

/** undefined where it is not YAML. */
function asYaml(text: string): unknown {
  const written = setAt('value: 0\n', ['value'], undefined, { source: text })
  return 'problem' in written ? undefined : valueAt(written.text, ['value'])?.value
}

/** What a typed text means; nothing of an empty one. Whatever is no number, no boolean and no structure is text. */
export function readCell(typed: string): Cell | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  if (/[\r\n]/.test(text)) return { value: typed }
  if (/^(["']).*\1$/.test(text)) {
    const value = asYaml(text)
    return { value: typeof value === 'string' ? value : text }
  }
  if (/^[[{]/.test(text)) {
    const value = asYaml(text)
    return isStructure(value) ? { value, source: text } : { value: text }
  }
  if (!/^[-+.\w~]+$/.test(text)) return { value: text }
  const value = asYaml(text)
  return typeof value === 'string' || value === undefined || isStructure(value)
    ? { value: text }
    : { value, source: text }
}

/** The text of a value in a cell; reading it gives the value again. */
export function cellText(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value !== 'string') return isStructure(value) ? JSON.stringify(value) : String(value)
  const same = value !== '' && value.trim() === value && !/[\r\n]/.test(value) && readCell(value)?.value === value
  return same ? value : JSON.stringify(value)
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  bigint: 'number',
  boolean: 'true or false',
  undefined: 'not set',
}

/** What kind of value a cell holds, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `list of ${value.length}`
  if (typeof value === 'object') return `map of ${Object.keys(value).length}`
  return WORDS[typeof value] ?? typeof value
}
