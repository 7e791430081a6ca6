/** What would hang the process or fill its memory is refused, with words, and quickly enough for the test's own time-out. */
import { expect, test } from 'vitest'
import { XmlNode } from '../values/index.ts'
import { compileExpression, compileScript, type Dialect, ExpressionError } from './index.ts'
import { helperNames, value, worldOf } from './test/evaluate.ts'

const long = 'a'.repeat(15_000_000)
const many = Array.from({ length: 900_000 }, (_, at) => at)
const wide = new XmlNode(
  'wide',
  new Map(),
  Array.from({ length: 200_000 }, (_, at) => new XmlNode('x', new Map(), [String(at)])),
)

function refusal(source: string, script = false, dialect: Dialect = 'javascript'): string {
  const compiled = (script ? compileScript : compileExpression)(source, { dialect, helperNames })
  if ('problem' in compiled) return compiled.problem.message
  try {
    compiled.expression.evaluate(worldOf({ long, huge: long, many, wide }))
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError)
    return (error as ExpressionError).message
  }
  return 'was evaluated'
}

const expressions = [
  `'x'.repeat(1e9)`,
  `'x'.repeat(Infinity)`,
  `'x'.padStart(1e9)`,
  `'x'.padEnd(1e9, 'ab')`,
  `long + long`,
  `long.concat(long)`,
  `\`\${long}\${long}\``,
  `[long, long].join('')`,
  `[1, 2, 3].join(long)`,
  `String([long, long])`,
  `[[long], [long]] + ''`,
  `long.split('')`,
  `[...long]`,
  `Array.from(long)`,
  `Object.keys(long)`,
  `Object.assign({}, long)`,
  `({ ...long })`,
  `long.replaceAll('a', 'bb')`,
  `long.replace(/a/g, 'bb')`,
  `long.slice(0, 5e6).replaceAll('a', "$'")`,
  `long.slice(0, 1e5).replaceAll('a', '$\`$\`')`,
  `long.slice(0, 1e5).replace(/a/g, "$'")`,
  `long.replaceAll('a', () => 'b')`,
  `long.indexOf(long.slice(0, 7e6) + 'b')`,
  `long.includes('b' + long.slice(0, 7e6))`,
  `long.lastIndexOf('b' + long.slice(0, 7e6))`,
  `long.split(long.slice(0, 7e6) + 'b')`,
  `many.map(x => long == 'b' + long.slice(1))`,
  `many.includes(x => 1) || many.map(x => long.slice(1) + 'c' === long.slice(1) + 'b')`,
  `many.map(x => long.toUpperCase())`,
  `many.map(x => long.trim() < long)`,
  `encodeURIComponent(long)`,
  `btoa(long) + btoa(long)`,
  `Buffer.from(long).toString('hex')`,
  `long.normalize('NFKD')`,
  `'\\ufdfa'.repeat(2e6).normalize('NFKD')`,
  `JSON.parse('['.repeat(1e6))`,
  `JSON.parse(long.replaceAll('a', '[') + long)`,
  `JSON.stringify([long, long])`,
  `Array(1e9)`,
  `new Array(4294967295)`,
  `new Array(4294967296)`,
  `new Array(-1)`,
  `new Array(1.5)`,
  `Array.from({ length: 1e9 })`,
  `Array.from({ length: Infinity }, () => 1)`,
  `Array.from({ length: 2 ** 53 })`,
  `new Array(1e6).fill(0).map(() => new Array(1e6))`,
  `[...many, ...many]`,
  `many.concat(many)`,
  `many.flatMap(x => many)`,
  `many.map(() => many).flat()`,
  `[many, many].flat(Infinity)`,
  `Math.max(...many, ...many)`,
  `many.map(x => many.slice())`,
  `many.map(x => many.indexOf(-1))`,
  `many.map(x => [...many].sort())`,
  `many.reduce((a, b) => [...a, b], [])`,
  `many.reduce((a, b) => ({ ...a, [b]: 1 }), {})`,
  `many.reduce((a, b) => a + a, 'x')`,
  `many.reduce(a => [a, a], 1)`,
  `[...Array(60)].reduce(a => [a, a], 1)`,
  `JSON.stringify([...Array(60)].reduce(a => [a, a], 1))`,
  `String([...Array(60)].reduce(a => [a, a], 1))`,
  `[...Array(60)].reduce(a => [a, a], 1).flat(Infinity)`,
  `[...Array(60)].reduce(a => [a, a], 1) == 1`,
  `many.reduce(a => [a], 1)`,
  `JSON.stringify(many.reduce(a => [a], 1))`,
  `String(many.reduce(a => [a], 1))`,
  `many.reduce(a => [a], 1).flat(Infinity)`,
  `many.reduce(a => ({ a }), 1)`,
  `many.map(x => JSON.stringify(many))`,
  `many.map(x => \`\${wide}\`)`,
  `(f => f(f))(f => f(f))`,
  `(function f() { return f() })()`,
  `(function f(n) { return f(n + 1) + f(n + 1) })(0)`,
  `(function f(n) { return n < 150 ? f(n + 1) + f(n + 1) : 1 })(0)`,
  `[1].map(function f(x) { return [x].map(f) })`,
  `'a'.replace(/a/, function f() { return 'a'.replace(/a/, f) })`,
  `JSON.parse('[1]', function f(k, v) { return JSON.parse('[1]', f) })`,
  `[2, 1].sort(function f() { return [2, 1].sort(f) })`,
  `(() => { for (;;) {} })()`,
  `(() => { while (true) ; })()`,
  `(() => { do ; while (true) })()`,
  `(() => { let s = 'x'; for (;;) s += s })()`,
  `/(a+)+$/.test('a'.repeat(5e5) + 'b') || /(?=(a+)+$)b/.test(long)`,
  `/^(?:a|a?)+$(?!b)/.test('a'.repeat(5e4) + 'c') || /(a*)*\\1c/.test('a'.repeat(4e4))`,
  `/(.*)*\\1$/.test('x'.repeat(1e5) + 'y')`,
  `many.map(x => /(x+x+)+y/.test('x'.repeat(1000)))`,
  `[...long.matchAll(/a/g)]`,
  `long.split(/a/)`,
  `new RegExp('('.repeat(1e5) + ')'.repeat(1e5))`,
  `new RegExp(long)`,
  `new Date('x'.repeat(1e9))`,
  `String.fromCharCode(...many, ...many)`,
  `many.map(x => (x).toFixed(100).repeat(1e4))`,
  `10n ** 100000000n`,
  `2n`,
]

