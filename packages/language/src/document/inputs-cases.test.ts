/** What changes do to a file, by example: input sets. */
import { describe, expect, test } from 'vitest'
import {
  addInputSet,
  addInputVariable,
  editsBetween,
  moveEntry,
  moveInputSet,
  removeInputSet,
  removeInputVariable,
  renameInputSet,
  renameInputVariable,
  setInput,
} from './index.ts'
import { cases, yaml } from './test/cases.ts'

describe('input sets', () => {
  const sets = yaml`
    inputs:
      one shirt: { product: 1, quantity: 2 } # cheap
      # a lot
      three hats:
        product: 7

    steps:
      - stop
  `
  cases(
    {
      name: 'a value changes in its place',
      before: sets,
      change: (text) => setInput(text, 'one shirt', 'quantity', 5),
      after: sets.replace('quantity: 2', 'quantity: 5'),
    },
    {
      name: 'a new set is written behind the others',
      before: sets,
      change: (text) => addInputSet(text, 'none', { product: 0 }),
      after: sets.replace('product: 7\n', 'product: 7\n  none: { product: 0 }\n'),
    },
    {
      name: 'a new variable comes to every set that does not have it',
      before: sets,
      change: (text) => addInputVariable(text, 'quantity', 1),
      after: sets.replace('product: 7\n', 'product: 7\n    quantity: 1\n'),
    },
    {
      name: 'a set that has lost its last variable stays',
      before: sets,
      change: (text) => removeInputVariable(text, 'product'),
      after: sets.replace('product: 1, ', '').replace('hats:\n    product: 7', 'hats: {}'),
    },
    {
      name: 'a set moves with its comments',
      before: sets,
      change: (text) => moveInputSet(text, 1, 0),
      after: yaml`
        inputs:
          # a lot
          three hats:
            product: 7
          one shirt: { product: 1, quantity: 2 } # cheap

        steps:
          - stop
      `,
    },
    {
      name: 'and entries of any map do',
      before: yaml`
        globals: { a: 1, b: 2, c: 3 }
      `,
      change: (text) => moveEntry(text, ['globals'], 'a', 2),
      after: yaml`
        globals: { b: 2, c: 3, a: 1 }
      `,
    },
    {
      name: 'the only set goes with its section',
      before: yaml`
        inputs:
          one: { a: 1 }

        steps:
          - stop
      `,
      change: (text) => removeInputSet(text, 'one'),
      after: yaml`
        steps:
          - stop
      `,
    },
    {
      name: 'sets and variables are renamed in their places',
      before: sets,
      change: (text) => {
        const renamed = renameInputSet(text, 'one shirt', 'a shirt')
        const twice = 'problem' in renamed ? renamed : renameInputVariable(renamed.text, 'product', 'item')
        return 'problem' in twice ? twice : { text: twice.text, edits: editsBetween(text, twice.text) }
      },
      after: sets.replace('one shirt', 'a shirt').replaceAll('product', 'item'),
    },
  )

  test('that come from a file are changed there', () => {
    expect(addInputSet('inputs: products.csv\nsteps: []\n', 'one')).toEqual({
      problem: 'the input sets of this test come from a file',
      help: 'change them in that file',
    })
  })
})
