import { expect, it } from 'vitest'
import ds from './ds.ts'
import { testUse } from './test/use.ts'

const files = { 'cities.csv': 'Rome\nOslo\n' }

it('DS.loadTextFile gives the text of a file as it is', () => {
  expect(ds.functions.loadTextFile.run(['cities.csv'], testUse({ files }))).toBe('Rome\nOslo\n')
})

it('DS.loadTextFile passes on that a file is not there, and refuses a list for a name', () => {
  expect(() => ds.functions.loadTextFile.run(['towns.csv'], testUse({ files }))).toThrow("there is no file 'towns.csv'")
  expect(() => ds.functions.loadTextFile.run([['a']], testUse({ files }))).toThrow(
    /needs the name of a file as text, got /,
  )
})
