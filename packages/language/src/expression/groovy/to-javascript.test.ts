import { parse, parseExpressionAt } from 'acorn'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groovyToJavascript } from './to-javascript.ts'

const expression = (source: string) => groovyToJavascript(source, 'expression').text
const script = (source: string) => groovyToJavascript(source, 'script').text

/** Throws when the text is not exactly one expression. */
function checkExpression(text: string): void {
  const node = parseExpressionAt(text, 0, { ecmaVersion: 2023 })
  expect(text.slice(node.end).replace(/^\)+/, '').trim()).toBe('')
}

function checkScript(text: string): void {
  parse(text, { ecmaVersion: 2023, allowReturnOutsideFunction: true })
}

describe('an expression', () => {
  const rewrites: [string, string][] = [
    // literals
    ["'it\\'s'", "'it\\'s'"],
    ['"a ${b.c} d"', '`a ${b.c} d`'],
    ['"$a.b`"', '`${a.b}\\``'],
    ['"\\${a}"', "'${a}'"],
    ["'''a\nb'''", "'a\\nb'"],
    ['/a\\d+/', "'a\\\\d+'"],
    ['12L + 1.5d + 0x1F + 017', '12 + 1.5 + 0x1F + 0o17'],
    // collections
    ['[1, 2]', '[1, 2]'],
    ["[a: 1, 'b-c': 2, (k): 3]", "({ a: 1, 'b-c': 2, [k]: 3 })"],
    ['[:]', '({})'],
    ['f([a: 1])', 'f({ a: 1 })'],
    ['[a: 1].a', '({ a: 1 }.a)'],
    ['1..4', '[1, 2, 3, 4]'],
    ['3..1', '[3, 2, 1]'],
    ["'a'..'c'", "['a', 'b', 'c']"],
    ['0..<n', 'Array.from({ length: n }, (_, index) => index)'],
    ['1..n', 'Array.from({ length: n }, (_, index) => 1 + index)'],
    ['a..<b', 'Array.from({ length: b - a }, (_, index) => a + index)'],
    ['0..99', 'Array.from({ length: 100 }, (_, index) => index)'],
    ['(a ?: b)..c', '((from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index))(a || b, c)'],
    // members
    ['a?.b.c', 'a?.b.c'],
    ["a.'odd name'", "a['odd name']"],
    ["a.'plain'", 'a.plain'],
    ['a[-1].b', 'a.at(-1).b'],
    ['a[0..4]', 'a.slice(0, 5)'],
    ['a[0..<4]', 'a.slice(0, 4)'],
    ['a[1..-1]', 'a.slice(1)'],
    ['a[0..-2]', 'a.slice(0, -1)'],
    ['a[0..n]', 'a.slice(0, n + 1)'],
    ['a[i..n - 1]', 'a.slice(i, n)'],
    ['a*.b', 'a.map(item => item.b)'],
    ['a*.trim()', 'a.map(item => item.trim())'],
    ['items*.size()', 'items.map(item => item.length)'],
    // functions
    ['a.size()', 'a.length'],
    ['[a: 1].size()', 'Object.keys({ a: 1 }).length'],
    ['a?.size()', 'a?.length'],
    ['a.findAll { it.x > 1 }', 'a.filter(it => it.x > 1)'],
    ['a.find { it.x == "b" }.y', "a.find(it => it.x == 'b').y"],
    ['a.collect { it.id }', 'a.map(it => it.id)'],
    ['a.collect { x -> [id: x.id] }', 'a.map(x => ({ id: x.id }))'],
    ['a.collect { 1 }', 'a.map(() => 1)'],
    ['a.any { it.ok } && a.every { !it.bad }', 'a.some(it => it.ok) && a.every(it => !it.bad)'],
    ['a.any()', 'a.some(Boolean)'],
    ['a.inject(0) { s, x -> s + x }', 'a.reduce((s, x) => s + x, 0)'],
    ['m.collect { k, v -> k + v }', 'Object.entries(m).map(([k, v]) => k + v)'],
    ['m.findAll { k, v -> v }', 'Object.fromEntries(Object.entries(m).filter(([k, v]) => v))'],
    ['a.count { it > 1 }', 'a.filter(it => it > 1).length'],
    ['a.count(2)', 'a.filter(item => item == 2).length'],
    ['a.sum()', 'a.reduce((sum, number) => sum + number, 0)'],
    ['a.sum { it.price }', 'a.map(it => it.price).reduce((sum, number) => sum + number, 0)'],
    ['a.max()', 'Math.max(...a)'],
    ['a.sort()', 'a.sort((a2, b) => a2 < b ? -1 : a2 > b ? 1 : 0)'],
    ['list.sort { it.x }', 'list.sort((a, b) => a.x < b.x ? -1 : a.x > b.x ? 1 : 0)'],
    ['list.sort { p, q -> q.x <=> p.x }', 'list.sort((p, q) => q.x < p.x ? -1 : q.x > p.x ? 1 : 0)'],
    ['(a <=> b) <=> c', '((a2, b2) => a2 < b2 ? -1 : a2 > b2 ? 1 : 0)(a < b ? -1 : a > b ? 1 : 0, c)'],
    ['a.unique()', '[...new Set(a)]'],
    ['a.first() + a.last()', 'a[0] + a.at(-1)'],
    ['a?.first()', 'a?.[0]'],
    ['m.keySet().size()', 'Object.keys(m).length'],
    ['m.containsKey("a")', "Object.keys(m).includes('a')"],
    ['m.get("a")', "m['a']"],
    ['a.flatten()', 'a.flat(Infinity)'],
    ["'abc'.reverse()", "[...'abc'].reverse().join('')"],
    ['s.toInteger() + 1', 's.toInteger() + 1'],
    ['s.toLong()', 's.toInteger()'],
    ['s.toDouble()', 'Number(s)'],
    ['a.pick(3).asJSON()', 'a.pick(3).asJSON()'],
    ['s.contains("a")', "s.includes('a')"],
    ['s.length()', 's.length'],
    ['s.isEmpty()', 's.length === 0'],
    ['!s.isEmpty()', '!(s.length === 0)'],
    ["s.replace('a.', '$')", "s.replaceAll('a.', '$$')"],
    ["s.replaceAll('a+', 'b')", "s.replace(/a+/g, 'b')"],
    ["s.split(',')", "s.split(',')"],
    ["s.split('\\\\|')", 's.split(/\\|/)'],
    ['a.join()', "a.join('')"],
    ["WSUtil.contains('a', b)", "WSUtil.contains(b, 'a')"],
    ["D.format(D.nowMillis(), 'yyyy-MM-dd')", "D.format(D.nowMillis(), 'yyyy-MM-DD')"],
    ['new Date().time', 'new Date().getTime()'],
    // operators
    ['a ? b : c', 'a ? b : c'],
    ['a ?: "b"', "a || 'b'"],
    ['a == 200 && b != null', 'a == 200 && b != null'],
    ['a == []', 'JSON.stringify(a) == JSON.stringify([])'],
    ['a || b', 'Boolean(a || b)'],
    ['f(!(a || b))', 'f(!(a || b))'],
    ['a <=> b', 'a < b ? -1 : a > b ? 1 : 0'],
    ['a ** 2', 'a ** 2'],
    ['(2 ** 3) ** 2 + -2 ** 2', '(2 ** 3) ** 2 + -(2 ** 2)'],
    ['2 ** 3 ** 2', '(2 ** 3) ** 2'],
    ['(a + b) * c - (d - e)', '(a + b) * c - (d - e)'],
    ['a - -b', 'a - -b'],
    ['- -a', '- -a'],
    ["x in ['a', 'b']", "['a', 'b'].includes(x)"],
    ['x !in list', '!list.includes(x)'],
    ['x in 1..5', 'x >= 1 && x <= 5'],
    ['x =~ /a\\/b/', '/a\\/b/.test(x)'],
    ['x ==~ /\\d+/', '/^\\d+$/.test(x)'],
    ['x ==~ "(?i)a|b"', '/^(?:a|b)$/i.test(x)'],
    ['x ==~ pattern', "new RegExp('^(?:' + pattern + ')$').test(x)"],
    ['(x =~ /id=(\\d+)/)[0][1]', 'x.match(/id=(\\d+)/)?.[1]'],
    ['a + [1]', 'a.concat([1])'],
    ['a - [1]', 'a.filter(item => ![1].includes(item))'],
    ['a + [b: 1]', '({ ...a, ...{ b: 1 } })'],
    ["'-' * 3", "'-'.repeat(3)"],
    ["'a' - 'b'", "'a'.replace('b', '')"],
    ['(n / 2) as int', 'Math.trunc(Number(n / 2))'],
    ['n as String', 'n?.toString()'],
    ['5 as String', 'String(5)'],
    ['a.findAll { it } ? 1 : 2', 'a.filter(it => it).length > 0 ? 1 : 2'],
    ['f({ a, b = 2 -> a + b })', 'f((a, b = 2) => a + b)'],
  ]
  test.each(rewrites)('%s → %s', (groovy, javascript) => {
    expect(expression(groovy)).toBe(javascript)
    checkExpression(javascript)
  })

  test('of which only the truth counts needs no Boolean around it', () => {
    expect(groovyToJavascript('a || b.findAll { it }', 'condition').text).toBe('a || b.filter(it => it).length > 0')
  })
})

