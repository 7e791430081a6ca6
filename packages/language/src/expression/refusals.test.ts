import { expect, test } from 'vitest'
import { compileExpression } from './index.ts'
import { helperNames } from './test/evaluate.ts'

test.each<[source: string, message: string, at: [number, number], help?: string]>([
  ['', 'the expression is empty', [0, 0]],
  ['a +', 'something is missing after `+`', [3, 3]],
  ['(a + [b', '`[` is never closed', [5, 6]],
  ['a b', '`b` is not expected here', [2, 3]],
  ['a and b', '`and` is not expected here', [2, 5], 'write `&&` for and'],
  ['"abc', 'this text has no closing quote', [0, 1]],
  ['`abc', 'this template literal has no closing backtick', [1, 4]],
  ['a = 3', '`a` cannot be assigned to in an expression', [0, 1], 'to compare, write `==`'],
  ['payload.x = 3', '`payload.x` cannot be assigned to in an expression', [0, 9], 'to compare, write `==`'],
  ['a++', '`a` cannot be assigned to in an expression', [0, 1], 'to compare, write `==`'],
  ['delete a.b', '`delete a.b`: `delete` takes a member of a map, in a script', [0, 10]],
  ['new Foo()', '`new Foo()` is not available in expressions', [0, 9]],
  ['x => this.y', '`this` is not available in expressions', [5, 9]],
  ['async () => 1', '`async` is not available in expressions', [0, 13]],
  ['function* () {}', '`function*` is not available in expressions', [0, 15]],
  ['class {}', '`class` is not available in expressions', [0, 8]],
  ['import("fs")', '`import` is not available in expressions', [0, 12]],
  ['import.meta', '`import.meta` is not available in expressions', [0, 6]],
  ['a`x`', 'a tagged template is not available in expressions', [0, 4]],
  ['({ get a() { return 1 } })', 'a getter is not available in expressions', [3, 23]],
  ['10n', '`10n` is not available: numbers have no `n` here', [0, 3], 'leave out the `n`'],
  ['/(/', 'this pattern is not a regular expression', [1, 2]],
  ['a ?? b || c', '`??` beside `&&` or `||` needs parentheses', [7, 9]],
])('%s is refused: %s', (source, message, [start, end], help) => {
  const compiled = compileExpression(source, { dialect: 'javascript', helperNames })
  expect(compiled).toHaveProperty('problem')
  if (!('problem' in compiled)) return
  expect(compiled.problem.message).toContain(message)
  expect(compiled.problem.message).not.toMatch(/\(\d+:\d+\)/)
  expect([compiled.problem.start, compiled.problem.end]).toEqual([start, end])
  if (help !== undefined) expect(compiled.problem.help).toBe(help)
})
