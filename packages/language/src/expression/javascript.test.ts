import { expect, test } from 'vitest'
import { ExactNumber, XmlNode } from '../values/index.ts'
import { complaint, expressionOf, value, worldOf } from './test/evaluate.ts'

const leaf = (name: string, text: string, attributes: Record<string, string> = {}) =>
  new XmlNode(name, new Map(Object.entries(attributes)), [text])

const order = new XmlNode('order', new Map([['id', '7']]), [
  leaf('ns:item', ' tea ', { price: '3.50' }),
  leaf('ns:item', 'cake'),
  leaf('total', '9'),
])

const variables = {
  payload: {
    items: [
      { id: 1, name: 'tea', price: 3.5 },
      { id: 2, name: 'cake', price: 5 },
    ],
    note: null,
    size: 5,
  },
  own: JSON.parse('{"__proto__": "data", "constructor": {"name": "mine"}, "toString": 3}'),
  big: new ExactNumber('12345678901234567891'),
  order,
  token: 'abc',
  when: new Date(Date.UTC(2020, 1, 3, 4, 5, 6)),
}

test.each<[source: string, expected: unknown]>([
  // Steps on what is missing.
  ['payload.nope.deeper[3].still', undefined],
  ['payload.note.x', undefined],
  ['nope', undefined],
  ['!nope', true],
  ['nope ?? "none"', 'none'],
  ['typeof nope', 'undefined'],
  ['payload?.items?.[1]?.name', 'cake'],
  ['nope?.filter(x => x).length', undefined],
  ['(nope?.a).b', undefined],
  ['payload.nope?.()', undefined],
  // Own data only.
  ['own.__proto__', 'data'],
  ['own["constructor"].name', 'mine'],
  ['own.toString', 3],
  ['payload.toString', undefined],
  ['payload.items.map', undefined],
  ['token.length', 3],
  ['token[1]', 'b'],
  ['token[-1]', undefined],
  ['payload.size', 5],
  ['({ __proto__: 1 }).__proto__', 1],
  ['Object.keys({ ["__proto__"]: 1, a: 2 })', ['__proto__', 'a']],
  // Our own functions of values.
  ['payload.items.size()', 2],
  ['({ a: 1, b: 2 }).size()', 2],
  ['[3, 4].asJSON()', '[3,4]'],
  ['({ a: [1] }).asJSON()', '{"a":[1]}'],
  ['" 42 ".toInteger() + 1', 43],
  ['(4.9).toInteger()', 4],
  ['"12345678901234567891".toLong()', new ExactNumber('12345678901234567891')],
  ['[1, 2, 3].pick()', 1],
  ['[1, 2, 3, 4].pick(2).length', 2],
  ['[1, 2, 3].pick(9)', [1, 2, 3]],
  ['[].pick()', undefined],
  // Numbers whose digits a double cannot hold.
  ['big', new ExactNumber('12345678901234567891')],
  ['big == 12345678901234567891', true],
  ['big == 12345678901234567892', false],
  ['big === "12345678901234567891"', true],
  ['big < 12345678901234567892', true],
  ['big > 1', true],
  ['big + 1', 12345678901234567000],
  ['`${big}`', '12345678901234567891'],
  ['typeof big', 'number'],
  ['JSON.stringify([big])', '[12345678901234567891]'],
  ['big == nope', false],
  ['9007199254740993 === 9007199254740993', true],
  // Elements of XML.
  ['order.total == 9', true],
  ['order.total === "9"', true],
  ['order.total > 8', true],
  ['order.total + "!"', '9!'],
  ['`${order.item[0]}`', 'tea'],
  ['order.item[0].text()', ' tea '],
  ['order["ns:item"].length', 2],
  ['order.item.length', 2],
  ['order.total.length', 1],
  ['order.total.size()', 1],
  ['order.total[0] == order.total', true],
  ['order["@id"]', '7'],
  ['order["*"].length', 3],
  ['order.nope', undefined],
  ['order.item.map(i => i["@price"])', ['3.50', undefined]],
  ['order.total.map(t => t.text())', ['9']],
  ['order.total.find(t => t == 9).name()', 'total'],
  ['order.name()', 'order'],
  ['order.names()', ['ns:item', 'total']],
  ['order.children().length', 3],
  ['order.attributes()', { id: '7' }],
  ['order.total.asXML()', '<total>9</total>'],
  ['[...order.total].length', 1],
  ['order.total == null', false],
  // Built-ins.
  ['new Date().toISOString()', '2024-05-06T07:08:09.000Z'],
  ['Date.now()', Date.UTC(2024, 4, 6, 7, 8, 9)],
  ['new Date(2020, 0, 31, 5).toISOString()', '2020-01-31T05:00:00.000Z'],
  ['new Date("2020-01-31T05:00").getHours()', 5],
  ['new Date("Jan 31, 2020 05:00").toISOString()', '2020-01-31T05:00:00.000Z'],
  ['new Date("2020-01-31T05:00:00+02:00").getUTCHours()', 3],
  ['String(when)', 'Mon Feb 03 2020 04:05:06 GMT+0000 (Coordinated Universal Time)'],
  ['when - new Date(0) > 0', true],
  ['JSON.stringify({ when })', '{"when":"2020-02-03T04:05:06.000Z"}'],
  ['new Date(NaN).getTime()', Number.NaN],
  ['when.toLocaleDateString("en-GB")', '03/02/2020'],
  ['Math.random()', 0.1],
  ['Buffer.from("héé", "utf8").toString("hex")', '68c3a9c3a9'],
  ['Buffer.from("aMOp", "base64").toString()', 'hé'],
  ['btoa("\\xff")', '/w=='],
  ['atob("_w==") === "\\xff"', true],
  ['encodeURIComponent("a b&ß")', 'a%20b%26%C3%9F'],
  ['decodeURIComponent("%C3%9F")', 'ß'],
  ['[..."a1b22".matchAll(/[a-z](\\d+)/g)].map(m => m[1] + m.index)', ['10', '222']],
  ['"k=v".match(/(?<key>\\w)=(?<val>\\w)/).groups.val', 'v'],
  ['"x".match(/y/)', null],
  ['/a/gi.flags', 'gi'],
  ['"a.b".split(".")', ['a', 'b']],
  ['"aXbX".replace("X", m => m.toLowerCase())', 'axbX'],
  ['new RegExp("^" + token).test("abcd")', true],
  ['new Map([["a", 1]]).get("a")', 1],
  ['[...new Set([1, 1, 2])]', [1, 2]],
  ['new Set([1, 2]).size', 2],
  ['Object.fromEntries(new Map([["a", 1]]))', { a: 1 }],
  ['Object.groupBy([1, 2, 3], x => x % 2 ? "odd" : "even")', { odd: [1, 3], even: [2] }],
  ['Array(3).map((_, i) => i)', [0, 1, 2]],
  ['new Array(2).fill(0)', [0, 0]],
  ['Array.from({ length: 3 }, (_, i) => i * i)', [0, 1, 4]],
  ['["1", "2"].map(Number)', [1, 2]],
  ['[0, 1, ""].filter(Boolean)', [1]],
  ['[-1, 2].map(Math.abs)', [1, 2]],
  ['[] instanceof Array', true],
  ['JSON.parse(\'{"a":[1,2]}\', (k, v) => typeof v === "number" ? v * 2 : v)', { a: [2, 4] }],
  ['JSON.stringify({ a: 1, b: 2 }, ["a"])', '{"a":1}'],
  ['(1234.5).toFixed(2)', '1234.50'],
  ['structuredClone(payload.items[0])', { id: 1, name: 'tea', price: 3.5 }],
  // Functions with statements inside.
  ['[1, 2, 3].map(x => { if (x > 1) return x * 2; return 0 })', [0, 4, 6]],
  ['payload.items.reduce((sum, { price }) => sum + price, 0)', 8.5],
  ['(function fact(n) { return n < 2 ? 1 : n * fact(n - 1) })(5)', 120],
  ['((a, b = a * 2, ...rest) => [a, b, rest])(1, undefined, 3, 4)', [1, 2, [3, 4]]],
  // Helpers.
  ['WSUtil.exists(payload.items)', true],
  ['WSUtil.exists(payload.nope)', false],
  ['jsonpath(token, "$")', ['abc', '$']],
  ['payload.items.some(WSUtil.exists)', true],
])('%s', (source, expected) => {
  expect(value(source, variables)).toStrictEqual(expected)
})

