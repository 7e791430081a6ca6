import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareValues, type EqualityType, equal, typedEqual } from './equality.ts'
import { ExactNumber, XmlNode } from './types.ts'

const exact = (text: string) => new ExactNumber(text)
const element = (name: string, ...children: (XmlNode | string)[]) => new XmlNode(name, new Map(), children)
const withId = (id: string) => new XmlNode('b', new Map([['id', id]]), [])

/** Values that often are equal to one another without being the same. */
const scalar = fc.oneof(
  fc.constantFrom<unknown>(5, '5', '5.0', 0, -0, '-0', true, 'true', false, 'false', null, '', undefined, NaN, 'NaN'),
  fc.constantFrom<unknown>(
    exact('5'),
    exact('5.00'),
    exact('12345678901234567890'),
    '12345678901234567890',
    Number('12345678901234567890'),
  ),
  fc.constantFrom<unknown>(
    element('a', ' 5 '),
    element('a'),
    element('a', element('b')),
    new Date(0),
    '1970-01-01T00:00:00.000Z',
  ),
  fc.integer(),
  fc.string(),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), tie('value'), { maxKeys: 3 }),
  ),
}))

describe('equality', () => {
  it.each<[unknown, unknown, boolean]>([
    [5, 5, true],
    [5, '5', true],
    [5, '5.00', true],
    [5, '+5', true],
    [5, ' 5', false],
    [5, 'five', false],
    [5, '', false],
    [0, '', false],
    [0, null, false],
    [0, false, false],
    [1, true, false],
    ['5', '5.0', false],
    ['007', '7', false],
    ['007', 7, true],
    [-0, 0, true],
    [0.1, '0.1', true],
    [1e21, '1000000000000000000000', true],
    [NaN, NaN, false],
    [NaN, 'NaN', false],
    [Infinity, Infinity, false],
    [exact('12345678901234567890'), '12345678901234567890', true],
    [exact('12345678901234567890'), '12345678901234567891', false],
    [exact('12345678901234567891'), Number('12345678901234567891'), false],
    [exact('1e400'), exact('10e399'), true],
    [true, 'true', true],
    [true, 'True', false],
    [false, 'true', false],
    [false, '', false],
    [null, null, true],
    [null, '', false],
    [null, 'null', false],
    [null, undefined, false],
    [undefined, undefined, false],
    ['', '', true],
    ['Ann', 'ann', false],
    ['é', 'e\u0301', false],
    [[], '', false],
    [['a'], 'a', false],
    [[], {}, false],
    [{}, {}, true],
    [['1', 2], [1, '2'], true],
    [[1, 2], [2, 1], false],
    [[1], [1, undefined], false],
    [{ a: undefined }, { a: undefined }, false],
    [{ a: undefined }, {}, false],
    [{ a: 1, b: [true] }, { b: ['true'], a: '1.0' }, true],
    [{ a: 1 }, { b: 1 }, false],
    [{ toString: 1 }, { a: 1 }, false],
    [{}, { constructor: 1 }, false],
    [new Date(0), '1970-01-01T00:00:00.000Z', true],
    [new Date(Number.NaN), new Date(Number.NaN), false],
    [element('a', ' 5\n'), 5, true],
    [element('a', 'x'), element('b', 'x'), true],
    [element('a'), '', true],
    [element('a', element('b', '1')), '', false],
    [element('a', element('b', '1')), element('a', element('b', '1')), true],
    [element('a', element('b', '1')), element('a', element('b', '2')), false],
    [element('a', element('b', '1')), element('a', element('c', '1')), false],
    [element('a', '\n ', element('b', '1')), element('a', element('b', ' 1 ')), true],
    [element('a', element('b', '1')), { b: '1' }, false],
    [element('a', 'x', element('b')), element('a', 'x'), false],
    [element('a', element('b')), element('a', element('b'), element('b')), false],
    [element('a', withId('1')), element('a', withId('1')), true],
    [element('a', withId('1')), element('a', withId('2')), false],
    [element('a', withId('1')), element('a', element('b')), false],
    [[], { length: 0 }, false],
    [['x'], { 0: 'x', length: 1 }, false],
    [JSON.parse('{"__proto__":{}}'), { b: 1 }, false],
  ])('of %o and %o is %s, both ways', (actual, expected, result) => {
    expect(equal(actual, expected)).toBe(result)
    expect(equal(expected, actual)).toBe(result)
  })

  it('is symmetric', () => {
    fc.assert(
      fc.property(value, value, (a, b) => equal(a, b) === equal(b, a)),
      { numRuns: 2000 },
    )
  })

  it('holds between a value and its copy through JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => equal(json, JSON.parse(JSON.stringify(json)))))
  })

  it('never holds between a value and what has one element more', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (list) => !equal(list, [...list, null]) && !equal([...list, 0], list)),
    )
  })

  it('compares values nested a hundred thousand deep', () => {
    const nested = (leaf: unknown) => {
      let inner = leaf
      for (let depth = 0; depth < 100_000; depth++) inner = depth % 2 ? [inner] : { a: inner }
      return inner
    }
    expect(equal(nested(1), nested('1'))).toBe(true)
    expect(equal(nested(1), nested('2'))).toBe(false)
  })
})

