import fc from 'fast-check'
import { Parser } from 'tap-parser'
import { expect, test } from 'vitest'
import tap from './tap.ts'
import { anyTests } from './test/any-tests.ts'
import { recorded, written } from './test/build.ts'
import { everything } from './test/cases.ts'

test('tests and input sets are subtests, requests and assertions are points', () => {
  expect(`\n${written(tap, recorded(everything))}`).toMatchInlineSnapshot(`
    "
    TAP version 14
    # seed 42, environments staging
    # Subtest: Login works
        # Subtest: a guest
            ok 1 - POST /login
            not ok 2 - login.status == 200 [1, 0]
              ---
              message: "\`login.status\` is 401, not 200"
              severity: "fail"
              component: "assert-equals"
              at: {"file":"tests/login.yaml","line":11,"column":14}
              source: "value: 200"
              expected: 200
              actual: 401
              ...
            ok 3 - payload.id == 3
            # warning: it is late
            ok 4 - payload.id == 3 # SKIP \`payload\` never arrived
            1..4
        not ok 1 - a guest
        # \`local\` is never used
        # Subtest: nobody
            not ok 1 - the input set
              ---
              message: "\`before\` failed, so this input set was not run"
              severity: "error"
              ...
            1..1
        not ok 2 - nobody
        1..2
    not ok 1 - Login works
      ---
      file: "tests/login.yaml"
      duration_ms: 38
      ...
    # Subtest: A cart
        # Subtest: default
            ok 1 - a == 1
            1..1
        ok 1 - default
        1..1
    ok 2 - A cart
      ---
      file: "tests/cart.yaml"
      duration_ms: 38
      ...
    1..2
    "
  `)
})

/** What a parser of TAP makes of it, at the top; strictly: whatever is no TAP is a failure. */
const parsed = (text: string): ReturnType<typeof Parser.parse> => Parser.parse(text, { strict: true })

test('whatever happened, a strict parser reads the verdicts of all tests', () => {
  fc.assert(
    fc.property(anyTests, (tests) => {
      const events = recorded(tests)
      const text = written(tap, events)
      const found = parsed(text)
      expect(found.filter(([what]) => what === 'extra')).toEqual([])
      const verdicts = found.flatMap(([what, one]) =>
        what === 'assert' && typeof one === 'object' && 'ok' in one ? [one.ok] : [],
      )
      expect(verdicts).toEqual(
        events.flatMap((event) => (event.type === 'test-finished' ? [event.status === 'passed'] : [])),
      )
      const results = found.flatMap(([what, one]) => (what === 'complete' ? [one] : []))
      expect(results).toMatchObject([{ count: tests.length, plan: { end: tests.length }, bailout: false }])
    }),
  )
})

test('a name cannot pass for a directive', () => {
  const text = written(
    tap,
    recorded([{ name: 'a # SKIP', sets: [{ steps: [{ status: 'failed', label: 'b # TODO \\' }] }] }]),
  )
  expect(text).toContain('not ok 1 - b \\# TODO \\\\\n')
  expect(parsed(text).flatMap(([what, one]) => (what === 'assert' ? [one] : []))).toMatchObject([
    { ok: false, name: 'a # SKIP' },
  ])
})

test('a run that was broken off says so', () => {
  const events = recorded(everything).slice(0, -4)
  expect(written(tap, events)).toMatch(/^Bail out! the run was interrupted$/m)
})
