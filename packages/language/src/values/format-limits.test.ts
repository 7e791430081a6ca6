/** Where the formats that `assert-is` knows end, and how values are shown at the limits of their length. */
import { describe, expect, it } from 'vitest'
import { ExactNumber, XmlNode } from './types.ts'
import { describe as describeValue, isOfType, kindOf, type ValueType } from './types-of-values.ts'

const label = (length: number) => 'a'.repeat(length)
const host = (length: number) => `${`${label(49)}.`.repeat(5)}${label(length - 250)}`

const limits: [ValueType, string[], string[]][] = [
  [
    'url',
    [
      'http://[::]',
      'http://[1:2:3:4:5:6:7:8]',
      'http://[::2:3:4:5:6:7:8]',
      'http://[1::8]',
      'http://[1:2:3:4:5:6:1.2.3.4]',
      'http://[ABCD::ef01]:8080/x',
      `http://${label(63)}`,
      `http://${host(253)}`,
      'http://h:65535',
      'http://h:',
      'http://5',
      'http://a.',
      'http://%41b',
    ],
    [
      'http://[1:2:3:4:5:6:7]',
      'http://[1:2:3:4:5:6:7:8:9]',
      'http://[1:2:3:4:5:6:7::8]',
      'http://[1.2.3.4::]',
      'http://[::1.2.3.256]',
      'http://[1:2:3:4:5:6:7:1.2.3.4]',
      'http://[::g]',
      'http://[]',
      `http://${label(64)}`,
      `http://${host(254)}`,
      'http://h:65536',
      'http://.',
      'http://1.2.3.4.',
      'http://u@@h',
      'http://h/[b]',
      'http://h?[',
      'http://h/`',
      'http://h/%4',
      'http://a!b',
      'x http://h',
    ],
  ],
  ['email', ['a@b.c', 'a@b-c.d'], ['a@b-.c', 'a@b.-c', 'a"b@c.io', 'a@b_c.io', 'a@b', 'a@', '@b.c', 'a@@b.c']],
  [
    'phone',
    [
      '1234567',
      `1234567${' '.repeat(53)}`,
      '1234567 extension 1',
      '1234567, ext1234567',
      '1234567x1234567',
      '1234567#9',
    ],
    ['123456', `1234567${' '.repeat(54)}`, '1234567 x12345678', '1(234567a', '+ext.1', '-+1234567'],
  ],
  [
    'date',
    [
      ...[1, 3, 5, 7, 8, 10, 12].map((month) => `2023-${String(month).padStart(2, '0')}-31`),
      ...[4, 6, 9, 11].map((month) => `2023-${String(month).padStart(2, '0')}-30`),
      '2023-02-28',
      '2024-02-29',
      '2000-02-29',
      '2023-01-01',
    ],
    [
      ...[1, 3, 5, 7, 8, 10, 12].map((month) => `2023-${String(month).padStart(2, '0')}-32`),
      ...[4, 6, 9, 11].map((month) => `2023-${String(month).padStart(2, '0')}-31`),
      '2023-02-29',
      '2024-02-30',
      '2100-02-29',
      '2023-01-00',
      '2023-00-01',
      '2023-13-01',
    ],
  ],
  [
    'date-time',
    [
      '2024-01-01T23:59:59.9Z',
      '2024-01-01T00:00:00+23:59',
      '2024-01-01T00:00:00-23:59',
      '2016-12-31T18:59:60-05:00',
      '2017-01-01T00:29:60+00:30',
      '2016-12-31T23:29:60-00:30',
      '2017-01-01T23:58:60+23:59',
      '2016-12-31T00:00:60-23:59',
    ],
    [
      '2024-01-01T24:00:00Z',
      '2024-01-01T00:60:00Z',
      '2016-12-31T23:59:61Z',
      '2016-12-31T23:58:60Z',
      '2016-12-31T22:59:60Z',
      '2016-12-31T18:59:60+05:00',
      '2016-12-31T23:59:60+01:00',
      '2024-01-01T00:00:00+24:00',
      '2024-01-01T00:00:00+00:60',
      '2024-01-01x00:00:00Z',
      '2024-02-30T00:00:00Z',
    ],
  ],
]

describe.each(limits)('the type %s', (type, has, hasNot) => {
  it.each(has.map((text) => [text]))('has %j', (text) => {
    expect(isOfType(text, type, true)).toBe(true)
  })

  it.each(hasNot.map((text) => [text]))('does not have %j', (text) => {
    expect(isOfType(text, type)).toBe(false)
  })
})

describe('kinds of values', () => {
  it.each<[unknown, string]>([
    [undefined, 'missing'],
    [() => 1, 'missing'],
    [1n, 'number'],
    [false, 'boolean'],
    [{ size: 3, type: 'a', sha256: 'b', base64: 'c' }, 'binary'],
    [{ size: '3', type: 'a', sha256: 'b', base64: 'c' }, 'map'],
    [{ size: 3, type: 'a', sha256: 'b', base64: 4 }, 'map'],
    [{ size: 3, type: 'a', sha256: 'b', other: 'c' }, 'map'],
    [{ size: 3, type: 'a', other: 'b', base64: 'c' }, 'map'],
    [{ size: 3, other: 'a', sha256: 'b', base64: 'c' }, 'map'],
    [{ other: 3, type: 'a', sha256: 'b', base64: 'c' }, 'map'],
  ])('%o is %s', (value, kind) => {
    expect(kindOf(value)).toBe(kind)
  })
})

describe('a value in a message', () => {
  it('is cut where it is one longer than it may be', () => {
    expect(describeValue(new ExactNumber('1234567890'), 10)).toBe('1234567890')
    expect(describeValue(new ExactNumber('12345678901'), 10)).toBe('123456789…')
    expect(describeValue('"234567890', 10)).toBe('"\\"234567…"')
  })

  it('that is no data is called by its kind, and a date that is none so', () => {
    expect(describeValue(undefined)).toBe('missing')
    expect(describeValue(new Date(Number.NaN))).toBe('a date that does not exist')
  })

  it('that is a map shows one key at least, and all that fit', () => {
    expect(describeValue({ abcdefghijklm: 1, b: 2 }, 10)).toBe('{ abcdefghi…, … }')
    expect(describeValue({ aa: 1, bb: 2 }, 13)).toBe('{ aa, bb }')
    expect(describeValue({ aa: 1, bb: 2, cc: 3 }, 13)).toBe('{ aa, bb, … }')
  })

  it('that is an element shows its beginning', () => {
    const node = new XmlNode('item', new Map([['id', '7']]), [new XmlNode('b', new Map(), [])])
    expect(describeValue(node, 14)).toBe('<item id="7">…')
    expect(describeValue(node, 13)).toBe('<item id="7…')
  })
})
