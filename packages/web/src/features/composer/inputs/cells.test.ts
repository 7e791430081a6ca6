import { addInputSet, setAt, valueAt } from '@merlon/language'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellText, kindOf, readCell } from './cells.ts'
import { pastePlan, writeGlobals, writeSets } from './input-edits.ts'
import { readTable, tableText } from './table-text.ts'

describe('a cell', () => {
  it.each([
    ['12', 12],
    ['-1.5', -1.5],
    ['true', true],
    ['null', null],
    ['~', null],
    ['"12"', '12'],
    ["'true'", 'true'],
    ['a: b # c', 'a: b # c'],
    ['- x', '- x'],
    ['${host}/a', '${host}/a'],
    ['[1, two]', [1, 'two']],
    ['{ a: 1 }', { a: 1 }],
    ['{broken', '{broken'],
    ['2026-11-22', '2026-11-22'],
    ['*anchor', '*anchor'],
    ['*', '*'],
    ['two words', 'two words'],
  ])('reads %s as YAML would, and as text what is nothing else', (typed, value) => {
    expect(readCell(typed)?.value).toEqual(value)
  })

  it('is not set when it is empty', () => {
    expect(readCell('  ')).toBeUndefined()
    expect(kindOf(undefined)).toBe('not set')
  })

  it('shows every value so that reading it gives the value again', () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('12', 'true', '""', ' a ', 'a\nb'),
    )
    fc.assert(
      fc.property(scalar, (value) => {
        expect(readCell(cellText(value))?.value).toEqual(value)
      }),
    )
  })

  it('keeps how a number was written', () => {
    const text = 'inputs:\n  a: { price: 1 }\n'
    expect(writeSets(text, [{ row: 'a', column: 'price', cell: readCell('1.50') }])).toMatchObject({
      text: 'inputs:\n  a: { price: 1.50 }\n',
    })
    expect(writeSets(text, [{ row: 'b', column: 'price', cell: readCell('2.50') }])).toMatchObject({
      text: 'inputs:\n  a: { price: 1 }\n  b: { price: 2.50 }\n',
    })
  })
})

describe('a table on the clipboard', () => {
  it('comes back as it went', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r', ' ', 'é') })
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 4 })
          .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })),
        (rows) => {
          fc.pre(rows.at(-1)?.join('') !== '' || rows.length === 1)
          expect(readTable(`${tableText(rows)}\n`)).toEqual(rows)
        },
      ),
    )
  })

  it('is read as spreadsheets write it', () => {
    expect(readTable('a\tb\r\n1\t"two\nlines"\r\n')).toEqual([
      ['a', 'b'],
      ['1', 'two\nlines'],
    ])
    expect(readTable('one "quoted" word')).toEqual([['one "quoted" word']])
  })
})

const table = {
  columns: ['product', 'quantity'],
  rows: ['shirt', 'hat'],
}

describe('pasting', () => {
  it('fills cells from the one that has the focus, and makes the rows and columns that are lacking', () => {
    const plan = pastePlan(table, { row: 1, column: 1 }, [
      ['1', '2'],
      ['3', '4'],
    ])
    expect(plan.map(({ row, column, cell }) => [row, column, cell?.value])).toEqual([
      ['hat', 'quantity', 1],
      ['hat', 'variable3', 2],
      ['set 3', 'quantity', 3],
      ['set 3', 'variable3', 4],
    ])
  })

  it('takes names from the head and the first column where it begins there', () => {
    const plan = pastePlan(table, { row: -1, column: -1 }, [
      ['name', 'quantity', 'size'],
      ['hat', '5', 'L'],
      ['coat', '6', ''],
    ])
    expect(plan.map(({ row, column, cell }) => [row, column, cell?.value])).toEqual([
      ['hat', 'quantity', 5],
      ['hat', 'size', 'L'],
      ['coat', 'quantity', 6],
      ['coat', 'size', undefined],
    ])
  })

  it('is one change of the file, which leaves the rest as it was', () => {
    const text = '# top\nname: x\ninputs:\n  shirt: { product: 1 } # one\n\nsteps: []\n'
    const written = writeSets(text, [
      { row: 'shirt', column: 'product', cell: { value: 7 } },
      { row: 'hat', column: 'product', cell: { value: '8' } },
    ])
    expect(written).toMatchObject({
      text: '# top\nname: x\ninputs:\n  shirt: { product: 7 } # one\n  hat:\n    product: "8"\n\nsteps: []\n',
    })
  })

  it('takes a value away where the cell is empty', () => {
    expect(writeSets('inputs:\n  a: { x: 1, y: 2 }\n', [{ row: 'a', column: 'y', cell: undefined }])).toMatchObject({
      text: 'inputs:\n  a: { x: 1 }\n',
    })
    expect(writeGlobals('globals: { x: 1 }\nsteps: []\n', [{ row: 'x', column: '', cell: undefined }])).toMatchObject({
      text: 'globals: { x: null }\nsteps: []\n',
    })
  })

  it('refuses what the file refuses, and changes nothing then', () => {
    expect(writeSets('inputs: products.csv\n', [{ row: 'a', column: 'x', cell: { value: 1 } }])).toHaveProperty(
      'problem',
    )
    expect(addInputSet('inputs: [', 'a')).toHaveProperty('problem')
    expect(valueAt('a: 1', ['a'])?.value).toBe(1)
    expect(setAt('a: 1', ['a'], 2)).toMatchObject({ text: 'a: 2' })
  })
})
