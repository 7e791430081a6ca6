import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCodec, randomFrom, systemClock } from './index.ts'

test('a seed repeats its numbers, those of stored reports included', () => {
  const first = (seed: number) => {
    const next = randomFrom(seed)
    return Array.from({ length: 3 }, next)
  }
  fc.assert(
    fc.property(fc.maxSafeNat(), (seed) => {
      expect(first(seed)).toEqual(first(seed))
    }),
  )
  expect(first(42)).toEqual([0.4562558052254867, 0.5743777227769976, 0.8310974141243506])
})

test('different seeds give different numbers', () => {
  const firsts = [0, 1, 2, 3, -1, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 52, Number.MAX_SAFE_INTEGER].map((seed) =>
    randomFrom(seed)(),
  )
  expect(new Set(firsts).size).toBe(firsts.length)
})

test('numbers are spread evenly from 0 up to 1, whatever the seed', () => {
  for (const seed of [0, 1, 2, 12_345, 2 ** 40]) {
    const next = randomFrom(seed)
    const counts = new Array<number>(20).fill(0)
    for (let draw = 0; draw < 20_000; draw += 1) {
      const number = next()
      const bin = Math.floor(number * 20)
      counts[bin] = (counts[bin] ?? Number.NaN) + 1
    }
    expect(counts).toHaveLength(20)
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0)
    expect(chiSquare).toBeLessThan(50) // 19 degrees of freedom: beyond 50 once in 7,000 honest generators
  }
})

test('a sleep lasts as long as asked, and ends with its signal', async () => {
  const start = systemClock.monotonic()
  await systemClock.sleep(30)
  expect(systemClock.monotonic() - start).toBeGreaterThanOrEqual(29)
  const stop = new AbortController()
  const long = systemClock.sleep(2 ** 40, stop.signal)
  stop.abort()
  await long
  await systemClock.sleep(2 ** 40, stop.signal)
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000)
})

test('text is decoded by charset, without a byte order mark', () => {
  const decode = (charset: string, ...bytes: number[]) => nodeCodec.decode(Uint8Array.from(bytes), charset)
  expect(decode('utf-8', 0xef, 0xbb, 0xbf, 0xc5, 0x81)).toBe('Ł')
  expect(decode('ISO-8859-2', 0xa3)).toBe('Ł')
  expect(decode('utf-16le', 0x41, 0x01)).toBe('Ł')
  expect(decode('utf-8', 0xff, 0x41)).toBe('\ufffdA')
  expect(decode('no-such-charset', 0xc5, 0x81)).toBe('Ł')
})

test('text and bytes survive base64 and encoding', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), (bytes, text) => {
      expect([...nodeCodec.fromBase64(nodeCodec.toBase64(bytes))]).toEqual([...bytes])
      expect(nodeCodec.decode(Uint8Array.from([0x2e, ...nodeCodec.encode(text)]), 'utf-8')).toBe(`.${text}`)
    }),
  )
  expect(nodeCodec.toBase64(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe('AgM=')
})

test('digests are the known ones', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' // FIPS 180-2, appendix B.1
  expect(nodeCodec.sha256('abc')).toBe(abc)
  expect(nodeCodec.sha256(Buffer.from('abc'))).toBe(abc)
})
