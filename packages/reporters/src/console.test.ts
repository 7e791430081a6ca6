import type { RunEvent } from '@merlon/protocol'
import { describe, expect, test } from 'vitest'
import console from './console.ts'
import { type InputSet, recorded, request, reRead, response, type Step, type Test, written } from './test/build.ts'

const login: Step = {
  component: 'post',
  line: 6,
  request: request('POST', 'http://shop.test/login'),
  response: response(401, { statusText: 'Unauthorized' }),
  durationMs: 83,
}
const wrongStatus: Step = {
  status: 'failed',
  line: 9,
  label: 'login_response.status == 200',
  message: '`login_response.status` is 401, not 200',
  expected: 200,
  actual: 401,
  excerpt: { line: 11, column: 14, endColumn: 17, text: '      value: 200' },
  origin: { step: 1, label: 'POST http://shop.test/login', status: 401 },
  variables: [{ name: 'login_response', value: 'a map with 9 keys', from: 'POST http://shop.test/login (line 6)' }],
}
const neverArrived = '`payload` never arrived: http://shop.test refused the connection'
const one = (set: InputSet, more: Partial<Test> = {}): Test[] => [{ ...more, sets: [set] }]

describe.each<[string, (events: RunEvent[]) => RunEvent[]]>([
  ['live', (events) => events],
  ['re-read', reRead],
])('the console, of a run %s,', (_, through) => {
  const shown = (tests: readonly Test[], look = {}): string => `\n${written(console, through(recorded(tests)), look)}`

  test('says one line about a test that passed', () => {
    const sets = [
      { name: 'one shirt', steps: [{ ...login, response: response(200) }, {}, {}] },
      { name: 'two shirts', steps: [{}] },
    ]
    expect(shown([{ sets }])).toMatchInlineSnapshot(`
      "
      ✓ A cart needs a token   2 input sets · 1 request · 3 checks · 38 ms

      passed   1 test · 2 input sets · 1 request · 3 checks · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('shows a failed assertion beside its line, the request that brought the value, and both values', () => {
    expect(
      shown(one({ steps: [login, wrongStatus, {}] }, { name: 'Login works', file: 'tests/login.yaml' })),
    ).toMatchInlineSnapshot(`
      "
      ✗ Login works   1 input set · 1 request · 2 checks · 1 failure · 38 ms · tests/login.yaml

          failed[assert-equals]: \`login_response.status\` is 401, not 200
             --> tests/login.yaml:11:14
              |
            6 | POST http://shop.test/login → 401 Unauthorized in 83 ms
              | ...
           11 |       value: 200
              |              ^^^
              |
              = expected: 200
              =   actual: 401
              = where: login_response = a map with 9 keys, from POST http://shop.test/login (line 6)

      failed   1 of 1 test · 1 input set · 1 request · 2 checks · 1 failure · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('shows where two structures differ instead of the structures', () => {
    const step: Step = {
      status: 'failed',
      message: '`payload` is a map with 2 keys, not a map with 3 keys',
      comment: 'the cart is what was put in',
      expected: { items: [] },
      actual: { items: [{}] },
      diff: [
        { path: 'items[0].price', kind: 'changed', expected: 10, actual: 12.5 },
        { path: 'note', kind: 'added', actual: 'free' },
        { path: 'total', kind: 'missing', expected: 10 },
        { path: 'vat', kind: 'type', expected: '3', actual: 3 },
      ],
      excerpt: { line: 8, column: 14, endColumn: 40, text: '      value: { items: [{ price: 10 }] }' },
      help: 'say `mode: structure` to compare the shape alone',
    }
    expect(shown(one({ steps: [step] }))).toMatchInlineSnapshot(`
      "
      ✗ A cart needs a token   1 input set · 1 check · 1 failure · 38 ms · tests/cart.yaml

          failed[assert-equals]: \`payload\` is a map with 2 keys, not a map with 3 keys
            --> tests/cart.yaml:8:14
             |
           8 |       value: { items: [{ price: 10 }] }
             |              ^^^^^^^^^^^^^^^^^^^^^^^^^^
             |
             = comment: the cart is what was put in
             = differs at: items[0].price  expected 10, actual 12.5
                           note            not expected, actual "free"
                           total           missing, expected 10
                           vat             expected "3", actual 3 (another type)
             = help: say \`mode: structure\` to compare the shape alone

      failed   1 of 1 test · 1 input set · 1 check · 1 failure · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('shows a request that was not carried out once, and counts the steps that could not run after it', () => {
    const refused: Step = {
      component: 'get',
      status: 'errored',
      line: 5,
      message: 'http://shop.test refused the connection',
      request: request('GET', 'http://shop.test/cart'),
      response: response(-1),
      attempts: [
        { status: 'errored', message: 'the connection was refused' },
        { status: 'errored', message: 'the connection was refused' },
      ],
      excerpt: { line: 5, column: 17, endColumn: 37, text: '  - get: { url: "${domain}/cart" }' },
      variables: [{ name: 'domain', value: 'http://shop.test', from: 'environment staging' }],
      help: 'is the address right for this environment?',
    }
    const skipped: Step = { status: 'skipped', message: neverArrived }
    const held: Step = { status: 'skipped', message: 'not on staging' }
    expect(shown(one({ steps: [refused, skipped, held, skipped, skipped] }))).toMatchInlineSnapshot(`
      "
      ✗ A cart needs a token   1 input set · 1 request · 1 error · 4 skipped · 38 ms · tests/cart.yaml

          errored[get]: http://shop.test refused the connection
            --> tests/cart.yaml:5:17
             |
             | GET http://shop.test/cart → no answer in 83 ms
           5 |   - get: { url: "\${domain}/cart" }
             |                 ^^^^^^^^^^^^^^^^^^
             |
             = attempts: the connection was refused, the connection was refused
             = where: domain = http://shop.test, from environment staging
             = help: is the address right for this environment?

          3 more steps were skipped because \`payload\` never arrived: http://shop.test refused the
          connection
          1 more step was skipped because not on staging

      errored   1 of 1 test · 1 input set · 1 request · 1 error · 4 skipped · 1.2 s
                environment staging · seed 42
      "
    `)
  })

  test('shows the beginning of what a failed request brought', () => {
    const failed: Step = {
      ...login,
      status: 'failed',
      message: 'the status is 500, not 201',
      response: response(500, { statusText: 'Internal Server Error', body: { hash: 'b1' } }),
    }
    const bodies = [
      {
        hash: 'b1',
        mime: 'application/json',
        size: 40_000,
        text: `{\n  "error": "out of stock",\n  "trace": "${'at line 1; '.repeat(60)}"}`,
      },
    ]
    expect(shown(one({ steps: [failed], bodies }))).toMatchInlineSnapshot(`
      "
      ✗ A cart needs a token   1 input set · 1 request · 1 failure · 38 ms · tests/cart.yaml

          failed[post]: the status is 500, not 201
            --> tests/cart.yaml:6:5
             |
             | POST http://shop.test/login → 500 Internal Server Error in 83 ms
             |
             = body: { "error": "out of stock", "trace": "at line 1; at line 1; at line 1; at line 1; at
                     line 1; at line 1; at line 1; at line 1; at line 1; at line 1; at line 1; at line 1;
                     at line 1; at line 1; at line 1; at line 1; at line 1; at line 1; at line 1; at line
                     1; at line 1; at line 1; at line 1; at line 1;…

      failed   1 of 1 test · 1 input set · 1 request · 1 failure · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('names warnings and notices in a line each, however often they come', () => {
    const warned: Step = { status: 'warned', message: 'passed because `payload.sku` is missing' }
    const noticed: Step = { line: 9, notices: ['`${size}` is empty'] }
    const steps: Step[] = [{ steps: [0, 1, 2].map((at) => ({ ...warned, index: [at] })) }, noticed]
    expect(shown(one({ steps, notices: ['`local` is never used'] }))).toMatchInlineSnapshot(`
      "
      ✓ A cart needs a token   1 input set · 4 checks · 3 warnings · 38 ms
        ⚠ \`local\` is never used
        ⚠ tests/cart.yaml:7:5: passed because \`payload.sku\` is missing (3 times)
        ⚠ tests/cart.yaml:9:5: \`\${size}\` is empty

      passed   1 test · 1 input set · 4 checks · 3 warnings · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('folds failures of a loop into one', () => {
    const excerpt = { line: 11, column: 14, endColumn: 16, text: '      value: 10' }
    const rounds = Array.from(
      { length: 40 },
      (_, at): Step => ({
        status: 'failed',
        message: '`_1.price` is 12, not 10',
        expected: 10,
        actual: 12,
        excerpt,
        index: [at],
      }),
    )
    expect(shown(one({ steps: [{ steps: rounds }] }))).toMatchInlineSnapshot(`
      "
      ✗ A cart needs a token   1 input set · 40 checks · 40 failures · 38 ms · tests/cart.yaml

          failed[assert-equals]: \`_1.price\` is 12, not 10
             --> tests/cart.yaml:11:14 (item 0)
              |
           11 |       value: 10
              |              ^^
              |
              = expected: 10
              =   actual: 12
          … and 39 more like this, items 1, 2, 3, 4, 5 …

      failed   1 of 1 test · 1 input set · 40 checks · 40 failures · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('says nothing of rounds that did not count, but in verbose runs', () => {
    const early: Step = { status: 'failed', message: 'not yet', tentative: true, index: [0] }
    const tests = one({ steps: [{ label: 'until payload.ready', steps: [early, { index: [1] }] }] })
    expect(shown(tests)).not.toContain('not yet')
    expect(shown(tests, { verbosity: 'verbose' })).toMatchInlineSnapshot(`
      "
      ✓ A cart needs a token   1 input set · 1 check · 38 ms
          ✓ until payload.ready
            - payload.id == 3 (item 0), tried again
            ✓ payload.id == 3 (item 1)

      passed   1 test · 1 input set · 1 check · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('draws the same failure in three input sets, names it in further ones, then counts them', () => {
    const sets = Array.from(
      { length: 14 },
      (_, at): InputSet => ({ name: `size ${at}`, steps: [{ status: 'failed', message: '`payload.id` is 4, not 3' }] }),
    )
    expect(shown([{ sets }])).toMatchInlineSnapshot(`
      "
      ✗ A cart needs a token   14 input sets · 14 checks · 14 failures · 38 ms · tests/cart.yaml

        size 0

          failed[assert-equals]: \`payload.id\` is 4, not 3
            --> tests/cart.yaml:7:5

        size 1

          failed[assert-equals]: \`payload.id\` is 4, not 3
            --> tests/cart.yaml:7:5

        size 2

          failed[assert-equals]: \`payload.id\` is 4, not 3
            --> tests/cart.yaml:7:5

        size 3
          failed[assert-equals] tests/cart.yaml:7:5: \`payload.id\` is 4, not 3

        size 4
          failed[assert-equals] tests/cart.yaml:7:5: \`payload.id\` is 4, not 3

        size 5
          failed[assert-equals] tests/cart.yaml:7:5: \`payload.id\` is 4, not 3

        size 6
          failed[assert-equals] tests/cart.yaml:7:5: \`payload.id\` is 4, not 3

        size 7
          failed[assert-equals] tests/cart.yaml:7:5: \`payload.id\` is 4, not 3

        size 8
          failed[assert-equals] tests/cart.yaml:7:5: \`payload.id\` is 4, not 3

        size 9
          failed[assert-equals] tests/cart.yaml:7:5: \`payload.id\` is 4, not 3

        … and 4 more input sets did not pass: size 10, size 11, size 12, size 13

      failed   1 of 1 test · 14 input sets · 14 checks · 14 failures · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('says why an input set did not run', () => {
    const sets = [
      { name: 'one shirt', status: 'errored', message: '`before` failed, so this input set was not run' } as const,
    ]
    expect(shown([{ sets }])).toMatchInlineSnapshot(`
      "
      ✗ A cart needs a token   1 input set · 38 ms · tests/cart.yaml

        one shirt: \`before\` failed, so this input set was not run

      errored   1 of 1 test · 1 input set · 1.2 s
                environment staging · seed 42
      "
    `)
  })

  test('says every step when asked to, and how to send a failed request again', () => {
    const sent = request('POST', 'http://shop.test/login', {
      headers: [
        ['Content-Type', 'application/json'],
        ['Content-Length', '15'],
      ],
      body: { hash: 'b2' },
    })
    const steps: Step[] = [
      { ...login, request: sent, status: 'failed', message: 'the status is 401, not 200' },
      {
        label: 'each payload.items',
        steps: [
          { index: [0], status: 'failed', message: 'it is dear' },
          { index: [1], status: 'warned', message: 'it is late' },
        ],
      },
      { status: 'skipped', message: 'not on staging' },
    ]
    const bodies = [{ hash: 'b2', mime: 'application/json', size: 15, text: '{"user":"it\'s"}' }]
    expect(shown(one({ name: 'one user', steps, bodies }), { verbosity: 'verbose' })).toMatchInlineSnapshot(`
      "
      ✗ A cart needs a token
        1 input set · 1 request · 2 checks · 2 failures · 1 warning · 1 skipped · 38 ms
        ⚠ tests/cart.yaml:7:5: it is late

        one user
          ✗ POST http://shop.test/login → 401 Unauthorized in 83 ms
          ✗ each payload.items
            ✗ payload.id == 3 (item 0)
            ⚠ payload.id == 3 (item 1)
          - payload.id == 3: not on staging

          failed[post]: the status is 401, not 200
            --> tests/cart.yaml:6:5
             |
             | POST http://shop.test/login → 401 Unauthorized in 83 ms
             |
             = again: curl -H 'Content-Type: application/json' --data-raw '{"user":"it'\\''s"}' http://shop.test/login

          failed[assert-equals]: it is dear
            --> tests/cart.yaml:7:5 (item 0)

          1 more step was skipped because not on staging

      failed   1 of 1 test · 1 input set · 1 request · 2 checks · 2 failures · 1 warning · 1 skipped · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('says of a test that passed at a later attempt what went wrong before', () => {
    const sets = [
      { name: 'one shirt', steps: [{}], attempts: [[login, wrongStatus], [{ ...login, status: 'errored' as const }]] },
      { name: 'two shirts', steps: [{}] },
    ]
    expect(shown([{ sets }])).toMatchInlineSnapshot(`
      "
      ~ A cart needs a token   2 input sets · 2 checks · 38 ms
        ~ flaky: one shirt: passed at attempt 3
          attempt 1 failed at tests/cart.yaml:11:14: \`login_response.status\` is 401, not 200
          attempt 2 failed at tests/cart.yaml:6:5: POST http://shop.test/login

      passed   1 test · 2 input sets · 2 checks · 1 flaky · 1.2 s
               environment staging · seed 42
      "
    `)
    expect(shown([{ sets }], { verbosity: 'quiet' })).toContain('1 flaky')
  })

  test('says of an input set that passed at no attempt how many there were', () => {
    const said = shown(one({ steps: [wrongStatus], attempts: [[wrongStatus], [wrongStatus]] }))
    expect(said).toMatch(/^✗ A cart/m)
    expect(said.match(/failed\[assert-equals\]/g)).toHaveLength(1)
    expect(said).toContain('did not pass at any of 3 attempts; this is the last')
  })

  test('is silent about what passed when asked to be quiet', () => {
    expect(
      shown([{ sets: [{ steps: [{}] }] }, { name: 'Login works', sets: [{ steps: [login, wrongStatus] }] }], {
        verbosity: 'quiet',
      }),
    ).not.toContain('A cart needs a token')
  })

  test('lets nothing through that a terminal or a CI server would obey', () => {
    const evil = '\x1b[2J\x07\r::error file=x::y\u202e'
    const step: Step = {
      status: 'failed',
      message: `${evil}\n::error::gotcha\n##[group]x ##vso[task.complete]y`,
      label: evil,
      comment: '::warning::z',
      expected: evil,
      actual: evil,
      excerpt: { line: 3, column: 1, endColumn: 8, text: '::error::in the file ##vso[task]' },
      variables: [{ name: 'evil', value: evil, from: evil }],
      help: '::stop-commands::x',
    }
    const text = shown([
      { name: evil, file: `tests/${evil}`, sets: [{ name: '::error::set', steps: [step], notices: [evil] }] },
    ])
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
    expect(text).not.toMatch(/^\s*::/m)
    expect(text).not.toMatch(/##\w*\[/)
    expect(text).toMatchInlineSnapshot(`
      "
      ✗ \\x1b[2J\\x07\\r::error file=x::y\\u202e   1 input set · 1 check · 1 failure · 38 ms
        ⚠ ::error::set: \\x1b[2J\\x07\\r::error file=x::y\\u202e

        \\x3a:error::set

          failed[assert-equals]: \\x1b[2J\\x07\\r::error file=x::y\\u202e\\n::error::gotcha\\n#\\x23[group]x
          #\\x23vso[task.complete]y
            --> tests/\\x1b[2J\\x07\\r::error file=x::y\\u202e:3:1
             |
           3 | ::error::in the file #\\x23vso[task]
             | ^^^^^^^
             |
             = comment: ::warning::z
             = expected: "\\u001b[2J\\u0007\\r::error file=x::y\\u202e"
             =   actual: "\\u001b[2J\\u0007\\r::error file=x::y\\u202e"
             = where: evil = \\x1b[2J\\x07\\r::error file=x::y\\u202e, from \\x1b[2J\\x07\\r::error file=x::y\\u2…
             = help: ::stop-commands::x

      failed   1 of 1 test · 1 input set · 1 check · 1 failure · 1.2 s
               environment staging · seed 42
      "
    `)
  })

  test('keeps to the width of the terminal, whatever comes', () => {
    const huge = 'wide 宽 '.repeat(20_000)
    const step: Step = {
      ...wrongStatus,
      message: huge,
      expected: huge,
      actual: 'x'.repeat(4096),
      comment: huge,
      help: huge,
      excerpt: { line: 11, column: 2000, endColumn: 2010, text: huge },
    }
    const text = shown([{ name: huge, sets: [{ name: huge, notices: [huge], steps: [login, step] }] }], { width: 72 })
    const widths = text
      .split('\n')
      .map((line) => [...line].reduce((sum, character) => sum + (character === '宽' ? 2 : 1), 0))
    expect(Math.max(...widths.slice(0, -3))).toBeLessThanOrEqual(72)
    expect(text.length).toBeLessThan(20_000)
  })
})

test('colours say what went wrong and change nothing else', () => {
  const events = recorded(one({ steps: [login, wrongStatus], notices: ['late'] }))
  const colored = written(console, events, { color: true })
  expect(colored).toContain('\x1b[31m')
  expect(colored.replace(/\x1b\[\d+m/g, '')).toBe(written(console, events))
})
