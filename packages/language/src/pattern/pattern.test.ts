import { describe, expect, it } from 'vitest'
import { compilePattern, PatternError, PatternLimitError } from './index.ts'
import { compilePattern as compileFor, type Tier } from './pattern.ts'

const free = () => {}
const tiers: readonly Tier[] = ['host', 'linear', 'interruptible']

/** Source, flags, text, and the groups of the first match or null. */
const cases: readonly (readonly [string, string, string, readonly (string | undefined)[] | null])[] = [
  ['((a)|(ab))((c)|(bc))', '', 'abc', ['abc', 'a', 'a', undefined, 'bc', undefined, 'bc']],
  ['a[a-z]{2,4}?', '', 'abcdefghi', ['abc']],
  ['(aa|aabaac|ba|b|c)*', '', 'aabaac', ['aaba', 'ba']],
  ['(z)((a+)?(b+)?(c))*', '', 'zaacbbbcac', ['zaacbbbcac', 'z', 'ac', 'a', undefined, 'c']],
  ['(a*)*', '', 'b', ['', undefined]],
  ['(?:a?)*?$', '', 'aab', ['']],
  ['(a?)??$', '', 'a', ['a', 'a']],
  ['(?=(a+))', '', 'baaabac', ['', 'aaa']],
  ['(?=(a+))a*b\\1', '', 'baaabac', ['aba', 'a']],
  ['(.*?)a(?!(a+)b\\2c)\\2(.*)', '', 'baaabaac', ['baaabaac', 'ba', undefined, 'abaac']],
  ['(a+)b\\1c', '', 'aabac', ['abac', 'a']],
  ['(?<=(\\d+)(\\d+))$', '', '1053', ['', '1', '053']],
  ['(?<=\\1(a))b', '', 'aab', ['b', 'a']],
  ['(?<!\\$)\\b\\d+', '', '$12 34', ['34']],
  ['\\k<q>(?<q>x)', '', 'x', ['x', 'x']],
  ['(?:(a)|b)*', '', 'ab', ['ab', undefined]],
  ['(?:(?=(a))a)+b', '', 'aaab', ['aaab', 'a']],
  ['^b', 'm', 'a\nb', ['b']],
  ['a$', 'm', 'a\u2028b', ['a']],
  ['a$', '', 'a\n', null],
  ['a.b', '', 'a\nb', null],
  ['a.b', 's', 'a\nb', ['a\nb']],
  ['.', '', '😀', ['\ud83d']],
  ['.', 'u', '😀', ['😀']],
  ['^[^x]$', 'u', '😀', ['😀']],
  ['\\ud83d', 'u', '😀', null],
  ['\\u{1f600}{2}', 'u', '😀😀', ['😀😀']],
  ['\\p{Lu}\\p{L}+', 'u', 'in Ürümqi', ['Ürümqi']],
  ['[^\\P{Lu}Ü]', 'u', 'ÜÉ', ['É']],
  ['STRASSE|straße', 'i', 'Straße', ['Straße']],
  ['k', 'i', '\u212a', null],
  ['k', 'iu', '\u212a', ['\u212a']],
  ['\\w', 'i', 'ſ', null],
  ['\\w', 'iu', 'ſ', ['ſ']],
  ['(é)\\1', 'i', 'éÉ', ['éÉ', 'é']],
  ['[^x]', 'i', 'X', null],
  ['\\bfoo\\b', '', 'food foo', ['foo']],
  ['\\Boo\\b', '', 'oo foo', ['oo']],
  ['[]', '', 'a', null],
  ['[^]', '', '\n', ['\n']],
  ['\\101\\x42\\u0043\\cJ', '', 'ABC\n', ['ABC\n']],
  ['a{,2}]}', '', 'a{,2}]}', ['a{,2}]}']],
  ['a/b', '', 'a/b', ['a/b']],
  ['x{0}y{2,2}z{1,}', '', 'xyyzz', ['yyzz']],
  ['(?:)', '', '', ['']],
  ['a||b', '', 'b', ['']],
]

