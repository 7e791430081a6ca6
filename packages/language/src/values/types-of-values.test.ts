import { describe, expect, it } from 'vitest'
import { ExactNumber, XmlNode } from './types.ts'
import { describe as describeValue, isOfType, kindOf, type ValueType, valueTypes } from './types-of-values.ts'

const element = (...children: (XmlNode | string)[]) => new XmlNode('e', new Map([['id', '7']]), children)
const binary = { size: 3, type: 'image/png', sha256: 'a'.repeat(64), base64: 'AAAA' }

describe('kinds of values', () => {
  it.each<[unknown, string, string]>([
    [null, 'null', 'null'],
    [undefined, 'missing', 'missing'],
    ['Ann "x"', 'text', '"Ann \\"x\\""'],
    [12.5, 'number', '12.5'],
    [new ExactNumber('1e400'), 'number', '1e400'],
    [true, 'boolean', 'true'],
    [[], 'list', 'an empty list'],
    [[1, 2, 3], 'list', 'a list of 3'],
    [{}, 'map', '{}'],
    [{ id: 1, name: 2 }, 'map', '{ id, name }'],
    [binary, 'binary', 'binary of 3 bytes'],
    [{ ...binary, name: 'x' }, 'map', '{ size, type, sha256, base64, name }'],
    [element('Ann'), 'xml', '<e id="7">Ann</e>'],
    [element(element()), 'xml', '<e id="7">…'],
    [new Date(0), 'date', '1970-01-01T00:00:00.000Z'],
  ])('%o is %s, shown as %s', (value, kind, shown) => {
    expect(kindOf(value)).toBe(kind)
    expect(describeValue(value)).toBe(shown)
  })

  it('cuts what is long, but never a character in two', () => {
    expect(describeValue('abcdefghij', 10)).toBe('"abcdefghij"')
    expect(describeValue('abcdefghijk', 10)).toBe('"abcdefgh…"')
    expect(describeValue('😀'.repeat(50), 10)).toMatch(/^"(?:😀)+…"$/u)
    expect(describeValue({ first: 1, second: 2, third: 3 }, 20)).toBe('{ first, second, … }')
    for (const value of ['\u0001'.repeat(100), Object.fromEntries(Array(99).entries()), element('x'.repeat(100))]) {
      expect(describeValue(value).length).toBeLessThanOrEqual(82)
    }
  })

  it('masks before it cuts', () => {
    const secret = `token-${'x'.repeat(200)}`
    const mask = (text: string) => text.replaceAll(secret, '•••')
    for (const value of [
      secret,
      `Bearer ${secret}`,
      { [secret]: 1 },
      element(secret),
      new XmlNode('e', new Map([['t', secret]]), [element()]),
    ]) {
      expect(describeValue(value, 80, mask)).toContain('•••')
      expect(describeValue(value, 80, mask)).not.toContain('token')
    }
  })
})

