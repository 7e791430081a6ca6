import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GroovySyntaxError, parseGroovyExpressionAt, parseGroovyScript } from './parse.ts'

/** The tree as nested lists: type and parts, without places. Common nodes get short names. */
function show(node: unknown): string {
  if (Array.isArray(node)) return node.map(show).join(' ')
  if (typeof node !== 'object' || node === null) return String(node)
  const part = node as Record<string, unknown> // any node of the tree
  const many = (...parts: unknown[]) => `(${parts.map(show).filter(Boolean).join(' ')})`
  switch (part.type) {
    case 'Identifier':
      return String(part.name)
    case 'Literal':
      return JSON.stringify(part.value)
    case 'TemplateElement':
      return JSON.stringify((part.value as { cooked: string }).cooked)
    case 'TemplateLiteral': {
      const holes = part.expressions as unknown[]
      return many(
        'text',
        ...(part.quasis as unknown[]).flatMap((quasi, at) => (holes[at] ? [quasi, holes[at]] : [quasi])),
      )
    }
    case 'MemberExpression':
      return many(`${part.optional ? '?' : ''}${part.computed ? '[]' : '.'}`, part.object, part.property)
    case 'CallExpression':
      return many('call', part.callee, part.arguments)
    case 'NewExpression':
      return many('new', part.callee, part.arguments)
    case 'ChainExpression':
      return many('chain', part.expression)
    case 'ArrayExpression':
      return many('list', part.elements)
    case 'SpreadElement':
      return many('...', part.argument)
    case 'GroovyMap': {
      const entries = part.entries as { key: unknown; value: unknown }[]
      return many('map', ...entries.map(({ key, value }) => `${show(key)}:${show(value)}`))
    }
    case 'ArrowFunctionExpression':
      return many('fn', `[${show(part.params)}]`, part.body)
    case 'AssignmentPattern':
      return `${show(part.left)}=${show(part.right)}`
    case 'UnaryExpression':
      return many(`${String(part.operator)}_`, part.argument)
    case 'UpdateExpression':
      return many(part.prefix ? `${String(part.operator)}_` : `_${String(part.operator)}`, part.argument)
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return many(part.operator, part.left, part.right)
    case 'ConditionalExpression':
      return many('?', part.test, part.consequent, part.alternate)
    case 'GroovyElvis':
      return many('?:', part.test, part.alternate)
    case 'GroovyRange':
      return many(part.exclusive ? '..<' : '..', part.from, part.to)
    case 'GroovyRegexFind':
      return many('=~', part.left, part.right)
    case 'GroovyRegexMatch':
      return many('==~', part.left, part.right)
    case 'GroovySpaceship':
      return many('<=>', part.left, part.right)
    case 'GroovyIn':
      return many('in', part.left, part.right)
    case 'GroovySpread':
      return many('*.', part.object, part.property)
    case 'GroovyCast':
      return many('as', part.argument, part.to)
    default:
      return showStatement(part, many)
  }
}

function showStatement(part: Record<string, unknown>, many: (...parts: unknown[]) => string): string {
  switch (part.type) {
    case 'Program':
      return show(part.body)
    case 'ExpressionStatement':
      return show(part.expression)
    case 'BlockStatement':
      return `{${show(part.body)}}`
    case 'VariableDeclaration':
      return many(part.kind, part.declarations)
    case 'VariableDeclarator':
      return part.init ? `${show(part.id)}=${show(part.init)}` : show(part.id)
    case 'ReturnStatement':
      return many('return', part.argument ?? '')
    case 'IfStatement':
      return many('if', part.test, part.consequent, part.alternate ?? '')
    case 'ForOfStatement':
      return many('for', part.left, part.right, part.body)
    case 'ForStatement':
      return many('for', part.init ?? '-', part.test ?? '-', part.update ?? '-', part.body)
    case 'WhileStatement':
      return many('while', part.test, part.body)
    case 'ThrowStatement':
      return many('throw', part.argument)
    case 'TryStatement':
      return many('try', part.block, part.handler ?? '', part.finalizer ? many('finally', part.finalizer) : '')
    case 'CatchClause':
      return many('catch', part.param, part.body)
    case 'BreakStatement':
    case 'ContinueStatement':
      return `(${part.type === 'BreakStatement' ? 'break' : 'continue'})`
    default:
      throw new Error(`no notation for ${String(part.type)}`)
  }
}

