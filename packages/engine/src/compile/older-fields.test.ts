import { readOlderTest } from '@merlon/language'
import { expect, test } from 'vitest'
import { catalog } from '../../../components/src/index.ts'
import { compileTest, noVariables, readProject } from '../index.ts'

async function complaints(unit: string): Promise<string[]> {
  const { test: read, diagnostics } = await readOlderTest({ unit: { path: 'unit.yaml', text: unit }, name: 'shop' })
  const { project } = readProject({ environments: new Map(), snippets: new Map() })
  const readFile = () => Promise.reject(new Error('there are no files'))
  const compiled = await compileTest(read, { catalog, project, given: noVariables, readFile })
  return [...diagnostics, ...compiled.diagnostics].map(({ severity, message }) => `${severity}: ${message}`)
}

test('a required field that is misspelt is missing in the older forms as well, where the unknown one only warns', async () => {
  expect(await complaints('assertions:\n  - id: assert-equals\n    expresion: a\n    value: 1\n')).toEqual([
    "error: assert-equals needs 'expression'",
    "warning: assert-equals has no field 'expresion'",
  ])
})
