import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalNumber, compareNumeric, isNumericText, isWholeNumber } from './decimal.ts'

const decimalText = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.stringMatching(/^\d{1,25}$/),
    fc.option(fc.stringMatching(/^\d{1,25}$/)),
    fc.option(fc.integer({ min: -60, max: 60 })),
  )
  .map(([sign, whole, fraction, exponent]) => {
    return `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : `e${exponent}`}`
  })

/** The value times 10^100, in whole numbers. */
function scaled(text: string): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^([+-]?)(\d+)(?:\.(\d+))?(?:e(-?\d+))?$/.exec(text) ?? []
  const amount = BigInt(whole + fraction) * 10n ** BigInt(100 + Number(exponent) - fraction.length)
  return sign === '-' ? -amount : amount
}

describe('numeric texts', () => {
  it.each(['0', '-1', '+1', '007', '1.50', '1e5', '1E-5', '12.5e+10'])('takes %s as numeric', (text) => {
    expect(isNumericText(text)).toBe(true)
  })

  it.each(['', ' 1', '1 ', '.5', '1.', '1e', '0x10', '1,000', 'NaN', 'Infinity', '1\n', '--1', '1e1.5', '١'])(
    'does not take %j as numeric',
    (text) => {
      expect(isNumericText(text)).toBe(false)
    },
  )

  it('orders like arithmetic on whole numbers', () => {
    const order = (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1)
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        expect(compareNumeric(a, b)).toBe(order(scaled(a), scaled(b)))
      }),
      { numRuns: 1000 },
    )
  })

  it('finds the same number however it is written', () => {
    fc.assert(
      fc.property(decimalText, fc.integer({ min: 0, max: 30 }), (text, shift) => {
        const [number = '', exponent = '0'] = text.split('e')
        const moved = `${number}${number.includes('.') ? '' : '.'}${'0'.repeat(shift + 1)}e${exponent}`
        expect(compareNumeric(text, moved)).toBe(0)
        expect(canonicalNumber(text)).toBe(canonicalNumber(moved))
      }),
    )
  })

  it.each([
    ['9007199254740993', '9007199254740992', 1],
    ['-0', '0', 0],
    ['0e999', '-0.000', 0],
    ['1e999999999', '1e999999998', 1],
    ['-1e999999999', '1e-999999999', -1],
    ['1e99999999999999999999', '1e99999999999999999998', 1],
    ['10e99999999999999999999', '1e100000000000000000000', 0],
    ['1e-99999999999999999999', '0', 1],
    ['0.1', '0.10000000000000001', -1],
  ] as const)('compares %s with %s as %i', (a, b, order) => {
    expect(compareNumeric(a, b)).toBe(order)
    expect(compareNumeric(b, a)).toBe(order === 0 ? 0 : -order)
  })

  it('takes no notable time for a million digits', () => {
    const digits = '1'.repeat(1_000_000)
    expect(compareNumeric(`${digits}2`, `${digits}1`)).toBe(1)
    expect(compareNumeric(`1e${digits}`, `1e${digits}1`)).toBe(-1)
  })

  it.each([
    ['5', true],
    ['5.0', true],
    ['5.5', false],
    ['5.5e1', true],
    ['5e-1', false],
    ['50e-1', true],
    ['0.000', true],
    ['1e-99999999999999999999', false],
    ['1e99999999999999999999', true],
  ])('says of %s that being whole is %s', (text, whole) => {
    expect(isWholeNumber(text)).toBe(whole)
  })
})
