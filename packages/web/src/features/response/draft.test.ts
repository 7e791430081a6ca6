import type { CatalogDocument } from '@merlon/protocol'
import { expect, test } from 'vitest'
import generated from '../../../../../generated/catalog.json' with { type: 'json' }
import { draftSteps, takenOf } from './draft.ts'

const catalog = generated as unknown as CatalogDocument // what the generator writes of it

const yaml = `- assert-exists: payload.Token
- each:
    expression: payload.items
    steps:
      - assert-is: { expression: _1.id, type: integer }
      - assert-exists: _1.name
- assert-is:
    expression: payload.total
    type: number
`

const [token, loop, id, name, total] = draftSteps(yaml, catalog).map(({ key }) => key)

test('each step of a draft is one line, at its depth', () => {
  expect(draftSteps(yaml, catalog).map(({ depth, label }) => `${'  '.repeat(depth)}${label}`)).toEqual([
    'assert-exists: payload.Token',
    'each: expression: payload.items',
    '  assert-is: { expression: _1.id, type: integer }',
    '  assert-exists: _1.name',
    'assert-is: expression: payload.total type: number',
  ])
})

test('all of a draft is taken as it is', () => {
  expect(takenOf(yaml, catalog, new Set())).toBe(yaml)
})

test('what is left out goes, a loop with the last step in it', () => {
  expect(takenOf(yaml, catalog, new Set([token!, id!]))).toBe(
    '- each:\n    expression: payload.items\n    steps:\n      - assert-exists: _1.name\n- assert-is:\n    expression: payload.total\n    type: number\n',
  )
  expect(takenOf(yaml, catalog, new Set([id!, name!, total!]))).toBe('- assert-exists: payload.Token\n')
})

test('nothing is taken when all is left out', () => {
  expect(takenOf(yaml, catalog, new Set([token!, loop!, total!]))).toBe('')
})
