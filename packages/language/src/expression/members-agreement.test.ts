/** Every built-in function and operator does what JavaScript's does: each is tried with many arguments, here and by the host. */
import { expect, test } from 'vitest'
import { compileExpression } from './index.ts'
import { helperNames, worldOf } from './test/evaluate.ts'

/** All ways to take one text out of each list. */
function combined(...lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((all, list) => all.flatMap((one) => list.map((more) => [...one, more])), [[]])
}

const calls = (
  subjects: readonly string[],
  names: readonly string[],
  ...args: readonly (readonly string[])[]
): string[] => combined(subjects, names, ...args).map(([on, name, ...given]) => `(${on}).${name}(${given.join(', ')})`)

const applied = (names: readonly string[], ...args: readonly (readonly string[])[]): string[] =>
  combined(names, ...args).map(([name, ...given]) => `${name}(${given.join(', ')})`)

/** What differs from the host, in words; nothing where the host throws, since then ours may do something better. */
function differences(sources: readonly string[]): string[] {
  let compared = 0
  const different = sources.flatMap((source) => {
    let theirs: unknown
    try {
      theirs = new Function(`return (${source})`)()
    } catch {
      return []
    }
    compared += 1
    const compiled = compileExpression(source, { dialect: 'javascript', helperNames })
    if ('problem' in compiled) return [`${source}: ${compiled.problem.message}`]
    try {
      const ours = compiled.expression.evaluate(worldOf())
      expect(ours).toStrictEqual(theirs)
      return []
    } catch (error) {
      return [`${source} is ${JSON.stringify(theirs)}: ${error instanceof Error ? error.message : String(error)}`]
    }
  })
  // Most of what is written here is right JavaScript.
  expect(compared).toBeGreaterThan(sources.length * 0.6)
  return different
}

const texts = ["''", "'abc'", "'  aXb\\t\\n '", "'Grüße, world'", "'a-b-a'", "'x😀y'", "'Ab1 ab2'", "'12.5'"]
const numbers = ['0', '1', '2', '-1', '-2', '7', '1.7', 'NaN', 'Infinity', '-Infinity', 'undefined']
const few = ['0', '1', '-1', '3', 'undefined']
const parts = ["''", "'a'", "'b-'", "'zz'", "'😀'", "'A'"]
const patterns = ['/a/', '/a/g', '/(?<first>[a-z])(\\d)?/gi', '/-|$/', '/[^a-z]+/g', '/^/gm', '/x*/g']
const lists = ['[]', '[3, 1, 2, 10]', "['b', 'a', 'B', '']", '[1, [2, [3, [4]]], null]', '[0, -0, NaN, undefined, 1]']
const tests = ['x => x > 1', '(x, at) => at % 2', '(x, at, all) => all.length - at > 2', 'x => x']

