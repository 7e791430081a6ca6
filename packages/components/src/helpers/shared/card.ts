import { textIn } from './arguments.ts'

/** Prefix ranges of the card networks, as first six digits, with the lengths that each issues. */
const NETWORKS: readonly { from: number; to: number; lengths: readonly number[] }[] = [
  { from: 400000, to: 499999, lengths: [13, 16, 19] }, // Visa
  { from: 510000, to: 559999, lengths: [16] }, // Mastercard
  { from: 222100, to: 272099, lengths: [16] }, // Mastercard
  { from: 340000, to: 349999, lengths: [15] }, // American Express
  { from: 370000, to: 379999, lengths: [15] }, // American Express
  { from: 300000, to: 305999, lengths: [14, 16, 19] }, // Diners Club
  { from: 360000, to: 369999, lengths: [14, 16, 19] }, // Diners Club
  { from: 380000, to: 399999, lengths: [14, 16, 19] }, // Diners Club
  { from: 352800, to: 358999, lengths: [16, 17, 18, 19] }, // JCB
  { from: 601100, to: 601199, lengths: [16, 17, 18, 19] }, // Discover
  { from: 644000, to: 659999, lengths: [16, 17, 18, 19] }, // Discover
  { from: 620000, to: 629999, lengths: [16, 17, 18, 19] }, // UnionPay
]

/** True for a number of a major card network with a right check digit (ISO/IEC 7812-1); spaces and hyphens may divide it. */
export function isCreditCard(value: unknown): boolean {
  const text = textIn(value)
  if (text === undefined || text.length > 40) return false
  const digits = text.replace(/[ -]/g, '')
  if (!/^\d{13,19}$/.test(digits)) return false
  const prefix = Number(digits.slice(0, 6))
  const issued = NETWORKS.some(({ from, to, lengths }) => {
    return prefix >= from && prefix <= to && lengths.includes(digits.length)
  })
  return issued && checkSum(digits) % 10 === 0
}

function checkSum(digits: string): number {
  return [...digits].reverse().reduce((sum, char, place) => {
    const digit = Number(char) * (place % 2 === 0 ? 1 : 2)
    return sum + (digit > 9 ? digit - 9 : digit)
  }, 0)
}
