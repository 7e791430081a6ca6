/** What kind of value it is, in the words of messages, and how it is shown in them. */

import { dateText } from './text.ts'
import { ExactNumber, XmlNode } from './types.ts'
import { isBranch, xmlSource } from './xml-node.ts'

export { isOfType, type ValueType, valueTypes } from './type-checks.ts'

/** The words that messages use for kinds of values. */
export type Kind = 'null' | 'text' | 'number' | 'boolean' | 'list' | 'map' | 'xml' | 'date' | 'binary' | 'missing'

/** The kind of a value; what is no data at all (`undefined`, a function) is `missing`. */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof ExactNumber) return 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value !== 'object') return 'missing'
  if (Array.isArray(value)) return 'list'
  if (value instanceof XmlNode) return 'xml'
  if (value instanceof Date) return 'date'
  return isBinary(value) ? 'binary' : 'map'
}

function isBinary(value: object): value is { size: number } {
  if (!('size' in value && 'type' in value && 'sha256' in value && 'base64' in value)) return false
  return Object.keys(value).length === 4 && typeof value.size === 'number' && typeof value.base64 === 'string'
}

/**
 * A short rendering for messages: `"Ann"`, `12`, `a list of 3`, `{ id, name, … }`, `<item id="7">…`. Texts longer than
 * `max` characters end in `…`. A secret that is cut in two can no longer be found and masked, so `mask` is
 * applied to every text before it is cut.
 */
export function describe(value: unknown, max = 80, mask: (text: string) => string = (text) => text): string {
  if (typeof value === 'string') return quoted(mask(value), max)
  if (value instanceof ExactNumber) return clipped(mask(value.text), max)
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return mask(String(value))
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (value instanceof XmlNode) return describeElement(value, max, mask)
  if (value instanceof Date) return dateText(value) || 'a date that does not exist'
  if (typeof value !== 'object') return kindOf(value)
  if (isBinary(value)) return `binary of ${value.size} bytes`
  return describeMap(Object.keys(value), max, mask)
}

function quoted(text: string, max: number): string {
  const whole = JSON.stringify(text.length > max ? text.slice(0, max) : text)
  return text.length <= max && whole.length <= max + 2 ? whole : `${clipped(whole.slice(0, -1), max, true)}"`
}

/** The text if it is at most `max` long, else its beginning with `…`, never half a surrogate pair. */
function clipped(text: string, max: number, isCut = text.length > max): string {
  if (!isCut) return text
  const end = Math.max(1, max - 1)
  const last = text.charCodeAt(end - 1)
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end)}…`
}

function describeElement(node: XmlNode, max: number, mask: (text: string) => string): string {
  if (!isBranch(node)) return clipped(mask(xmlSource(node)), max)
  const start = mask(xmlSource(new XmlNode(node.name, node.attributes, []))).replace(/\/>$/, '>')
  return `${clipped(start, max - 1)}${start.length > max - 1 ? '' : '…'}`
}

function describeMap(keys: readonly string[], max: number, mask: (text: string) => string): string {
  if (keys.length === 0) return '{}'
  const shown: string[] = []
  let length = '{  }'.length
  for (const key of keys) {
    const name = clipped(mask(key), Math.max(10, max >> 1))
    length += name.length + 2
    if (shown.length > 0 && length + 1 > max) return `{ ${shown.join(', ')}, … }`
    shown.push(name)
  }
  return `{ ${shown.join(', ')} }`
}
