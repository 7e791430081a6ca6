/** Texts of bodies: what a form or a JSON text holds, where a step can say it as values and the same arrives. */
import { ExactNumber, type PrintValue, parseJson } from '@merlon/language'
import { looksMarked, templateOf } from './marked-text.ts'

/** Deeper ones stay text. */
const DEEPEST = 50

const MARKED_OR_NOT = /(\udfff\w+\udfff)|[^\udfff]+/gu

/** Percent-encoded for a form or query, as curl does it; variables are left as they are. */
export function urlEncoded(text: string): string {
  return text.replace(MARKED_OR_NOT, (all: string, marked?: string) =>
    marked === undefined
      ? encodeURIComponent(all).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
      : all,
  )
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/**
 * Names and values of a URL-encoded form, as templates. `undefined` where the text is something else, or where a map
 * would not keep the order of its names.
 */
export function formOf(text: string): Map<string, PrintValue> | undefined {
  if (/^\s*[{["<]/.test(text)) return undefined
  const form = new Map<string, string[]>()
  let last: string | undefined
  for (const pair of text.split('&')) {
    const [, rawName, rawValue] = /^([^=]+)=([\s\S]*)$/.exec(pair) ?? []
    const name = rawName === undefined ? undefined : decoded(rawName)
    const value = rawValue === undefined ? undefined : decoded(rawValue)
    if (name === undefined || value === undefined || name === '__proto__') return undefined
    if (form.has(name) && name !== last) return undefined
    if (form.get(name)?.push(value) === undefined) form.set(name, [value])
    last = name
  }
  // Values by name come in another order where a name is a number.
  if (form.size > 1 && [...form.keys()].some((name) => /^\d+$/.test(name))) return undefined
  return new Map(
    [...form].map(([name, values]) => [
      templateOf(name),
      values.length === 1 ? templateOf(values[0]!) : values.map(templateOf),
    ]),
  )
}

class Unprintable extends Error {}

function printable(value: unknown, depth: number): PrintValue {
  if (depth > DEEPEST) throw new Unprintable()
  if (typeof value === 'string') return templateOf(value)
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return value
  // Whole numbers keep their digits in YAML; of others it is not sure.
  if (value instanceof ExactNumber && /^-?\d+$/.test(value.text)) return value
  if (Array.isArray(value)) return value.map((one) => printable(one, depth + 1))
  if (typeof value !== 'object' || value instanceof ExactNumber) throw new Unprintable()
  return new Map(Object.entries(value).map(([key, one]) => [templateOf(key), printable(one, depth + 1)]))
}

/** The value of a JSON text, its texts as templates. `undefined` where it is none, or where the step could not send the same. */
export function jsonOf(text: string): { readonly value: PrintValue; readonly plain: unknown } | undefined {
  const parsed = looksMarked(text) ? undefined : parseJson(text)
  // A step whose `json` is null sends nothing.
  if (parsed === undefined || 'problem' in parsed || parsed.value === null) return undefined
  try {
    return { value: printable(parsed.value, 0), plain: parsed.value }
  } catch (error) {
    if (error instanceof Unprintable) return undefined
    throw error
  }
}
