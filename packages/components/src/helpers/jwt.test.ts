import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto'
import { ExactNumber, ExpressionError } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testUse } from './test/use.ts'
import wsCrypto from './ws-crypto.ts'

const { jwt, jwtClaims } = wsCrypto.functions
const sign = (...args: unknown[]): string => String(jwt.run(args, testUse()))
const claimsOf = (token: unknown): unknown => jwtClaims.run([token], testUse())
const parts = (token: string): [header: unknown, claims: unknown, signature: Buffer] => {
  const [header = '', claims = '', signature = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url'))
  return [JSON.parse(String(header)), JSON.parse(String(claims)), Buffer.from(signature)]
}
const content = (token: string): string => token.slice(0, token.lastIndexOf('.'))

const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1'): string => String(key.export({ type, format: 'pem' }))
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })

describe('tokens with a secret', () => {
  it('are those that everybody knows', () => {
    expect(sign({ sub: '1234567890', name: 'John Doe', iat: 1516239022 }, 'your-256-bit-secret')).toBe(
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
    )
  })

  it.each(['HS256', 'HS384', 'HS512'])(
    'hold any claims unchanged and are signed as another implementation signs: %s',
    (name) => {
      fc.assert(
        fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string({ minLength: 1 }), (claims, secret) => {
          const token = sign(claims, secret, name)
          const [header, held, signature] = parts(token)
          expect(header).toEqual({ alg: name, typ: 'JWT' })
          expect(held).toEqual(JSON.parse(JSON.stringify(claims)))
          expect(signature).toEqual(
            createHmac(`sha${name.slice(2)}`, secret)
              .update(content(token))
              .digest(),
          )
          expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
          expect(claimsOf(token)).toEqual(held)
        }),
      )
    },
  )

  it('take a binary secret, and more members for the header', () => {
    const secret = { size: 3, type: 'application/octet-stream', sha256: '', base64: 'AP+A' }
    const token = sign({}, secret, 'HS256', { kid: 'k1', typ: 'at+jwt' })
    expect(parts(token)[0]).toEqual({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })
    expect(parts(token)[2]).toEqual(createHmac('sha256', Buffer.from('AP+A', 'base64')).update(content(token)).digest())
  })

  it('keep the digits of numbers that a double cannot hold', () => {
    const token = sign({ id: new ExactNumber('12345678901234567890') }, 'secret')
    expect(String(Buffer.from(token.split('.')[1] ?? '', 'base64url'))).toBe('{"id":12345678901234567890}')
    expect(claimsOf(`Bearer ${token}`)).toEqual({ id: new ExactNumber('12345678901234567890') })
  })
})

describe('tokens with a private key', () => {
  it.each(['RS256', 'RS384', 'RS512'])('of RSA are the ones that another implementation makes: %s', (name) => {
    for (const type of ['pkcs1', 'pkcs8'] as const) {
      const token = sign({ sub: 'kim' }, pem(rsa.privateKey, type), name)
      expect(parts(token)[0]).toEqual({ alg: name, typ: 'JWT' })
      expect(
        createVerify(`sha${name.slice(2)}`)
          .update(content(token))
          .verify(rsa.publicKey, parts(token)[2]),
      ).toBe(true)
    }
  })

  it.each([1024, 1032, 3072])('of RSA may have other sizes: %i bits', (modulusLength) => {
    const pair = generateKeyPairSync('rsa', { modulusLength, publicExponent: modulusLength === 1024 ? 3 : 65537 })
    const token = sign({}, pem(pair.privateKey, 'pkcs8'), 'RS256')
    expect(createVerify('sha256').update(content(token)).verify(pair.publicKey, parts(token)[2])).toBe(true)
  })

  it('of the curve P-256 verify, are the same each time, and differ for other claims', () => {
    for (const type of ['sec1', 'pkcs8'] as const) {
      for (let sub = 0; sub < 10; sub += 1) {
        const token = sign({ sub }, pem(ec.privateKey, type), 'ES256')
        const signature = parts(token)[2]
        expect(signature).toHaveLength(64)
        expect(
          verify('sha256', Buffer.from(content(token)), { key: ec.publicKey, dsaEncoding: 'ieee-p1363' }, signature),
        ).toBe(true)
        expect(sign({ sub }, pem(ec.privateKey, type), 'ES256')).toBe(token)
      }
    }
  })

  it('may be kept in one line, as environments hold them', () => {
    const line = pem(rsa.privateKey, 'pkcs8').replaceAll('\n', '\\n')
    expect(sign({}, line, 'RS256')).toBe(sign({}, pem(rsa.privateKey, 'pkcs8'), 'RS256'))
  })
})