test.each<[string, readonly string[]]>([
  [
    'text at places',
    calls(texts, ['at', 'charAt', 'charCodeAt', 'codePointAt', 'slice', 'substr', 'substring'], numbers),
  ],
  ['text between places', calls(texts, ['slice', 'substr', 'substring'], numbers, numbers)],
  ['text that is found', calls(texts, ['includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf'], parts, few)],
  [
    'text that is found anywhere',
    calls(texts, ['includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf'], parts),
  ],
  [
    'text that is filled up',
    calls(texts, ['padStart', 'padEnd'], ['0', '3', '9', '-1', '8.5'], ["' '", "'ab'", "''", 'undefined']),
  ],
  [
    'text that is repeated or joined',
    [...calls(texts, ['repeat'], few), ...calls(texts, ['concat'], parts, ['1', 'null'])],
  ],
  [
    'text in another form',
    calls(texts, ['trim', 'trimStart', 'trimEnd', 'toUpperCase', 'toLowerCase', 'toString', 'valueOf', 'normalize']),
  ],
  [
    'text that is split',
    calls(texts, ['split'], [...parts, ...patterns, 'undefined'], ['undefined', '0', '1', '2', '-1']),
  ],
  [
    'text that is replaced',
    calls(
      texts,
      ['replace', 'replaceAll'],
      [...parts, ...patterns],
      ["'[$&]'", '"$1$2$$"', '"$`|$\'"', "'$<first>'", "'$3'", '(m, ...rest) => m + rest.length', '() => 7'],
    ),
  ],
  [
    'text that is matched',
    [
      ...calls(texts, ['search'], patterns),
      // A match has members of its own, which are compared one by one below.
      ...calls(texts, ['match'], patterns).map((call) => `(m => m && [...m])(${call})`),
      ...calls(patterns, ['test'], texts),
    ],
  ],
  [
    'all matches',
    combined(texts, patterns).map(([text, pattern]) => `[...(${text}).matchAll(${pattern})].map(m => [m.index, ...m])`),
  ],
  [
    'a match',
    combined(texts, patterns).map(
      ([text, pattern]) =>
        `(m => m && [m.index, m.input, m.length, m.groups?.first, ...m])((${pattern}).exec(${text}))`,
    ),
  ],
  [
    'searches one after the other',
    combined(texts, patterns).map(
      ([text, pattern]) =>
        `(r => [r.test(${text}), r.lastIndex, r.test(${text}), r.lastIndex, r.source, r.flags, r.global])(${pattern})`,
    ),
  ],
  [
    'numbers as text',
    [
      ...calls(
        ['0', '-0', '1.005', '-2.5', '123.456', '1e21', '1e-7', 'NaN', 'Infinity', '255'],
        ['toFixed', 'toPrecision', 'toExponential'],
        ['0', '2', '5', 'undefined'],
      ),
      ...calls(['0', '-255', '0.1', '1e21', 'NaN'], ['toString'], ['2', '8', '10', '16', '36', 'undefined']),
      ...calls(['0', '1.5'], ['valueOf']),
    ],
  ],
  [
    'numbers from text',
    [
      ...applied(
        [
          'Number',
          'parseFloat',
          'Number.parseFloat',
          'isNaN',
          'isFinite',
          'Number.isNaN',
          'Number.isFinite',
          'Number.isInteger',
          'Number.isSafeInteger',
          'Boolean',
          'String',
        ],
        [
          "''",
          "' 12 '",
          "'1e3x'",
          "'0x1f'",
          "'-.5'",
          "'Infinity'",
          "'abc'",
          'null',
          'undefined',
          'true',
          '2 ** 53',
          '-3.5',
          '[]',
          '[7]',
          '({})',
          'NaN',
        ],
      ),
      ...applied(
        ['parseInt', 'Number.parseInt'],
        ["' 12px'", "'0x1f'", "'-077'", "'z'", "''", '1e21', '-0.9'],
        ['undefined', '2', '8', '10', '16', '36', '37', '0'],
      ),
    ],
  ],
  [
    'one number',
    applied(
      [
        'abs',
        'acos',
        'acosh',
        'asin',
        'asinh',
        'atan',
        'atanh',
        'cbrt',
        'ceil',
        'clz32',
        'cos',
        'cosh',
        'exp',
        'expm1',
        'floor',
        'fround',
        'log',
        'log10',
        'log1p',
        'log2',
        'round',
        'sign',
        'sin',
        'sinh',
        'sqrt',
        'tan',
        'tanh',
        'trunc',
      ].map((name) => `Math.${name}`),
      ['0', '-0', '0.5', '-1.5', '2.5', '9', 'NaN', "'4'", 'null', 'undefined'],
    ),
  ],
  [
    'several numbers',
    [
      ...applied(
        ['Math.max', 'Math.min', 'Math.hypot', 'Math.pow', 'Math.atan2', 'Math.imul'],
        ['3', '-4', 'NaN', "'5'"],
        ['2', '-0', 'undefined', 'null'],
      ),
      'Math.max()',
      'Math.min()',
      'Math.hypot(3, 4, 12)',
      'Math.max(...[1, 5, 3])',
      '[Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2]',
      '[Number.EPSILON, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]',
    ],
  ],
])('%s', (_what, sources) => {
  expect(differences(sources)).toEqual([])
})

const changed = (call: string, list: string): string => `(l => [l.${call}, l])(${list})`

