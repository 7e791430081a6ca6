import { compileExpression, ExactNumber, ExpressionError, parseJson, XmlNode } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import jsonpath from './jsonpath.ts'
import { randomPath } from './test/json-paths.ts'
import { testUse } from './test/use.ts'

const select = (value: unknown, path: unknown, use = testUse()): unknown => jsonpath.call!.run([value, path], use)

describe('what it gives', () => {
  it('is what a naive reading of the path gives, for any value and path', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), randomPath, (value, { text, select: naive }) => {
        expect(select(value, text)).toEqual(naive([value], value))
      }),
      { numRuns: 1000 },
    )
  })

  it('goes on in the expression as any list does', () => {
    const compiled = compileExpression("jsonpath(shop, '$..price').reduce((sum, price) => sum + price, 0)", {
      dialect: 'javascript',
      helperNames: new Set(['jsonpath']),
    })
    if (!('expression' in compiled)) throw new Error(compiled.problem.message)
    const { realm, loadText } = testUse()
    const variables = new Map([['shop', { shirts: [{ price: 2 }, { price: 3 }], hat: { price: 5 } }]])
    const scope = {
      get: (name: string) => variables.get(name),
      has: (name: string) => variables.has(name),
      set: () => {},
      names: () => variables.keys(),
    }
    const environment = { scope, loadText, realm: { ...realm, helper: () => jsonpath } }
    expect(compiled.expression.evaluate(environment)).toBe(10)
  })

  it('keeps and compares all digits of numbers that a double cannot hold', () => {
    const parsed = parseJson('[{"id":12345678901234567890},{"id":12345678901234567891},{"id":7}]')
    const value = 'value' in parsed ? parsed.value : undefined
    const wide = { id: new ExactNumber('12345678901234567891') }
    expect(select(value, '$[?@.id == 12345678901234567891]')).toEqual([wide])
    expect(select(value, '$[?@.id > 12345678901234567890]')).toEqual([wide])
    expect(select(value, '$[?@.id < 1e1].id')).toEqual([7])
  })

  it('has lists and maps equal when all that they hold is, in any order of members', () => {
    const value = [
      { a: [1], b: 2 },
      { b: 2, a: [1] },
      { a: [1] },
      { a: [1], b: 2, c: 3 },
      { a: [1, 1], b: 2 },
      { a: [1], c: 2 },
    ]
    expect(select(value, '$[?@ == $[0]]')).toEqual(value.slice(0, 2))
    expect(select(value, '$[?@ == $[2]]')).toEqual([value[2]])
  })

  it('has the members of a map in their order, and those that every object of JavaScript inherits only where they are there', () => {
    expect(select({ b: 1, a: 2, c: 3 }, '$.*')).toEqual([1, 2, 3])
    expect(select({}, '$.constructor')).toEqual([])
    expect(select(JSON.parse('{"__proto__":1}'), '$.__proto__')).toEqual([1])
  })

  it('orders texts by code point, as U+FFFF comes before U+10000', () => {
    expect(select(['\u{10000}', '\uffff'], "$[?@ > '\\uffff']")).toEqual(['\u{10000}'])
  })

  it('reads patterns beyond I-Regexp, and takes one in the value that is none for one that matches nothing', () => {
    expect(select(['a1', 'ab'], "$[?match(@, '[a-z]\\\\d')]")).toEqual(['a1'])
    expect(select({ list: ['a'], pattern: 'a)(b' }, '$.list[?match(@, $.pattern)]')).toEqual([])
  })
})