/** Per type: what is of it in JSON's own terms, what is of it unless strict, and what is not. */
const table: Record<ValueType, { strictly: unknown[]; loosely: unknown[]; never: unknown[] }> = {
  integer: {
    strictly: [0, -5, 1e21, new ExactNumber('12345678901234567890'), new ExactNumber('1.5e400')],
    loosely: ['12', '-7', '+7', '007', element(' 12 ')],
    never: [
      1.5,
      NaN,
      Infinity,
      '1.0',
      '1e3',
      '',
      ' 1',
      '1 ',
      true,
      null,
      [1],
      new ExactNumber('0.12345678901234567890'),
    ],
  },
  float: {
    strictly: [0, 1.5, new ExactNumber('1e400')],
    loosely: ['1.5', '12', '1e3', element('1.5')],
    never: [NaN, Infinity, '.5', '1.', 'NaN', '', true, null, [1.5]],
  },
  number: { strictly: [0, 1.5, new ExactNumber('1e400')], loosely: ['1.5'], never: [NaN, 'one', '', true, null] },
  boolean: {
    strictly: [true, false],
    loosely: ['true', 'false', element('true')],
    never: ['True', 'yes', 1, 0, '', null],
  },
  string: {
    strictly: ['', 'a', '5'],
    loosely: [element('a'), new Date(0)],
    never: [5, true, null, undefined, ['a'], {}, element(element())],
  },
  map: {
    strictly: [{}, { a: 1 }, binary],
    loosely: [element(element())],
    never: [[], null, 'a', element('a'), new Date(0), new ExactNumber('1e400')],
  },
  object: { strictly: [{}, { a: 1 }], loosely: [element(element())], never: [[], null, undefined, 'a'] },
  array: {
    strictly: [[], [1], [element(), element()]],
    loosely: [],
    never: [{}, { length: 0 }, 'a', null, element(element(), element())],
  },
  null: { strictly: [null], loosely: [], never: [undefined, '', 'null', 0, [], {}] },
  url: {
    strictly: [
      'http://localhost',
      'https://api.shop.io:8443/a/b?x=1&y=%20#top',
      'ftp://user:pw@h/',
      'http://127.0.0.1',
      'http://[::1]:80/',
      'http://[2001:db8::192.0.2.1]/',
      'http://a_b.example./',
      'https://münchen.de/straße',
      'HTTP://X?y',
    ],
    loosely: [element('https://shop.io')],
    never: [
      '',
      '/a',
      'shop.io',
      '//shop.io/a',
      'mailto:a@b.io',
      'http://',
      'http:///a',
      'http://?x',
      'http://a b',
      'http://a/b c',
      ' http://a',
      'http://a\n',
      'http://a..b',
      'http://a:99999',
      'http://a:b',
      'http://256.1.1.1',
      'http://1.2.3',
      'http://[::1',
      'http://[1::2::3]',
      'http://[12345::]',
      'http://[:::]',
      'http://a/%zz',
      'http://a/<b>',
      '1http://a',
      5,
    ],
  },
  email: {
    strictly: ['ann@shop.io', 'a.b+c@mail.shop.co.uk', "o'neil@x-y.io", 'ü@münchen.de'],
    loosely: [element(' ann@shop.io ')],
    never: [
      '',
      'ann',
      'ann@',
      '@shop.io',
      'ann@shop',
      'a@b@c.io',
      'a b@c.io',
      'ann@shop.io ',
      'ann@.io',
      'ann@shop..io',
      'ann@shop.',
      'ann@-a.io',
      'Ann <ann@shop.io>',
      'ann@shop.io,bob@shop.io',
    ],
  },
  phone: {
    strictly: [
      '5551234',
      '+44 20 7946 0958',
      '(555) 123-4567',
      '+1 (555) 123.4567 x89',
      '555-123-4567 ext. 12',
      '123456789012345',
    ],
    loosely: [5551234567, element('+44 20 7946 0958')],
    never: [
      '',
      '123456',
      '1234567890123456',
      '555-CALL-NOW',
      '1+2345678',
      '5551234 x',
      1.5,
      -1,
      '5551234\n',
      true,
      '1234567/8',
    ],
  },
  uuid: {
    strictly: [
      '123e4567-e89b-12d3-a456-426614174000',
      '123E4567-E89B-12D3-A456-426614174000',
      '00000000-0000-0000-0000-000000000000',
    ],
    loosely: [element('123e4567-e89b-12d3-a456-426614174000')],
    never: [
      '',
      '123e4567e89b12d3a456426614174000',
      '{123e4567-e89b-12d3-a456-426614174000}',
      '123e4567-e89b-12d3-a456-42661417400g',
      '123e4567-e89b-12d3-a456-426614174000\n',
    ],
  },
  date: {
    strictly: ['2024-02-29', '2000-02-29', '0001-01-01', '2023-12-31'],
    loosely: [element('2024-02-29')],
    never: [
      '',
      '2023-02-29',
      '1900-02-29',
      '2024-04-31',
      '2024-13-01',
      '2024-00-10',
      '2024-01-00',
      '24-01-01',
      '2024-1-1',
      '2024-01-01T00:00:00Z',
      '2024-01-01\n',
      20240101,
    ],
  },
  'date-time': {
    strictly: [
      '2024-02-29T23:59:59Z',
      '2024-01-01t00:00:00.123456z',
      '2024-01-01T12:00:00+05:30',
      '2016-12-31T23:59:60Z',
      '2017-01-01T05:29:60+05:30',
    ],
    loosely: [element('2024-02-29T23:59:59Z'), new Date(0)],
    never: [
      '',
      '2024-02-29',
      '2024-02-30T00:00:00Z',
      '2024-01-01T24:00:00Z',
      '2024-01-01T12:60:00Z',
      '2024-01-01T12:00:60Z',
      '2024-01-01T12:00:00',
      '2024-01-01 12:00:00Z',
      '2024-01-01T12:00Z',
      '2024-01-01T12:00:00+24:00',
      '2024-01-01T12:00:00.Z',
      '2024-01-01T12:00:00Z\n',
      0,
    ],
  },
}

describe.each(valueTypes)('the type %s', (type) => {
  it.each(table[type].strictly.map((value) => [value]))('has %o, strictly', (value) => {
    expect(isOfType(value, type, true)).toBe(true)
    expect(isOfType(value, type)).toBe(true)
  })

  it('has texts and elements that say so, unless strict', () => {
    for (const value of table[type].loosely) {
      expect(isOfType(value, type)).toBe(true)
      expect(isOfType(value, type, true)).toBe(false)
    }
  })

  it.each(table[type].never.map((value) => [value]))('does not have %j', (value) => {
    expect(isOfType(value, type)).toBe(false)
    expect(isOfType(value, type, true)).toBe(false)
  })
})

it('decides on hostile texts in linear time', () => {
  for (const text of [
    `${'a'.repeat(1e6)}@`,
    `a@${'a.'.repeat(5e5)}`,
    `http://${'a.'.repeat(5e5)}`,
    '1'.repeat(1e6),
    `+${' '.repeat(1e6)}`,
    ' '.repeat(1e6),
    `http://${':'.repeat(1e6)}`,
  ]) {
    for (const type of valueTypes)
      expect(isOfType(text, type)).toBe(
        ['integer', 'float', 'number'].includes(type) ? /^1+$/.test(text) : type === 'string',
      )
  }
})
