import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authenticationInfo, challengesIn } from './challenge.ts'

const read = (...values: string[]): unknown =>
  challengesIn(values.map((value) => ['WWW-Authenticate', value])).map(({ scheme, parameters }) => [
    scheme,
    Object.fromEntries(parameters),
  ])

describe('challenges', () => {
  test.each<[string, string, unknown]>([
    [
      'one, with commas inside quotes',
      'Digest realm="a, b", qop="auth,auth-int", nonce="x=="',
      [['digest', { realm: 'a, b', qop: 'auth,auth-int', nonce: 'x==' }]],
    ],
    [
      'several in one header',
      'Negotiate, NTLM abc==, Basic realm="x", Digest nonce=n, realm="y", charset=UTF-8',
      [
        ['negotiate', {}],
        ['ntlm', {}],
        ['basic', { realm: 'x' }],
        ['digest', { nonce: 'n', realm: 'y', charset: 'UTF-8' }],
      ],
    ],
    [
      'escaped quotes, space around the sign, names in any case',
      'DIGEST Realm = "say \\"hi\\" \\\\", STALE=TRUE',
      [['digest', { realm: 'say "hi" \\', stale: 'TRUE' }]],
    ],
    ['a quote that is not closed', 'Digest realm="open, nonce=', [['digest', { realm: 'open, nonce=' }]]],
    ['commas without anything', ',, Digest ,, realm="r",, ', [['digest', { realm: 'r' }]]],
    ['nothing', '', []],
  ])('are read: %s', (_what, value, expected) => {
    expect(read(value)).toEqual(expected)
  })

  test('of several headers keep their order', () => {
    expect(read('Digest algorithm=SHA-256', 'Digest algorithm=MD5')).toEqual([
      ['digest', { algorithm: 'SHA-256' }],
      ['digest', { algorithm: 'MD5' }],
    ])
  })

  test('keep whatever stands in a quoted value, and nothing makes them throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), fc.string(), (realm, garbage) => {
        const written = `"${realm.replace(/["\\]/g, '\\$&')}"`
        expect(read(`Digest realm=${written}, nonce="n"`)).toEqual([['digest', { realm, nonce: 'n' }]])
        expect(Array.isArray(read(garbage))).toBe(true)
      }),
    )
  })
})

test('what a server says after a success has no scheme', () => {
  const info = authenticationInfo([['authentication-info', 'nextnonce="n2", qop=auth, rspauth="ab"']])
  expect(Object.fromEntries(info)).toEqual({ nextnonce: 'n2', qop: 'auth', rspauth: 'ab' })
})
