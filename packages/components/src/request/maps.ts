/** Maps of names and values in requests: headers, query, form. */
import { type Context, StepFault, type ValueInput } from '@merlon/engine'
import { describe, kindOf, textOf } from '@merlon/language'

export type Pairs = readonly (readonly [name: string, value: string])[]

/** Names with their values, `null` where one is to be removed. */
export type NullablePairs = readonly (readonly [name: string, value: string | null])[]

/** Reads a map; a list repeats its name, what is missing is dropped. */
export function readPairs(input: ValueInput | undefined, what: string, context: Context): NullablePairs {
  if (!input) return []
  return pairsOf(context.value(input), what)
}

function pairsOf(value: unknown, what: string): NullablePairs {
  if (value === undefined || value === null || value === '') return []
  if (kindOf(value) !== 'map')
    throw new StepFault(`\`${what}\` must be a map of names and values, but it is ${describe(value)}`, { field: what })
  return Object.entries(value as object).flatMap(([name, member]): NullablePairs => {
    const values: unknown[] = Array.isArray(member) ? member : [member]
    return values.map((one) => [name, one === null ? null : textOf(one)] as const)
  })
}

/** Default pairs, each read by itself: one whose variable does not exist yet is left out. */
export function readDefaultPairs(input: ValueInput | undefined, what: string, context: Context): NullablePairs {
  if (!input) return []
  if (input.value.is !== 'map') return readPairs(input, what, context)
  return input.value.entries.flatMap((entry): NullablePairs => {
    const names = [...(typeof entry.key === 'string' ? [] : entry.key.required), ...requiredBy(entry.value)]
    if (names.some((name) => !context.has(name))) return []
    return pairsOf(context.value({ ...input, value: { is: 'map', entries: [entry] } }), what)
  })
}

function requiredBy(plan: ValueInput['value']): readonly string[] {
  if (plan.is === 'text') return plan.template.required
  if (plan.is === 'list') return plan.items.flatMap(requiredBy)
  return plan.is === 'map' ? plan.entries.flatMap((entry) => requiredBy(entry.value)) : []
}

const sameName = (a: string, b: string): boolean => a.length === b.length && a.toLowerCase() === b.toLowerCase()

/** Later lists replace earlier ones by name, letter case apart; `null` removes. */
export function mergePairs(...lists: readonly NullablePairs[]): Pairs {
  let merged: NullablePairs = []
  for (const list of lists) {
    if (list.length === 0) continue
    const kept = merged.filter(([name]) => !list.some(([other]) => sameName(name, other)))
    merged = kept.length === 0 ? list : [...kept, ...list]
  }
  return merged.filter((pair): pair is readonly [string, string] => pair[1] !== null)
}

const FORM_SAFE = /[!'()~]|%20/g

/** Half a surrogate pair has no UTF-8; as on the web platform, U+FFFD stands for it. */
const percentEncoded = (text: string): string => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))

/** One part of a URL-encoded form. Standard: WHATWG URL, application/x-www-form-urlencoded. */
export function formEncode(text: string): string {
  return percentEncoded(text).replace(FORM_SAFE, (char) =>
    char === '%20' ? '+' : `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

export const formText = (pairs: NullablePairs): string =>
  pairs.map(([name, value]) => `${formEncode(name)}=${formEncode(value ?? '')}`).join('&')

export const queryText = (pairs: NullablePairs): string =>
  pairs.map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value ?? '')}`).join('&')