describe('compilePattern', () => {
  it.each(cases)('/%s/%s finds in %j the groups %j', (source, flags, text, groups) => {
    for (const tier of [undefined, ...tiers]) {
      const pattern = compileFor(source, flags, tier ? { tier } : {})
      expect(pattern.exec(text, 0, free)?.groups ?? null).toEqual(groups)
      expect(pattern.test(text, free)).toBe(groups !== null)
    }
  })

  it('names groups, and says which took no part', () => {
    for (const tier of tiers) {
      const pattern = compileFor('(?<year>\\d{4})(-(?<month>\\d\\d))?(?<__proto__>x)?', '', { tier })
      expect(pattern.groupCount).toBe(4)
      expect(pattern.groupNames).toEqual(['year', 'month', '__proto__'])
      const match = pattern.exec('in 2031x', 0, free)
      expect(match?.index).toBe(3)
      expect(match?.end).toBe(8)
      expect(match?.groups).toEqual(['2031x', '2031', undefined, undefined, 'x'])
      expect(Object.entries(match?.named ?? {})).toEqual([
        ['year', '2031'],
        ['month', undefined],
        ['__proto__', 'x'],
      ])
    }
  })

  it('starts where it is told, and with flag `y` only there', () => {
    for (const tier of tiers) {
      expect(compileFor('a', '', { tier }).exec('a ba', 1, free)?.index).toBe(3)
      expect(compileFor('a', 'y', { tier }).exec('a ba', 1, free)).toBeNull()
      expect(compileFor('a', 'y', { tier }).exec('a ba', 3, free)?.index).toBe(3)
      expect(compileFor('^a', '', { tier }).exec('aa', 1, free)).toBeNull()
      expect(compileFor('(?:)', '', { tier }).exec('aa', 3, free)).toBeNull()
      expect(compileFor('.', 'u', { tier }).exec('😀', 1, free)?.index).toBe(0)
    }
  })
})

describe('a wrong pattern is refused with its fault and place', () => {
  it.each([
    ['(ab', '', 'a group is not closed', 3, 3],
    ['a)b', '', '`)` closes no group', 1, 2],
    ['[a', '', 'a character class is not closed', 2, 2],
    ['*a', '', 'there is nothing to repeat here', 0, 1],
    ['a{2,1}', '', 'the smaller number of a repetition comes first', 6, 6],
    ['[z-a]', '', 'a range in the character class runs backwards', 4, 5],
    ['a\\', '', 'the pattern ends with a backslash', 1, 2],
    ['(?<a>x)(?<a>y)', '', 'two groups have the same name', 12, 13],
    ['\\k<b>(?<a>x)', '', 'names a group the pattern does not have', 12, 12],
    ['\\p{Nonsense}', 'u', 'no Unicode property has this name', 11, 12],
    ['\\y', 'u', 'this escape has no meaning with flag `u`', 1, 2],
    ['a', 'v', 'flag `v` is not supported', 0, 1],
    ['a', 'x', "there is no flag 'x'", 0, 1],
    ['a', 'gg', "flag 'g' is given twice", 0, 1],
    ['(?:ab){1000000}', '', 'multiply to too many', 0, 15],
    ['((ab){1000}){1000}', '', 'multiply to too many', 0, 18],
  ])('/%s/%s', (source, flags, message, start, end) => {
    const attempt = () => compilePattern(source, flags)
    expect(attempt).toThrow(PatternError)
    expect(attempt).toThrow(message)
    expect(attempt).toThrow(expect.objectContaining({ start, end }))
  })

  it('when it is too deep or too long', () => {
    const deep = () => compilePattern(`${'('.repeat(5000)}${')'.repeat(5000)}`, '')
    expect(deep).toThrow(
      expect.objectContaining({ message: 'groups are nested deeper than 200', start: 200, end: 201 }),
    )
    expect(() => compilePattern('a'.repeat(10_001), '')).toThrow('the pattern is longer than 10000 characters')
  })

  it('says nothing wrong of the deepest nesting and the widest repetition', () => {
    const nested = compilePattern(`${'('.repeat(200)}a${')*'.repeat(200)}b`, '')
    expect(nested.test(`${'a'.repeat(50)}b`, free)).toBe(true)
    expect(compilePattern('^(?:(?:(?:){100000}){100000}){100000}$', '').test('', free)).toBe(true)
    expect(compilePattern('^.{1,9007199254740991}$', '').test('a'.repeat(1000), free)).toBe(true)
    expect(compilePattern('^.{1,65535}$', '').test('a'.repeat(65_536), free)).toBe(false)
  })
})

it('a match that would need too much memory is refused instead', () => {
  const pattern = compilePattern('(?:a|b){0,15000}(?:ab|b|a)*!', '')
  expect(() => pattern.test('ab'.repeat(30_000), free)).toThrow(PatternLimitError)
})
