/** Expressions mean a helper by its name, so a variable that is called the same would be there and never be seen. */
import { describe, expect, test } from 'vitest'
import { catalog } from './index.ts'
import { type Around, mistakesIn, warningsIn } from './test/engine.ts'
import { folderWith } from './test/folder.ts'

const said = (name: string): string => `\`${name}\` is a helper in expressions, so no expression sees this variable`

describe('a variable with the name of a helper is warned of', () => {
  test.each([...catalog.helperNames])('%s', async (name) => {
    const yaml = `- set: { var: ${name}, value: 1 }`
    expect(await mistakesIn(yaml)).toEqual([])
    expect(await warningsIn(yaml)).toEqual([said(name)])
  })

  const places: readonly (readonly [string, string, Around])[] = [
    ['one of several', '- set: { vars: { a: 1, xpath: 2 } }', {}],
    ['of a request', '- get: { url: http://localhost/, var: xpath }', {}],
    ['the element of a loop', '- each: { expression: "[1]", as: xpath, steps: [{ assert: _1 == 1 }] }', {}],
    [
      'a result of a snippet',
      '- call: { snippet: s, into: { xpath: a } }',
      { snippets: { s: '- set: { var: a, value: 1 }' } },
    ],
    ['a global', 'globals: { xpath: 1 }\nsteps:\n  - stop', {}],
    ['an input', 'inputs: { one: { xpath: 1 } }\nsteps:\n  - stop', {}],
    ['in the vault', '- stop', { vault: 'xpath: 1' }],
  ]
  test.each(places)('%s', async (_, yaml, around) => {
    expect(await warningsIn(yaml, around)).toEqual([said('xpath')])
  })

  test('a column of a file of inputs', async () => {
    const folder = folderWith({ 'rows.csv': 'xpath,b\n1,2\n' })
    expect(await warningsIn('inputs: rows.csv\nsteps:\n  - stop', { folder })).toEqual([said('xpath')])
  })
})

test('a member or a variable that only begins so is not', async () => {
  expect(await warningsIn('- set: { vars: { a: { xpath: 1 }, xpaths: 2, d: 3 } }')).toEqual([])
})
