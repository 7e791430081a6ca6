/** Variables in maps: JSON and YAML of names and values, lists of `{ name, value }`, and what Postman exports. */
import { ExactNumber } from '@merlon/language'
import type { Entry, Read } from './entry.ts'

type Members = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)

const nameOf = ({ key, name }: Members): unknown => key ?? name

const isPair = (value: unknown): value is Members =>
  isMap(value) && ['string', 'number'].includes(typeof nameOf(value)) && Object.hasOwn(value, 'value')

const isSecret = ({ secret, type }: Members): boolean => secret === true || type === 'secret'
const isOff = ({ enabled, disabled }: Members): boolean => enabled === false || disabled === true

/** A list of `{ key or name, value }`; `undefined` where an item is something else. */
function readPairs(items: readonly unknown[]): { entries: Entry[]; notes: string[] } | undefined {
  if (!items.every(isPair)) return undefined
  const named = items.map((item) => ({ item, name: String(nameOf(item)) })).filter(({ name }) => name !== '')
  return {
    entries: named
      .filter(({ item }) => !isOff(item))
      .map(({ item, name }) => ({ name, value: item.value, secret: isSecret(item) })),
    notes: named
      .filter(({ item }) => isOff(item))
      .map(({ name }) => `'${name}' is left out, because it was switched off`),
  }
}

const unreadable: Read = {
  problem: 'this holds no names and values',
  help: 'a map is read, such as `host: https://shop.example`, or a list of `{ name, value }`',
}

/** Whether this is an environment, or the globals, that Postman exported. */
export const isPostman = (value: unknown): boolean =>
  isMap(value) &&
  Array.isArray(value.values) &&
  (Object.keys(value).some((key) => key.startsWith('_postman')) || 'name' in value) &&
  value.values.every(isPair)

export function readPostman(value: unknown): Read {
  const pairs = isMap(value) && Array.isArray(value.values) ? readPairs(value.values) : undefined
  return pairs ? { ...pairs, postman: true } : unreadable
}

/** Names under `secrets`, as vaults and environments of a project have them: their values are elsewhere. */
function secretNames(value: unknown): Entry[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) return []
  return value.map((name) => ({ name, value: '', secret: true }))
}

/** Reads what JSON or YAML holds. */
export function readMap(value: unknown): Read {
  if (Array.isArray(value)) return readPairs(value) ?? unreadable
  if (!isMap(value)) return unreadable
  const secrets = secretNames(value.secrets)
  const plain = Object.entries(value).filter(([name]) => name !== 'secrets' || secrets.length === 0)
  return {
    entries: [...plain.map(([name, one]) => ({ name, value: one, secret: false })), ...secrets],
    notes: secrets.map(({ name }) => `'${name}' is a secret: its value is not in this text`),
  }
}