test.each<[source: string, message: string]>([
  ['payload.items.fliter(x => x)', "payload.items is a list; it has no function 'fliter'. Did you mean 'filter'?"],
  ['payload.itms.filter(x => x)', "payload.itms is missing, so its function 'filter' cannot be called"],
  ['payload.note.trim()', "payload.note is null, so its function 'trim' cannot be called"],
  ['payload.size()', 'payload.size is a number, not a function'],
  ['token.lenght()', "token is text; it has no function 'lenght'"],
  ['token()', 'token is text, not a function'],
  ['Math.flor(1)', "Math has no function 'flor'. Did you mean 'floor'?"],
  ['WSUtil.exsts(1)', "WSUtil has no function 'exsts'. Did you mean 'exists'?"],
  ['WSUtil.exists(x => x)', "'exists' takes values, not functions"],
  ['parseInteger("5")', "there is no function 'parseInteger'. Did you mean 'parseInt'?"],
  ['payload.items.map("id")', "'map' takes a function; found text"],
  ['[...payload.note]', 'a list is needed here; found null'],
  ['x => x', 'the value is a function, or holds one; what leaves an expression is plain data'],
  ['[Math.max]', 'the value is a function, or holds one; what leaves an expression is plain data'],
  ['Buffer.from("x")', 'the value is bytes; what leaves an expression is plain data'],
  ['/x/', 'the value is a regular expression; what leaves an expression is plain data'],
  ['new RegExp("(")', "the pattern '(' is wrong"],
  ['"abc".toInteger()', "'abc' is not a whole number"],
  ['[].reduce((a, b) => a)', "'reduce' of an empty list needs a start value after the function"],
  ['JSON.parse("{oops")', 'the text is not JSON: {oops'],
  ['new Date(NaN).toISOString()', 'the date does not exist, so it has no ISO text'],
  ['"id" in token', '`in` looks for a name in a map or a list; its right side is text'],
])('%s fails with: %s', (source, message) => {
  expect(complaint(source, worldOf(variables))).toContain(message)
})

