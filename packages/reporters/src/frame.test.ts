import type { Diagnostic, DiagnosticCode } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawExcerpt } from './excerpt.ts'
import { drawDiagnostic } from './frame.ts'
import { cells } from './terminal.ts'

const plain = { color: false, width: 80 }
const misspelt: Diagnostic = {
  code: 'unknown-component',
  severity: 'error',
  message: "there is no component called 'asert-equals'",
  location: { file: 'checks/login.yaml', line: 8, column: 5, endLine: 8, endColumn: 17 },
  label: "did you mean 'assert-equals'?",
  help: '`merlon components` lists all of them',
}
const drawn = (diagnostic: Diagnostic, line: string | undefined, look = plain): string =>
  `\n${drawDiagnostic(diagnostic, line, look)}\n`

/** The part of a line of source above the carets. */
function pointedAt(text: string): string | undefined {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => /\| +\^/.test(line))
  const carets = /\^+/.exec(lines[at] ?? '')
  return carets ? lines[at - 1]?.slice(carets.index, carets.index + carets[0].length) : undefined
}

describe('a diagnostic', () => {
  test('says what, where, beside the source, and what to do', () => {
    expect(drawn(misspelt, '  - asert-equals: { expression: login.status, value: 200 }')).toMatchInlineSnapshot(`
      "
      error[unknown-component]: there is no component called 'asert-equals'
        --> checks/login.yaml:8:5
         |
       8 |   - asert-equals: { expression: login.status, value: 200 }
         |     ^^^^^^^^^^^^ did you mean 'assert-equals'?
         |
         = help: \`merlon components\` lists all of them
      "
    `)
  })

  test('of a file as a whole has no frame', () => {
    expect(
      drawn({ code: 'empty-test', severity: 'warning', message: 'this test has no steps' }, undefined),
    ).toMatchInlineSnapshot(`
      "
      warning[empty-test]: this test has no steps
      "
    `)
  })

  test('of a place without its source still says the place', () => {
    expect(drawn(misspelt, undefined)).toMatchInlineSnapshot(`
      "
      error[unknown-component]: there is no component called 'asert-equals'
        --> checks/login.yaml:8:5
         = help: \`merlon components\` lists all of them
      "
    `)
  })

  test('puts a label that does not fit below the carets', () => {
    const label =
      'this name is not one of the variables that are known here, which are domain, token, payload, cart and user'
    expect(
      drawn({ ...misspelt, label }, '  - asert-equals: { expression: login.status, value: 200 }'),
    ).toMatchInlineSnapshot(`
      "
      error[unknown-component]: there is no component called 'asert-equals'
        --> checks/login.yaml:8:5
         |
       8 |   - asert-equals: { expression: login.status, value: 200 }
         |     ^^^^^^^^^^^^
         |     this name is not one of the variables that are known here, which are
         |     domain, token, payload, cart and user
         |
         = help: \`merlon components\` lists all of them
      "
    `)
  })

  test('of several lines marks the first to its end and says where it ends', () => {
    const location = { file: 'a.yaml', line: 8, column: 3, endLine: 14, endColumn: 2 }
    expect(drawn({ ...misspelt, location, label: 'this step' }, '  - group:')).toMatchInlineSnapshot(`
      "
      error[unknown-component]: there is no component called 'asert-equals'
        --> a.yaml:8:3
         |
       8 |   - group:
         |   ^^^^^^^^ this step (to line 14)
         |
         = help: \`merlon components\` lists all of them
      "
    `)
  })

  test('in a long line shows the stretch around the carets', () => {
    const line = `${'{ "key": "value" }, '.repeat(30)}OOPS${', { "more": 1 }'.repeat(30)}`
    const location = { file: 'a.json', line: 120, column: 601, endColumn: 605 }
    const text = drawn({ ...misspelt, location, label: 'not JSON' }, line)
    expect(pointedAt(text)).toBe('OOPS')
    expect(text).toMatchInlineSnapshot(`
      "
      error[unknown-component]: there is no component called 'asert-equals'
          --> a.json:120:601
           |
       120 | … }, { "key": "value" }, OOPS, { "more": 1 }, { "more": 1 }, { "more": 1…
           |                          ^^^^ not JSON
           |
           = help: \`merlon components\` lists all of them
      "
    `)
  })

  test.each([
    ['a tab', '\t- set: { oops }'],
    ['two tabs and a blank', '\t \t- oops'],
    ['wide characters', 'name: 宽宽 oops'],
    ['combining marks', 'name: e\u0301e\u0301 oops'],
    ['characters beyond the first plane', 'name: 𝒜𝒜 oops'],
    ['control characters', 'name: \x1b[31m\u202e oops'],
  ])('points at the same word after %s', (_, line) => {
    const column = [...line.slice(0, line.indexOf('oops'))].length + 1
    const { text, before, carets } = drawExcerpt(line, column, column + 4, 80)
    expect(text).not.toMatch(/\p{Cc}|\u202e/u)
    expect(before).toBe(cells(text.slice(0, text.indexOf('oops'))))
    expect(carets).toBe(4)
  })

  test('points behind the last character where something is missing at the end of a line', () => {
    expect(drawExcerpt('name:', 6, 6, 80)).toEqual({ text: 'name:', before: 5, carets: 1 })
    expect(drawExcerpt('', 40, 50, 80)).toEqual({ text: '', before: 0, carets: 1 })
  })

  test('stays within its width and keeps the first caret on the line, wherever it points', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '宽', 'e\u0301', '\x07', '"'), maxLength: 300 })
    fc.assert(
      fc.property(
        line,
        fc.integer({ min: 1, max: 320 }),
        fc.nat(30),
        fc.integer({ min: 20, max: 100 }),
        (text, column, length, room) => {
          const excerpt = drawExcerpt(text, column, column + length, room)
          expect(cells(excerpt.text)).toBeLessThanOrEqual(room)
          expect(excerpt.before).toBeLessThanOrEqual(cells(excerpt.text))
          expect(excerpt.carets).toBeGreaterThan(0)
        },
      ),
    )
  })

  test('of a hostile file begins no CI command and sends no control character', () => {
    const evil = '::error::\x1b[2J##vso[task]\n::warning::x'
    // A stored report may hold any code.
    const code = evil as DiagnosticCode
    const text = drawDiagnostic(
      { ...misspelt, code, message: evil, label: evil, help: evil, location: { file: evil, line: 1, column: 1 } },
      evil,
      plain,
    )
    expect(text).not.toMatch(/[^\P{Cc}\n]/u)
    expect(text).not.toMatch(/^\s*::|##vso\[/m)
  })
})
