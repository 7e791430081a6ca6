import { type Dialect, XmlNode } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testUse } from './test/use.ts'
import wsUtil from './ws-util.ts'

const { functions } = wsUtil
const call = (name: keyof typeof functions, ...args: unknown[]): unknown => functions[name].run(args, testUse())
const node = (name: string, ...children: (XmlNode | string)[]): XmlNode => new XmlNode(name, new Map(), children)

describe('WSUtil.exists', () => {
  it('is true for what is there, empty or not, and false for null and what is missing', () => {
    for (const value of ['', 0, false, [], {}, node('a')]) expect(call('exists', value)).toBe(true)
    for (const value of [null, undefined]) expect(call('exists', value)).toBe(false)
  })
})

describe('WSUtil.contains', () => {
  const contains = (dialect: Dialect, ...args: unknown[]): unknown => functions.contains.run(args, testUse({ dialect }))

  it('takes the longer text first in YAML and second in XML', () => {
    expect(contains('javascript', 'greenhouse', 'house')).toBe(true)
    expect(contains('javascript', 'house', 'greenhouse')).toBe(false)
    expect(contains('groovy', 'house', 'greenhouse')).toBe(true)
    expect(contains('groovy', 'greenhouse', 'house')).toBe(false)
  })

  it('takes what is not text for the object wherever it stands', () => {
    for (const dialect of ['javascript', 'groovy'] as const) {
      expect(contains(dialect, ['red', 'green'], 'green')).toBe(true)
      expect(contains(dialect, 'green', ['red', 'green'])).toBe(true)
      expect(contains(dialect, 'blue', ['red', 'green'])).toBe(false)
      expect(contains(dialect, { color: 'red' }, '"color"')).toBe(true)
      expect(contains(dialect, '23', 1234)).toBe(true)
      expect(contains(dialect, node('p', 'greenhouse'), 'house')).toBe(true)
    }
  })

  it('finds a number in a number, in the order of the dialect', () => {
    expect(contains('javascript', 1234, 23)).toBe(true)
    expect(contains('groovy', 23, 1234)).toBe(true)
  })

  it('is false for a missing object and refuses to look for a list', () => {
    expect(contains('javascript', undefined, 'a')).toBe(false)
    expect(contains('javascript', null, 'a')).toBe(false)
    expect(() => contains('javascript', 'text', ['a'])).not.toThrow()
    expect(() => contains('javascript', ['a'], ['a'])).toThrow(/^`WSUtil\.contains` needs the text to look for, got /)
  })
})

describe('the checks of WSUtil', () => {
  const cases: readonly [keyof typeof functions, unknown[], unknown[]][] = [
    ['isInteger', ['12', '-3', 7], ['1.5', 'a', '', 1.5]],
    ['isFloat', ['1.5', '12', '-1e3', 2.5], ['a', '1.', '']],
    ['isUrl', ['https://shop.example/'], ['shop.example', 'a b']],
    ['isEmail', ['kim@shop.example'], ['kim', 'kim@', 'kim@shop']],
    ['isPhoneNumber', ['+1 (212) 555-0142'], ['12', 'phone']],
    ['isBoolean', ['true', 'false', true], ['yes', '1', 1]],
    ['isArray', [[], [1]], [{}, 'a', null]],
    ['isMap', [{}, { a: 1 }], [[], 'a', null]],
  ]

  it.each(cases)('WSUtil.%s tells what is from what is not', (name, right, wrong) => {
    expect(right.filter((value) => call(name, value) !== true)).toEqual([])
    expect(wrong.filter((value) => call(name, value) !== false)).toEqual([])
  })
})

describe('WSUtil.isCreditCard', () => {
  it('accepts the test numbers of the networks, with spaces or hyphens', () => {
    const numbers = [
      '4111111111111111',
      '4222222222222',
      '5555 5555 5555 4444',
      '2223-0031-2200-3222',
      '378282246310005',
      '30569309025904',
      '6011111111111117',
      '3530111333300000',
      4111111111111111,
    ]
    expect(numbers.filter((number) => call('isCreditCard', number) !== true)).toEqual([])
  })

  it('refuses a wrong check digit, an unknown network, a wrong length and other values', () => {
    const others = ['4111111111111112', '9111111111111119', '41111111111111', '', 'card', null, undefined, {}, []]
    expect(others.filter((value) => call('isCreditCard', value) !== false)).toEqual([])
  })
})

