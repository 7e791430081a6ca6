/** RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2): for the keys of tests, in arithmetic that takes no care to hide its time. */
import { ExpressionError, type HelperUse } from '@merlon/language'
import { bytesOfNumber, hexOf } from './der.ts'

const MOST_BITS = 8192
const WINDOW = 4

/** What stands before the digest (RFC 8017, section 9.2, note 1), by the digest's length. */
const digestInfo: Readonly<Record<number, string>> = {
  32: '3031300d060960864801650304020105000420',
  48: '3041300d060960864801650304020205000430',
  64: '3051300d060960864801650304020305000440',
}

/** Signs a SHA-2 digest with the numbers of a private key; charges for the size of the key before it starts. */
export function signRsa(call: string, numbers: readonly bigint[], digest: Uint8Array, use: HelperUse): Uint8Array {
  const [n = 0n, e = 0n, d = 0n, p = 0n, q = 0n, dp = 0n, dq = 0n, inverse = 0n] = numbers
  const size = n.toString(16).length * 4
  if (size > MOST_BITS)
    throw new ExpressionError(`\`${call}\` takes keys of up to ${MOST_BITS} bits; this one has about ${size}`)
  const unfit = () => new ExpressionError(`\`${call}\` got a private key whose parts do not fit together`)
  if (p < 3n || q < 3n || p * q !== n || e >= n || d >= n || dp >= p || dq >= q || inverse >= p) throw unfit()
  // About what 2048 bits take in steps, growing with the third power.
  use.charge(Math.ceil(100_000 * (size / 2048) ** 3))
  const length = Math.ceil(n.toString(2).length / 8)
  const message = BigInt(`0x${padded(call, digest, length)}`)
  const one = power(message % p, dp, p)
  const other = power(message % q, dq, q)
  const difference = (((one - other) * inverse) % p) + p
  const signed = other + q * (difference % p)
  if (power(signed, e, n) !== message) throw unfit()
  return bytesOfNumber(signed, length)
}

/** EMSA-PKCS1-v1_5 as hex. */
function padded(call: string, digest: Uint8Array, length: number): string {
  const end = `${digestInfo[digest.length]}${hexOf(digest)}`
  const filling = length - 3 - end.length / 2
  if (filling < 8) throw new ExpressionError(`\`${call}\` got a key that is too short for this algorithm`)
  return `0001${'ff'.repeat(filling)}00${end}`
}

/** base^exponent mod modulus, some bits of the exponent at a time. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n]
  for (let at = 1; at < 1 << WINDOW; at += 1) powers.push((powers[at - 1]! * base) % modulus)
  let result = 1n
  for (const digit of exponent.toString(1 << WINDOW)) {
    for (let bit = 0; bit < WINDOW; bit += 1) result = (result * result) % modulus
    const value = Number.parseInt(digit, 1 << WINDOW)
    if (value > 0) result = (result * powers[value]!) % modulus
  }
  return result
}