test("an error's place is the call that failed, counted in the expression's text", () => {
  const source = 'a && payload.items.map(i => i.name.nope())'
  const expression = expressionOf(source)
  try {
    expression.evaluate(worldOf({ ...variables, a: 1 }))
    expect.unreachable()
  } catch (error) {
    expect(error).toMatchObject({ start: 28, end: 41 })
  }
})

test('names are the free variables in order, required those that must exist, helpers apart', () => {
  const expression = expressionOf(
    'b + a.x + (c ?? d) + typeof e + f?.g + WSUtil.exists(b) + [1].map(z => z + h)[0] + Math.PI',
  )
  expect(expression.names).toEqual(['b', 'a', 'c', 'd', 'e', 'f', 'h'])
  expect(expression.required).toEqual(['b', 'a', 'h'])
  expect(expression.helpers).toEqual(['WSUtil'])
  expect(expressionOf('payload?.x').required).toEqual([])
  expect(expressionOf('payload.x').required).toEqual(['payload'])
})

test('a helper wins over a variable of its name, a local name wins over a helper', () => {
  expect(value('WSUtil.exists(1)', { WSUtil: { exists: 5 } })).toBe(true)
  expect(value('((WSUtil) => WSUtil.x)({ x: 3 })')).toBe(3)
})

test('a variable wins over a built-in of its name', () => {
  expect(value('Date', { Date: 'today' })).toBe('today')
  expect(value('Map.x', { Map: { x: 1 } })).toBe(1)
})

test('what the scope throws passes through as it is', () => {
  class NeverArrived extends Error {}
  const world = worldOf()
  const scope = {
    ...world.scope,
    get: () => {
      throw new NeverArrived('never')
    },
  }
  for (const source of ['payload.x', 'payload.x + 1', '[1].map(() => payload)']) {
    expect(() => expressionOf(source).evaluate({ ...world, scope })).toThrow(NeverArrived)
  }
})

test('an expression has no effect, even when it sorts or pushes', () => {
  const list = [3, 1, 2]
  const world = worldOf({ list, when: new Date(0) })
  expect(expressionOf('list.sort()[0]').evaluate(world)).toBe(1)
  expect(expressionOf('list.push(9)').evaluate(world)).toBe(4)
  expect(expressionOf('list[["po", "p"].join("")]()').evaluate(world)).toBe(2)
  expect(expressionOf('Object.assign({ list }.list.map(x => ({ x }))[0], { y: 1 })').evaluate(world)).toEqual({
    x: 3,
    y: 1,
  })
  expect(expressionOf('when.setTime(5)').evaluate(world)).toBe(5)
  expect(list).toEqual([3, 1, 2])
  expect(world.variables.get('when')).toEqual(new Date(0))
})

test('what leaves an expression is a copy, what a path reads is the value itself', () => {
  const list = [{ a: 1 }]
  const world = worldOf({ list })
  expect(expressionOf('list[0]').evaluate(world)).toBe(list[0])
  const copy = expressionOf('list.filter(x => x)').evaluate(world)
  expect(copy).toEqual(list)
  expect((copy as unknown[])[0]).not.toBe(list[0])
})

test('the same expression can be evaluated again, also while it is being evaluated', () => {
  const expression = expressionOf('n > 0 ? again + 1 : 0')
  let depth = 3
  const world = worldOf()
  const scope: typeof world.scope = {
    ...world.scope,
    get: (name) => {
      if (name === 'n') return depth
      depth -= 1
      return expression.evaluate({ ...world, scope })
    },
  }
  expect(expression.evaluate({ ...world, scope })).toBe(3)
  expect(expression.evaluate({ ...world, scope })).toBe(0)
})
