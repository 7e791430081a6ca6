/** How a member is written in an expression, and which keys are data. */
import { isOfType } from '@merlon/language'

const WORD = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

const codeUnits = (text: string): string =>
  text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/** The path of a member, whatever its key is made of. */
export function memberPath(path: string, key: string): string {
  if (WORD.test(key)) return `${path}.${key}`
  // What nobody can see, or YAML may not hand back as it was, is written as an escape.
  const text = key.replace(/['\\]/g, '\\$&').replace(/[\p{C}\u2028\u2029]/gu, codeUnits)
  return `${path}['${text}']`
}

/** A list or a text has these members too, so that they do not show that something is a map. */
export const isMapOnly = (key: string): boolean => key !== 'length' && !/^\d+$/.test(key)

const NUMBERED = /^(\p{L}+[-_:.])\d+$/u
const HEXADECIMAL = /^(?=.*\d)[0-9a-f]{8,}$/i

/** Whether all keys of a map are identifiers, days or numbers, so that they are data and no names of members. */
export function areIdentifiers(keys: readonly string[]): boolean {
  const [first = ''] = keys
  const every = (test: (key: string) => boolean): boolean => keys.length > 0 && keys.every(test)
  const prefix = NUMBERED.exec(first)?.[1]
  return (
    every((key) => /^\d+$/.test(key)) ||
    every((key) => isOfType(key, 'uuid')) ||
    every((key) => isOfType(key, 'date')) ||
    every((key) => HEXADECIMAL.test(key)) ||
    every((key) => prefix !== undefined && NUMBERED.exec(key)?.[1] === prefix)
  )
}
