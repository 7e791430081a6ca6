import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTyped, shownValue } from './typed-value.ts'
import {
  makePlain,
  makeSecret,
  mergeVariables,
  nameProblem,
  removeVariable,
  setVariable,
  variablesIn,
} from './variable-edits.ts'

const text = `# What every test sees.
host: http://127.0.0.1 # where it is
# how many
count: 1.50
password: hunter2
`

const done = (edited: ReturnType<typeof setVariable>): string => {
  if ('problem' in edited) throw new Error(edited.problem)
  return edited.text
}

describe('what is typed into a cell', () => {
  test('numbers, booleans and null are those, however they are written', () => {
    expect(readTyped('42')).toEqual({ value: 42, source: '42' })
    expect(readTyped(' 1.50 ')).toEqual({ value: 1.5, source: '1.50' })
    expect(readTyped('true').value).toBe(true)
    expect(readTyped('null').value).toBe(null)
  })

  test('in quotes or brackets it is YAML', () => {
    expect(readTyped('"42"')).toEqual({ value: '42' })
    expect(readTyped("'it''s'")).toEqual({ value: "it's" })
    expect(readTyped('[1, two]').value).toEqual([1, 'two'])
    expect(readTyped('{ a: 1 }').value).toEqual({ a: 1 })
  })

  test('all else is a text, also where YAML would read more into it', () => {
    for (const typed of ['a: b', '- a', 'http://x/#top', '${host}/api', '{ never closed', '*name', '', '&a b', '| x'])
      expect(readTyped(typed)).toEqual({ value: typed })
  })

  test('what a cell shows means the same value when it is typed again', () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(scalar, (value) => {
        const shown = shownValue(value)
        if (shown.is === 'line') expect(readTyped(shown.text).value).toEqual(Object.is(value, -0) ? 0 : value)
        else expect(shown.text).toBe(value)
      }),
    )
  })

  test('a text with characters that cannot be seen is not edited in a cell', () => {
    expect(shownValue('a\u202eb').is).toBe('text')
    expect(shownValue('two\nlines').is).toBe('text')
  })
})

describe('changes of a vault', () => {
  test('a value changes alone, and comments stay', () => {
    expect(done(setVariable(text, 'host', readTyped('https://shop.example')))).toBe(
      text.replace('http://127.0.0.1', 'https://shop.example'),
    )
  })

  test('numbers are shown as they are written', () => {
    expect(variablesIn(text).values.find(({ name }) => name === 'count')).toEqual({
      name: 'count',
      value: 1.5,
      source: '1.50',
    })
  })

  test('a variable becomes a secret: its value leaves the file, its name is listed', () => {
    const secret = done(makeSecret(text, 'password'))
    expect(secret).not.toContain('hunter2')
    expect(variablesIn(secret).secrets).toEqual(['password'])
    expect(secret).toContain('host: http://127.0.0.1 # where it is')
    expect(done(makeSecret(secret, 'password'))).toBe(secret)
  })

  test('a secret becomes plain: the list goes with its last name', () => {
    const secret = done(makeSecret(done(makeSecret(text, 'password')), 'count'))
    const one = done(makePlain(secret, 'password', readTyped('open')))
    expect(variablesIn(one)).toEqual({
      values: [
        { name: 'host', value: 'http://127.0.0.1' },
        { name: 'password', value: 'open' },
      ],
      secrets: ['count'],
    })
    const none = done(makePlain(one, 'count', readTyped('2')))
    expect(none).not.toContain('secrets')
  })

  test('a secret is removed by its name', () => {
    const secret = done(makeSecret(text, 'password'))
    expect(variablesIn(done(removeVariable(secret, 'password'))).secrets).toEqual([])
  })

  test('the last variable can be removed, and another be added afterwards', () => {
    const empty = done(removeVariable('# about\nonly: 1\n', 'only'))
    expect(variablesIn(empty)).toEqual({ values: [], secrets: [] })
    const again = done(setVariable(empty, 'other', { value: 'x' }))
    expect(again).toContain('# about')
    expect(variablesIn(again).values).toEqual([{ name: 'other', value: 'x' }])
  })

  test('merging keeps what is a secret a secret and never writes its value', () => {
    const secret = done(makeSecret(text, 'password'))
    const merged = done(
      mergeVariables(secret, [
        { name: 'password', value: 'from elsewhere', secret: false },
        { name: 'token', value: 'abc', secret: true },
        { name: 'count', value: '42', secret: false },
      ]),
    )
    expect(merged).not.toMatch(/from elsewhere|abc/)
    expect(variablesIn(merged).secrets).toEqual(['password', 'token'])
    expect(variablesIn(merged).values.find(({ name }) => name === 'count')?.value).toBe('42')
  })

  test('a file that is no map has no variables', () => {
    for (const other of ['', '- a\n', 'only text\n', '# nothing\n'])
      expect(variablesIn(other)).toEqual({ values: [], secrets: [] })
  })
})

test('a name that cannot be one says why', () => {
  const reserved = (name: string): boolean => name === 'if'
  expect(nameProblem('api_key', [], reserved)).toBeUndefined()
  expect(nameProblem('1st', [], reserved)).toContain('digit')
  expect(nameProblem('secrets', [], reserved)).toContain('list of secrets')
  expect(nameProblem('if', [], reserved)).toContain('expressions')
  expect(nameProblem('host', ['host'], reserved)).toContain('already')
})