function expression(text: string): string {
  const { node, end } = parseGroovyExpressionAt(text, 0)
  const rest = text.slice(end).trim()
  return rest === '' ? show(node) : `${show(node)} …${rest}`
}

const script = (text: string) => show(parseGroovyScript(text))

function problem(parse: () => unknown): GroovySyntaxError {
  try {
    parse()
  } catch (error) {
    if (error instanceof GroovySyntaxError) return error
    throw error
  }
  throw new Error('was parsed')
}

describe('an expression', () => {
  test.each(
    [
      // literals
      ["'it''s'", '"it" …\'s\''],
      ["'a\\'b\\n\\u0041\\\\'", '"a\'b\\nA\\\\"'],
      ["''", '""'],
      ['"plain"', '"plain"'],
      ['"a ${b.c + 1} d"', '(text "a " (+ (. b c) 1) " d")'],
      ['"$a.b.c."', '(text "" (. (. a b) c) ".")'],
      ['"$a$b"', '(text "" a "" b "")'],
      ['"costs $5, 10$"', '"costs $5, 10$"'],
      ['"\\$a"', '"$a"'],
      ["'${a} $b'", '"${a} $b"'],
      ['"${"${a}"}"', '(text "" (text "" a "") "")'],
      ['"${list.find { it.a == "}" }}"', '(text "" (call (. list find) (fn [it] (== (. it a) "}"))) "")'],
      ["'''a'b\n''c'''", "\"a'b\\n''c\""],
      ['"""a"b ${c}\n"""', '(text "a\\"b " c "\\n")'],
      ['/a\\/b\\d+$/', '"a/b\\\\d+$"'],
      ['/^${a}$/', '(text "^" a "$")'],
      ['12', '12'],
      ['12L', '12'],
      ['1_000G', '1000'],
      ['3i', '3'],
      ['1.50', '1.5'],
      ['2d', '2'],
      ['1.5e3f', '1500'],
      ['0x1F', '31'],
      ['017', '15'],
      ['[true, false, null]', '(list true false null)'],
      // collections
      ['[]', '(list)'],
      ['[1, [2,], *c]', '(list 1 (list 2) (... c))'],
      ['[:]', '(map)'],
      ['[a: 1, \'b-c\': 2, (k): 3, "x$y": 4, 5: 6, in: 7]', '(map "a":1 "b-c":2 k:3 (text "x" y ""):4 5:6 "in":7)'],
      ['[a: [b: [1]]]', '(map "a":(map "b":(list 1)))'],
      ['[a ? b : c]', '(list (? a b c))'],
      ['[x: a ? b : c]', '(map "x":(? a b c))'],
      ['0..4', '(.. 0 4)'],
      ['0..<n - 1', '(..< 0 (- n 1))'],
      // members and calls
      ['a.b.c', '(. (. a b) c)'],
      ["a.'odd name'", '([] a "odd name")'],
      ['a."x${i}"', '([] a (text "x" i ""))'],
      ["a['x'][0]", '([] ([] a "x") 0)'],
      ['a[-1]', '([] a (-_ 1))'],
      ['a[1..-2]', '([] a (.. 1 (-_ 2)))'],
      ['a.in.default.if', '(. (. (. a in) default) if)'],
      ['a?.b.c', '(chain (. (?. a b) c))'],
      ['a?.b()', '(chain (call (?. a b)))'],
      ['(a?.b).c', '(. (chain (?. a b)) c)'],
      ['a?.[0]', '(chain (?[] a 0))'],
      ['a*.b', '(*. a b)'],
      ["a*.'b c'", '(*. a "b c")'],
      ['a*.b(1)', '(call (*. a b) 1)'],
      ['a.b(1, *c)', '(call (. a b) 1 (... c))'],
      ['5.times { it }', '(call (. 5 times) (fn [it] it))'],
      ['new Date()', '(new Date)'],
      ['new java.util.Date(5).getTime()', '(call (. (new Date 5) getTime))'],
      // closures
      ['list.findAll { it.x > 1 }', '(call (. list findAll) (fn [it] (> (. it x) 1)))'],
      ['list.collect({ it })', '(call (. list collect) (fn [it] it))'],
      ['list.inject(0) { s, x -> s + x }', '(call (. list inject) 0 (fn [s x] (+ s x)))'],
      ['{ -> 1 }', '(fn [] 1)'],
      ['{ a, it -> it }', '(fn [a it] it)'],
      ['{ }', '(fn [it] {})'],
      ['{ a -> }', '(fn [a] {})'],
      ['{ String a, List<Map<String, Integer>> b = [], final int c -> a }', '(fn [a b=(list) c] a)'],
      ['{ a = 1 -> a }', '(fn [a=1] a)'],
      ['{ int a = 1, b = 2 -> a }', '(fn [a=1 b=2] a)'],
      ['{ a = 1 }', '(fn [it] (= a 1))'],
      ['{ def a = it * 2\n a + 1 }', '(fn [it] {(let a=(* it 2)) (return (+ a 1))})'],
      ['{ a = 1; a }', '(fn [it] {(= a 1) (return a)})'],
      ['{ x -> if (x) { 1 } else { 2 } }', '(fn [x] {(if x {(return 1)} {(return 2)})})'],
      ['l.find { it.a }.b', '(. (call (. l find) (fn [it] (. it a))) b)'],
      ['f { 1 } { 2 }', '(call f (fn [it] 1) (fn [it] 2))'],
      // operators, from loose to tight
      ['a ? b : c ? d : e', '(? a b (? c d e))'],
      ['a ?: b ?: c', '(?: a (?: b c))'],
      ['a || b && c', '(|| a (&& b c))'],
      ['a && b | c ^ d & e', '(&& a (| b (^ c (& d e))))'],
      ['a & b == c', '(& a (== b c))'],
      ['a == b =~ c', '(=~ (== a b) c)'],
      ['a ==~ /x/', '(==~ a "x")'],
      ['a != b < c', '(!= a (< b c))'],
      ['a === b !== c', '(!== (=== a b) c)'],
      ['a <=> b', '(<=> a b)'],
      ['a in 1..5', '(in a (.. 1 5))'],
      ['a !in b', '(!_ (in a b))'],
      ['!a in b', '(in (!_ a) b)'],
      ['a as int > 3', '(> (as a int) 3)'],
      ["'5' as Integer", '(as "5" Integer)'],
      ['a as String[]', '(as a List)'],
      ['(int) a + b', '(+ (as a int) b)'],
      ['(String) a.b', '(as (. a b) String)'],
      ['(a) - b', '(- a b)'],
      ['a < b << c + d', '(< a (<< b (+ c d)))'],
      ['a - b - c', '(- (- a b) c)'],
      ['a * b + c / d % e', '(+ (* a b) (% (/ c d) e))'],
      ['-2 ** 2', '(-_ (** 2 2))'],
      ['2 ** -1', '(** 2 (-_ 1))'],
      ['2 ** 3 ** 2', '(** (** 2 3) 2)'],
      ['!a ** 2', '(** (!_ a) 2)'],
      ['-a.b', '(-_ (. a b))'],
      ['i++ + --j', '(+ (_++ i) (--_ j))'],
      ['a = b += 1', '(= a (+= b 1))'],
      ['a.b ?= 1', '(= (. a b) (?: (. a b) 1))'],
      // white space and comments
      ['a /* b */ + // c\n d', '(+ a d)'],
      ['a\n  + b', '(+ a b)'],
    ].filter(([text]) => text !== '{ { it } }'),
  )('%s', (text, tree) => {
    expect(expression(text)).toBe(tree)
  })

  test.each([
    [
      'payload.users.findAll { it.age >= 18 }.size() == 3',
      '(== (call (. (call (. (. payload users) findAll) (fn [it] (>= (. it age) 18))) size)) 3)',
    ],
    ["payload_response.headers['Content-Type']", '([] (. payload_response headers) "Content-Type")'],
    ['list[10..20]', '([] list (.. 10 20))'],
    ["[q: 'shoes', page: pageNumber]", '(map "q":"shoes" "page":pageNumber)'],
    ["['a','b']", '(list "a" "b")'],
    ['[5.5,7]', '(list 5.5 7)'],
    ['id.toInteger() + 1', '(+ (call (. id toInteger)) 1)'],
    ['payload.pick(3)', '(call (. payload pick) 3)'],
    ["node['@name']", '([] node "@name")'],
    [
      'D.format(D.plusDays(D.nowMillis(), 3), "yyyy-MM-dd")',
      '(call (. D format) (call (. D plusDays) (call (. D nowMillis)) 3) "yyyy-MM-dd")',
    ],
    ['"cmd".execute()', '(call (. "cmd" execute))'],
  ])('of the reference: %s', (text, tree) => {
    expect(expression(text)).toBe(tree)
  })

  test('ends where the brace of its template closes, and says where', () => {
    const text = 'a ${ (b + 1) } c'
    const { node, end } = parseGroovyExpressionAt(text, 4)
    expect(show(node)).toBe('(+ b 1)')
    expect(text.slice(end)).toBe(' } c')
  })

  test('does not mind what stands behind it', () => {
    expect(expression('a } # § \' "')).toBe('a …} # § \' "')
  })

  test('gives places in the whole text', () => {
    const { node } = parseGroovyExpressionAt('url/${ a.b[0] }', 7)
    expect(node).toMatchObject({ type: 'MemberExpression', start: 7, end: 13, object: { start: 7, end: 10 } })
  })

  test('keeps the digits of a number for those that count them', () => {
    expect(parseGroovyExpressionAt('12_345_678_901_234_567_890G', 0).node).toMatchObject({
      raw: '12345678901234567890',
    })
  })
})

