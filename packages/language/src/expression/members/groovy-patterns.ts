/** Patterns as Groovy uses them. */
import { matchAllPattern, replacePattern, splitPattern } from '../../pattern/index.ts'
import { Callable } from '../callable.ts'
import { groovyText } from '../groovy-operators.ts'
import { makeRegular, matching, RegularExpression } from '../regular.ts'
import type { Run } from '../run.ts'
import { toText } from '../values.ts'

function patternFrom(value: unknown, run: Run): RegularExpression {
  return value instanceof RegularExpression ? value : makeRegular(toText(value, run), '', run)
}

/** `text =~ pattern`: the matches, each a text or, where the pattern has groups, the list of whole and groups. */
export function matchesIn(text: string, pattern: unknown, run: Run): unknown[] {
  const { pattern: compiled } = patternFrom(pattern, run)
  return matching(() => {
    const found: unknown[] = []
    for (const { groups } of matchAllPattern(text, compiled, (steps) => run.charge(steps))) {
      run.charge(2 + groups.length)
      found.push(groups.length > 1 ? [...groups] : groups[0])
    }
    return found
  })
}

/** `text ==~ pattern`: whether the whole text matches. */
export function fullMatch(text: string, pattern: unknown, run: Run): boolean {
  const { source } = patternFrom(pattern, run)
  return makeRegular(`^(?:${source})$`, '', run).find(text, 0, run) !== null
}

export function replaceMatches(text: string, pattern: unknown, by: unknown, run: Run, all: boolean): string {
  const { pattern: compiled } = patternFrom(pattern, run)
  let length = 0
  const chargeText = (more: number) => {
    length += more
    run.checkText(length)
    run.charge(1 + (more >> 3))
  }
  const replacement =
    by instanceof Callable
      ? ({ groups }: { groups: readonly unknown[] }) => groovyText(by.invoke([...groups], run), run)
      : toText(by, run)
  return matching(() => replacePattern(text, compiled, replacement, all, (steps) => run.charge(steps), chargeText))
}

/** Java's `split`: empty texts at the end are dropped. */
export function splitText(text: string, pattern: unknown, run: Run): string[] {
  const { pattern: compiled } = patternFrom(pattern ?? '\\s+', run)
  const pieces = matching(() => splitPattern(text, compiled, undefined, (steps) => run.charge(steps)))
  run.chargeList(pieces.length)
  const texts = pieces.map((piece) => piece ?? '')
  while (texts.length > 1 && texts.at(-1) === '') texts.pop()
  return texts
}
