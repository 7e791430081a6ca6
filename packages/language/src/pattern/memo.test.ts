import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PatternLimitError } from './failure.ts'
import { Memo } from './memo.ts'

it('a memo knows the visited rows of every position, across chunks, until it forgets the position', () => {
  const length = 1500
  const rowCounts = fc.constantFrom(1, 3, 32, 33, 2000)
  const actions = fc.array(
    fc.tuple(fc.nat(1999), fc.nat(length), fc.constantFrom('visit', 'visit', 'visit', 'forget')),
    { maxLength: 200 },
  )
  const property = fc.property(rowCounts, actions, (rows, actions) => {
    const memo = new Memo(rows, length, () => {})
    const visited = new Set<string>()
    for (const [anyRow, anyPosition, action] of actions) {
      const row = anyRow % rows
      const position = Math.max(memo.floor, anyPosition - (anyPosition % 7))
      if (action === 'visit') {
        expect(memo.visit(row, position)).toBe(visited.has(`${row} ${position}`))
        visited.add(`${row} ${position}`)
      } else {
        memo.forget(position)
        for (let row = 0; row < rows; row++) visited.delete(`${row} ${position}`)
        memo.floor = position
      }
    }
  })
  fc.assert(property, { numRuns: 500 })
})

it('a memo gives back the memory of positions below its floor', () => {
  const rows = 1024
  const length = 1 << 21
  const walk = (moving: boolean) => {
    const memo = new Memo(rows, length, () => {})
    for (let position = 0; position < length; position += 256) {
      if (moving) memo.floor = position
      memo.visit(0, position)
    }
  }
  expect(() => walk(true)).not.toThrow()
  expect(() => walk(false)).toThrow(PatternLimitError)
})