test.each<[string, readonly string[]]>([
  ['lists at places', calls(lists, ['at', 'slice', 'toSpliced'], numbers)],
  ['lists between places', calls(lists, ['slice', 'toSpliced'], few, few, ["'new'"])],
  [
    'items that are found',
    calls(lists, ['includes', 'indexOf', 'lastIndexOf'], ['1', 'NaN', 'null', "'a'", '-0', 'undefined']),
  ],
  ['items that are found from a place on', calls(lists, ['includes', 'indexOf', 'lastIndexOf'], ['1', "'a'"], few)],
  [
    'lists as others',
    [
      ...calls(lists, ['flat'], ['undefined', '0', '1', '2', 'Infinity']),
      ...calls(lists, ['join'], ['undefined', "''", "'; '", '0']),
      ...calls(lists, ['toReversed', 'toString', 'toSorted', 'flat']),
      ...calls(lists, ['concat'], ['[7, [8]]', '7', '[]'], ["'x'"]),
      ...calls(lists, ['with'], ['0', '1', '-1'], ['9']),
    ],
  ],
  [
    'lists and functions',
    calls(lists, ['filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some', 'every', 'map'], tests),
  ],
  [
    'lists that are folded',
    [
      ...calls(
        lists,
        ['reduce', 'reduceRight'],
        ["(a, x, at) => a + ',' + x + at", '(a, x) => x', '(a, x, at, all) => all.length'],
        ["''", '0'],
      ),
      ...calls(lists, ['reduce', 'reduceRight'], ["(a, x) => a + '-' + x"]),
      ...calls(lists, ['flatMap'], ['x => [x, [x]]', '(x, at) => at', 'x => []']),
    ],
  ],
  [
    'lists that are sorted',
    [
      ...calls(
        lists,
        ['toSorted'],
        ['(a, b) => a - b', '(a, b) => b - a', '(a, b) => String(a).length - String(b).length', '() => 0', 'undefined'],
      ),
      ...['sort()', 'reverse()', 'sort((a, b) => b - a)'].flatMap((call) => lists.map((list) => changed(call, list))),
    ],
  ],
  [
    'lists that are changed',
    [
      'push(1, 2)',
      'push()',
      'pop()',
      'shift()',
      'unshift(1, 2)',
      'unshift()',
      'splice(1)',
      'splice(1, 1)',
      'splice(-1, 1, 8, 9)',
      'splice(0, 0, 7)',
      'splice()',
      'splice(9, 1, 5)',
      'fill(0)',
      'fill(0, 1)',
      'fill(0, -2, -1)',
      'fill(0, 1, 9)',
      'forEach(x => x)',
      'length',
    ].flatMap((call) => lists.map((list) => changed(call, list))),
  ],
  [
    'lists by their entries',
    lists.flatMap((list) => [
      `[...(${list}).entries()]`,
      `[...(${list}).keys()]`,
      `[...(${list}).values()]`,
      `(${list})[1]`,
      `(${list})['0']`,
      `(${list})[9]`,
    ]),
  ],
  [
    'lists that are made',
    [
      ...applied(
        ['Array.from'],
        ["'a😀b'", '[1, , 2]', '({ length: 2 })', '({ length: 2, 0: 5 })', 'new Set([1, 1, 2])', "new Map([['a', 1]])"],
        ['undefined', '(x, at) => [x, at]'],
      ),
      ...applied(['Array.isArray'], ['[]', '({})', "'a'", 'null']),
      'Array.of(7, 8)',
      'Array.of()',
      'Array(3).fill(1)',
      'new Array(2, 3)',
      '[...Array(2).keys()]',
    ],
  ],
])('%s', (_what, sources) => {
  expect(differences(sources)).toEqual([])
})

const maps = ['({})', "({ b: 1, a: [2], 10: 'x', 9: null })", '[5, 6]', "'ab'", '7']

