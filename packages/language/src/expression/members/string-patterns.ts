/** Functions of text that take a pattern, or a text in its place, and those of patterns. */
import {
  type MatchResult,
  matchAllPattern,
  type Replacement,
  replacePattern,
  searchPattern,
  splitPattern,
} from '../../pattern/index.ts'
import { Callable, memberTable } from '../callable.ts'
import { limits } from '../limits.ts'
import { makeRegular, matching, RegularExpression } from '../regular.ts'
import type { Run } from '../run.ts'
import { ExpressionError } from '../types.ts'
import { define, type PlainMap, toInteger, toText } from '../values.ts'
import { textArgument } from './arguments.ts'
import { chargeSearch } from './string.ts'

type Args = readonly unknown[]

function patternOf(value: unknown, flags: string, run: Run): RegularExpression {
  if (value instanceof RegularExpression) return value
  return makeRegular(value === undefined ? '' : toText(value, run), flags, run)
}

/** A match as JavaScript shows it: the list of its groups, with `index`, `input` and `groups`. */
function matchList(match: MatchResult, input: string): unknown[] {
  const groups = match.named && namedGroups(match.named)
  const list: unknown[] = [...match.groups]
  for (const [name, value] of Object.entries({ index: match.index, input, groups })) {
    Object.defineProperty(list, name, { value, enumerable: false })
  }
  return list
}

function namedGroups(named: NonNullable<MatchResult['named']>): PlainMap {
  const groups: PlainMap = {}
  for (const [name, value] of Object.entries(named)) define(groups, name, value)
  return groups
}

/** `pattern.exec(text)`: with the flags `g` and `y`, from where it stopped. */
export function execute(pattern: RegularExpression, text: string, run: Run): unknown {
  const continues = pattern.global || pattern.sticky
  const from = continues ? pattern.lastIndex : 0
  const match = from > text.length ? null : pattern.find(text, from, run)
  if (continues) pattern.lastIndex = match ? match.end : 0
  return match ? matchList(match, text) : null
}

function allMatches(pattern: RegularExpression, text: string, run: Run): MatchResult[] {
  return matching(() => {
    const found: MatchResult[] = []
    for (const match of matchAllPattern(text, pattern.pattern, (steps) => run.charge(steps))) {
      run.charge(4 + match.groups.length)
      if (found.push(match) > limits.list) run.chargeList(found.length)
    }
    return found
  })
}

function match(text: string, [wanted]: Args, run: Run): unknown {
  const pattern = patternOf(wanted, '', run)
  if (!pattern.global) return execute(pattern, text, run)
  pattern.lastIndex = 0
  const found = allMatches(pattern, text, run)
  return found.length === 0 ? null : found.map(({ groups }) => groups[0])
}

function matchAll(text: string, [wanted]: Args, run: Run): unknown {
  const pattern = patternOf(wanted, 'g', run)
  if (!pattern.global) throw new ExpressionError("'matchAll' takes a pattern with the flag `g`")
  return allMatches(pattern, text, run).map((found) => matchList(found, text))
}

function replace(text: string, [wanted, by]: Args, run: Run, all: boolean): string {
  if (!(wanted instanceof RegularExpression)) {
    return replaceText(text, textArgument(wanted, run), by, run, all)
  }
  if (all && !wanted.global) throw new ExpressionError("'replaceAll' takes a pattern with the flag `g`")
  const replacement: Replacement =
    by instanceof Callable
      ? (found) => toText(by.invoke(callbackArguments(found, text), run), run)
      : textArgument(by, run)
  const charge = (steps: number) => run.charge(steps)
  let length = 0
  const chargeText = (more: number) => {
    length += more
    run.checkText(length)
    run.charge(1 + (more >> 3))
  }
  return matching(() => replacePattern(text, wanted.pattern, replacement, wanted.global, charge, chargeText))
}

function callbackArguments({ groups, index, named }: MatchResult, text: string): unknown[] {
  return [...groups, index, text, ...(named ? [namedGroups(named)] : [])]
}

function replaceText(text: string, wanted: string, by: unknown, run: Run, all: boolean): string {
  chargeSearch(text, wanted, run)
  const template = by instanceof Callable ? '' : textArgument(by, run)
  let made = ''
  let done = 0
  for (let at = text.indexOf(wanted); at >= 0; at = next(text, wanted, at)) {
    run.charge(2)
    const inserted =
      by instanceof Callable
        ? toText(by.invoke([wanted, at, text], run), run)
        : expanded(template, text, wanted, at, run)
    run.chargeText(at - done + inserted.length)
    made += text.slice(done, at) + inserted
    run.checkText(made.length)
    done = at + wanted.length
    if (!all) break
  }
  run.checkText(made.length + text.length - done)
  return made + text.slice(done)
}

function next(text: string, wanted: string, at: number): number {
  const from = at + Math.max(1, wanted.length)
  return from > text.length ? -1 : text.indexOf(wanted, from)
}

/** `$$`, `$&`, `` $` ``, `$'` in the text that replaces a text. */
function expanded(template: string, text: string, wanted: string, at: number, run: Run): string {
  if (!template.includes('$')) return template
  return template.replace(/\$[$&`']/g, (sign) => {
    if (sign === '$$') return '$'
    const part = sign === '$&' ? wanted : sign === '$`' ? text.slice(0, at) : text.slice(at + wanted.length)
    run.chargeText(part.length)
    return part
  })
}

function split(text: string, [separator, limit]: Args, run: Run): unknown {
  const most = limit === undefined ? undefined : toInteger(limit, run) >>> 0
  if (separator === undefined) return most === 0 ? [] : [text]
  run.charge(text.length >> 3)
  if (!(separator instanceof RegularExpression)) {
    const between = toText(separator, run)
    chargeSearch(text, between, run)
    run.chargeList(between === '' ? text.length : countOf(text, between) + 1)
    return text.split(between, most)
  }
  return matching(() => {
    const pieces = splitPattern(text, separator.pattern, most, (steps) => run.charge(steps))
    run.chargeList(pieces.length)
    return pieces
  })
}

function countOf(text: string, wanted: string): number {
  let count = 0
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) count += 1
  return count
}

export const stringPatternMembers = memberTable<string>({
  match,
  matchAll,
  replace: (text, args, run) => replace(text, args, run, false),
  replaceAll: (text, args, run) => replace(text, args, run, true),
  search: (text, [wanted], run) =>
    matching(() => searchPattern(text, patternOf(wanted, '', run).pattern, (steps) => run.charge(steps))),
  split,
})

export const patternMembers = memberTable<RegularExpression>({
  exec: (pattern, [text], run) => execute(pattern, textArgument(text, run), run),
  test: (pattern, [text], run) => execute(pattern, textArgument(text, run), run) !== null,
  toString: (pattern: RegularExpression) => `/${pattern.source}/${pattern.flags}`,
})