describe('a script', () => {
  test.each([
    ['def x = 1\nreturn x', '(let x=1) (return x)'],
    ['x = 1; y = 2', '(= x 1) (return (= y 2))'],
    ['def x = 5', '(let x=5) (return x)'],
    ['String s\nint i = 0, j = 1\nList<String> l = []', '(let s) (let i=0 j=1) (let l=(list)) (return l)'],
    ['int half = n / 2\nreturn half', '(let half=(as (/ n 2) int)) (return half)'],
    ['String s = 5; s', '(let s=(as 5 String)) (return s)'],
    ['String s = "a$b"; s', '(let s=(text "a" b "")) (return s)'],
    ['final String a = null; let b = 1; a', '(let a=null) (let b=1) (return a)'],
    ['if (a) b = 1; else b = 2\nb', '(if a (= b 1) (= b 2)) (return b)'],
    ['if (a) { b }\nelse if (c) d\nelse { e }', '(if a {(return b)} (if c (return d) {(return e)}))'],
    ['if (a) int b = 1\nc', '(if a {(let b=1)}) (return c)'],
    ['for (x in list) { x++ }', '(for (let x) list {(_++ x)})'],
    ['for (String x : list) f(x)', '(for (let x) list (call f x))'],
    ['for (def i in 0..<4) { continue }', '(for (let i) (..< 0 4) {(continue)})'],
    ['for (int i = 0; i < 3; i++) { if (i) break }', '(for (let i=0) (< i 3) (_++ i) {(if i (break))})'],
    ['for (;;) { break }', '(for - - - {(break)})'],
    ['while (a) { a = false }', '(while a {(= a false)})'],
    [
      'try { a() } catch (Exception e) { e.message } finally { b() }',
      '(try {(return (call a))} (catch e {(return (. e message))}) (finally {(call b)}))',
    ],
    ['try { a() } catch (IOException | java.lang.Error e) { }', '(try {(return (call a))} (catch e {}))'],
    ['throw new IllegalStateException("no")', '(throw (new Error "no"))'],
    ['list.each { x ->\n  sum += x\n}\nsum', '(call (. list each) (fn [x] (+= sum x))) (return sum)'],
    ['a.b\n  .c()\n  ?.d\nreturn 1', '(chain (?. (call (. (. a b) c)) d)) (return 1)'],
    ['a = b +\n c\n-d', '(= a (+ b c)) (return (-_ d))'],
    ['a = b\n  && c\n  ? d\n  : e', '(return (= a (? (&& b c) d e)))'],
    ['a\n[1]', 'a (return (list 1))'],
    ['f(a,\n b\n -c)', '(return (call f a (- b c)))'],
    ['return\n', '(return)'],
    ['// nothing\n/* at all */', ''],
    ['', ''],
    ['println("x")', '(return (call println "x"))'],
  ])('%s', (text, tree) => {
    expect(script(text)).toBe(tree)
  })
})

