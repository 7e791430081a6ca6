import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testUse } from './test/use.ts'
import wsCrypto from './ws-crypto.ts'

const { functions } = wsCrypto
const call = (name: keyof typeof functions, ...args: unknown[]): unknown => functions[name].run(args, testUse())
const binary = (bytes: Uint8Array): object => ({
  size: bytes.length,
  type: 'application/octet-stream',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  base64: Buffer.from(bytes).toString('base64'),
})

describe('digests', () => {
  it('follow the vectors of RFC 1321, section A.5', () => {
    expect(call('md5', '')).toBe('d41d8cd98f00b204e9800998ecf8427e')
    expect(call('md5', 'abc')).toBe('900150983cd24fb0d6963f7d28e17f72')
    expect(call('md5', 'message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0')
    expect(call('md5', '1234567890'.repeat(8))).toBe('57edf4a22be3c955ac49da2e2107b67a')
    expect(call('md5', 'plant')).toBe('9ea0a36b3a20901fafe834eb519a595c')
  })

  it('follow the vectors of RFC 3174, section 7.3', () => {
    expect(call('hash', 'abc')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
    expect(call('hash', 'a'.repeat(1_000_000))).toBe('34aa973cd4c4daa4f61eeb2bdbad27316534016f')
    expect(call('hash', 'plant')).toBe('baf0bf92eb79156bdc34cddba390e31738b942f1')
  })

  it('follow the vectors of FIPS 180-4', () => {
    expect(call('sha256', 'abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(call('sha256', 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    )
    expect(call('sha512', 'abc')).toBe(
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
        '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    )
  })

  it('give the same for a binary body as for its text', () => {
    expect(call('sha256', binary(Buffer.from('grüß 😀')))).toBe(call('sha256', 'grüß 😀'))
    expect(call('md5', binary(Uint8Array.of(0, 255, 128)))).toBe(
      createHash('md5')
        .update(Uint8Array.of(0, 255, 128))
        .digest('hex'),
    )
  })

  it('agree with another implementation on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(call('md5', text)).toBe(createHash('md5').update(text, 'utf8').digest('hex'))
        expect(call('hash', text)).toBe(createHash('sha1').update(text, 'utf8').digest('hex'))
        expect(call('sha256', text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
        expect(call('sha512', text)).toBe(createHash('sha512').update(text, 'utf8').digest('hex'))
      }),
    )
  })

  it('take a number as its text and refuse what is missing or has no text form', () => {
    expect(call('md5', 42)).toBe(call('md5', '42'))
    expect(() => call('md5')).toThrow(/^`WSCrypto\.md5` needs text or a binary body, got nothing$/)
    expect(() => call('sha256', { a: 1 })).toThrow(/^`WSCrypto\.sha256` needs text or a binary body, got /)
  })

  it('charge for the length of the text', () => {
    const use = testUse()
    functions.sha256.run(['a'.repeat(80_000)], use)
    expect(use.spent()).toBeGreaterThanOrEqual(10_000)
  })
})

describe('signatures', () => {
  it('follow the vectors of RFC 4231', () => {
    const key = 'Jefe'
    const text = 'what do ya want for nothing?'
    expect(call('sha256', text, key)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
    expect(call('sha512', text, key)).toBe(
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554' +
        '9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    )
    const longKey = binary(new Uint8Array(131).fill(0xaa))
    expect(call('sha256', 'Test Using Larger Than Block-Size Key - Hash Key First', longKey)).toBe(
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    )
    expect(call('sha256', 'plant', 'k3y')).toBe('8276134838d838b057e7e2aac9baf10bc63c66b202ddb8bea0705a63e7a64b2a')
  })

  it('follow the vectors of RFC 2202 for HMAC-SHA-1', () => {
    expect(call('hmacSha1', 'what do ya want for nothing?', 'Jefe')).toBe('effcdf6ae5eb2fa2d27416d5f184df9c259a7c79')
    expect(call('hmacSha1', 'Hi There', binary(new Uint8Array(20).fill(0x0b)))).toBe(
      'b617318655057264e28bc0b6fb378c8ef146be00',
    )
  })

  it('come as base64 where asked for', () => {
    expect(call('sha256', 'plant', 'k3y', 'base64')).toBe(createHmac('sha256', 'k3y').update('plant').digest('base64'))
    expect(call('hmacSha1', 'plant', 'k3y', 'base64')).toBe(createHmac('sha1', 'k3y').update('plant').digest('base64'))
    expect(() => call('sha256', 'plant', 'k3y', 'base32')).toThrow(
      "`WSCrypto.sha256` needs its third argument as 'base64' or 'hex', got text \"base32\"",
    )
  })

  it('are never replaced by a plain digest when the secret is missing', () => {
    expect(() => call('sha256', 'plant', undefined)).toThrow(
      /^`WSCrypto\.sha256` needs the secret as text, got nothing$/,
    )
    expect(() => call('sha256', 'plant', null)).toThrow(/^`WSCrypto\.sha256` needs the secret as text, got /)
    expect(() => call('hmacSha1', 'plant')).toThrow(/^`WSCrypto\.hmacSha1` needs the secret as text, got nothing$/)
    expect(call('sha256', 'plant', '')).toBe(createHmac('sha256', '').update('plant').digest('hex'))
  })
})

describe('base64', () => {
  /** Leads and ends of characters more often than chance would have them. */
  const byte = fc.oneof(
    fc.constantFrom(0xc2, 0xe0, 0xe1, 0xed, 0xf0, 0xf4, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf),
    fc.nat(255),
  )

  it('follows the vectors of RFC 4648, section 10, both ways', () => {
    const vectors = ['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy']
    vectors.forEach((encoded, length) => {
      expect(call('base64', 'encode', 'foobar'.slice(0, length))).toBe(encoded)
      expect(call('base64', 'decode', encoded)).toBe('foobar'.slice(0, length))
    })
  })

  it('gives back any text of whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = call('base64', 'encode', text)
        expect(encoded).toBe(Buffer.from(text, 'utf8').toString('base64'))
        expect(call('base64', 'decode', encoded)).toBe(text)
      }),
    )
  })

  it('decodes any bytes as a web browser does, with U+FFFD for what is no character', () => {
    fc.assert(
      fc.property(fc.array(byte), (list) => {
        const bytes = Uint8Array.from(list)
        const encoded = Buffer.from(bytes).toString('base64')
        const reference = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
        expect(call('base64', 'decode', encoded)).toBe(reference)
      }),
      { numRuns: 1000 },
    )
  })

  it('decodes base64url, no padding and line breaks', () => {
    expect(call('base64', 'decode', 'w7_Dvw')).toBe('ÿÿ')
    expect(call('base64', 'decode', 'Zm9v\r\nYmFy\n')).toBe('foobar')
  })

  it('refuses what is no base64 and a direction that it does not know', () => {
    for (const text of ['Zm9v!', 'Z', 'Zg=', 'Zg===', '=Zg=', 'ä']) {
      expect(() => call('base64', 'decode', text), text).toThrow(
        /^`WSCrypto\.base64` needs base64 to decode, got text /,
      )
    }
    expect(() => call('base64', 'zip', 'a')).toThrow(
      "`WSCrypto.base64` needs 'encode' or 'decode' as its first argument",
    )
  })

  it('shows a text whole or not at all, so that a secret in it can be masked', () => {
    expect(() => call('base64', 'decode', `${'s3cret'.repeat(20)}!`)).toThrow(/got text of 121 characters$/)
  })

  it('holds long text', () => {
    const text = 'grüß 😀 '.repeat(50_000)
    expect(call('base64', 'decode', call('base64', 'encode', text))).toBe(text)
  })
})

describe('bytes', () => {
  it('are written as hex and base64 from text, a binary body, or a list as Java prints it', () => {
    expect(call('toHex', 'ÿ')).toBe('c3bf')
    expect(call('toHex', [0, 255, -1, 16])).toBe('00ffff10')
    expect(call('toHex', binary(Uint8Array.of(1, 2)))).toBe('0102')
    expect(call('base64Encode', [251, 255])).toBe('+/8=')
    expect(() => call('toHex', [256])).toThrow('`WSCrypto.toHex` needs bytes as whole numbers from 0 to 255, got 256')
  })
})

describe('identifiers', () => {
  it('genUUID gives different UUIDs of version 4', () => {
    const use = testUse()
    const uuids = Array.from({ length: 200 }, () => functions.genUUID.run([], use))
    const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(uuids.filter((uuid) => !pattern.test(String(uuid)))).toEqual([])
    expect(new Set(uuids).size).toBe(200)
  })

  it('genKey gives 32 bytes that the other functions take, the same for the same seed', () => {
    const key = call('genKey')
    expect(key).toEqual(call('genKey'))
    expect(call('toHex', key)).toMatch(/^[0-9a-f]{64}$/)
    expect(call('sha256', key)).toBe((key as { sha256: string }).sha256)
    expect(call('sha256', 'plant', key)).toMatch(/^[0-9a-f]{64}$/)
    expect(functions.genKey.run([], testUse({ seed: 2 }))).not.toEqual(key)
  })
})