describe('equality by type', () => {
  it.each<[EqualityType, unknown, unknown, boolean]>([
    ['auto', 5, '5.0', true],
    ['string', 5, '5', true],
    ['string', '1.0', '1', false],
    ['string', 1, '1.0', false],
    ['string', true, 'true', true],
    ['string', null, 'null', false],
    ['string', [1], ['1'], true],
    ['string', [1], '1', false],
    ['string', undefined, 'undefined', false],
    ['string', exact('1e400'), '1e400', true],
    ['string', exact('1e400'), exact('10e399'), false],
    ['number', '1.0', '1', true],
    ['number', '1.0', 'one', false],
    ['number', 'one', 'one', false],
    ['number', true, 1, false],
    ['number', null, null, false],
    ['number', '', '', false],
    ['number', [1], [1], false],
    ['float', '1.50', 1.5, true],
    ['integer', '5.0', 5, true],
    ['integer', '5.5', 5.5, false],
    ['integer', 5.9, 5, false],
    ['boolean', 'true', true, true],
    ['boolean', 'true', 'true', true],
    ['boolean', 'yes', 'yes', false],
    ['boolean', 1, true, false],
    ['strict', 5, '5', false],
    ['strict', 5, exact('5.0'), true],
    ['strict', 'true', true, false],
    ['strict', '5', '5', true],
    ['strict', [5, { a: null }], [5, { a: null }], true],
    ['strict', [5, { a: '1' }], [5, { a: 1 }], false],
    ['strict', undefined, undefined, false],
  ])('%s: %o and %o give %s', (type, actual, expected, result) => {
    expect(typedEqual(actual, expected, type)).toBe(result)
    expect(typedEqual(expected, actual, type)).toBe(result)
  })

  it('strict never finds equal what auto does not', () => {
    fc.assert(
      fc.property(value, value, (a, b) => !typedEqual(a, b, 'strict') || equal(a, b)),
      { numRuns: 2000 },
    )
  })
})

describe('order', () => {
  it.each<[unknown, unknown, -1 | 0 | 1 | undefined]>([
    [2, 10, -1],
    ['2', 10, -1],
    ['2', '10', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['10', '9a', -1],
    [10, '9a', undefined],
    [10, 'abc', undefined],
    [5, null, undefined],
    [null, null, undefined],
    [true, false, undefined],
    [undefined, 1, undefined],
    [NaN, 1, undefined],
    [[1], [2], undefined],
    [{}, 1, undefined],
    [exact('12345678901234567891'), exact('12345678901234567890'), 1],
    [element('a', ' 7 '), 10, -1],
    [element('a', element('b')), 'x', undefined],
    [new Date(0), '1970-01-02', -1],
  ])('of %o and %o is %s', (actual, expected, result) => {
    expect(compareValues(actual, expected)).toBe(result)
    expect(compareValues(expected, actual)).toBe(result === undefined || result === 0 ? result : -result)
  })
})
