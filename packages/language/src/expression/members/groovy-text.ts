/** Functions of text in Groovy. */
import { isNumericText } from '../../values/index.ts'
import { type Member, memberTable } from '../callable.ts'
import { groovyRead } from '../groovy-access.ts'
import { groovyEquals, groovyOrder, groovyText, minus } from '../groovy-operators.ts'
import { concatenate } from '../operators.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { toInteger, toText } from '../values.ts'
import { functionArgument, textArgument } from './arguments.ts'
import { fullMatch, matchesIn, replaceMatches, splitText } from './groovy-patterns.ts'
import { wholeNumber } from './number.ts'
import { stringMembers } from './string.ts'
import { stringPatternMembers } from './string-patterns.ts'

type Args = readonly unknown[]

/** Functions that Java's text shares with JavaScript's. */
const shared = [
  'asJSON',
  'charAt',
  'concat',
  'endsWith',
  'indexOf',
  'lastIndexOf',
  'startsWith',
  'toLowerCase',
  'toUpperCase',
  'trim',
]

function same(name: string): [string, Member<string>] {
  return [name, stringMembers.get(name)!]
}

function decimal(text: string, _args: Args, run: Run): number {
  run.charge(text.length >> 3)
  if (isNumericText(text.trim())) return Number(text)
  throw new ExpressionError(`'${text.slice(0, 40)}' is not a number`)
}

function substring(text: string, [start, end]: Args, run: Run): string {
  const from = toInteger(start, run)
  const to = toInteger(end, run, text.length)
  if (from < 0 || to > text.length || from > to) {
    throw new ExpressionError(
      `'substring' from ${from} to ${to} is outside the text, which has ${text.length} characters`,
    )
  }
  return text.slice(from, to)
}

/** The pieces between any of the characters given; empty ones are dropped. */
function tokenize(text: string, [delimiters]: Args, run: Run): string[] {
  const between = new Set(textArgument(delimiters, run, ' \t\n\r\f'))
  run.charge(text.length)
  const pieces: string[] = []
  let start = 0
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !between.has(text[at]!)) continue
    if (at > start) pieces.push(text.slice(start, at))
    start = at + 1
  }
  run.chargeList(pieces.length)
  return pieces
}

function lines(text: string, _args: Args, run: Run): string[] {
  run.charge(text.length >> 1)
  const all = text.split(/\r\n|\r|\n/)
  if (all.at(-1) === '') all.pop()
  run.chargeList(all.length)
  return all
}

function eachLine(text: string, [work]: Args, run: Run): unknown {
  const call = functionArgument(work, 'eachLine')
  let last: unknown
  lines(text, [], run).forEach((line, at) => {
    last = call.invoke(call.parameters > 1 ? [line, at + 1] : [line], run)
  })
  return last
}

function count(text: string, [wanted]: Args, run: Run): number {
  const searched = toText(wanted, run)
  run.charge(1 + (text.length >> 3) * (1 + (searched.length >> 7)))
  return searched === '' ? 0 : text.split(searched).length - 1
}

function taken(text: string, [number]: Args, run: Run): string {
  return text.slice(0, Math.max(0, toInteger(number, run)))
}

export const groovyTextMembers: ReadonlyMap<string, Member<string>> = new Map([
  ...shared.map(same),
  ...memberTable<string>({
    capitalize: (text, _args, run) => concatenate(text.charAt(0).toUpperCase(), text.slice(1), run),
    compareTo: (text, [other], run) => groovyOrder(text, other, run),
    contains: (text, args, run) => stringMembers.get('includes')?.(text, args, run),
    count,
    drop: (text, [number], run) => text.slice(Math.max(0, toInteger(number, run))),
    eachLine,
    equals: (text, [other], run) => groovyEquals(text, other, run),
    equalsIgnoreCase: (text, [other], run) => {
      const second = toText(other, run)
      run.charge((text.length + second.length) >> 2)
      return text.toLowerCase() === second.toLowerCase()
    },
    findAll: (text, [pattern], run) => matchesIn(text, pattern, run),
    getAt: (text, [at], run) => groovyRead(text, at, run),
    isEmpty: (text) => text === '',
    isInteger: (text) => /^[+-]?\d{1,10}$/.test(text.trim()),
    isNumber: (text, _args, run) => {
      run.charge(text.length >> 3)
      return isNumericText(text.trim())
    },
    length: (text) => text.length,
    matches: (text, [pattern], run) => fullMatch(text, pattern, run),
    minus: (text, [other], run) => minus(text, other, run),
    padLeft: (text, args, run) => stringMembers.get('padStart')?.(text, args, run),
    padRight: (text, args, run) => stringMembers.get('padEnd')?.(text, args, run),
    plus: (text, [other], run) => concatenate(text, groovyText(other, run), run),
    readLines: lines,
    replace: (text, [wanted, by], run) => {
      // In Java a `$` in what replaces a text is just that.
      const literal = toText(by, run).replaceAll('$', '$$$$')
      return stringPatternMembers.get('replaceAll')?.(text, [toText(wanted, run), literal], run)
    },
    replaceAll: (text, [pattern, by], run) => replaceMatches(text, pattern, by, run, true),
    replaceFirst: (text, [pattern, by], run) => replaceMatches(text, pattern, by, run, false),
    reverse: (text, _args, run) => {
      run.charge(text.length)
      return Array.from(text).reverse().join('')
    },
    size: (text) => text.length,
    split: (text, [pattern], run) => splitText(text, pattern, run),
    substring,
    take: taken,
    toBigDecimal: decimal,
    toDouble: decimal,
    toFloat: decimal,
    toInteger: (text, _args, run) => whole(text, run),
    toLong: (text, _args, run) => whole(text, run),
    toString: (text: string) => text,
    tokenize,
  }),
])

/** Only whole digits: Java reads no `5.0` as an integer. */
function whole(text: string, run: Run): unknown {
  if (/^[+-]?\d+$/.test(text.trim().slice(0, 400))) return wholeNumber(text, run)
  throw new ExpressionError(`'${text.slice(0, 40)}' is not a whole number`)
}
