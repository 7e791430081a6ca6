import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from './json.ts'
import { jsonText } from './text.ts'
import { ExactNumber } from './types.ts'

/** Makes the text go through the reader that keeps digits. */
const wide = '12345678901234567890'

function readingOf(text: string): unknown {
  const parsed = parseJson(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.value
}

function problemOf(text: string) {
  const parsed = parseJson(text)
  if (!('problem' in parsed)) throw new Error(`${text.slice(0, 100)} was accepted`)
  return parsed.problem
}

describe('reading JSON', () => {
  it('gives what JSON.parse gives, on either way', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent)
        expect(readingOf(text)).toStrictEqual(JSON.parse(text))
        expect(readingOf(`[${wide},${text}]`)).toStrictEqual([new ExactNumber(wide), JSON.parse(text)])
      }),
      { numRuns: 500 },
    )
  })

  it('accepts and refuses the same texts as JSON.parse, on either way', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '\\',
      '\\u12',
      '1',
      '-',
      '.5',
      'e3',
      '0',
      'true',
      'nul',
      ' ',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        expect(attempt(text)).toStrictEqual(reference(text))
        // The same, read in the way that keeps digits.
        expect(attempt(`[1e400,${text}]`)).toStrictEqual(reference(`["wide",${text}]`))
      }),
      { numRuns: 5000 },
    )
  })

  it.each([
    '12345678901234567890',
    '-9007199254740993',
    '0.1234567890123456789',
    '1e400',
    '-1E+400',
    '1e-400',
    '1.00000000000000000001',
  ])('keeps the digits of %s', (text) => {
    expect(readingOf(text)).toStrictEqual(new ExactNumber(text))
    expect(readingOf(`{"a":[ ${text}\n]}`)).toStrictEqual({ a: [new ExactNumber(text)] })
    expect(jsonText(readingOf(`[${text}]`))).toBe(`[${text}]`)
  })

  it.each([
    '9007199254740992',
    '0.30000000000000004',
    '1.000000000000000000',
    '1e100',
    '0e999',
    '100000000000000000000',
    '-0',
    '5e-324',
  ])('takes %s as a plain number', (text) => {
    expect(readingOf(text)).toBe(JSON.parse(text))
  })

  it('keeps the value of every number', () => {
    const number = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,25})?([eE][+-]?\d{1,4})?$/)
    fc.assert(
      fc.property(number, (text) => {
        const value = readingOf(text)
        if (value instanceof ExactNumber) expect(value.text).toBe(text)
        else expect(value).toBe(Number(text))
        expect(value instanceof ExactNumber).toBe(isInexact(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes `__proto__` as a key like any other', () => {
    for (const text of ['{"__proto__":{"admin":true}}', `{"__proto__":{"admin":true},"n":${wide}}`]) {
      const value = readingOf(text) as Record<string, unknown>
      expect(Object.keys(value)[0]).toBe('__proto__')
      expect(value.admin).toBeUndefined()
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    }
  })

  it('lets the last of two equal keys win', () => {
    expect(readingOf(`{"a":1,"a":2,"b":${wide}}`)).toStrictEqual({ a: 2, b: new ExactNumber(wide) })
  })

  it('passes over a byte order mark and counts it in offsets', () => {
    expect(readingOf('\ufeff[1]')).toStrictEqual([1])
    expect(problemOf('\ufeff[1').offset).toBe(3)
  })

  it.each([
    ['{"a": 1,\n  "b": }', 'a JSON value was expected at line 2, column 8, found `}`', 16],
    ['[1, 2', '`,` or `]` was expected at line 1, column 6, found the end of the text', 5],
    ['{"a" 1}', '`:` was expected at line 1, column 6, found `1`', 5],
    ["{'a': 1}", "a key in double quotes or `}` was expected at line 1, column 2, found `'`", 1],
    ['{"a": 1,}', 'a key in double quotes was expected at line 1, column 9, found `}`', 8],
    ['{"é😀": undefined}', 'a JSON value was expected at line 1, column 8, found `undefined`', 8],
    ['[1] [2]', 'the end of the JSON text was expected at line 1, column 5, found `[`', 4],
    [
      '"a\nb"',
      'the closing quote of the string or an escape such as `\\n` was expected at line 1, column 3, found a line break',
      2,
    ],
    ['"\\x"', 'an escape of JSON such as `\\n` or `\\u00e9` was expected at line 1, column 2, found `\\`', 1],
    ['', 'a JSON value was expected at line 1, column 1, found no text', 0],
    ['<html></html>', 'a JSON value was expected at line 1, column 1, found `<`; it looks like HTML or XML', 0],
    ['[\u00a01]', 'a JSON value was expected at line 1, column 2, found the character U+00A0', 1],
  ])('says of %j: %s', (text, message, offset) => {
    expect(problemOf(text)).toMatchObject({ message, offset })
  })

  it('reads and refuses a hundred thousand brackets', () => {
    const deep = 100_000
    expect(jsonText(readingOf(`${'['.repeat(deep)}${wide}${']'.repeat(deep)}`))).toHaveLength(2 * deep + wide.length)
    expect(jsonText(readingOf('[{"a":'.repeat(deep) + 1 + '}]'.repeat(deep)))).toHaveLength(8 * deep + 1)
    expect(problemOf('['.repeat(deep)).offset).toBe(deep)
  })
})

const refused = Symbol('refused')

/** What is read, or that it is refused; the wide number is shown by a word. */
function attempt(text: string): unknown {
  const parsed = parseJson(text)
  if ('problem' in parsed) return refused
  const { value } = parsed
  return Array.isArray(value) && value[0] instanceof ExactNumber ? ['wide', ...value.slice(1)] : value
}

function reference(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refused
  }
}

/** Whether the text and its double differ, by arithmetic on whole numbers. */
function isInexact(text: string): boolean {
  const double = Number(text)
  if (!Number.isFinite(double)) return true
  const [a, b] = [fraction(text), fraction(String(double))]
  const shift = a.exponent - b.exponent
  if (a.amount === 0n || b.amount === 0n) return a.amount !== b.amount
  if (Math.abs(shift) > 20_000) return true
  return shift >= 0 ? a.amount * 10n ** BigInt(shift) !== b.amount : a.amount !== b.amount * 10n ** BigInt(-shift)
}

function fraction(text: string): { amount: bigint; exponent: number } {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', digits = ''] = mantissa.split('.')
  return { amount: BigInt(whole + digits), exponent: Number(exponent) - digits.length }
}