describe('what it refuses', () => {
  it.each([
    ['$.a[?', "jsonpath: expected `@`, `$`, a literal or a function at position 6 of '$.a[?', found the end"],
    ['$.ä.', "jsonpath: expected a name or `*` at position 5 of '$.ä.', found the end"],
    ['items', "jsonpath: expected `$` at position 1 of 'items', found `i`"],
    ['$.a[?@.b = 1]', "jsonpath: expected `,` or `]` at position 10 of '$.a[?@.b = 1]', found `=`"],
    [
      '$[?size(@) > 1]',
      "jsonpath: there is no function 'size' (there are length, count, match, search, value) at position 4",
    ],
    ["$[?match(@, '[')]", 'jsonpath: the pattern is wrong: '],
  ])('%s, and says where', (path, message) => {
    expect(() => select({}, path)).toThrow(message)
  })

  it('XML, text that holds JSON, what is missing, and a path that is no text', () => {
    expect(() => select(new XmlNode('a', new Map(), []), '$')).toThrow(
      /^`jsonpath` needs a value of JSON, got the element <a>$/,
    )
    expect(() => select('{"a":1}', '$.a')).toThrow(/needs a value of JSON, got text/)
    expect(() => select(undefined, '$.a')).toThrow(/needs a value of JSON, got nothing/)
    expect(() => select({}, 1)).toThrow(/needs a path as text for its second argument/)
    expect(select('plain', '$')).toEqual(['plain'])
  })

  it('nothing but paths that are wrong, however wrong they are', () => {
    const pieces = fc.constantFrom(
      '$',
      '@',
      '.',
      '..',
      '[',
      ']',
      '(',
      ')',
      '?',
      '*',
      '!',
      "'",
      '"',
      '\\',
      ',',
      ':',
      '==',
      '<',
      '&&',
      '||',
      'a',
      '0',
      '-1',
      'length',
      'match',
      ' ',
      '\ud800',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((some) => some.join('')),
      fc.tuple(randomPath, fc.nat(), pieces).map(([{ text: path }, at, piece]) => {
        const cut = at % (path.length + 1)
        return path.slice(0, cut) + piece + path.slice(cut + (at % 3))
      }),
    )
    fc.assert(
      fc.property(text, (path) => {
        try {
          select({ a: [1, { a: 'b' }] }, `$${path}`)
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('limits', () => {
  const nested = (depth: number) => {
    let value: unknown = 1
    for (let level = 0; level < depth; level += 1) value = [value]
    return value
  }

  const many = (count: number) => Array.from({ length: count }, () => '*').join()

  it('are reached by a list that grows too long, and by work without end', () => {
    const value = Array.from({ length: 100 }, () => Array.from({ length: 100 }, (_, at) => at))
    expect(() => select(value, `$[${many(60)}][${many(60)}]`)).toThrow('a list of more than 1000000')
    expect(() => select(nested(6_000), '$..[?count(@..*) < 0]')).toThrow('more than 10000000 steps')
  })

  it('look once at what a filter asks of the whole value, however many elements it asks for', () => {
    const use = testUse()
    select(
      Array.from({ length: 5_000 }, (_, at) => at),
      '$[?@ < count($[*])]',
      use,
    )
    expect(use.spent()).toBeLessThan(100_000)
  })

  it('charge a little for each value that is visited, so that twice the value costs about twice', () => {
    const spent = (length: number) => {
      const use = testUse()
      select(
        Array.from({ length }, (_, id) => ({ id, tags: ['a', 'b'] })),
        '$..[?@.id > 5].tags[0]',
        use,
      )
      return use.spent()
    }
    expect(spent(20_000)).toBeGreaterThan(100_000)
    expect(spent(20_000) / spent(10_000)).toBeCloseTo(2, 1)
  })

  it('do not depend on how deep a value is', () => {
    expect(select(nested(100_000), '$..[?@ == 1]')).toEqual([1])
    expect(select([nested(50_000), nested(50_000), nested(49_999)], '$[?@ == $[0]]')).toHaveLength(2)
  })

  it('end patterns that would backtrack for ever', () => {
    expect(select(['a'.repeat(5_000)], "$[?match(@, '(a+)+b')]")).toEqual([])
  })

  it('bound the length and the nesting of a path', () => {
    expect(() => select([], `$[?${'('.repeat(60)}@${')'.repeat(60)}]`)).toThrow(/nested deeper than 50 levels/)
    expect(() => select([], `$${'.a'.repeat(5_001)}`)).toThrow(/longer than 10000 characters/)
    expect(select([], `$${'.a'.repeat(4_000)}`)).toEqual([])
  })
})
