import { describe, expect, it } from 'vitest'
import { type Charge, compilePattern, matchAllPattern, type Pattern, replacePattern, splitPattern } from './index.ts'

class LimitReached extends Error {}

/** A charge that stops at a limit. */
function chargeUpTo(limit: number): Charge {
  let total = 0
  return (steps) => {
    total += steps
    if (total > limit) throw new LimitReached()
  }
}

function stepsFor(work: (charge: Charge) => unknown): number {
  let total = 0
  const charge = chargeUpTo(50_000_000)
  work((steps) => {
    total += steps
    charge(steps)
  })
  return total
}

/** Patterns a backtracking engine needs quadratic or exponential time for, each with such a text of some length. */
const bombs: readonly (readonly [string, string, (length: number) => string])[] = [
  ['(a+)+$', '', (length) => `${'a'.repeat(length)}!`],
  ['(a|a)*b', '', (length) => 'a'.repeat(length)],
  ['(a|aa)+$', '', (length) => `${'a'.repeat(length)}!`],
  ['(a*)*b', '', (length) => 'a'.repeat(length)],
  ['(a)*b', '', (length) => 'a'.repeat(length)],
  ['(.)*?b', '', (length) => 'a'.repeat(length)],
  ['(?:(a))*b', 'u', (length) => 'a'.repeat(length)],
  ['(a*?)*?b', '', (length) => 'a'.repeat(length)],
  ['((a*)*)*b', '', (length) => 'a'.repeat(length)],
  ['(.*)*x', '', (length) => 'a'.repeat(length)],
  ['(.*)(.*)(.*)(.*)x', 's', (length) => 'a\n'.repeat(length / 2)],
  ['(?:.*a){8}x', '', (length) => 'a'.repeat(length)],
  ['(x+x+)+y', '', (length) => 'x'.repeat(length)],
  ['(\\w+\\s?)+$', '', (length) => `${'word '.repeat(length / 5)}!`],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', '', (length) => 'a'.repeat(length)],
  ['^(\\w+\\.?)+@x$', 'i', (length) => 'ab.'.repeat(length / 3)],
  ['\\s+$', '', (length) => `${' '.repeat(length)}x`],
  ['^\\s+|\\s+$', '', (length) => `x${' '.repeat(length)}x`],
  ['a*b', '', (length) => 'a'.repeat(length)],
  ['a*?b', '', (length) => 'a'.repeat(length)],
  ['[^"]*"x', 'u', (length) => '😀'.repeat(length / 2)],
  ['(?:a?){20}b', '', (length) => 'a'.repeat(length)],
  ['(?:a{0,20}){2}b', '', (length) => 'a'.repeat(length)],
  ['<!--[\\s\\S]*?-->', '', (length) => '<!--'.repeat(length / 4)],
  ['([+-]?\\d+[.]?\\d*)+e', '', (length) => '1'.repeat(length)],
  ['^(?:(?:"[^"]*")|[^,"]+|,)*;$', '', (length) => '"a",b,'.repeat(length / 6)],
  ['(?:(?:a|b)|(?:b|a))*c', '', (length) => 'ab'.repeat(length / 2)],
]

describe('a pattern without look-around and back-references takes steps linear in the text', () => {
  it.each(bombs)('/%s/%s', (source, flags, textOf) => {
    const pattern = compilePattern(source, flags)
    const short = textOf(15_000)
    const long = textOf(30_000)
    expect(pattern.exec(long, 0, chargeUpTo(130 * long.length))).toBeNull()
    const longSteps = stepsFor((charge) => pattern.test(long, charge))
    expect(longSteps).toBeLessThan(2.1 * stepsFor((charge) => pattern.test(short, charge)))
  })

  it('for all matches together, when each looks far ahead', () => {
    const text = 'a'.repeat(30_000)
    const pattern = compilePattern('a.*b|a', '')
    expect(stepsFor((charge) => [...matchAllPattern(text, pattern, charge)])).toBeLessThan(15 * text.length)
    expect(stepsFor((charge) => replacePattern(text, pattern, 'c', true, charge, () => {}))).toBeLessThan(
      15 * text.length,
    )
    expect(stepsFor((charge) => splitPattern(text, pattern, undefined, charge))).toBeLessThan(18 * text.length)
  })

  it('for a million characters', () => {
    const text = 'a'.repeat(1_000_000)
    const pattern = compilePattern('(a|b)*', '')
    expect(pattern.exec(text, 0, () => {})?.groups[0]?.length).toBe(text.length)
    const groups = compilePattern('^(?:(a)(b?)|c)+$', '')
    expect(groups.exec(text, 0, () => {})?.groups.slice(1)).toEqual(['a', ''])
    const steps = stepsFor((charge) => compilePattern('(a+)+$', '').test(`${text}!`, charge))
    expect(steps).toBeGreaterThan(text.length)
    expect(steps).toBeLessThan(30 * text.length)
  })
})

describe('a pattern with look-around or back-references is stopped by the charge', () => {
  const bombsOf = (length: number): readonly (readonly [Pattern, string])[] => [
    [compilePattern('^(a+)+\\1!$', ''), 'a'.repeat(length)],
    [compilePattern('^(?:(a+)\\1?)+!$', ''), 'a'.repeat(length)],
    [compilePattern('(?=(a+)+!)b', ''), 'a'.repeat(length)],
    [compilePattern('(?<=!(a+)+)b', ''), `${'a'.repeat(length)}b`],
    [compilePattern('(.*)\\1x', ''), 'a'.repeat(length)],
    [compilePattern('(A*)\\1x', 'i'), 'aA'.repeat(length)],
  ]

  it('when it would take exponential time', () => {
    for (const [pattern, text] of bombsOf(2000)) {
      expect(() => pattern.test(text, chargeUpTo(1_000_000)), pattern.source).toThrow(LimitReached)
    }
  })

  it('and serves again after that', () => {
    const pattern = compilePattern('^(a+)+\\1!$', '')
    expect(() => pattern.test('a'.repeat(2000), chargeUpTo(100_000))).toThrow(LimitReached)
    expect(pattern.exec('aaaa!', 0, () => {})?.groups).toEqual(['aaaa!', 'a'])
  })

  it('but look-around leaves the pattern around it linear', () => {
    const pattern = compilePattern('^(?:(?!--)\\w+\\s?)+$', '')
    const steps = stepsFor((charge) => pattern.test(`${'word '.repeat(20_000)}!`, charge))
    expect(steps).toBeLessThan(60 * 100_000)
  })

  it('or, on a million characters, ends', () => {
    const text = 'a'.repeat(1_000_000)
    expect(compilePattern('^(?:(?!b)(?=(a)).)*$', '').exec(text, 0, () => {})?.end).toBe(text.length)
    expect(compilePattern('^(a)\\1*$', '').exec(text, 0, () => {})?.end).toBe(text.length)
  })
})

describe('the host does the work only where that must end soon', () => {
  it('and is paid for by what it may take', () => {
    const pattern = compilePattern('^[A-Z]-\\d+$', '')
    expect(stepsFor((charge) => pattern.test('A-12345678', charge))).toBeLessThan(20)
    const words = compilePattern('foo', '')
    const steps = stepsFor((charge) => words.test('x'.repeat(1_000_000), charge))
    expect(steps).toBeGreaterThan(10_000)
    expect(steps).toBeLessThan(1_000_000)
  })

  it('and charges all matches together once for the text', () => {
    const text = 'ab'.repeat(500)
    const pattern = compilePattern('b', '')
    expect(stepsFor((charge) => [...matchAllPattern(text, pattern, charge)])).toBeLessThan(5 * text.length)
  })
})
