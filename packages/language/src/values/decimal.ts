/** Decimal numbers compared by their digits, so that no digit and no exponent is lost in a double. */

const numeric = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** Whether a text is a decimal number: digits, perhaps a sign, a fraction, an exponent. `.5`, `1.` and `0x1` are not. */
export function isNumericText(text: string): boolean {
  return numeric.test(text)
}

/**
 * Orders two numeric texts by value, exactly: any number of digits, exponents of any size, `-0` equals `0`.
 * Takes time and memory in proportion to the texts, not to the numbers. Both must satisfy `isNumericText`.
 */
export function compareNumeric(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0
  const left = decimal(a)
  const right = decimal(b)
  if (left.sign !== right.sign) return left.sign < right.sign ? -1 : 1
  const order = compareMagnitude(left, right)
  return left.sign < 0 ? negate(order) : order
}

/** Whether a numeric text is a whole number: `5`, `5.0` and `5e3` are, `5.5` and `5e-1` are not. */
export function isWholeNumber(text: string): boolean {
  const { digits, point } = decimal(text)
  return point >= digits.length
}

/** A text that is the same for all numeric texts of one value. */
export function canonicalNumber(text: string): string {
  const { sign, digits, point } = decimal(text)
  return sign === 0 ? '0' : `${sign < 0 ? '-' : ''}.${digits}e${point}`
}

/** The number 0.`digits` · 10^`point`; `digits` has no zero at either end, zero has none at all. */
interface Decimal {
  readonly sign: -1 | 0 | 1
  readonly digits: string
  readonly point: number | bigint
}

function decimal(text: string): Decimal {
  const signed = text[0] === '-' || text[0] === '+' ? 1 : 0
  const mark = text.search(/[eE]/)
  const end = mark < 0 ? text.length : mark
  const dot = text.indexOf('.')
  const whole = text.slice(signed, dot < 0 ? end : dot)
  const all = dot < 0 ? whole : whole + text.slice(dot + 1, end)
  let first = 0
  while (all[first] === '0') first += 1
  let last = all.length
  while (last > first && all[last - 1] === '0') last -= 1
  if (first === last) return { sign: 0, digits: '', point: 0 }
  const shift = whole.length - first
  const exponent = mark < 0 ? '' : text.slice(mark + 1)
  // Up to 15 digits a double is exact; the sum with a text's length still is.
  const point = exponent.length <= 15 ? Number(exponent) + shift : wideInteger(exponent) + BigInt(shift)
  return { sign: text[0] === '-' ? -1 : 1, digits: all.slice(first, last), point }
}

function wideInteger(text: string): bigint {
  const amount = BigInt(text.replace(/^[+-]/, ''))
  return text[0] === '-' ? -amount : amount
}

function compareMagnitude(a: Decimal, b: Decimal): -1 | 0 | 1 {
  // One may be a number and the other a bigint: `<` compares them by value.
  if (a.point < b.point) return -1
  if (a.point > b.point) return 1
  if (a.digits === b.digits) return 0
  return a.digits < b.digits ? -1 : 1
}

function negate(order: -1 | 0 | 1): -1 | 0 | 1 {
  if (order === 0) return 0
  return order < 0 ? 1 : -1
}