test.each<[string, readonly string[]]>([
  [
    'maps',
    [
      ...applied(['Object.keys', 'Object.values', 'Object.entries'], maps),
      ...applied(['Object.hasOwn'], maps, ["'b'", "'0'", "'length'", "'nope'", '0']),
      ...applied(['Object.assign'], ['({ a: 1 })', '({})'], maps, ['null', '({ z: 1 })']),
      ...applied(['Object.is'], ['0', 'NaN', "'a'"], ['-0', 'NaN', "'a'", '0']),
      ...applied(['Object.fromEntries'], ["[['a', 1], ['b', 2], ['a', 3]]", '[]', "new Map([['k', 'v']])"]),
      ...combined(maps, ["'a'", "'0'", "'nope'", '1']).flatMap(([map, key]) => [
        `(${map})[${key}]`,
        `({ x: 0, ...(${map}) })`,
      ]),
      '({ b: 1 }).hasOwnProperty("b")',
      '({ b: 1 }).hasOwnProperty("toString")',
      'Object.freeze({ a: 1 })',
    ],
  ],
  [
    'maps by key',
    [
      "(m => [m.size, m.get('a'), m.has('a'), m.has('z'), [...m], [...m.keys()], [...m.values()], [...m.entries()]])(new Map([['a', 1], ['b', 2], ['a', 3]]))",
      "(m => [m.set('x', 1).size, m.delete('x'), m.delete('x'), m.size, m.set(NaN, 2).get(NaN), m.clear(), m.size])(new Map())",
      "(seen => [new Map([['a', 1]]).forEach((value, key) => seen.push(key, value)), seen])([])",
      '(s => [s.size, s.has(1), s.has(9), [...s], [...s.values()], [...s.keys()], [...s.entries()]])(new Set([3, 1, 3, NaN, NaN]))',
      '(s => [s.add(1).add(1).size, s.delete(1), s.delete(1), s.clear(), s.size])(new Set())',
      '(seen => [new Set([2, 1]).forEach((value, key) => seen.push(key, value)), seen])([])',
    ],
  ],
  [
    'JSON',
    [
      ...applied(
        ['JSON.stringify'],
        [
          "({ b: [1, 'x\\u2028\"', null, true], a: { c: undefined, d: -0 }, e: NaN })",
          '[undefined, () => 1]',
          "'é\\n'",
          'undefined',
          '[[], {}]',
          'new Date(0)',
        ],
        [
          'undefined',
          'null',
          "['a', 'd']",
          '(key, value) => key === "b" ? undefined : value',
          '(key, value) => Array.isArray(value) ? value.length : value',
        ],
        ['undefined', '2', "'--'", '12', '0'],
      ),
      ...applied(
        ['JSON.parse'],
        [`'{"a": [1, 2.50, "x"], "b": null}'`, "'[]'", `'"t"'`, "' 1e2 '", 'true'],
        [
          'undefined',
          '(key, value) => typeof value === "number" ? value + 1 : value',
          '(key, value) => key === "a" ? undefined : value',
        ],
      ),
      'structuredClone({ a: [1, { b: 2 }] })',
      '(l => structuredClone(l) === l)([1])',
    ],
  ],
  [
    'characters and codes',
    [
      ...applied(['encodeURIComponent', 'encodeURI', 'btoa'], ["'a b&c=d/é'", "''", "'~!*()'", "'1+1'", 'null', '12']),
      ...applied(['decodeURIComponent', 'decodeURI'], ["'a%20b%26%C3%A9'", "'plain'", "'%2F%3f'"]),
      ...applied(['atob'], ["'YQ=='", "'YWJj'", "''", "'YW Jj'"]),
      'String.fromCharCode(72, 105, 0x1F600)',
      'String.fromCodePoint(128512, 65)',
      'String.fromCharCode()',
      "Buffer.from('aé😀').toString('hex')",
      "Buffer.from('aé😀').toString('base64')",
      "Buffer.from('aé😀').toString('base64url')",
      "Buffer.from('6869', 'hex').toString()",
      "Buffer.from('aGk=', 'base64').toString('utf8')",
      "Buffer.from('hé').toString('latin1')",
      "Buffer.from([104, 300, -1]).toString('hex')",
      "Buffer.from('hello').slice(1, -1).toString()",
      "Buffer.from('hello').subarray(-3).toString()",
      "Buffer.from('a').equals(Buffer.from('a'))",
      "Buffer.from('a').equals(Buffer.from('b'))",
      "Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString()",
      "Buffer.byteLength('é')",
      'Buffer.isBuffer("x")',
      "Buffer.from('abc').length",
      "Buffer.from('abc')[1]",
    ],
  ],
  [
    'dates',
    [
      ...['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'].map(
        (part) => `new Date(1709251199123).getUTC${part}()`,
      ),
      ...combined(
        ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'],
        ['0', '1', '31', '-1', '70'],
      ).map(([part, to]) => `(d => [d.setUTC${part}(${to}), d.toISOString()])(new Date(1709251199123))`),
      ...["'2024-02-29T12:00:00Z'", "'2024-02-29'", '0', '8.64e15', "'nope'", '1709251199123'].flatMap((one) => [
        `new Date(${one}).getTime()`,
        `new Date(${one}).toJSON()`,
        `new Date(${one}).valueOf()`,
      ]),
      "Date.parse('2024-01-01T00:00:00.000Z')",
      'Date.UTC(2024, 1, 30, 25)',
      "new Date('2024-01-01T00:00:00Z') > new Date(0)",
      'new Date(5) - new Date(3)',
      '(d => [d.setTime(5), d.getTime()])(new Date(0))',
      'new Date(new Date(7)).getTime()',
    ],
  ],
])('%s', (_what, sources) => {
  expect(differences(sources)).toEqual([])
})

