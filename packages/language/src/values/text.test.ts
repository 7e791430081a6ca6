import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExpressionError } from '../expression/types.ts'
import { jsonText, textOf } from './text.ts'
import { ExactNumber, XmlNode } from './types.ts'

const leaf = new XmlNode('b', new Map([['id', '1']]), [' Ann '])
const branch = new XmlNode('a', new Map(), ['\n', leaf])

describe('the text of a value', () => {
  it.each<[unknown, string]>([
    ['Ann', 'Ann'],
    [' ', ' '],
    [12.5, '12.5'],
    [-0, '0'],
    [1e21, '1e+21'],
    [true, 'true'],
    [null, ''],
    [undefined, ''],
    [[], ''],
    [['a', 1, true, null, new ExactNumber('1e400')], 'a,1,true,,1e400'],
    [[['a'], 'b'], '[["a"],"b"]'],
    [[{ a: 1 }], '[{"a":1}]'],
    [{ a: [1, 'x'], b: new ExactNumber('12345678901234567890') }, '{"a":[1,"x"],"b":12345678901234567890}'],
    [new ExactNumber('1.50000000000000000000'), '1.50000000000000000000'],
    [leaf, 'Ann'],
    [branch, '<a>\n<b id="1"> Ann </b></a>'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('of %o is %j', (value, text) => {
    expect(textOf(value)).toBe(text)
  })
})

describe('the JSON text of a value', () => {
  it('is what JSON.stringify gives, compact and indented', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, indent) => {
        expect(jsonText(value, indent)).toBe(JSON.stringify(value, undefined, indent))
      }),
      { numRuns: 500 },
    )
  })

  it('drops members without a value and writes null for elements without one', () => {
    expect(jsonText({ a: undefined, b: [undefined, Number.NaN], c: undefined }, 2)).toBe(
      '{\n  "b": [\n    null,\n    null\n  ]\n}',
    )
    expect(jsonText({ a: undefined }, 2)).toBe('{}')
  })

  it('writes digits, elements of XML and dates as they read', () => {
    const value = { n: new ExactNumber('-0.12345678901234567890'), x: leaf, d: new Date(0), none: new Date(Number.NaN) }
    expect(jsonText(value)).toBe('{"n":-0.12345678901234567890,"x":"Ann","d":"1970-01-01T00:00:00.000Z","none":null}')
  })

  it('refuses a value that contains itself, but not one that stands in two places', () => {
    const shared = { a: 1 }
    expect(jsonText([shared, shared])).toBe('[{"a":1},{"a":1}]')
    const circle: unknown[] = [shared]
    circle.push({ circle })
    expect(() => jsonText(circle)).toThrow(new ExpressionError('the value contains itself, so it has no JSON text'))
  })

  it('stops at the limit instead of filling memory', () => {
    let value: unknown = 'lol'
    for (let level = 0; level < 40; level++) value = [value, value]
    expect(() => jsonText(value, 0, 1_000_000)).toThrow("the value's JSON text is longer than 1000000 characters")
    expect(jsonText(['ab'], 0, 6)).toBe('["ab"]')
    expect(() => jsonText(['ab'], 0, 5)).toThrow(ExpressionError)
  })
})
