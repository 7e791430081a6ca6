import fc from 'fast-check'
import { expect, test } from 'vitest'
import markdown from './markdown.ts'
import { anyTests } from './test/any-tests.ts'
import { recorded, type Test, written } from './test/build.ts'
import { everything } from './test/cases.ts'

const LIMIT = 1024 * 1024

test('a page tells the verdict, what failed and the tests, the bad ones first', () => {
  expect(`\n${written(markdown, recorded(everything))}`).toMatchInlineSnapshot(`
    "
    ## ❌ Merlon: failed

    2 tests · 3 input sets · 1 request · 3 checks · 1 failure · 1 warning · 1 skipped · 1.2 s · staging · seed 42

    <details open><summary><b>Login works</b> · a guest</summary>

    \`\`\`text
    \`login.status\` is 401, not 200
    tests/login.yaml:11:14
    source: value: 200
    expected: 200
    actual: 401
    request: POST http://shop.test/login → 401
    \`\`\`

    </details>

    <details open><summary><b>Login works</b> · nobody</summary>

    \`\`\`text
    \`before\` failed, so this input set was not run
    \`\`\`

    </details>

    | | Test | File | Time |
    | --- | --- | --- | ---: |
    | ❌ | Login works | tests/login.yaml | 38 ms |
    | ✅ | A cart | tests/cart.yaml | 38 ms |

    "
  `)
})

test('however much went wrong, the page stays below what GitHub takes', () => {
  const bad = (at: number): Test => ({
    name: `test ${at} ${'x'.repeat(300)}`,
    sets: [{ steps: [{ status: 'failed', message: '€'.repeat(60_000) }] }],
  })
  const text = written(markdown, recorded(Array.from({ length: 300 }, (_, at) => bad(at))))
  expect(new TextEncoder().encode(text).length).toBeLessThan(LIMIT)
  expect(text).toContain('… and 275 input sets more that did not pass')
  expect(text).toContain('… and 100 more tests')
})

test('names are text: no tag, link, table cell or fence comes out of them', () => {
  fc.assert(
    fc.property(anyTests, (tests) => {
      const text = written(markdown, recorded(tests))
      const outside = text.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '')
      expect(outside.replace(/<\/?(?:details(?: open)?|summary|b)>/g, '')).not.toMatch(/<|(?<!\\)[`[\]]/)
      for (const row of outside.split('\n').filter((line) => line.startsWith('|')))
        expect(row.match(/(?<!\\)\|/g)).toHaveLength(5)
    }),
  )
})