describe('what is refused', () => {
  const key = pem(rsa.privateKey, 'pkcs8')

  it.each([
    ['an unsigned token', [{}, 'secret', 'none'], /needs an algorithm out of HS256, .*, got text "none"$/],
    ['an algorithm by another name', [{}, 'secret', 'hs256'], /needs an algorithm out of HS256/],
    ['claims that are no map', ['{}', 'secret'], /needs its claims as a map, got text/],
    ['no secret', [{}], /needs a secret, got nothing$/],
    ['an empty secret', [{}, ''], /needs a secret, got text ""$/],
    [
      'a header of another algorithm',
      [{}, 'secret', 'HS256', { alg: 'none' }],
      /needs the header's alg as 'HS256', or none, got text "none"$/,
    ],
    ['a key without an algorithm', [{}, key], /got a key in PEM and no algorithm; say 'RS256' or 'ES256' after it$/],
    ['a secret where a key is needed', [{}, 'secret', 'RS256'], /needs a private key in PEM, got text that is none$/],
    [
      'a text far too long',
      [{}, 'x'.repeat(60_000), 'RS256'],
      /needs a private key in PEM, got text of 60000 characters$/,
    ],
    [
      'a public key',
      [{}, String(rsa.publicKey.export({ type: 'spki', format: 'pem' })), 'RS256'],
      /needs a private key in PEM, got a public key$/,
    ],
    [
      'an encrypted key',
      [
        {},
        String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })),
        'RS256',
      ],
      /got one that is encrypted$/,
    ],
    [
      'a key of the other kind',
      [{}, pem(ec.privateKey, 'pkcs8'), 'RS256'],
      /needs a key for RSA to sign with RS256, got one for the curve P-256$/,
    ],
    [
      'a key of another curve',
      [{}, pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, 'pkcs8'), 'ES256'],
      /got private key data that cannot be read$/,
    ],
    [
      'a key that is too short',
      [{}, pem(generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey, 'pkcs8'), 'RS512'],
      /got a key that is too short for this algorithm$/,
    ],
  ])('%s', (_, args, message) => {
    expect(() => sign(...args)).toThrow(message)
  })

  it('a broken key, whatever is broken in it, with a word that does not show the key', () => {
    const bytes = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' })
    fc.assert(
      fc.property(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(bytes.length),
        (at, change, end) => {
          const broken = Buffer.from(bytes)
          broken[at] = broken[at]! ^ change
          const body = broken.subarray(0, end % 2 === 0 ? broken.length : end).toString('base64')
          try {
            const token = sign({}, `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`, 'RS256')
            // Only where the change means nothing.
            expect(createVerify('sha256').update(content(token)).verify(createPublicKey(key), parts(token)[2])).toBe(
              true,
            )
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError)
            expect(String(error)).not.toContain(body.slice(0, 10) || 'nothing')
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('a text that is no token', () => {
    for (const text of ['', 'a.b', 'a.b.c', 'e30.e30', 'e30.W10.x', 'e30.e30.e30.e30']) {
      expect(() => claimsOf(text)).toThrow(
        /^`WSCrypto\.jwtClaims` needs a token of three parts with claims in the second, got /,
      )
    }
    expect(claimsOf('e30.eyJhIjoiw6QifQ.')).toEqual({ a: 'ä' })
  })
})

it('charges for the size of the key before it signs', () => {
  const spent = (modulusLength: number) => {
    const use = testUse()
    jwt.run([{}, pem(generateKeyPairSync('rsa', { modulusLength }).privateKey, 'pkcs8'), 'RS256'], use)
    return use.spent()
  }
  expect(spent(1024)).toBeGreaterThan(10_000)
  expect(spent(2048) / spent(1024)).toBeGreaterThan(6)
})
