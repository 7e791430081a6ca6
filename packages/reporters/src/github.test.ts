import fc from 'fast-check'
import { expect, test } from 'vitest'
import github from './github.ts'
import { anyTests } from './test/any-tests.ts'
import { recorded, written } from './test/build.ts'
import { everything } from './test/cases.ts'

/** A workflow command as the runner reads it: no property or message holds a character that ends it. */
const COMMAND = /^::(error|warning) file=[^,:]*(,line=\d+,col=\d+(,endColumn=\d+)?)?,title=[^,:]*::[^\r\n]*$/

test('failures and warnings mark the line of the file, as seen from the root of the repository', () => {
  expect(`\n${written(github, recorded(everything), { pathPrefix: 'api/' })}`).toMatchInlineSnapshot(`
    "
    ::error file=api/tests/login.yaml,line=11,col=14,endColumn=17,title=Login works [a guest]::\`login.status\` is 401, not 200%0Atests/login.yaml:11:14%0Asource: value: 200%0Aexpected: 200%0Aactual: 401%0Arequest: POST http://shop.test/login → 401
    ::error file=api/tests/login.yaml,title=Login works [nobody]::\`before\` failed, so this input set was not run
    ::warning file=api/tests/login.yaml,line=7,col=5,title=Login works [a guest]::it is late
    "
  `)
})

test('at most ten of a kind are written, and the last says how many more there are', () => {
  const steps = Array.from({ length: 25 }, (_, at) => ({ status: 'failed' as const, message: `number ${at + 1}` }))
  const lines = written(github, recorded([{ sets: [{ steps }] }]))
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(10)
  expect(lines[9]).toContain('number 10')
  expect(lines[9]).toMatch(/… and 15 more: see the report$/)
})

test('a run that passed writes nothing', () => {
  expect(written(github, recorded([{ sets: [{ steps: [{}] }] }]))).toBe('')
})

test('nothing in a run can write a command of its own', () => {
  fc.assert(
    fc.property(anyTests, (tests) => {
      const text = written(github, recorded(tests))
      for (const line of text.split('\n').slice(0, -1)) expect(line).toMatch(COMMAND)
    }),
  )
})
