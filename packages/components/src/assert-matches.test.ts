import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { element, list, map } from './test/values.ts'
import { line, verdict, verdicts } from './test/verdicts.ts'

const looking = 'expression: it.value, value: "${wanted.value}"'
const both = [line('assert-matches', looking), line('assert-matches', `${looking}, not: true`)]
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
const letters = fc.string({ unit: fc.constantFrom('a', 'b', '0', '.', '*', '\n', ' ', 'é'), maxLength: 8 })

describe('assert-matches', () => {
  test('finds a text anywhere, and between anchors only as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(letters, letters.filter(Boolean), async (text, part) => {
        expect(await verdicts(both, text, escaped(part))).toEqual([
          verdict(text.includes(part)),
          verdict(!text.includes(part)),
        ])
        expect(await verdicts(both, text, `^${escaped(part)}$`)).toEqual([
          verdict(text === part),
          verdict(text !== part),
        ])
      }),
    )
  })

  test('matches what a regular expression of JavaScript matches', async () => {
    const patterns = fc.constantFrom(
      '^\\d+$',
      'a+b',
      '^(a|b)*$',
      '[^ab]',
      '\\s',
      '^.{3}$',
      'é',
      '^\\w',
      '(.)\\1',
      '(?<!a)b',
    )
    await fc.assert(
      fc.asyncProperty(letters, patterns, async (text, pattern) => {
        const found = new RegExp(pattern, 'u').test(text)
        expect(await verdicts(both, text, pattern)).toEqual([verdict(found), verdict(!found)])
      }),
      { numRuns: 200 },
    )
  })

  test('null, lists and maps are no texts, and match nothing', async () => {
    const others = fc.oneof(fc.constant<unknown>(null), list, map)
    await fc.assert(
      fc.asyncProperty(others, fc.constantFrom('.*', '^', '^$', 'a'), async (actual, pattern) => {
        expect((await verdicts(both, actual, pattern))[0]).toBe('failed')
      }),
    )
  })

  test('an element without text has no letters, although its name has', async () => {
    expect(await verdicts(both, element('name'), '.')).toEqual(['failed', 'passed'])
    expect(await verdicts(both, element('name', ' Ann '), '^Ann$')).toEqual(['passed', 'failed'])
  })

  test.each(['', '(', '[a', 'a{2,1}', '*'])(
    'the pattern `%s` that comes out of a variable passes nothing, negated or not',
    async (pattern) => {
      expect(await verdicts(both, 'a', pattern)).toEqual(['failed', 'failed'])
    },
  )

  test('a pattern with a missing part passes nothing, negated or not', async () => {
    const lines = ['"${wanted.nothing}"', '"^${wanted.nothing}"'].flatMap((pattern) => [
      line('assert-matches', `expression: it.value, value: ${pattern}`),
      line('assert-matches', `expression: it.value, value: ${pattern}, not: true`),
    ])
    expect(await verdicts(lines, 'a', 1)).toEqual(lines.map(() => 'failed'))
  })

  test('a pattern that runs into its limit is never a pass, negated or not', async () => {
    expect(await verdicts(both, `${'a'.repeat(60_000)}b`, '(a*)*\\1*$(?=c)')).toEqual(['failed', 'failed'])
  })

  test.each([
    ['us_zipcodes', ['12345', '12345-6789'], ['1234', '123456', '12345-67', 'x12345', '']],
    ['us_states', ['NY', 'CA', 'PR'], ['ny', 'XX', 'New York', '']],
    ['country_codes', ['US', 'FR', 'DK', 'dk'], ['XX', 'USA', 'U', '']],
    ['currency_codes', ['USD', 'EUR', 'CHF'], ['eur', 'EURO', 'XYZ', '']],
    [
      'creditCard',
      ['4111111111111111', '5555 5555 5555 4444', '378282246310005'],
      ['4111111111111112', '411', '0000000000000000', ''],
    ],
  ])('%s are told from what they are not', async (type, good, bad) => {
    const lines = [line('assert-matches', `expression: it.value, type: ${type}`)]
    for (const text of good) expect([text, await verdicts(lines, text)]).toEqual([text, ['passed']])
    for (const text of bad) expect([text, await verdicts(lines, text)]).toEqual([text, ['failed']])
    expect(await verdicts(lines, null)).toEqual(['failed'])
  })
})
