/** Values as somebody types them into a cell: `42` is a number, `"42"` and everything else a text. */
import { setAt, valueAt } from '@merlon/language'
import { clean } from '@merlon/protocol'

export interface Typed {
  readonly value: unknown
  /** How it is to be written, where that says more than the value: `1.0`, `12345678901234567890`. */
  readonly source?: string
}

const LONGEST_IN_CELL = 1000

/** What YAML reads in a text that stands alone; undefined where it has mistakes. */
export function readYamlValue(source: string): { readonly value: unknown } | undefined {
  const made = setAt('', ['value'], null, { source })
  return 'problem' in made ? undefined : valueAt(made.text, ['value'])
}

/** Numbers, `true`, `false` and `null` are those; in quotes or brackets it is YAML; all else is text as it stands. */
export function readTyped(typed: string): Typed {
  const source = typed.trim()
  if (source === '' || /[#\n]/.test(source)) return { value: typed }
  const isWritten = /^["'[{]/.test(source)
  const read = readYamlValue(source)
  if (
    !read ||
    (!isWritten && (typeof read.value === 'string' || typeof read.value === 'object') && read.value !== null)
  )
    return { value: typed }
  return typeof read.value === 'string' ? { value: read.value } : { value: read.value, source }
}

export type Shown =
  /** Can be edited in a cell; `text` is what typing it would mean again. */
  | { readonly is: 'line'; readonly text: string; readonly kind: 'text' | 'other' }
  /** A text of several lines, a very long one, or one with characters that nobody can see. */
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'structure'; readonly text: string }

/** A value for a cell. `source` is how a number is written in the file. */
export function shownValue(value: unknown, source?: string): Shown {
  if (typeof value === 'object' && value !== null) return { is: 'structure', text: JSON.stringify(value) }
  if (typeof value === 'string') {
    if (value.length > LONGEST_IN_CELL || clean(value) !== value) return { is: 'text', text: value }
    return { is: 'line', text: isTypedAs(value, value) ? value : JSON.stringify(value), kind: 'text' }
  }
  const text = source !== undefined && isTypedAs(source, value) ? source : String(value)
  return { is: 'line', text, kind: 'other' }
}

const isTypedAs = (typed: string, value: unknown): boolean => readTyped(typed).value === value
