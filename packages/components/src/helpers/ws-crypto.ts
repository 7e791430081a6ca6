import { type Binary, ExpressionError, type HelperFunction, type HelperUse } from '@merlon/language'
import { hmac } from '@noble/hashes/hmac.js'
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { defineHelper } from './define-helper.ts'
import { claimsIn, signedToken } from './jwt/token.ts'
import { isBinary, needText, textIn, wrongArgument } from './shared/arguments.ts'
import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from './shared/bytes.ts'
import { uuid, wholeBetween } from './shared/random.ts'

const KEY_BYTES = 32

export default defineHelper({
  name: 'WSCrypto',
  summary: 'Digests, signatures, base64 and identifiers; digests take text or a binary body and give lower-case hex',
  functions: {
    md5: digest('md5', md5, 'MD5 digest (RFC 1321)'),
    hash: digest('hash', sha1, 'SHA-1 digest (FIPS 180-4)'),
    sha256: signature('sha256', sha256, 'SHA-256'),
    sha512: signature('sha512', sha512, 'SHA-512'),
    hmacSha1: {
      signature: "hmacSha1(text, secret, 'base64'?)",
      summary: 'HMAC-SHA-1 of the text under the secret (RFC 2104)',
      run: (args, use) => signed('WSCrypto.hmacSha1', sha1, args, use),
    },
    base64: {
      signature: "base64('encode' | 'decode', text)",
      summary: 'Base64 of text as UTF-8, or the text of base64; decoding also takes base64url and no padding',
      example: "WSCrypto.base64('encode', user + ':' + password)",
      run: base64,
    },
    base64Encode: {
      signature: 'base64Encode(bytes)',
      summary: 'Base64 of a binary body, a key, a list of bytes or text',
      run([value], use) {
        return base64Text(bytesOf('WSCrypto.base64Encode', value, use), use)
      },
    },
    toHex: {
      signature: 'toHex(bytes)',
      summary: 'A binary body, a key, a list of bytes or text as lower-case hex',
      run([value], use) {
        const bytes = bytesOf('WSCrypto.toHex', value, use)
        use.chargeText(2 * bytes.length)
        return bytesToHex(bytes)
      },
    },
    jwt: {
      signature: 'jwt(claims, secret, algorithm?, header?)',
      summary:
        'A signed JSON Web Token (RFC 7519): HS256 (default), HS384, HS512 with a secret; RS256, RS384, RS512, ES256 with a private key in PEM; nothing is added to the claims',
      example: 'WSCrypto.jwt({ sub: user, exp: Math.floor(D.nowMillis() / 1000) + 300 }, secret)',
      run: (args, use) => signedToken('WSCrypto.jwt', args, (secret) => bytesOf('WSCrypto.jwt', secret, use), use),
    },
    jwtClaims: {
      signature: 'jwtClaims(token)',
      summary: 'The claims that a JSON Web Token holds; its signature is not checked',
      example: 'WSCrypto.jwtClaims(payload.access_token).sub',
      run: ([token], use) => claimsIn('WSCrypto.jwtClaims', token, use),
    },
    genUUID: {
      signature: 'genUUID()',
      summary: 'A random UUID of version 4 (RFC 9562); the same for the same seed',
      run: (_, use) => uuid(use.realm),
    },
    genKey: {
      signature: 'genKey()',
      summary: 'A random key of 256 bits for tests, as a binary value; the same for the same seed',
      example: 'WSCrypto.toHex(WSCrypto.genKey())',
      run: (_, use): Binary => key(use),
    },
  },
})

type Digest = typeof sha256 | typeof sha512 | typeof md5 | typeof sha1

function digest(name: string, algorithm: Digest, what: string): HelperFunction {
  return {
    signature: `${name}(text)`,
    summary: what,
    run: ([value], use) => bytesToHex(algorithm(bytesOf(`WSCrypto.${name}`, value, use))),
  }
}

function signature(name: string, algorithm: Digest, what: string): HelperFunction {
  return {
    signature: `${name}(text, secret?, 'base64'?)`,
    summary: `${what} digest (FIPS 180-4); with a secret, HMAC-${what} (RFC 2104)`,
    example: `WSCrypto.${name}(payload_source, secret, 'base64')`,
    run(args, use) {
      const call = `WSCrypto.${name}`
      if (args.length > 1) return signed(call, algorithm, args, use)
      return bytesToHex(algorithm(bytesOf(call, args[0], use)))
    },
  }
}

/** A secret that is missing fails: the plain digest in its place would look like a signature. */
function signed(call: string, algorithm: Digest, args: readonly unknown[], use: HelperUse): string {
  const [value, secret, encoding] = args
  if (encoding !== undefined && encoding !== 'hex' && encoding !== 'base64') {
    throw wrongArgument(call, "its third argument as 'base64' or 'hex'", encoding)
  }
  if (!isBinary(secret) && textIn(secret) === undefined) throw wrongArgument(call, 'the secret as text', secret)
  const code = hmac(algorithm, bytesOf(call, secret, use), bytesOf(call, value, use))
  return encoding === 'base64' ? encodeBase64(code) : bytesToHex(code)
}

function base64([direction, value]: readonly unknown[], use: HelperUse): string {
  const call = 'WSCrypto.base64'
  if (direction === 'encode') return base64Text(bytesOf(call, value, use), use)
  if (direction !== 'decode') throw wrongArgument(call, "'encode' or 'decode' as its first argument", direction)
  const text = needText(call, 'text', value)
  charge(use, text.length)
  const bytes = decodeBase64(text)
  if (bytes === undefined) throw wrongArgument(call, 'base64 to decode', value)
  return decodeUtf8(bytes)
}

function base64Text(bytes: Uint8Array, use: HelperUse): string {
  use.chargeText(4 * Math.ceil(bytes.length / 3))
  return encodeBase64(bytes)
}

function key(use: HelperUse): Binary {
  const bytes = Uint8Array.from({ length: KEY_BYTES }, () => wholeBetween(use.realm, 0, 255))
  const type = 'application/octet-stream'
  return { size: KEY_BYTES, type, sha256: bytesToHex(sha256(bytes)), base64: encodeBase64(bytes) }
}

/** The bytes to work on, charged before they are made. A step pays for 4 bytes: about what base64 takes, more than a digest. */
function bytesOf(call: string, value: unknown, use: HelperUse): Uint8Array {
  if (isBinary(value)) {
    charge(use, value.base64.length)
    const bytes = decodeBase64(value.base64)
    if (bytes !== undefined) return bytes
    throw new ExpressionError(`\`${call}\` got a binary value whose base64 cannot be read`)
  }
  if (Array.isArray(value)) {
    charge(use, value.length)
    return Uint8Array.from(value, (item) => byteOf(call, item))
  }
  const text = textIn(value)
  if (text === undefined)
    throw wrongArgument(call, 'text or a binary body', value, 'write `value.asJSON()` for the JSON of a map')
  charge(use, text.length)
  return encodeUtf8(text)
}

function charge(use: HelperUse, length: number): void {
  use.charge(1 + Math.ceil(length / 4))
}

/** Bytes from -128 are taken as well, as Java prints them. */
function byteOf(call: string, item: unknown): number {
  if (typeof item === 'number' && Number.isInteger(item) && item >= -128 && item <= 255) return item & 0xff
  throw wrongArgument(call, 'bytes as whole numbers from 0 to 255', item)
}
