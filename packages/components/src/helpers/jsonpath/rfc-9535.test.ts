/** The examples of RFC 9535, with their results written down from its text. */
import { describe, expect, it } from 'vitest'
import jsonpath from '../jsonpath.ts'
import { testUse } from '../test/use.ts'

const select = (value: unknown, path: string): unknown => jsonpath.call!.run([value, path], testUse())

const store = {
  store: {
    book: [
      { category: 'reference', author: 'Nigel Rees', title: 'Sayings of the Century', price: 8.95 },
      { category: 'fiction', author: 'Evelyn Waugh', title: 'Sword of Honour', price: 12.99 },
      { category: 'fiction', author: 'Herman Melville', title: 'Moby Dick', isbn: '0-553-21311-3', price: 8.99 },
      {
        category: 'fiction',
        author: 'J. R. R. Tolkien',
        title: 'The Lord of the Rings',
        isbn: '0-395-19395-8',
        price: 22.99,
      },
    ],
    bicycle: { color: 'red', price: 399 },
  },
}
const { book, bicycle } = store.store
const authors = book.map(({ author }) => author)

type Case = readonly [path: string, result: unknown]

const tables: readonly (readonly [section: string, value: unknown, cases: readonly Case[]])[] = [
  [
    '1.5, a bookstore',
    store,
    [
      ['$.store.book[*].author', authors],
      ['$..author', authors],
      ['$.store.*', [book, bicycle]],
      ['$.store..price', [8.95, 12.99, 8.99, 22.99, 399]],
      ['$..book[2]', [book[2]]],
      ['$..book[2].author', ['Herman Melville']],
      ['$..book[2].publisher', []],
      ['$..book[-1]', [book[3]]],
      ['$..book[0,1]', [book[0], book[1]]],
      ['$..book[:2]', [book[0], book[1]]],
      ['$..book[?@.isbn]', [book[2], book[3]]],
      ['$..book[?@.price<10]', [book[0], book[2]]],
    ],
  ],
  [
    '2.3.1, names',
    { o: { 'j j': { 'k.k': 3 } }, "'": { '@': 2 } },
    [
      ["$.o['j j']", [{ 'k.k': 3 }]],
      ["$.o['j j']['k.k']", [3]],
      ['$.o["j j"]["k.k"]', [3]],
      [`$["'"]["@"]`, [2]],
    ],
  ],
  [
    '2.3.2, wildcards',
    { o: { j: 1, k: 2 }, a: [5, 3] },
    [
      ['$[*]', [{ j: 1, k: 2 }, [5, 3]]],
      ['$.o[*]', [1, 2]],
      ['$.o[*, *]', [1, 2, 1, 2]],
      ['$.a[*]', [5, 3]],
    ],
  ],
  [
    '2.3.3, indexes',
    ['a', 'b'],
    [
      ['$[1]', ['b']],
      ['$[-2]', ['a']],
      ['$[2]', []],
      ['$[-3]', []],
    ],
  ],
  [
    '2.3.4, slices',
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    [
      ['$[1:3]', ['b', 'c']],
      ['$[5:]', ['f', 'g']],
      ['$[1:5:2]', ['b', 'd']],
      ['$[5:1:-2]', ['f', 'd']],
      ['$[::-1]', ['g', 'f', 'e', 'd', 'c', 'b', 'a']],
      ['$[2:-9:-1]', ['c', 'b', 'a']],
      ['$[-9:2]', ['a', 'b']],
      ['$[9:4:-1]', ['g', 'f']],
      ['$[::0]', []],
      ['$[-9007199254740991:9007199254740991]', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
    ],
  ],
  [
    '2.3.5, filters',
    {
      a: [3, 5, 1, 2, 4, 6, { b: 'j' }, { b: 'k' }, { b: {} }, { b: 'kilo' }],
      o: { p: 1, q: 2, r: 3, s: 5, t: { u: 6 } },
      e: 'f',
    },
    [
      ["$.a[?@.b == 'kilo']", [{ b: 'kilo' }]],
      ["$.a[?(@.b == 'kilo')]", [{ b: 'kilo' }]],
      ['$.a[?@>3.5]', [5, 4, 6]],
      ['$.a[?@.b]', [{ b: 'j' }, { b: 'k' }, { b: {} }, { b: 'kilo' }]],
      [
        '$[?@.*]',
        [[3, 5, 1, 2, 4, 6, { b: 'j' }, { b: 'k' }, { b: {} }, { b: 'kilo' }], { p: 1, q: 2, r: 3, s: 5, t: { u: 6 } }],
      ],
      ['$[?@[?@.b]]', [[3, 5, 1, 2, 4, 6, { b: 'j' }, { b: 'k' }, { b: {} }, { b: 'kilo' }]]],
      ['$.o[?@<3, ?@<3]', [1, 2, 1, 2]],
      ['$.a[?@<2 || @.b == "k"]', [1, { b: 'k' }]],
      ['$.a[?match(@.b, "[jk]")]', [{ b: 'j' }, { b: 'k' }]],
      ['$.a[?search(@.b, "[jk]")]', [{ b: 'j' }, { b: 'k' }, { b: 'kilo' }]],
      ['$.o[?@>1 && @<4]', [2, 3]],
      ['$.o[?@.u || @.x]', [{ u: 6 }]],
      ['$.a[?@.b == $.x]', [3, 5, 1, 2, 4, 6]],
      ['$.a[?@ == @]', [3, 5, 1, 2, 4, 6, { b: 'j' }, { b: 'k' }, { b: {} }, { b: 'kilo' }]],
    ],
  ],
  [
    '2.5.1, segments of several selectors',
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    [
      ['$[0, 3]', ['a', 'd']],
      ['$[0:2, 5]', ['a', 'b', 'f']],
      ['$[0, 0]', ['a', 'a']],
    ],
  ],
  [
    '2.5.2, descendants',
    { o: { j: 1, k: 2 }, a: [5, 3, [{ j: 4 }, { k: 6 }]] },
    [
      ['$..j', [1, 4]],
      ['$..[0]', [5, { j: 4 }]],
      ['$..o', [{ j: 1, k: 2 }]],
      ['$.o..[*, *]', [1, 2, 1, 2]],
      ['$.a..[0, 1]', [5, 3, { j: 4 }, { k: 6 }]],
    ],
  ],
  [
    '2.6, null',
    { a: null, b: [null], c: [{}], null: 1 },
    [
      ['$.a', [null]],
      ['$.a[0]', []],
      ['$.a.d', []],
      ['$.b[0]', [null]],
      ['$.b[?@]', [null]],
      ['$.b[?@==null]', [null]],
      ['$.c[?@.d==null]', []],
      ['$.null', [1]],
    ],
  ],
]

describe.each(tables)('section %s', (_, value, cases) => {
  it.each(cases)('%s', (path, result) => {
    expect(select(value, path)).toEqual(result)
  })
})

describe('section 2.3.5.3, what compares how', () => {
  const value = { obj: { x: 'y' }, arr: [2, 3] }
  const comparisons: readonly (readonly [comparison: string, holds: boolean])[] = [
    ['$.absent1 == $.absent2', true],
    ['$.absent1 <= $.absent2', true],
    ["$.absent == 'g'", false],
    ['$.absent1 != $.absent2', false],
    ["$.absent != 'g'", true],
    ['1 <= 2', true],
    ['1 > 2', false],
    ["13 == '13'", false],
    ["'a' <= 'b'", true],
    ["'a' > 'b'", false],
    ['$.obj == $.arr', false],
    ['$.obj != $.arr', true],
    ['$.obj == $.obj', true],
    ['$.obj != $.obj', false],
    ['$.arr == $.arr', true],
    ['$.arr != $.arr', false],
    ['$.obj == 17', false],
    ['$.obj != 17', true],
    ['$.obj <= $.arr', false],
    ['$.obj < $.arr', false],
    ['$.obj <= $.obj', true],
    ['$.arr <= $.arr', true],
    ['1 <= $.arr', false],
    ['1 >= $.arr', false],
    ['1 > $.arr', false],
    ['1 < $.arr', false],
    ['true <= true', true],
    ['true > true', false],
  ]

  it.each(comparisons)('%s is %s', (comparison, holds) => {
    const found = jsonpath.call!.run([[value], `$[?${comparison.replaceAll('$.', '@.')}]`], testUse())
    expect(found).toEqual(holds ? [value] : [])
  })
})

describe('section 2.4.3, functions and their types', () => {
  it.each([
    ['$[?length(@) < 3]', true],
    ['$[?length(@.*) < 3]', false],
    ['$[?count(@.*) == 1]', true],
    ['$[?count(1) == 1]', false],
    ['$[?count(foo(@.*)) == 1]', false],
    ["$[?match(@.timezone, 'Europe/.*')]", true],
    ["$[?match(@.timezone, 'Europe/.*') == true]", false],
    ["$[?value(@..color) == 'red']", true],
    ['$[?value(@..color)]', false],
  ])('%s is well typed: %s', (path, right) => {
    const read = () => select([], path)
    if (right) expect(read()).toEqual([])
    else expect(read).toThrow(/^jsonpath: /)
  })
})

describe('section 2.1 and onward, what is no path', () => {
  it.each([
    '',
    'a',
    '@',
    '$.',
    '$..',
    '$ ',
    ' $',
    '$.a ',
    '$[',
    '$[]',
    '$[a]',
    '$.[0]',
    '$...a',
    '$.1a',
    '$[01]',
    '$[-0]',
    '$[1.0]',
    '$[1,]',
    '$[,1]',
    '$[1 2]',
    '$[9007199254740992]',
    '$[1:2:3:4]',
    "$['a",
    "$['\\x']",
    "$['\\ud800']",
    '$["\\\'"]',
    "$['\n']",
    '$[?]',
    '$[?@.a==]',
    '$[?1]',
    '$[?true]',
    '$[?@.a==1==1]',
    '$[?@.a=1]',
    '$[?@.*==1]',
    '$[?!@.a==1]',
    '$[?(@.a]',
    '$[?@ &&]',
    '$[?@.a==+1]',
    '$[?@.a==01]',
    '$[?@.a==1.]',
    '$[?@.a==.1]',
    '$[?@.a==nul]',
    '$[?length (@)==1]',
    '$[?Length(@)==1]',
    '$[?length(@,@)==1]',
    '$[?match(@)]',
    '$.a b',
    '$. a',
    '$.. a',
    '$$',
  ])('%s', (path) => {
    expect(() => select({}, path)).toThrow(/^jsonpath: .* at position \d+ of '/)
  })
})
