/** What a value offers after a dot or in brackets, and how it is shown. */

import { readNamed } from '../expression/access.ts'
import type { KnownNames } from '../expression/known-names.ts'
import { memberNames } from '../expression/path.ts'
import { describe, kindOf } from '../values/types-of-values.ts'
import { MASK } from './evaluation.ts'
import type { KnownVariable } from './world.ts'

const MOST = 500

export const isIdentifier = (name: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)

/** A value in a few words. */
export const shown = (value: unknown): string => describe(value, 60)

export function shownVariable({ secret, seen, value }: KnownVariable): string {
  if (secret) return MASK
  return seen ? shown(value) : 'not seen yet'
}

/** Names of the data in a value, and what is there. */
export function dataOf(value: unknown): { readonly name: string; readonly value: unknown }[] {
  return memberNames(value)
    .slice(0, MOST)
    .map((name) => ({ name, value: readNamed(value, name) }))
}

/** Functions that a value has, by the names that expressions know. */
export function functionsOf(value: unknown, names: KnownNames): readonly string[] {
  const kind = kindOf(value)
  return names.members[kind === 'binary' ? 'map' : kind] ?? []
}

export const hasLength = (value: unknown): boolean => Array.isArray(value) || typeof value === 'string'

/** A text in quotes, as code. */
export function quotedKey(name: string, quote = "'"): string {
  const inner = name.replace(/[\\\u0000-\u001f\u2028\u2029]/g, (character) =>
    character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return quote + inner.replaceAll(quote, `\\${quote}`) + quote
}