test.each(expressions)('refused: %s', (source) => {
  expect(refusal(source)).toMatch(
    /^stopped|cannot have the length|takes how often|nested deeper|wrong|no `n` here|not JSON/,
  )
  expect(value('1 + 1')).toBe(2)
})

const scripts = [
  `for (;;) {}`,
  `while (true) { try { for (;;) {} } catch (e) {} }`,
  `try { for (;;) {} } finally { for (;;) {} }`,
  `function f() { try { f() } finally { f() } } f()`,
  `function f() { try { f() } catch { f() } } f()`,
  `const a = [1]; for (const x of a) a.push(x)`,
  `const a = []; for (;;) a.push(a)`,
  `const a = [1]; a.forEach(function f(x) { a.push(x); a.forEach(f) })`,
  `const a = []; a[1e9] = 1`,
  `const a = []; a.length = 1e9`,
  `const a = []; for (let i = 0; ; i++) a[i * 100000] = 1`,
  `const a = []; for (;;) a.unshift(...Array(1000))`,
  `const o = {}; for (let i = 0; ; i++) o['k' + i] = i`,
  `const m = new Map(); for (let i = 0; ; i++) m.set(i, m)`,
  `let s = 'x'; for (;;) s = s + s`,
  `let s = 'x'; for (;;) s = \`\${s}\${s}\``,
  `let s = 'x'; for (;;) s = s.replace(/$/, s)`,
  `let a = [1]; for (;;) a = a.concat(a)`,
  `let a = [1]; for (;;) a = [a, a]`,
  `let a = 1; for (let i = 0; i < 100000; i++) a = [a]; return a`,
  `let a = 1; for (let i = 0; i < 100000; i++) a = [a]; return JSON.stringify(a)`,
  `let a = 1; for (let i = 0; i < 100; i++) a = [a, a]; stored = a`,
  `const a = []; a.push(a); return a`,
  `const a = []; a.push(a); return JSON.stringify(a)`,
  `const a = []; a.push(a); return a.flat(Infinity)`,
  `const o = {}; o.o = { o }; return structuredClone(o)`,
  `switch (1) { case (() => { for (;;) {} })(): }`,
  `for (const x in long) {}`,
  `let n = 0; for (const x of many) for (const y of many) n++; return n`,
]

