import { expect, test } from 'vitest'
import { complaint, scriptOf, worldOf } from './test/evaluate.ts'

test.each<[body: string, expected: unknown]>([
  ['return 1 + 2', 3],
  ['let a = 1', undefined],
  ['let s = 0; for (let i = 0; i < 5; i++) { if (i === 3) continue; s += i } return s', 7],
  ['let s = ""; for (const c of "abc") { if (c === "c") break; s += c } return s', 'ab'],
  ['const keys = []; for (const k in { a: 1, b: 2 }) keys.push(k); return keys', ['a', 'b']],
  ['const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); return fs.map(f => f())', [0, 1, 2]],
  ['const fs = []; for (const x of [1, 2]) fs.push(() => x); return fs.map(f => f())', [1, 2]],
  ['var fs = []; for (var i = 0; i < 3; i++) fs.push(() => i); return fs.map(f => f())', [3, 3, 3]],
  ['let n = 0; while (true) { if (++n > 4) break } return n', 5],
  ['let n = 9; do { n++ } while (false); return n', 10],
  ['return f(2); function f(x) { return g(x) + 1 } function g(y) { return y * 10 }', 21],
  ['let x = 1; { let x = 2; } return x', 1],
  ['switch (3) { case 1: return "a"; case 3: case 4: return "b"; default: return "c" }', 'b'],
  [
    'let s = ""; switch (9) { case 1: s += 1; default: s += "d"; case 2: s += 2; break; case 3: s += 3 } return s',
    'd2',
  ],
  ['try { throw new Error("boom") } catch ({ name, message }) { return [name, message] }', ['Error', 'boom']],
  [
    'try { null_.x() } catch (e) { return e }',
    { name: 'Error', message: "null_ is missing, so its function 'x' cannot be called" },
  ],
  ['try { return 1 } finally { }', 1],
  ['try { return 1 } finally { return 2 }', 2],
  [
    'let log = []; try { log.push(1); throw 5 } catch (e) { log.push(e) } finally { log.push(9) } return log',
    [1, 5, 9],
  ],
  ['for (const x of [1, 2]) { try { if (x === 1) continue; return x } finally { } }', 2],
  [
    'const { a, b: [c = 7, ...d], ...rest } = { a: 1, b: [undefined, 2, 3], e: 4 }; return [a, c, d, rest]',
    [1, 7, [2, 3], { e: 4 }],
  ],
  ['let a = 1, b = 2; [a, b] = [b, a]; return [a, b]', [2, 1]],
  [
    'const o = { list: [] }; o.list[2] = "x"; o["k" + 1] ??= 5; o.k1 += 1; o.n &&= 3; return o',
    { list: [undefined, undefined, 'x'], k1: 6, n: undefined },
  ],
  ['const o = { a: 1, b: 2 }; delete o.a; return o', { b: 2 }],
  ['const o = { n: 1 }; const before = o.n++; return [before, o.n, --o.n]', [1, 2, 1]],
  ['const o = {}; o.__proto__ = { polluted: 1 }; return [o.polluted, Object.keys(o)]', [undefined, ['__proto__']]],
  ['const a = [1, 2, 3]; a.length = 1; return a', [1]],
  ['const o = { twice: x => x * 2 }; return o.twice(4)', 8],
  ['const m = new Map(); m.set("a", 1).set("b", 2); return m', { a: 1, b: 2 }],
  ['return new Set("abca")', ['a', 'b', 'c']],
  [
    'const re = /a(.)/g; const found = []; let m; while ((m = re.exec("abac"))) found.push(m[1]); return found',
    ['b', 'c'],
  ],
])('%s', (body, expected) => {
  expect(scriptOf(body).evaluate(worldOf())).toEqual(expected)
})

