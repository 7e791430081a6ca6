import fc from 'fast-check'
import { expect, test } from 'vitest'
import { literalValue } from './literals.ts'

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  return value instanceof Map ? Object.fromEntries([...value].map(([key, member]) => [key, plain(member)])) : value
}

test('a list or map of constants is read as what it is', () => {
  const leaf = fc.oneof(
    fc.string().map((text) => text.replaceAll('${', '')),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  )
  const key = fc.stringMatching(/^[a-z][a-z0-9 .-]{0,8}$/)
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(fc.array(value, { maxLength: 4 }), (list) => {
      // Escapes such as \u0001 stay code, which is as right and not what is asked here.
      const source = JSON.stringify(list)
      fc.pre(!/\\[ux0-9]/.test(source))
      expect(plain(literalValue(source))).toEqual(list)
      expect(plain(literalValue(`({ all: ${source} })`))).toEqual({ all: list })
    }),
  )
})

test('what is no constant stays code', () => {
  expect(literalValue("['a', b.c, [d(1, '}'), 2], 'e' + f, 1 + 1, `g-${h}`]")).toEqual([
    'a',
    '${b.c}',
    ["${d(1, '}')}", 2],
    "${'e' + f}",
    '${1 + 1}',
    'g-${h}',
  ])
  expect(plain(literalValue("({ 'a-b': x ? { y: 1 } : [2], n: -1.5, m: 007 })"))).toEqual({
    'a-b': '${x ? { y: 1 } : [2]}',
    n: -1.5,
    m: '${007}',
  })
})

test('a text that looks like a template stays a text', () => {
  expect(literalValue("['${a}', 'it\\'s']")).toEqual(['\\${a}', "it's"])
})

test('what is no list and no map is left alone', () => {
  for (const source of ['a', "'a'", '[1, 2].length', '[...a]', '({ [a]: 1 })', '[1', '({ a })', '[a] + [b]', ''])
    expect(literalValue(source), source).toBeUndefined()
})
