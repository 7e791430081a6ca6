/** Expressions mean what they mean in JavaScript: random ones are evaluated here and by the host. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expressionOf, worldOf } from './test/evaluate.ts'
import { anyExpression, variables } from './test/random-expressions.ts'

/** What the host makes of it; its own exceptions are where the dialects differ on purpose. */
function hosted(source: string): { value: unknown } | undefined {
  try {
    return {
      value: new Function(...Object.keys(variables), `return (${source})`)(
        ...Object.values(structuredClone(variables)),
      ),
    }
  } catch {
    return undefined
  }
}

test('a random expression has the value that JavaScript gives it', () => {
  let compared = 0
  fc.assert(
    fc.property(anyExpression, (source) => {
      const theirs = hosted(source)
      if (!theirs) return
      compared += 1
      expect(expressionOf(source).evaluate(worldOf(structuredClone(variables)))).toStrictEqual(theirs.value)
    }),
    { numRuns: 6_000 },
  )
  expect(compared).toBeGreaterThan(4_000)
})

test('tracing an expression does not change its value', () => {
  fc.assert(
    fc.property(anyExpression, (source) => {
      if (!hosted(source)) return
      const expression = expressionOf(source)
      const plain = expression.evaluate(worldOf(structuredClone(variables)))
      expect(expression.trace(worldOf(structuredClone(variables))).value).toStrictEqual(plain)
    }),
    { numRuns: 1_000 },
  )
})