const values = [
  'null',
  'undefined',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '-7.5',
  '2',
  '33',
  'NaN',
  'Infinity',
  "''",
  "'a'",
  "'b'",
  "'1'",
  "'1.50'",
  "' 2 '",
  '[]',
  '[1]',
  '[1, 2]',
  '({})',
  "(['b'])",
]

test.each<[string, readonly string[]]>([
  [
    'operators of two',
    combined(
      values,
      [
        '+',
        '-',
        '*',
        '/',
        '%',
        '**',
        '==',
        '!=',
        '===',
        '!==',
        '<',
        '<=',
        '>',
        '>=',
        '&',
        '|',
        '^',
        '<<',
        '>>',
        '>>>',
        '&&',
        '||',
        '??',
      ],
      values,
    ).map(([a, op, b]) => `(${a}) ${op} (${b})`),
  ],
  [
    'operators of one',
    combined(['!', '-', '+', '~', 'typeof ', 'void ', '!!'], values).map(([op, a]) => `${op}(${a})`),
  ],
  ['choices', combined(values, ['? 1 : 2', '?.length', '?.[0]', "?.['length']"]).map(([a, rest]) => `(${a}) ${rest}`)],
  ['templates', combined(values, values).map(([a, b]) => `\`<\${${a}}|\${${b}}>\``)],
  [
    'what is assigned',
    combined(
      values,
      ['=', '+=', '-=', '*=', '/=', '%=', '**=', '&=', '|=', '^=', '<<=', '>>=', '>>>=', '&&=', '||=', '??='],
      ['3', "'x'", 'null'],
    ).map(([a, op, b]) => `(x => [x ${op} ${b}, x])(${a})`),
  ],
  ['what is counted', combined(values, ['x++', 'x--', '++x', '--x']).map(([a, op]) => `(x => [${op}, x])(${a})`)],
  [
    'what is taken apart',
    [
      '(({ a, b = 2, ...rest }) => [a, b, rest])({ a: 1, c: 3, d: 4 })',
      '(([a, , b = 5, ...rest]) => [a, b, rest])([1, 2, undefined, 4, 5])',
      "(([a, b]) => [a, b])('x😀')",
      '(({ a: { b: [c] } }) => c)({ a: { b: [9] } })',
      '((a, b = a + 1, ...more) => [a, b, more])(1, undefined, 3, 4)',
      "(({ ['a' + 1]: x }) => x)({ a1: 7 })",
      '((...all) => all)(...[1, 2], 3)',
      "({ a: 1, ['b' + 1]: 2, ...{ a: 3, c: 4 } })",
      '[...[1], ...new Set([2, 2]), ...new Map([[3, 4]])]',
      '(x => y => x + y)(1)(2)',
      '[1, 2, 3].map((x, at, all) => x * at + all.length)',
    ],
  ],
])('%s', (_what, sources) => {
  expect(differences(sources)).toEqual([])
})