describe('what is refused', () => {
  test.each([
    ['import java.util.List', '`import`', 'import', 'use the helpers `WSUtil`, `N`, `D`, `F`, `WSCrypto`'],
    ['class A { }', '`class`', 'class', 'use a map: `[name: value]`'],
    ['@Grab("x")', 'an annotation', '@', undefined],
    ['java.lang.System.exit(0)', 'access to Java classes (`java`)', 'java', undefined],
    [
      'a + System.currentTimeMillis()',
      'access to the Java class `System`',
      'System.currentTimeMillis',
      'use `D.nowMillis()` or `new Date().getTime()`',
    ],
    ['Class.forName("x")', 'access to the Java class `Class`', 'Class.forName', undefined],
    [
      'Integer.parseInt(x)',
      'access to the Java class `Integer`',
      'Integer.parseInt',
      'use `.toInteger()`, `.toLong()` or `.toDouble()` of the text',
    ],
    ['new java.net.URL("x")', '`new java.net.URL`', 'new java.net.URL', 'use a request of the test'],
    ['new ArrayList<String>()', '`new ArrayList`', 'new ArrayList<String>', 'write `[]`'],
    ['new GroovyShell().evaluate("1")', '`new GroovyShell`', 'new GroovyShell', undefined],
    ['a.class', '`.class`', 'class', "for a member of that name write `['class']`"],
    ['a.metaClass', '`.metaClass`', 'metaClass', undefined],
    ['a.getClass()', '`.getClass`', 'getClass', undefined],
    ['a.&b', 'the method pointer `.&`', '.&', 'write a closure: `{ it.name() }`'],
    ['a.@b', '`.@`', '.@', "for an attribute write `node['@name']`"],
    ['this.a', '`this`', 'this', 'name the variable itself'],
    ['super.a()', '`super`', 'super', undefined],
    ['synchronized (a) { }', '`synchronized`', 'synchronized', undefined],
    ['switch (a) { }', '`switch`', 'switch', 'use `if` and `else if`'],
    ['assert a', '`assert`', 'assert', 'use an assertion of the test'],
    [
      'a instanceof Map',
      '`instanceof`',
      'instanceof',
      'use `WSUtil.isMap(…)`, `WSUtil.isArray(…)`, `WSUtil.isInteger(…)`',
    ],
    ['a !instanceof Map', '`instanceof`', '!', 'use `WSUtil.isMap(…)`, `WSUtil.isArray(…)`, `WSUtil.isInteger(…)`'],
    ['~/a/', '`~`', '~', 'write the pattern as a text, or compare with `==~`'],
    ['a ?? b', '`??`', '??', 'use `?:`'],
    ['x => 1', '`=>`', '=>', 'write a closure: `{ a, b -> … }`'],
    ['println x', 'calling `println` without parentheses', 'println', 'write `println(…)`'],
    ["println 'x'", 'calling `println` without parentheses', 'println', 'write `println(…)`'],
    ['def add(a, b) { a + b }', 'a method definition', 'def add', 'use a closure: `def add = { a, b -> … }`'],
    [
      'def (a, b) = [1, 2]',
      'a declaration of several variables',
      'def',
      'declare the variables one by one: `def a = list[0]`',
    ],
    ['f(a: 1)', 'an argument with a name', 'a', 'write a map: `([a: …])`'],
    ['a as Thread', 'a conversion to `Thread`', 'Thread', undefined],
    ['out: while (a) { }', 'a label', 'out', 'for a map write `[out: …]`'],
  ])('%s', (text, what, place, help) => {
    const { message, start, end, help: given } = problem(() => parseGroovyScript(text))
    expect(message).toBe(`${what} is not supported in Groovy-compatible mode`)
    expect(text.slice(start, end)).toBe(place)
    expect(given).toBe(help)
  })

  test('a variable of the script may bear the name of a Java class', () => {
    expect(script('def Long = [a: 1]\nLong.a')).toBe('(let Long=(map "a":1)) (return (. Long a))')
  })

  test('a variable of the test may be called URL or File', () => {
    expect(expression('URL.size() + File')).toBe('(+ (call (. URL size)) File)')
  })
})

