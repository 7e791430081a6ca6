import fc from 'fast-check'
import { expect, test } from 'vitest'
import { previewOf } from './preview.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

test('text is shown as it is', () => {
  expect(previewOf(bytesOf('größe;名\r\n1'), false)).toEqual({ is: 'text', text: 'größe;名\r\n1', cut: false })
})

test('a cut within a character leaves out that character alone', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0')),
      fc.nat(),
      (text, at) => {
        const bytes = bytesOf(text)
        const preview = previewOf(bytes.subarray(0, at % (bytes.length + 1)), true)
        expect(preview.is).toBe('text')
        expect(text.replace(/^\ufeff/, '').startsWith(preview.text)).toBe(true)
      },
    ),
  )
})

test('bytes that are no text are shown as numbers and letters', () => {
  const preview = previewOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0]), false)
  expect(preview.is).toBe('bytes')
  expect(preview.text).toMatch(/^0000 {2}89 50 4e 47 00 +·PNG·$/)
})

test('of many bytes the first 512 are shown', () => {
  const preview = previewOf(new Uint8Array(2000), false)
  expect(preview.cut).toBe(true)
  expect(preview.text.split('\n')).toHaveLength(32)
})
