import { bodyTree, treeOf } from '@merlon/language'
import { describe, expect, test } from 'vitest'
import { firstOpen, rowsOf, search } from './tree-rows.ts'

const names = (rows: readonly { node: { key: string }; depth: number }[]): string[] =>
  rows.map(({ node, depth }) => `${'  '.repeat(depth)}${node.key}`)

const shop = {
  items: [
    { id: 1, name: 'hat' },
    { id: 2, name: 'shirt' },
  ],
  total: 2,
}

describe('the rows of a tree', () => {
  test('are all of a small body to begin with', () => {
    const root = treeOf(shop)
    expect(names(rowsOf(root, firstOpen(root)))).toEqual([
      '',
      '  items',
      '    0',
      '      id',
      '      name',
      '    1',
      '      id',
      '      name',
      '  total',
    ])
  })

  test('are few of a large body', () => {
    const root = treeOf({ first: Array.from({ length: 5000 }, (_, id) => ({ id })), second: { a: 1 } })
    expect(names(rowsOf(root, firstOpen(root)))).toEqual(['', '  first', '  second', '    a'])
  })

  test('of a long list are there at once when the list is the body', () => {
    const root = treeOf(Array.from({ length: 100_000 }, (_, id) => ({ id })))
    expect(rowsOf(root, firstOpen(root))).toHaveLength(100_001)
  })

  test('know the row around them', () => {
    const root = treeOf(shop)
    const rows = rowsOf(root, firstOpen(root))
    expect(rows.map(({ parent }) => parent)).toEqual([-1, 0, 1, 2, 2, 1, 5, 5, 0])
  })
})

describe('a search', () => {
  test('finds keys and values, and shows what is around them', () => {
    const found = search(treeOf(shop), 'shirt')
    expect(names(found.rows)).toEqual(['', '  items', '    1', '      name'])
    expect(found.hits.size).toBe(1)
    expect(names(search(treeOf(shop), 'id').rows)).toEqual(['', '  items', '    0', '      id', '    1', '      id'])
  })

  test('finds nothing in what it does not hold', () => {
    expect(search(treeOf(shop), 'coat')).toEqual({ rows: [], hits: new Set(), cut: false })
  })

  test('comes to an end in a deep body', async () => {
    const { tree } = await bodyTree(`${'{"a":'.repeat(3000)}"needle"${'}'.repeat(3000)}`, 'application/json')
    const found = search(tree, 'needle')
    expect(found.hits.size).toBe(1)
    expect(found.rows).toHaveLength(3001)
  })

  test('ends with a word when it found enough', () => {
    const found = search(treeOf(Array.from({ length: 2000 }, () => 'x')), 'x')
    expect(found.hits.size).toBe(500)
    expect(found.cut).toBe(true)
  })
})
