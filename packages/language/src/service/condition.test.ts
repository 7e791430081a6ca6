import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../expression/expression.ts'
import { ExpressionError } from '../expression/types.ts'
import { type Condition, conditionOperators, parseCondition, printCondition } from './condition.ts'
import { compileOptionsOf, previewEnvironment } from './evaluation.ts'

describe('parseCondition', () => {
  it.each([
    ["job.status == 'done'", 'and', [['job.status', 'is', "'done'"]]],
    [
      'a != 1 && b > 2 && c <= d',
      'and',
      [
        ['a', 'is not', '1'],
        ['b', '>', '2'],
        ['c', '<=', 'd'],
      ],
    ],
    [
      'a == 1 || b == 2',
      'or',
      [
        ['a', 'is', '1'],
        ['b', 'is', '2'],
      ],
    ],
    [
      '(a == 1) || (b == 2 || c == 3)',
      'or',
      [
        ['a', 'is', '1'],
        ['b', 'is', '2'],
        ['c', 'is', '3'],
      ],
    ],
    ['a.b.includes(c)', 'and', [['a.b', 'contains', 'c']]],
    ['!a.includes("x")', 'and', [['a', 'does not contain', '"x"']]],
    [
      "a.startsWith('x') && a.endsWith('y')",
      'and',
      [
        ['a', 'starts with', "'x'"],
        ['a', 'ends with', "'y'"],
      ],
    ],
    ['/^a&&b/i.test(c)', 'and', [['c', 'matches', '/^a&&b/i']]],
    [
      'a != null && b == null',
      'and',
      [
        ['a', 'exists', undefined],
        ['b', 'does not exist', undefined],
      ],
    ],
    [
      'a === 1 && b !== 2',
      'and',
      [
        ['a', 'is exactly', '1'],
        ['b', 'is not exactly', '2'],
      ],
    ],
    ['(a + b) * 2 > c.length', 'and', [['(a + b) * 2', '>', 'c.length']]],
  ])('reads %s', (source, join, terms) => {
    expect(parseCondition(source)).toEqual({
      join,
      terms: terms.map(([left, operator, right]) =>
        right === undefined ? { left, operator } : { left, operator, right },
      ),
    })
  })

  it.each([
    ['a'],
    ['!a'],
    ['a == 1 && b == 2 || c == 3'],
    ['a ?? b'],
    ['a.every(x => x > 1)'],
    ['a.includes(b, 1)'],
    ['a?.includes(b)'],
    ['a.includes(...b)'],
    ['a['],
    [''],
    ['a == 1; b'],
    ['a in b'],
    ['a, b == 1'],
    ['!(a == 1)'],
    ['!a.startsWith(b)'],
  ])('leaves %s to the editor of text', (source) => {
    expect(parseCondition(source)).toBeUndefined()
  })
})

describe('printCondition', () => {
  it('puts into parentheses what would be read otherwise', () => {
    const condition: Condition = {
      join: 'and',
      terms: [
        { left: 'a || b', operator: 'is', right: 'c ? 1 : 2' },
        { left: 'a + 1', operator: 'contains', right: 'b, c' },
        { left: 'x => x', operator: 'exists' },
      ],
    }
    expect(printCondition(condition)).toBe('(a || b) == (c ? 1 : 2) && (a + 1).includes((b, c)) && (x => x) != null')
  })

  const value = fc.constantFrom(
    'a',
    'b',
    'l',
    '1',
    "'x'",
    'a + 1',
    'a || b',
    'a == b',
    '(b)',
    'l[0]',
    '`t${a}`',
    '-a',
    'a ? b : 1',
  )
  const term = fc.oneof(
    fc.record({ left: value, operator: fc.constantFrom('exists' as const, 'does not exist' as const) }),
    fc.record({
      left: value,
      operator: fc.constantFrom('matches' as const, 'does not match' as const),
      right: fc.constantFrom('/x/', '/^[&|)]+$/i'),
    }),
    fc.record({
      left: value,
      operator: fc.constantFrom(...conditionOperators.filter((one) => !/exist$|exists$|match/.test(one))),
      right: value,
    }),
  )
  const condition = fc.record({
    join: fc.constantFrom('and' as const, 'or' as const),
    terms: fc.array(term, { minLength: 1, maxLength: 3 }),
  })

  const outcome = (source: string): unknown => {
    const compiled = compileExpression(source, compileOptionsOf({ helpers: [] }))
    if ('problem' in compiled) throw new Error(`${source}: ${compiled.problem.message}`)
    const variables = Object.entries({ a: 'xa', b: 2, l: ['x', 1] }).map(
      ([name, one]) => [name, { name, value: one, seen: true, from: '' }] as const,
    )
    try {
      return compiled.expression.evaluate(previewEnvironment(new Map(variables)))
    } catch (error) {
      if (error instanceof ExpressionError) return 'an error'
      throw error
    }
  }

  it('is read back as the same condition, once it has its parentheses', () => {
    fc.assert(
      fc.property(condition, (given) => {
        const printed = printCondition(given)
        const read = parseCondition(printed)
        if (!read) throw new Error(`${printed} is not read back`)
        expect(read.terms.map(({ operator }) => operator)).toEqual(given.terms.map(({ operator }) => operator))
        expect(printCondition(read)).toBe(printed)
        expect(outcome(printCondition(read))).toEqual(outcome(printed))
      }),
      { numRuns: 500 },
    )
  })

  it('means each term as its operator says', () => {
    expect(outcome(printCondition({ join: 'and', terms: [{ left: 'l', operator: 'contains', right: "'x'" }] }))).toBe(
      true,
    )
    expect(
      outcome(printCondition({ join: 'and', terms: [{ left: 'a', operator: 'does not match', right: '/y/' }] })),
    ).toBe(true)
    expect(
      outcome(
        printCondition({
          join: 'or',
          terms: [
            { left: 'nothing', operator: 'exists' },
            { left: 'b', operator: '<=', right: '2' },
          ],
        }),
      ),
    ).toBe(true)
  })
})
