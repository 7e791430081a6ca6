import { outlineOf, shapesOf } from '@merlon/language'
import type { CatalogDocument } from '@merlon/protocol'
import { expect, test } from 'vitest'
import json from '../../../../../../generated/catalog.json' with { type: 'json' }
import { DocumentSession } from '../../../document/session.ts'
import { type Row, rowsOf } from './rows.ts'
import { namedListsOf } from './siblings.ts'

const catalog = json as unknown as CatalogDocument // JSON knows no literal types
const shapes = shapesOf(catalog)

function rows(text: string): Row[] {
  const session = new DocumentSession(
    { path: 'tests/a.yaml', kind: 'test', text, version: '1', readOnly: false },
    shapes,
  )
  const namedLists = (name: string) => namedListsOf(catalog.components.find((component) => component.name === name))
  return rowsOf(outlineOf(text, shapes), { session, folded: new Set(), isLoop: () => false, namedLists })
}

const shown = (text: string): string[] =>
  rows(text).map(
    (row) =>
      `${'  '.repeat(row.depth)}${row.kind === 'step' ? row.step.component : 'title' in row ? `(${row.title})` : `(${row.kind})`}`,
  )

test('each branch of steps that run side by side stands below its name, an empty one too', () => {
  const text =
    'steps:\n  - parallel:\n      branches:\n        left: [{ get: /l }]\n        a.b:\n          - get: /r\n          - wait: 1s\n        none: []\n'
  expect(shown(text).slice(1, -2)).toEqual([
    'parallel',
    '  (left)',
    '  get',
    '  (Add a step)',
    '  (a.b)',
    '  get',
    '  wait',
    '  (Add a step)',
    '  (none)',
    '  (Add a step)',
    '  (add-branch)',
  ])
})

test('steps to run side by side can be begun where there is no branch yet', () => {
  for (const text of ['steps:\n  - parallel\n', 'steps:\n  - parallel: { branches: {} }\n'])
    expect(shown(text).slice(1, -2)).toEqual(['parallel', '  (add-branch)'])
})

test('of other lists only a second one has a name, or offers to be begun', () => {
  expect(shown('steps:\n  - if: { expression: a, steps: [{ get: /a }] }\n').slice(1, -2)).toEqual([
    'if',
    '  get',
    '  (Add a step)',
    '  (Add else)',
  ])
})