test.each<[body: string, message: string]>([
  ['throw new Error("no such user")', 'no such user'],
  ['throw "plain"', 'plain'],
  ['throw ""', 'the script threw an error without a message'],
  ['throw []', 'the script threw an error without a message'],
  ['const x = 1; x = 2', '`x` is a `const`; it cannot be given another value'],
  ['x; let x = 1', "'x' is used before it is set"],
  ['let x; let x', '`x` is declared twice'],
  ['outer: for (;;) break outer', 'a label is not available in scripts'],
  ['class A {}', '`class` is not available in scripts'],
  ['with ({}) {}', '`with` is not available in scripts'],
  ['break', '`break` stands in no loop'],
  ['token.x = 1', 'token is text; only members of lists and maps can be set'],
  ['WSUtil.exists = 1', 'WSUtil is a helper; only members of lists and maps can be set'],
  ['WSUtil = 1', '`WSUtil` is a helper; it cannot be assigned to'],
  ['Math.PI = 3', 'Math is a built-in; only members of lists and maps can be set'],
  ['[].foo = 1', 'is a list; only its elements, by number, and its length can be set'],
  ['const o = {}; o.o = o; return o', 'the value contains itself'],
])('%s fails with: %s', (body, message) => {
  expect(complaint(body, worldOf({ token: 'abc' }), true)).toContain(message)
})

test("a script's changes reach the scope when it ends well", () => {
  const world = worldOf({ count: 1, cart: { items: [{ id: 1 }] } })
  scriptOf('count += 1; fresh = { a: [1] }; cart.items.push({ id: 2 }); cart.items[0].id = 10; return').evaluate(world)
  expect(world.variables.get('count')).toBe(2)
  expect(world.variables.get('fresh')).toEqual({ a: [1] })
  expect(world.variables.get('cart')).toEqual({ items: [{ id: 10 }, { id: 2 }] })
})

test('a script reads what it has assigned', () => {
  const world = worldOf({ a: 1 })
  expect(scriptOf('a = [1]; a.push(2); b = a.length; return [a, b]').evaluate(world)).toEqual([[1, 2], 2])
  expect(world.variables.get('a')).toEqual([1, 2])
})

test.each([
  'cart.items.push(1); throw new Error("late")',
  'cart.f = () => 1',
  'cart.self = cart',
  'cart.items[0] = new RegExp("x"); count = 5',
  'count = x => x',
  'cart.deep = (() => { let x = []; for (let i = 0; i < 60; i++) x = [x, x]; return x })()',
  'count = 3; for (;;) {}',
])('a script that fails changes nothing: %s', (body) => {
  const world = worldOf({ count: 1, cart: { items: [0] } })
  expect(complaint(body, world, true)).toEqual(expect.any(String))
  expect(Object.fromEntries(world.variables)).toEqual({ count: 1, cart: { items: [0] } })
})

test('variables that a script only reads are not set', () => {
  const world = worldOf({ _1: { id: 4 }, out: [] })
  const written: string[] = []
  const scope = { ...world.scope, set: (name: string) => void written.push(name) }
  scriptOf('const local = []; local.push(_1.id); out.push(local[0])').evaluate({ ...world, scope })
  expect(written).toEqual(['out'])
})

test('limits cannot be caught, and neither can what the scope throws', () => {
  // Whichever limit a busy machine reaches first.
  expect(complaint('try { for (;;) {} } catch (e) { return 1 }', worldOf(), true)).toMatch(
    /^stopped after (10,000,000 steps|1 s)/,
  )
  expect(complaint('try { (function f() { f() })() } catch (e) { return 1 }', worldOf(), true)).toContain(
    'calls inside each other',
  )
  expect(complaint('try { "x".repeat(1e9) } finally { return 1 }', worldOf(), true)).toContain(
    'a text would grow longer',
  )
})

test('after a caught error the depth of calls is as before', () => {
  const body =
    'const f = n => n > 50 ? nope.x() : f(n + 1); for (let i = 0; i < 50; i++) { try { f(0) } catch { } } return "ok"'
  expect(scriptOf(body).evaluate(worldOf())).toBe('ok')
})
