import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alternativeOf,
  enteredChoice,
  enteredNumber,
  enteredValue,
  pastedEntries,
  plainEntries,
  shownValue,
} from './written.ts'

const none = (): string => ''

describe('a field for any value', () => {
  test.each<[string, unknown]>([
    ['401', 401],
    ['-1.5', -1.5],
    ['007', '007'],
    ['1e3', '1e3'],
    ['true', true],
    ['null', null],
    ['"401"', '401'],
    ['"', '"'],
    ['ann', 'ann'],
    [' ann ', ' ann '],
    ['${payload.Token}', '${payload.Token}'],
    ['a: b', 'a: b'],
    ['# no comment', '# no comment'],
    ['first\nsecond', 'first\nsecond'],
    ['|\n  a: 1', 'a: 1\n'],
  ])('reads %j as %j', (text, value) => {
    expect(enteredValue(text)).toEqual({ value })
  })

  test.each<[string, unknown]>([
    ['{ "a": 1 }', { a: 1 }],
    ['[1, two]', [1, 'two']],
    ['a: 1\nb: { c: true }', { a: 1, b: { c: true } }],
    ['- 1\n- 2', [1, 2]],
    ['{\n  "${product}": "${quantity}"\n}', { '${product}': '${quantity}' }],
  ])('keeps how %j is written', (text, value) => {
    expect(enteredValue(text)).toEqual({ value, source: text })
  })

  test.each(['{ a: ', '[1', '{ a: 1 } b', '{ "a" "b" }'])('waits for %j to become whole', (text) => {
    expect(enteredValue(text)).toHaveProperty('problem')
  })

  test('is removed by emptying it', () => {
    expect(enteredValue('')).toEqual({ value: undefined })
  })

  test('reads every scalar that it shows as that scalar', () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'true',
        'null',
        '12',
        '1.0',
        '',
        ' ',
        '"x"',
        "'",
        '{',
        '[a]',
        'a: 1\nb: 2',
        '- x\n- y',
        '|\n x',
        'a\n\nb\n',
      ),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
      fc.boolean(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(scalar, (value) => {
        if (value === '') return
        expect(enteredValue(shownValue(value, none))).toMatchObject({ value })
      }),
      { numRuns: 2000 },
    )
  })
})

test('numbers are numbers, durations and templates are texts', () => {
  expect(['30', '30s', '${n}', '1.50', ''].map((one) => enteredNumber(one))).toEqual(
    [30, '30s', '${n}', '1.50', undefined].map((value) => ({ value })),
  )
})

test('a map is a table where each of its values fits on a line', () => {
  expect(plainEntries({ a: 1, b: '${x}' })).toEqual([
    ['a', 1],
    ['b', '${x}'],
  ])
  expect(plainEntries(undefined)).toEqual([])
  for (const value of [{ a: [1] }, { a: 'x\ny' }, [1], 'text']) expect(plainEntries(value)).toBeUndefined()
})

test('which form of a field is written shows in its kind of value', () => {
  const forms = [
    { role: 'object', summary: '', takes: '' },
    { role: 'choice', options: ['none'], summary: '', takes: '' },
    { role: 'template', summary: '', takes: '' },
  ] as const
  expect([{ a: 1 }, 'none', 'other', 5].map((one) => alternativeOf(forms, one))).toEqual([0, 1, 2, 2])
})

describe('pasted lines', () => {
  test('become names with their values', () => {
    expect(pastedEntries('Accept: application/json\nX-Time: 12:30\n')).toEqual([
      ['Accept', 'application/json'],
      ['X-Time', '12:30'],
    ])
    expect(pastedEntries('"a": "b",\n"c": ""')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ])
  })
  test('stay a text where one of them is something else', () => {
    expect(pastedEntries('hello')).toBeUndefined()
    expect(pastedEntries('a: b\nhello there')).toBeUndefined()
  })
})

test.each<[string, unknown]>([
  ['required', 'required'],
  ['2', 2],
  ['1.1', 1.1],
  ['1.0', '1.0'],
  ['false', false],
])('the option %j of a choice is written as %j', (option, value) => {
  expect(enteredChoice(option)).toEqual({ value })
})
