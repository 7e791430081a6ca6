/** Random expressions that JavaScript reads as well, over a few variables. */
import fc from 'fast-check'

export const variables = {
  n: 7,
  zero: 0,
  half: -2.5,
  s: 'Grüße, world',
  empty: '',
  digits: '42',
  yes: true,
  no: false,
  nothing: null,
  list: [3, 1, 2, 10],
  words: ['pear', 'Apple', 'fig', ''],
  mixed: [1, '1', null, true, [2, [3]]],
  item: { id: 5, name: 'lamp', tags: ['a', 'b'], size: { w: 2, h: 3 } },
  items: [
    { id: 1, price: 9.5, tags: ['x'] },
    { id: 2, price: 3, tags: [] },
    { id: 3, price: 9.5, tags: ['x', 'y'] },
  ],
}

type Grammar = Record<'any' | 'number' | 'text' | 'truth' | 'list', string>

const call = (subject: fc.Arbitrary<string>, forms: readonly string[], ...args: fc.Arbitrary<string>[]) =>
  fc
    .tuple(subject, fc.constantFrom(...forms), fc.tuple(...args))
    .map(([on, form, given]) => given.reduce((text, arg, at) => text.replaceAll(`$${at}`, arg), `(${on})${form}`))

const { any } = fc.letrec<Grammar>((tie) => {
  const small = fc.integer({ min: -3, max: 12 }).map((number) => (number < 0 ? `(${number})` : String(number)))
  const number = fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    small,
    fc.constantFrom(
      'n',
      'zero',
      'half',
      'item.id',
      'item.size.w',
      'list.length',
      'items[1].price',
      '1e21',
      '0.1',
      'NaN',
    ),
    fc
      .tuple(tie('any'), fc.constantFrom('+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>'), tie('any'))
      .map(([a, op, b]) => `((${a}) ${op} (${b}))`),
    fc.tuple(fc.constantFrom('-', '+', '~'), tie('any')).map(([op, a]) => `(${op} (${a}))`),
    call(
      tie('text'),
      ['.length', '.indexOf($0)', '.lastIndexOf($0)', '.charCodeAt(1)', '.search(/[aeiou]/)'],
      tie('text'),
    ),
    call(
      tie('list'),
      [
        '.length',
        '.indexOf($0)',
        '.findIndex(x => x == $0)',
        '.lastIndexOf($0)',
        '.reduce((a, x) => a + Number(x), 0)',
      ],
      tie('number'),
    ),
    fc
      .tuple(
        fc.constantFrom(
          'Math.floor',
          'Math.abs',
          'Math.max',
          'Math.min',
          'Number',
          'parseInt',
          'parseFloat',
          'Math.round',
          'Math.sign',
        ),
        tie('any'),
      )
      .map(([f, a]) => `${f}(${a})`),
  )
  const text = fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    fc
      .string({ maxLength: 4, unit: fc.constantFrom('a', 'b', ' ', 'ß', '1', '-', '😀') })
      .map((chars) => JSON.stringify(chars)),
    fc.constantFrom('s', 'empty', 'digits', 'item.name', 'words[1]', 'item["name"]'),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `\`<\${${a}}|\${${b}}>\``),
    fc.tuple(tie('text'), tie('any')).map(([a, b]) => `(${a} + (${b}))`),
    call(
      tie('text'),
      [
        '.toUpperCase()',
        '.trim()',
        '.slice($0)',
        '.slice($0, $1)',
        '.substring($0, $1)',
        '.substr($0, $1)',
        '.charAt($0)',
        '.padStart($1, "ab")',
        '.padEnd($1)',
        '.concat($0)',
      ],
      small,
      small,
    ),
    call(
      tie('text'),
      [
        '.replace($0, $1)',
        '.replaceAll($0, "[$&]")',
        '.replace(/[a-e]/g, $1)',
        '.replace(/(.)(.)/, "$2$1")',
        '.replace(/\\w/g, (m, at) => m + at)',
        '.split($0).join($1)',
        '.at(0)',
      ],
      tie('text'),
      tie('text'),
    ),
    fc.tuple(tie('list'), tie('text')).map(([list, between]) => `(${list}).join(${between})`),
    tie('any').map((inner) => `String(${inner})`),
    tie('any').map((inner) => `typeof (${inner})`),
    tie('any').map((inner) => `JSON.stringify({ v: ${inner} })`),
    fc.tuple(tie('number'), fc.constantFrom(2, 8, 16, 36)).map(([a, radix]) => `Math.trunc(${a}).toString(${radix})`),
  )
  const truth = fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    fc.constantFrom('true', 'false', 'yes', 'no', 'item.size.h > 2'),
    fc
      .tuple(tie('any'), fc.constantFrom('==', '!=', '===', '!==', '<', '<=', '>', '>='), tie('any'))
      .map(([a, op, b]) => `((${a}) ${op} (${b}))`),
    tie('any').map((inner) => `!(${inner})`),
    call(tie('text'), ['.includes($0)', '.startsWith($0)', '.endsWith($0)'], tie('text')),
    call(tie('list'), ['.includes($0)', '.some(x => x > $0)', '.every(x => x !== $0)'], tie('number')),
    tie('any').map((inner) => `Array.isArray(${inner})`),
  )
  const list = fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    fc.constantFrom('list', 'words', 'mixed', 'items.map(i => i.price)', 'item.tags', '[]', 'Object.keys(item)'),
    fc.array(tie('any'), { maxLength: 3 }).map((items) => `[${items.map((inner) => `(${inner})`).join(', ')}]`),
    fc.tuple(tie('list'), tie('any')).map(([a, b]) => `[...(${a}), (${b})]`),
    call(
      tie('list'),
      [
        '.map(x => [x, $0])',
        '.filter(x => x)',
        '.filter((x, i) => i % 2 == 0)',
        '.slice($1)',
        '.slice($1, $0)',
        '.concat($0)',
        '.flat()',
        '.flat(Infinity)',
        '.toReversed()',
        '.toSorted()',
        '.slice().sort((a, b) => Number(a) - Number(b) || 0)',
        '.flatMap(x => [x, x])',
        '.map((x, i, all) => all.length - i)',
      ],
      tie('number'),
      small,
    ),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a}).split(${b})`),
    tie('text').map((inner) => `[...(${inner})]`),
    tie('text').map((inner) => `((${inner}).match(/[a-z]+/g) ?? [])`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `Object.entries({ k: ${a}, ['l' + 1]: ${b} })`),
  )
  const whatever = fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    { arbitrary: tie('number'), weight: 3 },
    { arbitrary: tie('text'), weight: 3 },
    { arbitrary: tie('truth'), weight: 2 },
    { arbitrary: tie('list'), weight: 2 },
    fc.constantFrom(
      'null',
      'undefined',
      'nothing',
      'item',
      'items[9]',
      'item.nope',
      'list[1]',
      'item?.size?.w',
      'nothing?.x.y',
    ),
    fc.tuple(tie('truth'), tie('any'), tie('any')).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
    fc.tuple(tie('any'), fc.constantFrom('&&', '||', '??'), tie('any')).map(([a, op, b]) => `((${a}) ${op} (${b}))`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `({ a: (${a}), 'b-c': (${b}), ...item.size })`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `((x, { y = (${b}), ...rest } = {}) => [x, y, rest])(${a})`),
    fc.tuple(tie('list'), tie('any')).map(([a, b]) => `(([head = (${b}), ...tail]) => ({ head, tail }))(${a})`),
    fc.tuple(tie('list'), tie('number')).map(([a, b]) => `(${a})[${b}]`),
  )
  return { any: whatever, number, text, truth, list }
})

/** Any of them, whatever its value is. */
export const anyExpression: fc.Arbitrary<string> = any