describe('a script', () => {
  const rewrites: [string, string][] = [
    ['def x = a.size()\nreturn x + 1', 'let x = a.length;\nreturn x + 1;'],
    ['def x = 1; x', 'let x = 1;\nreturn x;'],
    ['int half = n / 2\nhalf', 'let half = Math.trunc(Number(n / 2));\nreturn half;'],
    ['def l = []\nl << 1 << 2\nl', 'let l = [];\nl.push(1, 2);\nreturn l;'],
    ['l.each { out << it.id }\nout', 'l.forEach(it => out.push(it.id));\nreturn out;'],
    ['l.each { x -> n++; (out << x) }\nn', 'l.forEach(x => {\n  n++;\n  out.push(x);\n});\nreturn n;'],
    ['l.each { it.x = 1 }', 'l.forEach(it => it.x = 1);\nreturn l;'],
    ['5.times { n += it }\nn', 'Array.from({ length: 5 }, (_, index) => index).forEach(it => n += it);\nreturn n;'],
    ['for (i in 0..<3) { n += i }\nn', 'for (let i = 0; i < 3; i++) {\n  n += i;\n}\nreturn n;'],
    ['for (x in l) n += x\nn', 'for (let x of l) {\n  n += x;\n}\nreturn n;'],
    ['if (a) return 1\nelse if (b) return 2\n3', 'if (a) {\n  return 1;\n} else if (b) {\n  return 2;\n}\nreturn 3;'],
    ['if (a) { if (b) c() } else d()\n1', 'if (a) {\n  if (b) {\n    c();\n  }\n} else {\n  d();\n}\nreturn 1;'],
    [
      'while (n < 3) { n++; if (n == 2) break }\nn',
      'while (n < 3) {\n  n++;\n  if (n == 2) {\n    break;\n  }\n}\nreturn n;',
    ],
    [
      'try { a() } catch (Exception e) { e.getMessage() }',
      'try {\n  return a();\n} catch (e) {\n  return e.message;\n}',
    ],
    ['throw new Exception("no")', "throw new Error('no');"],
    ['l[-1] = 2\nm.put("a", 1)\nm', "l[l.length - 1] = 2;\nm['a'] = 1;\nreturn m;"],
    ['x ?= 5\nx += [1]\nx', 'x = x || 5;\nx = x.concat([1]);\nreturn x;'],
    ['[a: 1]', 'return { a: 1 };'],
    [
      '// first\ndef x = 1 // one\n/* last */\nreturn x // done',
      '// first\nlet x = 1;\n// one\n/* last */\nreturn x;\n// done',
    ],
    ['', ''],
  ]
  test.each(rewrites)('%s', (groovy, javascript) => {
    expect(script(groovy)).toBe(javascript)
    checkScript(javascript)
  })
})

