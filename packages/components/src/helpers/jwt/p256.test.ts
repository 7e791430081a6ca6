import { sha256 } from '@noble/hashes/sha2.js'
import { expect, it } from 'vitest'
import { testUse } from '../test/use.ts'
import { hexOf } from './der.ts'
import { signP256 } from './p256.ts'

const key = 0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n
const digest = (text: string): Uint8Array => sha256(Uint8Array.from(text, (character) => character.charCodeAt(0)))

it.each([
  [
    'sample',
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  ],
  [
    'test',
    'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367' +
      '019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083',
  ],
])('follows the vector of RFC 6979, section A.2.5, for the text %s', (text, signature) => {
  expect(hexOf(signP256('test', key, digest(text), testUse()))).toBe(signature)
})

it('refuses a key that is not in the group', () => {
  expect(() => signP256('test', 0n, digest('a'), testUse())).toThrow('`test` got a private key that is out of range')
})
