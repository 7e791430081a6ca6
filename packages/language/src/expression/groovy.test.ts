import { expect, test } from 'vitest'
import { ExactNumber, XmlNode } from '../values/index.ts'
import { complaint, expressionOf, scriptOf, value, worldOf } from './test/evaluate.ts'

const text = (name: string, content: string) => new XmlNode(name, new Map(), [content])
const doc = new XmlNode('doc', new Map(), [
  new XmlNode('item', new Map([['n', '1']]), [text('name', 'tea')]),
  new XmlNode('item', new Map([['n', '2']]), [text('name', 'cake')]),
  text('total', ' 9 '),
])

const variables = {
  payload: {
    items: [
      { id: 1, name: 'tea' },
      { id: 2, name: 'cake' },
      { id: 3, name: 'jam' },
    ],
    none: null,
    map: { a: 1, b: 2 },
  },
  big: new ExactNumber('12345678901234567891'),
  doc,
  word: 'hello',
}

test.each<[source: string, expected: unknown]>([
  ['payload.items.name', ['tea', 'cake', 'jam']],
  ['payload.items*.id', [1, 2, 3]],
  ['payload.items[-1].id', 3],
  ['payload.items[0..1].id', [1, 2]],
  ['payload.items[1..-1].id', [2, 3]],
  ['payload.items[0..<2].id', [1, 2]],
  ['payload.items[-1..0].id', [3, 2, 1]],
  ['word[1..3]', 'ell'],
  ['word[-1]', 'o'],
  ['payload.items.size()', 3],
  ['payload.items.nope', undefined],
  ['payload.none?.x', undefined],
  ['payload.none.x', undefined],
  ["payload.nope ?: 'default'", 'default'],
  ["'' ?: 'default'", 'default'],
  ['payload.map.b', 2],
  ["payload.map['a']", 1],
  ['5 / 2', 2.5],
  ['7 % 4', 3],
  ['2 ** 10', 1024],
  ["'ab' * 2", 'abab'],
  ["'a' + 1", 'a1'],
  ["'abcb' - 'b'", 'acb'],
  ['[1, 2] + [3]', [1, 2, 3]],
  ['[1, 2] + 3', [1, 2, 3]],
  ['[1, 2, 1] - 1', [2]],
  ['[1] << 2', [1, 2]],
  ['[a: 1] + [b: 2]', { a: 1, b: 2 }],
  ['[:]', {}],
  ["[(word): 1, 'b c': 2]", { hello: 1, 'b c': 2 }],
  ["1 == '1'", false],
  ['1 == 1.0', true],
  ['[1, [a: 2]] == [1, [a: 2]]', true],
  ["doc.total == '9'", true],
  ['big == big', true],
  ['1 <=> 2', -1],
  ["'b' > 'a'", true],
  ['2 in [1, 2]', true],
  ["'a' in payload.map", true],
  ["'abc' ==~ /a.c/", true],
  ["'abcd' ==~ /a.c/", false],
  ["('a1b2' =~ /[0-9]/).size()", 2],
  ["('k=v' =~ /(\\w)=(\\w)/)[0][2]", 'v'],
  ["'x' =~ /y/ ? 1 : 2", 2],
  ['[] ? 1 : 2', 2],
  ['[:] ? 1 : 2', 2],
  ["'' ? 1 : 2", 2],
  ['0 ? 1 : 2', 2],
  ['!payload.nope', true],
  ['1 && 2', true],
  ['"n: ${1 + 1} ${[1, 2]} ${[a: 1]}"', 'n: 2 [1, 2] [a:1]'],
  ['(1..3).collect { it * it }', [1, 4, 9]],
  ['payload.items.find { it.id > 1 }.name', 'cake'],
  ['payload.items.findAll { it.id > 1 }.size()', 2],
  ['payload.items.any { it.id == 3 }', true],
  ['payload.items.every { it.id < 3 }', false],
  ['payload.items.sum { it.id }', 6],
  ['payload.items.max { it.id }.name', 'jam'],
  ['[3, 1, 2].min()', 1],
  ['[3, 1, 2].sort()', [1, 2, 3]],
  ['[3, 1, 2].sort { a, b -> b <=> a }', [3, 2, 1]],
  ['[3, 1, 2].sort { -it }', [3, 2, 1]],
  ['[1, 2, 2].unique()', [1, 2]],
  ['[1, 2, 3].reverse()', [3, 2, 1]],
  ['[1, 2, 3].inject(10) { a, b -> a + b }', 16],
  ["['a', 'b'].collectEntries { [it, 1] }", { a: 1, b: 1 }],
  ['payload.items.groupBy { it.id % 2 }.size()', 2],
  ['[1, [2, [3]]].flatten()', [1, 2, 3]],
  ['[1, 2, 3].intersect([2, 5])', [2]],
  ['[1, 2, 3].take(2) + [1, 2, 3].drop(2)', [1, 2, 3]],
  ['[1, 2].head() + [1, 2].last() + [1, 2, 3].tail().size()', 5],
  ["[1, 2].join('-')", '1-2'],
  ['[1, 2].contains(2)', true],
  ['payload.map.collect { k, v -> k + v }', ['a1', 'b2']],
  ['payload.map.collect { it.key }', ['a', 'b']],
  ['payload.map.keySet()', ['a', 'b']],
  ['payload.map.values()', [1, 2]],
  ["payload.map.containsKey('b')", true],
  ["payload.map.get('zz', 7)", 7],
  ['payload.map.findAll { k, v -> v > 1 }', { b: 2 }],
  ["'12'.toInteger() + 1", 13],
  ["'1.5'.toDouble() * 2", 3],
  ['5.toLong()', 5],
  ["'5' as int", 5],
  ['5 as String', '5'],
  ["'5' as boolean", true],
  ["'a,b,,'.split(',')", ['a', 'b']],
  ["'a b'.tokenize()", ['a', 'b']],
  ["'abc'.substring(1)", 'bc'],
  ["'abc'.substring(0, 2)", 'ab'],
  ["'aXbX'.replace('X', '\\$&')", 'a$&b$&'],
  ["'a1b2'.replaceAll(/[0-9]/, '#')", 'a#b#'],
  ["'a1b2'.replaceFirst('[0-9]', '#')", 'a#b2'],
  ["'abc'.contains('b') && 'abc'.startsWith('a') && !'abc'.endsWith('a')", true],
  ["'abc'.capitalize() + 'abc'.reverse() + 'abc'.toUpperCase()", 'AbccbaABC'],
  ["'5'.padLeft(3, '0') + '5'.padRight(2, '.')", '0055.'],
  ["'12'.isInteger() && '1.5'.isNumber() && !'x'.isNumber()", true],
  ["'A'.equalsIgnoreCase('a')", true],
  ["'a\\nb'.readLines()", ['a', 'b']],
  ['doc.item.name*.text()', ['tea', 'cake']],
  ['doc.item.size()', 2],
  ["doc.item[0].'@n'", '1'],
  ['doc.item.find { it.name == "cake" }["@n"]', '2'],
  ['doc.total.text().trim().toInteger()', 9],
  ['doc.total.size()', 1],
  ['doc.item.collect { it.name.text() }', ['tea', 'cake']],
  ['[1, 2, 3].pick(3)', [1, 2, 3]],
  ['payload.map.asJSON()', '{"a":1,"b":2}'],
  ['WSUtil.exists(payload.items)', true],
  ['Math.max(1, 3)', 3],
  ['[1, null, 2].findAll()', [1, 2]],
])('%s', (source, expected) => {
  expect(value(source, variables, 'groovy')).toStrictEqual(expected)
})