describe('WSUtil.composeUrl', () => {
  const compose = (...args: unknown[]): unknown => call('composeUrl', ...args)

  it('adds parameters percent-encoded and keeps those that are there', () => {
    expect(compose('https://a.example/items', { q: 'fish & chips', n: 2 })).toBe(
      'https://a.example/items?q=fish%20%26%20chips&n=2',
    )
    expect(compose('https://a.example/items?page=2', { q: 'x' })).toBe('https://a.example/items?page=2&q=x')
    expect(compose('https://a.example/items?', { q: 'x' })).toBe('https://a.example/items?q=x')
  })

  it('puts them before the fragment', () => {
    expect(compose('https://a.example/#top', { q: 'x' })).toBe('https://a.example/?q=x#top')
  })

  it('repeats a name for a list and leaves out what is missing', () => {
    expect(compose('/a', { tag: ['x', 'y'], none: null, gone: undefined, empty: '' })).toBe('/a?tag=x&tag=y&empty=')
    expect(compose('/a', {})).toBe('/a')
  })

  it('writes half of a surrogate pair as U+FFFD', () => {
    expect(compose('/a', { q: '\ud83d' })).toBe('/a?q=%EF%BF%BD')
    expect(compose('/a', { q: '😀' })).toBe('/a?q=%F0%9F%98%80')
  })

  it('says what is wrong with its arguments', () => {
    expect(() => compose('/a', 'q=x')).toThrow('`WSUtil.composeUrl` needs its parameters as a map, got text "q=x"')
    expect(() => compose('/a', { q: {} })).toThrow(/^`WSUtil\.composeUrl` needs text or a list of texts in 'q', got /)
  })
})

describe('WSUtil.pick', () => {
  const pick = (args: unknown[], seed = 1): unknown => functions.pick.run(args, testUse({ seed }))
  const list = ['a', 'b', 'c', 'd', 'e']

  it('gives n different elements in their order for every seed, and all when there are fewer', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.integer(), (n, seed) => {
        const picked = pick([list, n], seed) as string[]
        expect(picked).toHaveLength(Math.min(n, list.length))
        expect(picked).toEqual(list.filter((item) => picked.includes(item)))
      }),
    )
  })

  it('picks every element about as often', () => {
    const use = testUse()
    const counts = new Map(list.map((item) => [item, 0]))
    for (let round = 0; round < 1000; round++) {
      for (const item of functions.pick.run([list, 2], use) as string[]) counts.set(item, counts.get(item)! + 1)
    }
    for (const count of counts.values()) expect(Math.abs(count - 400)).toBeLessThan(80)
  })

  it('gives one element without n, nothing from an empty list, and takes a single XML element for a list of one', () => {
    expect(list).toContain(pick([list]))
    expect(pick([[]])).toBeUndefined()
    const day = node('Day', 'Monday')
    expect(pick([day, 2])).toEqual([day])
    expect(pick([day])).toBe(day)
  })

  it('says what is wrong with its arguments', () => {
    expect(() => pick(['abc', 1])).toThrow('`WSUtil.pick` needs a list, got text "abc"')
    expect(() => pick([list, -1])).toThrow(/^`WSUtil\.pick` needs n as a whole number from 0 /)
  })
})

describe('WSUtil.xml', () => {
  it('escapes the five characters that XML reserves and nothing else', () => {
    expect(call('xml', `<a b="c">Fish & 'chips'</a>`)).toBe(
      '&lt;a b=&quot;c&quot;&gt;Fish &amp; &apos;chips&apos;&lt;/a&gt;',
    )
    expect(call('xml', 'grüß 😀')).toBe('grüß 😀')
    expect(call('xml', 5)).toBe('5')
  })

  it('says that it needs text', () => {
    expect(() => call('xml', { a: 1 })).toThrow(/^`WSUtil\.xml` needs text, got /)
  })
})