describe('the account of a rewrite', () => {
  test('has one sentence for each kind', () => {
    expect(groovyToJavascript('a.size() + b.size() + c[-1]', 'expression').changed).toEqual([
      '`.size()` became `.length`',
      '`list[-1]` became `list.at(-1)`',
    ])
  })

  test('warns that an empty list or map is true in JavaScript, where one might be meant', () => {
    const warning =
      'an empty list or map, false in Groovy, is true in JavaScript: compare `.length` where one may occur'
    expect(groovyToJavascript('users.findAll { it.tags }', 'expression').changed).toContain(warning)
    expect(groovyToJavascript('a.tags ? 1 : 2', 'expression').changed).toEqual([warning])
    expect(groovyToJavascript('a.tags.size() > 0 ? 1 : 2', 'expression').changed).not.toContain(warning)
  })

  test('is empty when nothing changes', () => {
    expect(groovyToJavascript("a.b['c'][0] + 1", 'expression')).toEqual({
      text: "a.b['c'][0] + 1".replace("['c']", '.c'),
      changed: [],
      unsupported: [],
    })
  })

  test.each([
    ['a.groupBy { it.x }', '`.groupBy()`'],
    ['a.max { it.x }', '`.max()` with a closure'],
    ['a.sort { it.b.find { it.c } }', '`.sort` by more than a member, a call or a sum'],
    ["x ==~ 'a++'", 'the regular expression `a++`'],
    ['f(x =~ /a/)', 'a matcher (`=~`) kept as a value: `.match()` gives the first match only'],
    ['println("a")', '`println`: use a `comment` step'],
    ['a[3..0]', 'the items of a list in reverse (`list[3..0]`)'],
    [
      '[a: 1, b: 2] == c',
      'maps compared with `==`: in JavaScript the order of their keys counts; use `assert-compares`',
    ],
    ['f(a.each { b })', 'the value of `.each`: `.forEach()` has none'],
  ])('names what has no equivalent: %s', (groovy, construct) => {
    const { text, unsupported } = groovyToJavascript(groovy, 'expression')
    expect(unsupported).toEqual([construct])
    checkExpression(text)
  })

  test('names a variable whose name is a word of JavaScript, and renames it', () => {
    const { text, unsupported } = groovyToJavascript('def delete = 1\ndelete + 1', 'script')
    expect(text).toBe('let delete_ = 1;\nreturn delete_ + 1;')
    expect(unsupported).toEqual(["a variable named `delete`: the word is JavaScript's own, so it is written `delete_`"])
  })

  test('leaves what cannot be read as it is, and says why', () => {
    expect(groovyToJavascript('System.currentTimeMillis()', 'expression')).toEqual({
      text: 'System.currentTimeMillis()',
      changed: [],
      unsupported: [
        'access to the Java class `System` is not supported in Groovy-compatible mode: use `D.nowMillis()` or `new Date().getTime()`',
      ],
    })
    expect(groovyToJavascript('a b', 'expression').unsupported).toEqual([
      'expected the end of the expression but found `b`',
    ])
  })
})