test.each(scripts)('refused in a script: %s', (body) => {
  expect(refusal(body, true)).toMatch(/^stopped|contains itself/)
})

const groovy = [
  `(0..999999999).size()`,
  `'x' * 999999999`,
  `[1] * 999999999`,
  `999999999999.times { }`,
  `'x'.padLeft(999999999)`,
  `many.unique()`,
  `many - many`,
  `huge.tokenize('b').collect { huge.tokenize('a') } + huge.split('')`,
  `many.inject('x') { a, b -> a + a }`,
  `many.inject([1]) { a, b -> a + a }`,
  `many.inject(1) { a, b -> [a, a] }`,
  `"\${(0..60).inject(1) { a, b -> [a, a] }}"`,
  `(0..60).inject(1) { a, b -> [a, a] } == (0..60).inject(1) { a, b -> [a, a] }`,
  `many.collect { huge =~ /(a+)+b/ }`,
  `huge.readLines().collect { it.reverse() + it }`,
]

test.each(groovy)('refused in Groovy: %s', (source) => {
  expect(refusal(source, false, 'groovy')).toMatch(/^stopped/)
})

test.each([
  ['parentheses', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
  ['open parentheses', '('.repeat(100_000)],
  ['lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['open lists', '['.repeat(100_000)],
  ['maps', `(${'{a:'.repeat(100_000)}1${'}'.repeat(100_000)})`],
  ['members', `a${'.a'.repeat(100_000)}`],
  ['optional members', `a${'?.a'.repeat(100_000)}`],
  ['indexes', `a${'[0]'.repeat(100_000)}`],
  ['computed members', `${'a['.repeat(100_000)}0${']'.repeat(100_000)}`],
  ['calls', `a${'()'.repeat(100_000)}`],
  ['sums', `1${'+1'.repeat(100_000)}`],
  ['powers', `1${'**1'.repeat(100_000)}`],
  ['signs', `${'!'.repeat(100_000)}1`],
  ['conditions', `${'a?'.repeat(50_000)}1${':1'.repeat(50_000)}`],
  ['arrows', `${'x=>'.repeat(100_000)}1`],
  ['templates', `${'`${'.repeat(50_000)}1${'}`'.repeat(50_000)}`],
  ['commas in parentheses', `${'(1,'.repeat(50_000)}1${')'.repeat(50_000)}`],
  ['spreads', `${'[...'.repeat(50_000)}[]${']'.repeat(50_000)}`],
  ['patterns', `((${'['.repeat(50_000)}a${']'.repeat(50_000)}) => 1)()`],
  ['blocks', `(() => {${'{'.repeat(50_000)}${'}'.repeat(50_000)}})()`],
])('hostile nesting of %s is a syntax problem', (_what, source) => {
  for (const dialect of ['javascript', 'groovy'] as const) {
    const compiled = compileExpression(source, { dialect, helperNames })
    expect(compiled).toHaveProperty('problem')
    if ('problem' in compiled) expect(compiled.problem.message).not.toMatch(/call stack|\(\d+:\d+\)/i)
  }
})

test('ordinary work on large values stays within the limits', () => {
  const items = Array.from({ length: 8_000 }, (_, id) => ({ id, name: `item ${id}`, tags: ['a', 'b'], price: id / 7 }))
  const found = value(
    `payload.items.filter(i => i.price > 3 && i.tags.includes('b')).map(i => ({ ...i, name: i.name.toUpperCase() }))
      .sort((a, b) => b.id - a.id).slice(0, 3).map(i => i.id)`,
    { payload: { items } },
  )
  expect(found).toEqual([7999, 7998, 7997])
  expect(value('JSON.parse(text).length', { text: JSON.stringify(items) })).toBe(8_000)
  expect(
    value('text.split("\\n").filter(line => /^item \\d+$/.test(line)).length', {
      text: items.map((i) => i.name).join('\n'),
    }),
  ).toBe(8_000)
})
