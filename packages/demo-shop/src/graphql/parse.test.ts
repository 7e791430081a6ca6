import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Mistake } from './mistake.ts'
import { parse } from './parse.ts'

const PIECES = [
  '{',
  '}',
  '(',
  ')',
  ':',
  '$',
  '!',
  '=',
  '[',
  '...',
  '@',
  'query',
  'a',
  '1',
  '-2.5e3',
  '"s"',
  '"',
  ' ',
  '\n',
  '#',
  'null',
  '',
]

test('whatever comes in parses or is a mistake with its place', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }), (pieces) => {
      try {
        expect(parse(pieces.join(' ')).length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(Mistake)
        expect((error as Mistake).place).toBeDefined()
      }
    }),
    { numRuns: 3000 },
  )
})

test('values keep their types and escapes', () => {
  const [query] = parse('{ a(t: "\\u00e9\\n", n: -2.5, y: true, z: null, v: $v) }')
  expect([...(query?.selections[0]?.args ?? [])]).toEqual([
    ['t', { literal: 'é\n' }],
    ['n', { literal: -2.5 }],
    ['y', { literal: true }],
    ['z', { literal: null }],
    ['v', { variable: 'v' }],
  ])
})
