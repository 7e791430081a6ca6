import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainValue, Reading, readTestNode, readYaml } from '../index.ts'
import { ExactNumber } from '../values/index.ts'
import { type PrintValue, printSteps, printTest, printYaml, Styled, stepsValue } from './index.ts'

function readBack(text: string): unknown {
  const { node, diagnostics } = readYaml({ path: 'printed.yaml', text })
  expect(diagnostics, text).toEqual([])
  return node && plainValue(node)
}

const awkward = fc.constantFrom(
  ...[
    '',
    ' ',
    '\n',
    '\t',
    '\r',
    ':',
    ': ',
    ' #',
    '# ',
    '- ',
    '-',
    '?',
    '!',
    '[',
    ']',
    '{',
    '}',
    ',',
    '&',
    '*',
    '|',
    '>',
    "'",
    '"',
    '%',
    '@',
    '`',
  ],
  ...[
    '\\',
    '${',
    '---',
    '...',
    '~',
    'null',
    'true',
    'Yes',
    '0x1F',
    '0o17',
    '1e3',
    '.5',
    '-.inf',
    '.nan',
    '12:30',
    '2020-01-02',
    '007',
    '<<',
    '=',
  ],
  ...[
    '\u0000',
    '\u0007',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\udc00',
    '\uffff',
    '😀',
    'é',
    'a',
  ],
)
const line = fc.constantFrom(
  '',
  '',
  ' ',
  '  ',
  '\t',
  ' \t',
  'a',
  ' b',
  '  c',
  '\td',
  'e ',
  '# f',
  '- g',
  '---',
  '...',
  'h: i',
  '|',
)
const anyText = fc.oneof(
  fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n')),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.array(awkward, { maxLength: 8 }).map((parts) => parts.join('')),
  fc
    .array(
      fc.array(awkward, { maxLength: 3 }).map((parts) => parts.join('')),
      { maxLength: 5 },
    )
    .map((lines) => lines.join('\n')),
)
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e21, 5e-324),
)

const { anything } = fc.letrec<{ anything: PrintValue }>((tie) => ({
  anything: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyText,
    anyNumber,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.array(fc.tuple(anyText, tie('anything')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}))

/** The same data as `plainValue` gives it. */
function plain(value: PrintValue): unknown {
  if (value instanceof Styled) return plain(value.value)
  if (Array.isArray(value)) return value.map(plain)
  if (!(value instanceof Map)) return value
  const record: Record<string, unknown> = {}
  for (const [key, member] of value)
    Object.defineProperty(record, key, { value: plain(member), enumerable: true, writable: true, configurable: true })
  return record
}

test('what is printed reads back to the same values, whatever characters they hold', () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(readBack(printYaml(value))).toEqual(plain(value))
    }),
    { numRuns: 2000 },
  )
})

test('the order of the entries is kept', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyText, { maxLength: 6 }), (keys) => {
      const { node } = readYaml({ path: 'printed.yaml', text: printYaml(new Map(keys.map((key) => [key, 1]))) })
      expect(node?.kind === 'map' && node.entries.map(({ key }) => key.text)).toEqual(keys)
    }),
  )
})

test('a key may be longer than what YAML takes beside its value', () => {
  const key = 'long '.repeat(300)
  const value = [{ [key]: { [key]: 'a\nb' } }, { [key]: [] }]
  expect(readBack(printYaml(value))).toEqual(value)
})

test('a comment reads back to nothing, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), anything, (comment, value) => {
      const styled = new Map<string, PrintValue>([
        ['a', new Styled(value, { comment })],
        ['b', [new Styled(value, { comment })]],
      ])
      expect(readBack(printYaml(styled))).toEqual({ a: plain(value), b: [plain(value)] })
    }),
  )
})