describe('a mistake', () => {
  test.each([
    ['a +', 'expected a value but found the end of the text', 3, 3],
    ['a + )', 'expected a value but found `)`', 4, 5],
    ['(a + b', 'expected `)` but found the end of the text', 6, 6],
    ['[1 2]', 'expected `,` but found `2`', 3, 4],
    ['[1, a: 2]', 'a list cannot have an entry with a key', 4, 6],
    ["'abc", "the text that begins here has no closing `'`", 0, 4],
    ["x = 'abc\n'", "the text that begins here has no closing `'`", 4, 8],
    ['"a ${b c}"', 'expected `}` but found `c`', 7, 8],
    ["'\\d'", '`\\d` means nothing in a text', 1, 3],
    ['12abc', '`12abc` is not a number', 0, 5],
    ['089', '`089` is not a number', 0, 3],
    ['a /* b', 'the comment that begins here has no `*/`', 2, 4],
    ['1 = 2', 'only a variable or a member of one can be assigned', 0, 1],
    ['a?.b = 2', 'only a variable or a member of one can be assigned', 0, 4],
    ['a.', 'expected the name of a member but found the end of the text', 2, 2],
    ['a[b.c] ?= 2', '`?=` takes a plain path on its left', 0, 6],
    ['a ? b', 'expected `:` but found the end of the text', 5, 5],
    ['if (a)', 'expected a value but found the end of the text', 6, 6],
    ['break', '`break` stands outside a loop', 0, 5],
    ['while (a) { b.each { break } }', '`break` stands outside a loop', 21, 26],
    ['def a = 1; def a = 2', "'a' is declared here already", 15, 16],
    ['b.each { a -> def a = 2 }', "'a' is declared here already", 18, 19],
    ['a }', 'expected a statement but found `}`', 2, 3],
    ['a § b', 'expected the end of the statement but found `§`', 2, 3],
    ['try { a() }', 'expected `catch` or `finally` but found the end of the text', 11, 11],
  ])('in %s is placed', (text, message, start, end) => {
    const error = problem(() => parseGroovyScript(text))
    expect({ message: error.message, start: error.start, end: error.end }).toEqual({ message, start, end })
  })
})

