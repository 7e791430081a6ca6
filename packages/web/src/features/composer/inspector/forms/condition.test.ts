import { parseCondition } from '@merlon/language'
import { describe, expect, test } from 'vitest'
import { asOperand, buildable, EMPTY_TERM, expressionOf } from './condition.ts'

const known = (name: string): boolean => name === 'limit'

describe('a condition that is being built', () => {
  test('says what is whole of it', () => {
    const terms = [
      { left: 'payload.total', operator: '>', right: '0' },
      { left: 'payload.', operator: 'is', right: '1' },
      { left: 'payload.name', operator: 'exists' },
      { left: 'payload.id', operator: 'is', right: '' },
    ] as const
    expect(expressionOf({ join: 'and', terms })).toBe('payload.total > 0 && payload.name != null')
    expect(expressionOf({ join: 'or', terms: [EMPTY_TERM] })).toBe('')
  })

  test('begins with one comparison, and is no comparison of other code', () => {
    expect(buildable(' ')).toEqual({ join: 'and', terms: [EMPTY_TERM] })
    expect(buildable('a > 1 || b')).toBeUndefined()
    expect(buildable('a == 1')?.terms).toHaveLength(1)
  })
})

test.each([
  ['done', 'is', "'done'"],
  ['limit', 'is', 'limit'],
  ['401', 'is', '401'],
  ['true', 'is', 'true'],
  ["'done'", 'is', "'done'"],
  ['in progress', 'is', "'in progress'"],
  ['payload.total', '>', 'payload.total'],
  ['a) || (b', 'is', "'a) || (b'"],
  ['^P-\\d+$', 'matches', '/^P-\\d+$/'],
  ['/x/i', 'matches', '/x/i'],
  ['it\'s "so"', 'is', `'it\\'s "so"'`],
  ['', 'is', ''],
] as const)('%j after "%s" is %j', (typed, operator, operand) => {
  expect(asOperand(typed, operator, known)).toBe(operand)
  if (operand !== '') {
    const expression = expressionOf({ join: 'and', terms: [{ left: 'x', operator, right: operand }] })
    expect(parseCondition(expression)?.terms).toEqual([{ left: 'x', operator, right: operand }])
  }
})