test('every value of a short map stands on the line of its key, unless something needs quoting', () => {
  expect(printYaml({ one: { a: 1, b: 'two', c: [true, null] }, two: { a: '1' } })).toBe(
    'one: { a: 1, b: two, c: [true, null] }\ntwo:\n  a: "1"\n',
  )
  expect(printYaml({ long: { first: 'x'.repeat(50), second: 'y'.repeat(50) } })).toBe(
    `long:\n  first: ${'x'.repeat(50)}\n  second: ${'y'.repeat(50)}\n`,
  )
  expect(printYaml({ url: '${host}/a', in: { url: '${host}/a' } })).toBe('url: ${host}/a\nin:\n  url: ${host}/a\n')
})

test('text is quoted only where it would be read as something else', () => {
  const texts = [
    '!x',
    '[1]',
    '{}',
    '# no',
    'a: b',
    'a:b',
    'a#b',
    'a #b',
    '007',
    '1.10',
    'yes',
    '5min',
    'cart.items[0].id == 3',
    '"a"',
    "it's",
    '^P-\\d+$',
    'http://x/y?z=1',
    ' a',
    '12:30',
  ]
  expect(printYaml(texts).trimEnd().split('\n')).toEqual([
    '- "!x"',
    '- "[1]"',
    '- "{}"',
    '- "# no"',
    '- "a: b"',
    '- a:b',
    '- a#b',
    '- "a #b"',
    '- "007"',
    '- "1.10"',
    '- "yes"',
    '- 5min',
    '- cart.items[0].id == 3',
    '- \'"a"\'',
    "- it's",
    '- ^P-\\d+$',
    '- http://x/y?z=1',
    '- " a"',
    '- "12:30"',
  ])
})

test('text of several lines is a block', () => {
  expect(printYaml({ script: 'const a = 1\n\nreturn a', body: ' x\ny\n\n' })).toBe(
    'script: |-\n  const a = 1\n\n  return a\nbody: |2+\n   x\n  y\n\n',
  )
})

test('a number that a double cannot hold keeps its digits', () => {
  expect(printYaml({ id: new ExactNumber('12345678901234567890') })).toBe('id: 12345678901234567890\n')
})

test('a test is printed section by section, and its steps as short as they can be', () => {
  const text = printTest({
    name: 'A cart needs a token',
    description: 'Log in, and use the token.',
    tags: ['smoke', 'cart'],
    config: new Map([['baseUrl', '${host}/api']]),
    inputs: new Map([['one shirt', { product: 1, quantity: 2 }]]),
    steps: [
      { component: 'get', input: 'https://example.org', comment: 'the front page\nin two lines' },
      { component: 'set', input: { var: 'n', value: 3 }, title: 'Three' },
      { component: 'group', input: stepsValue([{ component: 'assert', input: 'n == 3' }]) },
      { component: 'stop' },
    ],
  })
  expect(text).toBe(`name: A cart needs a token
description: Log in, and use the token.
tags: [smoke, cart]

config:
  baseUrl: \${host}/api

inputs:
  one shirt: { product: 1, quantity: 2 }

steps:
  # the front page
  # in two lines
  - get: https://example.org
  - set: { var: n, value: 3 }
    title: Three
  - group:
      - assert: n == 3
  - stop
`)
  const file = { path: 'a.yaml', text }
  const reading = new Reading()
  const read = readTestNode(file, readYaml(file).node, reading)
  expect(reading.diagnostics).toEqual([])
  expect(read.steps.map((step) => [step.component.text, step.form === 'plain' && step.title?.text])).toEqual([
    ['get', undefined],
    ['set', 'Three'],
    ['group', undefined],
    ['stop', undefined],
  ])
})

test('a snippet is printed as a list of steps, which may hold others', () => {
  const steps = stepsValue([{ component: 'assert', input: '_1 > 0', comment: 'positive' }])
  const input = new Map<string, PrintValue>([
    ['expression', 'cart'],
    ['steps', steps],
  ])
  expect(printSteps([{ component: 'each', input }, { component: 'stop' }])).toBe(
    '- each:\n    expression: cart\n    steps:\n      # positive\n      - assert: _1 > 0\n- stop\n',
  )
})