describe('hostile text', () => {
  const many = 100_000
  test.each([
    ['parentheses', '('.repeat(many)],
    ['lists', '['.repeat(many)],
    ['maps', '[a:'.repeat(many)],
    ['closures', '{'.repeat(many)],
    ['closures with parameters', '{ a = '.repeat(many)],
    ['negations', '!'.repeat(many)],
    ['signs', '- '.repeat(many)],
    ['casts', '(int)'.repeat(many)],
    ['texts in texts', '"${'.repeat(many)],
    ['conditions', 'a ? '.repeat(many)],
    ['alternatives', 'a ? b : '.repeat(many)],
    ['defaults', 'a ?: '.repeat(many)],
    ['powers', 'a ** -'.repeat(many)],
    ['assignments', 'a = '.repeat(many)],
    ['every level of precedence', 'a||b&&c|d^e&f=~g==h<i<<j+k*!('.repeat(many)],
    ['sums', `a${' + a'.repeat(many)}`],
    ['members', `a${'.a'.repeat(many)}`],
    ['calls', `a${'()'.repeat(many)}`],
    ['statements', 'if (a) '.repeat(many)],
    ['else', `${'if (a) b\nelse '.repeat(many)} c`],
  ])('made of many %s is refused, not run into the ground', (_, text) => {
    for (const parse of [() => parseGroovyScript(text), () => parseGroovyExpressionAt(text, 0)]) {
      expect(problem(parse).message).toMatch(/nested deeper|too long|a block on its own|expected a value/)
    }
  })

  const pieces = fc.constantFrom(
    ...[
      'a',
      'b',
      'it',
      'def',
      'String',
      'int',
      'if',
      'else',
      'for',
      'in',
      'while',
      'return',
      'new',
      'Date',
      'try',
      'catch',
    ],
    ...[
      'finally',
      'throw',
      'as',
      '1',
      '2.5',
      '0x',
      "'",
      '"',
      "'''",
      '"""',
      '/',
      '//',
      '/*',
      '*/',
      '$',
      '${',
      '\\',
      '{',
      '}',
    ],
    ...[
      '(',
      ')',
      '[',
      ']',
      ',',
      ';',
      ':',
      '?',
      '.',
      '?.',
      '*.',
      '..',
      '..<',
      '->',
      '=',
      '==',
      '=~',
      '==~',
      '<=>',
      '?:',
      '+',
    ],
    ...['-', '*', '**', '!', '~', '&&', '||', '<', '>', '<<', '++', '\n', ' ', '§', '😀', 'java', 'class', '@'],
  )
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join(' ')),
  )

  test('gives a tree or a GroovySyntaxError with a place in the text, whatever it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const parse of [parseGroovyScript, (one: string) => parseGroovyExpressionAt(one, 0)]) {
          try {
            parse(text)
          } catch (error) {
            if (!(error instanceof GroovySyntaxError)) throw error
            expect(error.start).toBeGreaterThanOrEqual(0)
            expect(error.end).toBeGreaterThanOrEqual(error.start)
            expect(error.end).toBeLessThanOrEqual(text.length)
            expect(error.message).toMatch(/^[^A-Z].*[^.]$/s)
          }
        }
      }),
      { numRuns: 5_000 },
    )
  })
})
