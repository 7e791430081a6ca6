import { cells } from '@merlon/reporters'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { piecesOf, terminalPicture } from './svg.ts'

interface Drawn {
  readonly attributes: Readonly<Record<string, string>>
  text: string
}

/** The `text` elements of a picture; throws where it is not well-formed XML. */
function drawn(picture: string): Drawn[] {
  const parser = new SaxesParser()
  const found: Drawn[] = []
  let open: Drawn | undefined
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'text') found.push((open = { attributes: attributes as Record<string, string>, text: '' }))
  })
  parser.on('text', (text) => {
    if (open) open.text += text
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'text') open = undefined
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(picture).close()
  return found
}

const at = (one: Drawn | undefined): number => Number(one?.attributes.x)

test('a picture shows colours, bold and dim where they were on', () => {
  const [good, plain, bad, faint] = drawn(
    terminalPicture('\x1b[32m✓\x1b[39m cart \x1b[31m\x1b[1m3 failures\x1b[22m\x1b[39m \x1b[2m9 ms\x1b[22m', 'A run'),
  )
  expect(good).toMatchObject({ text: '✓', attributes: { fill: '#56d364' } })
  expect(plain).toMatchObject({ text: 'cart' })
  expect(plain?.attributes).not.toHaveProperty('fill')
  expect(bad).toMatchObject({ text: '3 failures', attributes: { fill: '#ff7b72', 'font-weight': 'bold' } })
  expect(faint).toMatchObject({ text: '9 ms', attributes: { opacity: '0.65' } })
  expect(faint?.attributes).not.toHaveProperty('fill')
})

test('a style holds until it is ended, on later lines too', () => {
  expect(piecesOf('\x1b[31ma\nb\x1b[39mc')).toEqual([
    [{ text: 'a', style: { color: '#ff7b72' } }],
    [
      { text: 'b', style: { color: '#ff7b72' } },
      { text: 'c', style: {} },
    ],
  ])
})

test('a caret stands below what it points at', () => {
  const [code, caret] = drawn(terminalPicture('\x1b[34m7 |\x1b[39m\n    \x1b[31m^\x1b[39m', 'A run'))
  expect(at(caret) - at(code)).toBeCloseTo(4 * 8.45, 1)
})

test('the card is as wide as its longest line', () => {
  const picture = terminalPicture('\x1b[32mfour \x1b[39mfive \x1b[31msix\x1b[39m  \nshort', 'A run')
  const [last] = drawn(picture).filter(({ text }) => text === 'six')
  const width = Number(/ width="(\d+)"/.exec(picture)?.[1])
  expect(width - (at(last) + Number(last?.attributes.textLength))).toBeCloseTo(24, 0)
})

test('what is drawn is what was written, each part in its place, whatever characters it has', () => {
  const unit = fc.oneof(fc.constantFrom(...'<>&"\'; ]   '), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }))
  const line = fc.string({ unit }).filter((text) => !/\p{Cc}|[^\S ]/u.test(text))
  fc.assert(
    fc.property(line, line, (text, title) => {
      let read = ''
      for (const one of drawn(terminalPicture(text, title)))
        read += ' '.repeat(Math.round((at(one) - 24) / 8.45) - cells(read)) + one.text
      expect(read).toBe(text.trimEnd())
    }),
  )
})

test('a code or a character that cannot be drawn is an error', () => {
  expect(() => piecesOf('\x1b[45mx')).toThrow('SGR code 45')
  expect(() => piecesOf('10%\r20%')).toThrow('control character')
})
