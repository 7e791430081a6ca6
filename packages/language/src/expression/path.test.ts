import fc from 'fast-check'
import { expect, test } from 'vitest'
import { XmlNode } from '../values/index.ts'
import { explainMissing } from './index.ts'
import { expressionOf, scriptOf, value, worldOf } from './test/evaluate.ts'

const book = new XmlNode('book', new Map([['id', 'b1']]), [new XmlNode('title', new Map(), ['Emma'])])

const variables = {
  payload: { Token: 'x', message: 'ok', none: null, items: [{ id: 1 }], 'x-y': 2, deep: { er: { name: 'n' } } },
  empty: null,
  book,
  word: 'abc',
}

test.each([
  'payload',
  'payload.items[0].id',
  "payload['x-y']",
  'payload["Token"]',
  ' payload . items [ 0 ] ',
  'payload?.items?.[0]',
  '$x.élan',
])('%s is a path', (source) => {
  expect(expressionOf(source).isPath).toBe(true)
})

test.each(['payload.items[i]', 'payload.items()', 'payload + 1', 'WSUtil.x', 'Math.PI', 'true', 'typeof', 'a.b!'])(
  '%s is no path',
  (source) => {
    const path = (() => {
      try {
        return expressionOf(source).isPath
      } catch {
        return false
      }
    })()
    expect(path).toBe(false)
  },
)

test('a path reads what the same expression in parentheses reads', () => {
  const member = fc.constantFrom(
    '.items',
    '[0]',
    '.id',
    "['x-y']",
    '.length',
    '?.deep',
    '.er',
    '.none',
    '.title',
    "['@id']",
    '.Token',
    '[9]',
  )
  const source = fc
    .tuple(fc.constantFrom('payload', 'book', 'word', 'empty', 'nope'), fc.array(member, { maxLength: 5 }))
    .map(([name, steps]) => name + steps.join(''))
  fc.assert(
    fc.property(source, (path) => {
      expect(expressionOf(path).isPath).toBe(true)
      expect(value(path, variables)).toStrictEqual(value(`(${path})`, variables))
    }),
    { numRuns: 500 },
  )
})

test.each<[source: string, exists: boolean]>([
  ['payload.Token', true],
  ['payload.none', true],
  ['payload.items[0]', true],
  ['payload.items.length', true],
  ['word[2]', true],
  ["book['@id']", true],
  ['book.title', true],
  ['payload', true],
  ['1 + 1', true],
  ['payload.user', false],
  ['payload.items[1]', false],
  ['payload.items.map', false],
  ['payload.toString', false],
  ['payload.none.x', false],
  ['word[3]', false],
  ["book['@nope']", false],
  ['book.author', false],
  ['empty', false],
  ['nope', false],
  ['nope.x', false],
  ['payload.none ?? null', false],
])('%s exists: %s', (source, exists) => {
  expect(expressionOf(source).resolve(worldOf(variables)).exists).toBe(exists)
})

test.each<[source: string, message: string]>([
  ['payload.user', 'payload.user is missing; payload has Token, message, none, items, x-y, deep'],
  [
    'payload.token',
    'payload.token is missing; payload has Token, message, none, items, x-y, deep. Did you mean payload.Token?',
  ],
  [
    'payload.mesage',
    'payload.mesage is missing; payload has Token, message, none, items, x-y, deep. Did you mean payload.message?',
  ],
  ['payload.items[4].id', 'payload.items[4] is missing; payload.items is a list of 1'],
  ['payload.none.x', 'payload.none.x is missing; payload.none is null'],
  ['payload.Token.x', 'payload.Token.x is missing; payload.Token is text'],
  [
    "payload.deep.er['na-me']",
    "payload.deep.er['na-me'] is missing; payload.deep.er has name. Did you mean payload.deep.er.name?",
  ],
  ['book.tilte', 'book.tilte is missing; book has title, @id. Did you mean book.title?'],
  ['payloda.x', 'there is no variable payloda. Did you mean payload?'],
  ['zzz', 'there is no variable zzz'],
  ['empty', 'empty is null'],
  ['nope ?? null', 'nope ?? null is null'],
])('what is said about %s', (source, message) => {
  const world = worldOf(variables)
  expect(explainMissing(expressionOf(source).resolve(world), source, world.scope.names())).toBe(message)
})

test('a trace shows the operands of comparisons and logic', () => {
  const { value: result, operands } = expressionOf("payload.Token == 'y' && !empty").trace(worldOf(variables))
  expect(result).toBe(false)
  expect(operands.map(({ source, value: shown }) => [source, shown])).toEqual([
    ["payload.Token == 'y'", false],
    ['payload.Token', 'x'],
  ])
})

test('a trace says which element broke every, and that none satisfied some', () => {
  const list = { list: [{ n: 1 }, { n: 5 }, { n: 2 }] }
  const every = expressionOf('list.every(item => item.n < 3)').trace(worldOf(list))
  expect(every.operands).toEqual([
    { start: 0, end: 4, source: 'list', value: { n: 5 }, note: 'element 2 of 3' },
    { start: 19, end: 25, source: 'item.n', value: 5 },
  ])
  const some = expressionOf('list.some(item => item.n > 9)').trace(worldOf(list))
  expect(some.operands[0]).toMatchObject({ source: 'list', note: 'none of 3 elements' })
  const includes = expressionOf('list.map(i => i.n).includes(wanted)').trace(worldOf({ ...list, wanted: 7 }))
  expect(includes.operands.map(({ value: shown }) => shown)).toEqual([[1, 5, 2], 7])
})

test('a trace of a huge operand still gives the condition its value', () => {
  const { value: result, operands } = expressionOf('x === 1').trace(
    worldOf({ x: Array.from({ length: 10 }, () => 'y'.repeat(16_000_000)) }),
  )
  expect(result).toBe(false)
  expect(operands[0]?.note).toContain('stopped')
})

test('scripts resolve to the value they return', () => {
  expect(scriptOf('return payload.none').resolve(worldOf(variables))).toEqual({ value: null, exists: false })
})
