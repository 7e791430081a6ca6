import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64, decodeHex, decodeUtf8, encodeBase64, encodeHex, encodeUtf8 } from './bytes.ts'

const bytes = fc.uint8Array({ maxLength: 40 })

test('UTF-8 is written and read as the host does, faulty input included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      expect([...encodeUtf8(text)]).toEqual([...Buffer.from(text, 'utf8')])
    }),
  )
  const lead = fc.constantFrom(0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0x80, 0xbf, 0x9f, 0xa0, 0x41)
  const faulty = fc.array(lead, { maxLength: 8 }).map((list) => Uint8Array.from(list))
  fc.assert(
    fc.property(fc.oneof(bytes, faulty), (list) => {
      expect(decodeUtf8(list)).toBe(Buffer.from(list).toString('utf8'))
    }),
    { numRuns: 4_000 },
  )
})

test('base64, base64url and hex are written as the host does and read back', () => {
  fc.assert(
    fc.property(bytes, (list) => {
      const buffer = Buffer.from(list)
      expect(encodeBase64(list)).toBe(buffer.toString('base64'))
      expect(encodeBase64(list, true)).toBe(buffer.toString('base64url'))
      expect(encodeHex(list)).toBe(buffer.toString('hex'))
      expect(decodeBase64(encodeBase64(list))).toEqual(list)
      expect(decodeBase64(encodeBase64(list, true))).toEqual(list)
      expect(decodeHex(encodeHex(list))).toEqual(list)
    }),
  )
})

test('text that is neither is refused', () => {
  expect(decodeBase64('a*b=')).toBeUndefined()
  expect(decodeBase64('abcde')).toBeUndefined()
  expect(decodeBase64('ab=c')).toBeUndefined()
  expect(decodeHex('abc')).toBeUndefined()
  expect(decodeHex('zz')).toBeUndefined()
})
