/** What expressions reach by name besides variables and helpers: this list, and nothing else. */
import { type Builtin, Namespace, Native } from '../callable.ts'
import { makeRegular, RegularExpression } from '../regular.ts'
import type { Run } from '../run.ts'
import type { Dialect } from '../types.ts'
import { toText } from '../values.ts'
import { hosted, textArgument } from './arguments.ts'
import { base64Functions, buffer } from './buffer.ts'
import { date } from './date.ts'
import { json } from './json.ts'
import { math, number, numberFunctions } from './number.ts'
import { array, boolean, clone, error, hash, object, set, string } from './object.ts'

function makePattern([source, flags]: readonly unknown[], run: Run): RegularExpression {
  if (source instanceof RegularExpression) {
    return makeRegular(source.source, flags === undefined ? source.flags : toText(flags, run), run)
  }
  return makeRegular(textArgument(source, run, ''), textArgument(flags, run, ''), run)
}

const regExp = new Namespace('RegExp', {
  call: makePattern,
  make: makePattern,
  holds: (value) => value instanceof RegularExpression,
})

/** Percent-encoding grows a text up to nine times; undoing it never does. */
function coding(work: (text: string) => string, growth: number, name: string): Builtin {
  return ([value], run) => {
    const text = toText(value, run)
    run.charge(text.length)
    run.checkText(text.length * growth)
    return hosted(() => work(text), `the text given to \`${name}\` is not well formed`)
  }
}

const codings: Record<string, Builtin> = {
  decodeURI: coding(decodeURI, 1, 'decodeURI'),
  decodeURIComponent: coding(decodeURIComponent, 1, 'decodeURIComponent'),
  encodeURI: coding(encodeURI, 9, 'encodeURI'),
  encodeURIComponent: coding(encodeURIComponent, 9, 'encodeURIComponent'),
}

const functions: Record<string, Builtin> = {
  ...numberFunctions,
  ...base64Functions,
  ...codings,
  structuredClone: clone,
}

/** In JavaScript, by name. */
export const javascript: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['Array', array],
  ['Boolean', boolean],
  ['Buffer', buffer],
  ['Date', date],
  ['Error', error],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['JSON', json],
  ['Map', hash],
  ['Math', math],
  ['NaN', Number.NaN],
  ['Number', number],
  ['Object', object],
  ['RegExp', regExp],
  ['Set', set],
  ['String', string],
  ...Object.entries(functions).map(([name, work]): [string, unknown] => [name, new Native(work)]),
])

const groovy = new Map<string, unknown>([
  ['Date', date],
  ['Error', error],
  ['Math', math],
])

/** The built-in of that name; undefined where there is none. */
export function globalOf(name: string, dialect: Dialect): unknown {
  return (dialect === 'groovy' ? groovy : javascript).get(name)
}

export function globalNames(dialect: Dialect): readonly string[] {
  return [...(dialect === 'groovy' ? groovy : javascript).keys()]
}
