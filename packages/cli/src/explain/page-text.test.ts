import { describe, expect, test } from 'vitest'
import { pageText } from './page-text.ts'

const BODY = `A cart needs \`usertoken\`,
and there is none.

\`\`\`yaml environments/staging.yaml
host: https://staging.shop.example
\`\`\`

\`\`\`yaml wrong
steps:
  - get: /cart

  - stop
\`\`\`

\`\`\`xml right unit.xml
<unit/>
\`\`\`
`

describe('a page on a terminal', () => {
  test('has its title, its text, and its examples, indented under what they are', () => {
    expect(pageText('no-token', BODY, { width: 100, color: false })).toBe(`no-token

A cart needs \`usertoken\`, and there is none.

environments/staging.yaml
    host: https://staging.shop.example

wrong
    steps:
      - get: /cart

      - stop

right (unit.xml)
    <unit/>
`)
  })

  test('is as wide as the terminal at most, examples apart', () => {
    const text = pageText('no-token', `${'many words '.repeat(40)}\n`, { width: 50, color: false })
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50)
    expect(text.match(/many\s+words/g)).toHaveLength(40)
  })

  test('says the same with colours and without', () => {
    const plain = pageText('no-token', BODY, { width: 60, color: false })
    const coloured = pageText('no-token', BODY, { width: 60, color: true })
    expect(coloured).not.toBe(plain)
    // SGR codes alone make the difference.
    expect(coloured.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).toBe(plain)
  })
})
