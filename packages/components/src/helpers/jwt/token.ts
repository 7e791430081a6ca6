/** JSON Web Tokens, signed in the compact form (RFC 7519, RFC 7515), and read without trusting them. */
import { ExpressionError, type HelperUse, jsonText, parseJson } from '@merlon/language'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { isMap, needText, wrongArgument } from '../shared/arguments.ts'
import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from '../shared/bytes.ts'
import { readPrivateKey } from './der.ts'
import { signP256 } from './p256.ts'
import { signRsa } from './rsa.ts'

const LONGEST = 1_000_000

const algorithms = {
  HS256: { family: 'HMAC', hash: sha256 },
  HS384: { family: 'HMAC', hash: sha384 },
  HS512: { family: 'HMAC', hash: sha512 },
  RS256: { family: 'RSA', hash: sha256 },
  RS384: { family: 'RSA', hash: sha384 },
  RS512: { family: 'RSA', hash: sha512 },
  ES256: { family: 'EC', hash: sha256 },
} as const

type Algorithm = keyof typeof algorithms

/** Gives the bytes of a secret that is text or binary. */
type SecretReader = (value: unknown) => Uint8Array

/**
 * A signed token. Nothing is added to the claims. `secret` is what HMAC is keyed with, or a private key in PEM. Throws an
 * ExpressionError for what cannot be signed, and for `none`.
 */
export function signedToken(call: string, args: readonly unknown[], readSecret: SecretReader, use: HelperUse): string {
  const [claims, secret, algorithm, header] = args
  if (!isMap(claims)) throw wrongArgument(call, 'its claims as a map', claims)
  const name = algorithmOf(call, algorithm, secret)
  const content = `${part(headerOf(call, name, header), use)}.${part(claims, use)}`
  const signature = signatureOf(call, name, content, secret, readSecret, use)
  return `${content}.${base64url(signature)}`
}

function algorithmOf(call: string, wanted: unknown, secret: unknown): Algorithm {
  const names = Object.keys(algorithms)
  if (wanted === undefined || wanted === null) {
    if (typeof secret !== 'string' || !secret.includes('-----BEGIN')) return 'HS256'
    throw new ExpressionError(`\`${call}\` got a key in PEM and no algorithm; say 'RS256' or 'ES256' after it`)
  }
  const known = typeof wanted === 'string' && isAlgorithm(wanted) ? wanted : undefined
  if (known) return known
  throw wrongArgument(call, `an algorithm out of ${names.join(', ')}`, wanted)
}

function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name)
}

function headerOf(call: string, alg: Algorithm, more: unknown): object {
  if (more === undefined || more === null) return { alg, typ: 'JWT' }
  if (!isMap(more)) throw wrongArgument(call, 'further header members as a map', more)
  if (more.alg !== undefined && more.alg !== alg)
    throw wrongArgument(call, `the header's alg as '${alg}', or none`, more.alg)
  return { alg, typ: 'JWT', ...more }
}

function part(value: object, use: HelperUse): string {
  const text = jsonText(value, 0, LONGEST)
  use.charge(1 + text.length)
  return base64url(encodeUtf8(text))
}

function signatureOf(
  call: string,
  name: Algorithm,
  content: string,
  secret: unknown,
  readSecret: SecretReader,
  use: HelperUse,
): Uint8Array {
  const { family, hash } = algorithms[name]
  use.charge(1 + (content.length >> 2))
  if (secret === undefined || secret === null) throw wrongArgument(call, 'a secret', secret)
  if (family === 'HMAC') {
    const key = readSecret(secret)
    if (key.length === 0) throw wrongArgument(call, 'a secret', secret)
    return hmac(hash, key, encodeUtf8(content))
  }
  const pem = needText(call, `a private key in PEM for ${name}`, secret)
  use.charge(1 + pem.length)
  const key = readPrivateKey(call, pem)
  if (key.kind !== family) {
    throw new ExpressionError(
      `\`${call}\` needs a key for ${family === 'EC' ? 'the curve P-256' : 'RSA'} to sign with ${name}, got one for ${key.kind === 'EC' ? 'the curve P-256' : 'RSA'}`,
    )
  }
  const digest = hash(encodeUtf8(content))
  return key.kind === 'RSA' ? signRsa(call, key.numbers, digest, use) : signP256(call, key.numbers[0]!, digest, use)
}

/** The claims of a token, as they stand in it: the signature is not checked. */
export function claimsIn(call: string, token: unknown, use: HelperUse): unknown {
  const text = needText(call, 'a token as text', token)
    .replace(/^Bearer +/i, '')
    .trim()
  use.chargeText(text.length)
  const [, middle = '', ...rest] = text.split('.')
  const bytes = rest.length === 1 ? decodeBase64(middle) : undefined
  const parsed = bytes && parseJson(decodeUtf8(bytes))
  if (parsed && 'value' in parsed && isMap(parsed.value)) return parsed.value
  throw wrongArgument(call, 'a token of three parts with claims in the second', token)
}

function base64url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
