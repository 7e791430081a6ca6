/** Functions of text, except those that take patterns. */
import { memberTable } from '../callable.ts'
import { limits } from '../limits.ts'

import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { toInteger, toNumber, toPosition, toText } from '../values.ts'
import { hosted, scalarOptions, textArgument } from './arguments.ts'
import { jsonOf } from './json.ts'
import { wholeNumber } from './number.ts'

type Args = readonly unknown[]

/** Charges a search: the host's is not linear when what is looked for is long. */
export function chargeSearch(text: string, wanted: string, run: Run): void {
  run.charge(1 + (text.length >> 3) * (1 + (wanted.length >> 7)))
}

function pad(text: string, args: Args, run: Run, atEnd: boolean): string {
  const length = toInteger(args[0], run)
  if (length <= text.length) return text
  run.chargeText(length)
  const filler = textArgument(args[1], run, ' ')
  return atEnd ? text.padEnd(length, filler) : text.padStart(length, filler)
}

function repeat(text: string, [count]: Args, run: Run): string {
  const times = toInteger(count, run)
  if (times < 0 || times === Number.POSITIVE_INFINITY) {
    throw new ExpressionError(`'repeat' takes how often, from 0; found ${times}`)
  }
  run.chargeText(text.length * times)
  return text.repeat(times)
}

function normalize(text: string, [form]: Args, run: Run): string {
  // One character can become 18.
  if (text.length * 18 > limits.text) run.checkText(text.length * 18)
  run.charge(text.length)
  const name = textArgument(form, run, 'NFC')
  return hosted(() => text.normalize(name), `'normalize' takes NFC, NFD, NFKC or NFKD; found ${name.slice(0, 20)}`)
}

function changed(text: string, run: Run, change: (text: string) => string): string {
  run.chargeText(text.length)
  const made = change(text)
  run.checkText(made.length)
  return made
}

function part(text: string, from: number, to: number, run: Run): string {
  run.charge(1)
  return text.slice(from, Math.max(from, to))
}

function substring(text: string, [start, end]: Args, run: Run): string {
  const within = (at: number) => Math.min(Math.max(at, 0), text.length)
  const from = within(toInteger(start, run))
  const to = within(toInteger(end, run, text.length))
  return part(text, Math.min(from, to), Math.max(from, to), run)
}

function substr(text: string, [start, length]: Args, run: Run): string {
  const from = toPosition(start, text.length, run, 0)
  return part(text, from, from + Math.min(Math.max(0, toInteger(length, run, text.length)), text.length), run)
}

/** Where a text stands in another; charged. */
function find(text: string, [wanted, from]: Args, run: Run): number {
  const searched = textArgument(wanted, run)
  chargeSearch(text, searched, run)
  return text.indexOf(searched, toInteger(from, run))
}

function findLast(text: string, [wanted, from]: Args, run: Run): number {
  const searched = textArgument(wanted, run)
  run.charge(1 + (text.length >> 3) * (1 + (searched.length >> 3)))
  const at = from === undefined ? Number.NaN : toNumber(from, run)
  return Number.isNaN(at) ? text.lastIndexOf(searched) : text.lastIndexOf(searched, at)
}

function compare(text: string, [other, , options]: Args, run: Run): number {
  const second = textArgument(other, run)
  run.charge(text.length + second.length)
  const collate = () => new Intl.Collator('en', scalarOptions(options)).compare(text, second)
  return hosted(collate, "'localeCompare' was given options that do not exist")
}

const lower = (text: string, _args: Args, run: Run) => changed(text, run, (all) => all.toLowerCase())
const upper = (text: string, _args: Args, run: Run) => changed(text, run, (all) => all.toUpperCase())
const same = (text: string) => text

export const stringMembers = memberTable<string>({
  asJSON: (text, _args, run) => jsonOf(text, run) ?? '',
  at: (text, [at], run) => text.at(toInteger(at, run)),
  charAt: (text, [at], run) => text.charAt(toInteger(at, run)),
  charCodeAt: (text, [at], run) => text.charCodeAt(toInteger(at, run)),
  codePointAt: (text, [at], run) => text.codePointAt(toInteger(at, run)),
  concat: (text, args, run) => {
    let made = text
    for (const arg of args) {
      const more = toText(arg, run)
      run.chargeText(made.length + more.length)
      made += more
    }
    return made
  },
  endsWith: (text, [wanted, end], run) => {
    const searched = textArgument(wanted, run)
    run.charge(1 + (searched.length >> 3))
    return text.endsWith(searched, toInteger(end, run, text.length))
  },
  includes: (text, args, run) => find(text, args, run) >= 0,
  indexOf: find,
  lastIndexOf: findLast,
  localeCompare: compare,
  normalize,
  padEnd: (text, args, run) => pad(text, args, run, true),
  padStart: (text, args, run) => pad(text, args, run, false),
  repeat,
  size: (text) => text.length,
  slice: (text, [start, end], run) =>
    part(text, toPosition(start, text.length, run, 0), toPosition(end, text.length, run, text.length), run),
  startsWith: (text, [wanted, from], run) => {
    const searched = textArgument(wanted, run)
    run.charge(1 + (searched.length >> 3))
    return text.startsWith(searched, toInteger(from, run))
  },
  substr,
  substring,
  toInteger: (text, _args, run) => wholeNumber(text, run),
  toLocaleLowerCase: lower,
  toLocaleUpperCase: upper,
  toLong: (text, _args, run) => wholeNumber(text, run),
  toLowerCase: lower,
  toString: same,
  toUpperCase: upper,
  trim: (text, _args, run) => changed(text, run, (all) => all.trim()),
  trimEnd: (text, _args, run) => changed(text, run, (all) => all.trimEnd()),
  trimStart: (text, _args, run) => changed(text, run, (all) => all.trimStart()),
  valueOf: same,
})
