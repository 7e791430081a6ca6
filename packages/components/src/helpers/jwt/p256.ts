/** ECDSA over P-256 with SHA-256 (FIPS 186-5), deterministic (RFC 6979): for the keys of tests, with no care to hide its time. */
import { ExpressionError, type HelperUse } from '@merlon/language'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesOfNumber, numberOfBytes } from './der.ts'
import { power } from './rsa.ts'

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const SIZE = 32

/** A point in Jacobian coordinates: x/z², y/z³; z is 0 at infinity. */
interface Point {
  readonly x: bigint
  readonly y: bigint
  readonly z: bigint
}

const infinity: Point = { x: 1n, y: 1n, z: 0n }
const generator: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  z: 1n,
}

/** The signature as JSON Web Algorithms writes it (RFC 7518, section 3.4): both numbers, 32 bytes each. */
export function signP256(call: string, key: bigint, digest: Uint8Array, use: HelperUse): Uint8Array {
  if (key <= 0n || key >= N) throw new ExpressionError(`\`${call}\` got a private key that is out of range`)
  use.charge(100_000)
  const message = numberOfBytes(digest)
  for (const nonce of nonces(key, message)) {
    const { x, z } = times(nonce, generator)
    const scale = inverted(z, P)
    const r = ((x * scale * scale) % P) % N
    const s = (inverted(nonce, N) * (message + r * key)) % N
    if (r === 0n || s === 0n) continue
    const signature = new Uint8Array(2 * SIZE)
    signature.set(bytesOfNumber(r, SIZE))
    signature.set(bytesOfNumber(s, SIZE), SIZE)
    return signature
  }
  throw new Error('the sequence of nonces ended')
}

/** RFC 6979, section 3.2. */
function* nonces(key: bigint, message: bigint): Generator<bigint, void> {
  const seed = [...bytesOfNumber(key, SIZE), ...bytesOfNumber(message % N, SIZE)]
  let k: Uint8Array = new Uint8Array(SIZE)
  let v: Uint8Array = new Uint8Array(SIZE).fill(1)
  const update = (more: readonly number[]) => {
    k = hmac(sha256, k, Uint8Array.from([...v, ...more]))
    v = hmac(sha256, k, v)
  }
  update([0, ...seed])
  update([1, ...seed])
  for (;;) {
    v = hmac(sha256, k, v)
    const nonce = numberOfBytes(v)
    if (nonce > 0n && nonce < N) yield nonce
    update([0])
  }
}

/** By Fermat's theorem: the modulus is prime. */
function inverted(value: bigint, modulus: bigint): bigint {
  return power(value % modulus, modulus - 2n, modulus)
}

function times(factor: bigint, point: Point): Point {
  let sum = infinity
  for (const bit of factor.toString(2)) {
    sum = doubled(sum)
    if (bit === '1') sum = added(sum, point)
  }
  return sum
}

function modulo(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

/** For the curve's coefficient a = -3. */
function doubled({ x, y, z }: Point): Point {
  const square = modulo(z * z)
  const product = modulo(x * y * y)
  const slope = modulo(3n * (x - square) * (x + square))
  const made = modulo(slope * slope - 8n * product)
  return { x: made, y: modulo(slope * (4n * product - made) - 8n * y ** 4n), z: modulo(2n * y * z) }
}

function added(one: Point, other: Point): Point {
  if (one.z === 0n) return other
  const oneSquare = modulo(one.z * one.z)
  const otherSquare = modulo(other.z * other.z)
  const x = modulo(one.x * otherSquare)
  const y = modulo(one.y * otherSquare * other.z)
  const dx = modulo(other.x * oneSquare - x)
  const dy = modulo(other.y * oneSquare * one.z - y)
  if (dx === 0n) return dy === 0n ? doubled(one) : infinity
  const square = modulo(dx * dx)
  const cube = modulo(square * dx)
  const made = modulo(dy * dy - cube - 2n * x * square)
  return { x: made, y: modulo(dy * (x * square - made) - y * cube), z: modulo(dx * one.z * other.z) }
}