test.each<[source: string, message: string]>([
  ['[1].foo()', "[1] is a list; it has no function 'foo' that is supported in Groovy-compatible mode"],
  ["'a'.execute()", "it has no function 'execute' that is supported in Groovy-compatible mode"],
  ['payload.nope.size()', "payload.nope is missing, so its function 'size' cannot be called"],
  ["1 < 'a'", 'a number and text cannot be compared'],
  ['1 / 0', '`/` by zero'],
  ["5 - 'x'", '`-` needs numbers; found text'],
  ["'5.0'.toInteger()", "'5.0' is not a whole number"],
  ["'abc'.substring(2, 9)", "'substring' from 2 to 9 is outside the text, which has 3 characters"],
  ['(0..99999999).size()', 'a list would grow longer than 1,000,000 items'],
])('%s fails with: %s', (source, message) => {
  expect(complaint(source, worldOf(variables), false, 'groovy')).toContain(message)
})

test('scripts have variables, loops, and the value of their last statement', () => {
  const run = (body: string) => scriptOf(body, 'groovy').evaluate(worldOf(variables))
  expect(run('def s = 0\nfor (i in 1..4) { s += i }\ns')).toBe(10)
  expect(run('def names = []\npayload.items.each { names << it.name }\nreturn names.join("/")')).toBe('tea/cake/jam')
  expect(run('def n = 0\n3.times { n += it }\nn')).toBe(3)
  expect(run('def m = [:]\nm.a = 1\nm["b"] = 2\nm.put("c", 3)\nm')).toEqual({ a: 1, b: 2, c: 3 })
  expect(run('int n = 0\nwhile (true) { n++\nif (n > 3) { break } }\nn')).toBe(4)
  expect(run('def list = [1, 2, 3]\nlist[-1] = 9\nlist')).toEqual([1, 2, 9])
})

test('sorting and appending in an expression leave the variable alone', () => {
  const world = worldOf({ list: [3, 1] })
  expect(expressionOf('list.sort()', 'groovy').evaluate(world)).toEqual([1, 3])
  expect(expressionOf('list << 5', 'groovy').evaluate(world)).toEqual([3, 1, 5])
  expect(world.variables.get('list')).toEqual([3, 1])
})
