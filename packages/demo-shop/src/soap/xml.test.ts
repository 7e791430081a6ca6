import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../http/refusal.ts'
import { escapeXml, readXml } from './xml.ts'

test('names lose their prefix, comments, instructions and attributes are passed over', () => {
  const root = readXml(`<?xml version="1.0"?><!-- <x> --><p:a q:b="1 > 0" c='2'><d/>t<p:e>&amp;u</p:e></p:a>\n`)
  expect(root).toEqual({
    name: 'a',
    text: 't',
    children: [
      { name: 'd', text: '', children: [] },
      { name: 'e', text: '&u', children: [] },
    ],
  })
})

test('character references read as their characters, unknown entities as they are', () => {
  expect(readXml('<a>&#233;&#xe9;&#x1F600;&nbsp;&constructor;</a>').text).toBe('éé😀&nbsp;&constructor;')
})

test('text that was escaped reads as it was', () => {
  const character = fc.constantFrom('a', '&', '<', '>', '"', "'", '#', ';', 'é', '😀')
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      expect(readXml(`<a>${escapeXml(text)}</a>`).text).toBe(text)
    }),
  )
})

test('whatever comes in is an element or refused', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    '<a>',
    '</a>',
    '<b c="',
    '"',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    ' ',
  )
  fc.assert(
    fc.property(fc.string({ unit: piece, maxLength: 30 }), (source) => {
      try {
        expect(readXml(source).name).not.toBe('')
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
    { numRuns: 2000 },
  )
})

test('a megabyte that never ends is refused at once', () => {
  const start = performance.now()
  for (const piece of ['<a ', '<!--', '<a b="', '<a>', '<![CDATA[', '&', ' ']) {
    expect(() => readXml(`<r${' x'.repeat(10)}${piece.repeat(200_000)}`)).toThrow(Refusal)
    expect(() => readXml(piece.repeat(200_000))).toThrow(Refusal)
  }
  expect(performance.now() - start).toBeLessThan(3000)
})