describe('whatever the Groovy', () => {
  const name = fc.constantFrom('a', 'b', 'it', 'list', 'delete', 'index', 'item')
  const { expression: anyExpression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
    leaf: fc.oneof(
      name,
      fc.constantFrom('1', '2.5d', "'x'", '"$a-${b}"', '/a+/', 'null', 'true', '[]', '[:]', '0..4', 'new Date()'),
    ),
    expression: fc.oneof(
      { depthSize: 'small' },
      tie('leaf'),
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom(
            ...['+', '-', '*', '**', '==', '<', '<=>', '=~', '==~', 'in', '!in', '?:', '&&', '||', '<<', '..<', '|'],
          ),
          tie('expression'),
        )
        .map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
      fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `${left} + ${right}`),
      fc.tuple(fc.constantFrom('!', '-', '(int) ', '- -'), tie('expression')).map(([sign, one]) => `${sign}(${one})`),
      fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom('.size()', '?.b', '*.b', "*.'b c'", '.first()', '[-1]', '[1..-2]', '.keySet()'),
        )
        .map(([object, rest]) => `(${object})${rest}`),
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom(
            ...['findAll', 'find', 'collect', 'each', 'any', 'sort', 'sum', 'count', 'times', 'groupBy', 'max'],
          ),
          fc.constantFrom('', 'x -> ', 'k, v -> ', '-> ', 'def q = 1; '),
          tie('expression'),
        )
        .map(([object, call, head, body]) => `(${object}).${call} { ${head}${body} }`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, *(${b})]`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[a: ${a}, (${b}): 1, '__proto__': 2, 'x y': 3]`),
      tie('expression').map((one) => `"x\${${one}}\\\`y"`.replace('\\`', '`')),
    ),
  }))

  test('an expression becomes an expression of JavaScript', () => {
    fc.assert(
      fc.property(anyExpression, fc.constantFrom('expression' as const, 'condition' as const), (groovy, kind) => {
        const { text, unsupported } = groovyToJavascript(groovy, kind)
        if (unsupported.some((one) => /nested deeper|too long/.test(one))) return
        expect(unsupported.filter((one) => /^expected/.test(one))).toEqual([])
        checkExpression(text)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a script becomes a script of JavaScript', () => {
    const statement = fc.oneof(
      anyExpression,
      anyExpression.map((one) => `def v = ${one}\nreturn v`),
      fc.tuple(anyExpression, anyExpression).map(([a, b]) => `if (${a}) ${b}; else if (${b}) { ${a} }`),
      fc.tuple(anyExpression, anyExpression).map(([a, b]) => `for (x in ${a}) { ${b}; continue }`),
      fc.tuple(anyExpression, anyExpression).map(([a, b]) => `for (int i = 0; ${a}; i++) ${b}`),
      fc
        .tuple(anyExpression, anyExpression)
        .map(([a, b]) => `try { ${a} } catch (e) { throw new Exception(${b}) } finally { ${a} }`),
      anyExpression.map((one) => `a.b = ${one} // why`),
    )
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 3 }), (statements) => {
        const groovy = statements
          .map((one, at) => one.replaceAll('def v', `def v${at}`).replace('return v', `return v${at}`))
          .join('\n')
        const { text, unsupported } = groovyToJavascript(groovy, 'script')
        if (unsupported.some((one) => /nested deeper|too long/.test(one))) return
        expect(unsupported.filter((one) => /^expected|declared/.test(one))).toEqual([])
        checkScript(text)
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    ['comparisons', (one: string) => `(${one} <=> a)`],
    ['calls of compareTo', (one: string) => `a.compareTo(${one})`],
    ['sorting', (one: string) => `a.sort { ${one} }`],
    ['ranges', (one: string) => `(${one}..b)[0]`],
    ['membership', (one: string) => `(${one} in 1..b).c`],
    ['assignments', (one: string) => `(a[${one}][-1] = 1)`],
    ['assignments of defaults', (one: string) => `(a[${one}] ?= 1)`],
  ])('does not grow beyond measure with nested %s', (_, nest) => {
    let groovy = 'a'
    for (let level = 0; level < 40; level++) groovy = nest(groovy)
    expect(expression(groovy).length).toBeLessThan(groovy.length * 20)
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('expression' as const, 'script' as const), (text, kind) => {
        expect(typeof groovyToJavascript(text, kind).text).toBe('string')
      }),
    )
  })
})
