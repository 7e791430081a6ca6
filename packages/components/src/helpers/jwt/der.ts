/** Reads private keys: PEM (RFC 7468) around DER (X.690), as PKCS#1, PKCS#8 and SEC 1 lay them out. */
import { ExpressionError } from '@merlon/language'
import { decodeBase64 } from '../shared/bytes.ts'

export interface PrivateKey {
  readonly kind: 'RSA' | 'EC'
  /** RSA: the whole numbers of RFC 8017, A.1.2, from the modulus on. EC: the private number. */
  readonly numbers: readonly bigint[]
}

/** Far more than a key of 8192 bits takes. */
const LONGEST = 50_000
const RSA = '2a864886f70d010101'
const EC = '2a8648ce3d0201'
const P256 = '2a8648ce3d030107'

/** Throws an ExpressionError that never quotes the key. */
export function readPrivateKey(call: string, pem: string): PrivateKey {
  if (pem.length > LONGEST) throw wrongKey(call, `got text of ${pem.length} characters`)
  // Stored in one line, as environments and vaults often hold it.
  const found = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/.exec(pem.replaceAll('\\n', '\n'))
  const [, label = '', body = ''] = found ?? []
  if (!found) throw wrongKey(call, 'got text that is none', 'it begins with `-----BEGIN PRIVATE KEY-----`')
  if (label.includes('ENCRYPTED') || body.includes('ENCRYPTED')) {
    throw wrongKey(call, 'got one that is encrypted', 'take the password off: `openssl pkey -in key.pem`')
  }
  if (label.includes('PUBLIC') || label === 'CERTIFICATE') throw wrongKey(call, `got a ${label.toLowerCase()}`)
  const bytes = decodeBase64(body)
  const key = bytes && keyIn(label, new Der(bytes, 0, bytes.length))
  if (!key) throw wrongKey(call, `got ${label.toLowerCase()} data that cannot be read`)
  return key
}

function wrongKey(call: string, got: string, help?: string): ExpressionError {
  return new ExpressionError(`\`${call}\` needs a private key in PEM, ${got}`, { help })
}

function keyIn(label: string, der: Der): PrivateKey | undefined {
  const key = der.enter(SEQUENCE)
  if (!key) return undefined
  if (label === 'RSA PRIVATE KEY') return rsaKey(key)
  if (label === 'EC PRIVATE KEY') return ecKey(key, undefined)
  if (label !== 'PRIVATE KEY') return undefined
  key.take(INTEGER)
  const algorithm = key.enter(SEQUENCE)
  const kind = algorithm?.hex(OBJECT)
  const inner = key.enter(OCTETS)?.enter(SEQUENCE)
  if (!inner) return undefined
  if (kind === RSA) return rsaKey(inner)
  return kind === EC ? ecKey(inner, algorithm?.hex(OBJECT)) : undefined
}

function rsaKey(key: Der): PrivateKey | undefined {
  if (key.number(INTEGER) !== 0n) return undefined
  const numbers: bigint[] = []
  for (let at = 0; at < 8; at += 1) {
    const number = key.number(INTEGER)
    if (number === undefined) return undefined
    numbers.push(number)
  }
  return { kind: 'RSA', numbers }
}

function ecKey(key: Der, named: string | undefined): PrivateKey | undefined {
  if (key.number(INTEGER) !== 1n) return undefined
  const number = key.number(OCTETS)
  const curve = named ?? key.enter(PARAMETERS)?.hex(OBJECT)
  return number === undefined || curve !== P256 ? undefined : { kind: 'EC', numbers: [number] }
}

const INTEGER = 0x02
const OCTETS = 0x04
const OBJECT = 0x06
const SEQUENCE = 0x30
const PARAMETERS = 0xa0

/** A stretch of DER that is read from its start. */
class Der {
  private readonly bytes: Uint8Array
  private at: number
  private readonly end: number

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  /** The content of the next value, if it has that tag and ends within this stretch. */
  take(tag: number): Uint8Array | undefined {
    if (this.bytes[this.at] !== tag) return undefined
    let at = this.at + 1
    let length = this.bytes[at++] ?? 0
    if (length === 0x80 || length > 0x84) return undefined
    if (length > 0x80) {
      const end = at + (length & 0x7f)
      for (length = 0; at < end; at += 1) length = length * 256 + (this.bytes[at] ?? 0)
    }
    if (at + length > this.end) return undefined
    this.at = at + length
    return this.bytes.subarray(at, at + length)
  }

  enter(tag: number): Der | undefined {
    const content = this.take(tag)
    return content && new Der(content, 0, content.length)
  }

  hex(tag: number): string | undefined {
    const content = this.take(tag)
    return content && hexOf(content)
  }

  number(tag: number): bigint | undefined {
    const hex = this.hex(tag)
    return hex === undefined || hex === '' ? undefined : BigInt(`0x${hex}`)
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A whole number as that many bytes. */
export function bytesOfNumber(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * length, '0')
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16))
}

export function numberOfBytes(bytes: Uint8Array): bigint {
  return BigInt(`0x${hexOf(bytes) || '0'}`)
}
