import type { RunEvent } from '@merlon/protocol'
import { foldReport } from '@merlon/protocol'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import junit from './junit.ts'
import { anyTests } from './test/any-tests.ts'
import { recorded, request, reRead, response, type Step, type Test, written } from './test/build.ts'

interface Counts {
  tests: number
  failures: number
  errors: number
  skipped: number
}

const ELEMENTS: Readonly<Record<string, keyof Counts>> = {
  testcase: 'tests',
  failure: 'failures',
  error: 'errors',
  skipped: 'skipped',
}

/** Reads a document strictly; what the suites claim, what the cases are, and the text of it all. */
function read(xml: string): { claimed: Counts; counted: Counts; names: string[]; text: string } {
  const claimed: Counts = { tests: 0, failures: 0, errors: 0, skipped: 0 }
  const counted: Counts = { ...claimed }
  const names: string[] = []
  let text = ''
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'testsuite') for (const key of Object.values(ELEMENTS)) claimed[key] += Number(attributes[key])
    if (name === 'testcase') names.push(String(attributes.name))
    const key = ELEMENTS[name]
    if (key) counted[key] += 1
  })
  parser.on('text', (more) => {
    text += more
  })
  parser.write(xml).close()
  return { claimed, counted, names, text }
}

const login: Step = {
  component: 'post',
  request: request('POST', 'http://shop.test/login'),
  response: response(401, { statusText: 'Unauthorized' }),
  durationMs: 83,
}
const failed: Step = {
  status: 'failed',
  index: [1, 0],
  line: 9,
  label: 'login.status == 200',
  message: '`login.status` is 401, not 200',
  expected: 200,
  actual: 401,
  comment: 'as agreed',
  help: 'is the password right?',
  excerpt: { line: 11, column: 14, endColumn: 17, text: '      value: 200' },
  origin: { step: 1, label: 'POST http://shop.test/login', status: 401 },
}
const tests: Test[] = [
  {
    name: 'Login works',
    file: 'tests/login.yaml',
    tags: ['smoke'],
    sets: [
      {
        name: 'a guest',
        steps: [login, { label: 'each payload', steps: [failed, { status: 'warned', message: 'it is late' }] }],
        notices: ['`local` is never used'],
      },
      {
        name: 'a member',
        steps: [
          {
            component: 'get',
            status: 'errored',
            message: 'refused',
            request: request('GET', 'http://shop.test:8080/cart?x=<1>'),
          },
          { status: 'skipped', message: '`payload` never arrived' },
          {
            kind: 'action',
            component: 'set',
            label: 'total = sum(cart)',
            status: 'failed',
            message: '`sum` is no function',
            diff: [{ path: 'a', kind: 'missing', expected: 1 }],
          },
          { kind: 'action', component: 'set', label: 'fine = 1' },
          {
            kind: 'container',
            own: true,
            component: 'until',
            label: 'until ready',
            status: 'failed',
            message: '`ready` does not hold after 3 rounds',
            steps: [{ tentative: true, status: 'failed', message: 'early' }],
          },
        ],
      },
      { name: 'nobody', status: 'errored', message: '`before` failed, so this input set was not run' },
    ],
  },
]

describe.each<[string, (events: RunEvent[]) => RunEvent[]]>([
  ['live', (events) => events],
  ['re-read', reRead],
])('the JUnit report of a run %s', (_, through) => {
  test('has a suite per test and a case per request, assertion and fault', () => {
    expect(`\n${written(junit, through(recorded(tests)))}`).toMatchInlineSnapshot(`
      "
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="merlon" timestamp="2031-04-05T06:07:08.000">
        <testsuite name="Login works" file="tests/login.yaml" tests="8" failures="3" errors="2" skipped="1" time="0.038">
          <properties>
            <property name="environment" value="staging"/>
            <property name="seed" value="42"/>
            <property name="tag" value="smoke"/>
          </properties>
          <testcase name="POST /login" classname="tests/login.yaml [a guest]" file="tests/login.yaml" line="7" time="0.083"/>
          <testcase name="login.status == 200 [1, 0]" classname="tests/login.yaml [a guest]" file="tests/login.yaml" line="9" time="0.000"><failure message="\`login.status\` is 401, not 200" type="assert-equals">\`login.status\` is 401, not 200
      tests/login.yaml:11:14
      comment: as agreed
      source: value: 200
      expected: 200
      actual: 401
      request: POST http://shop.test/login → 401
      help: is the password right?</failure></testcase>
          <testcase name="payload.id == 3" classname="tests/login.yaml [a guest]" file="tests/login.yaml" line="7" time="0.000"><system-out>warning: it is late</system-out></testcase>
          <testcase name="GET /cart?x=&lt;1&gt;" classname="tests/login.yaml [a member]" file="tests/login.yaml" line="7" time="0.000"><error message="refused" type="get">refused
      tests/login.yaml:7:5
      request: GET http://shop.test:8080/cart?x=&lt;1&gt;</error></testcase>
          <testcase name="payload.id == 3" classname="tests/login.yaml [a member]" file="tests/login.yaml" line="7" time="0.000"><skipped message="\`payload\` never arrived"/></testcase>
          <testcase name="total = sum(cart)" classname="tests/login.yaml [a member]" file="tests/login.yaml" line="7" time="0.000"><failure message="\`sum\` is no function" type="set">\`sum\` is no function
      tests/login.yaml:7:5
      differs at
        a  missing, expected 1</failure></testcase>
          <testcase name="until ready" classname="tests/login.yaml [a member]" file="tests/login.yaml" line="7" time="0.000"><failure message="\`ready\` does not hold after 3 rounds" type="until">\`ready\` does not hold after 3 rounds
      tests/login.yaml:7:5</failure></testcase>
          <testcase name="input set" classname="tests/login.yaml [nobody]" file="tests/login.yaml" time="0.012"><error message="\`before\` failed, so this input set was not run" type="input-set">\`before\` failed, so this input set was not run</error></testcase>
          <system-out>a guest: \`local\` is never used
      </system-out>
        </testsuite>
      </testsuites>
      "
    `)
  })
})

test('a run that was interrupted between input sets does not read as passed', () => {
  const all = recorded([{ name: 'A', sets: [{ steps: [{}] }] }])
  const interrupted = all.map(
    (event): RunEvent => (event.type === 'run-finished' ? { ...event, status: 'errored', interrupted: true } : event),
  )
  expect(written(junit, all)).not.toContain('<error')
  expect(written(junit, interrupted)).toContain('<error message="the run was interrupted"')
})

test('the counts of a suite are those of its cases', () => {
  const { claimed, counted } = read(written(junit, recorded(tests)))
  expect(claimed).toEqual({ tests: 8, failures: 3, errors: 2, skipped: 1 })
  expect(counted).toEqual(claimed)
})

test('names stay the same on another host', () => {
  const on = (host: string): string[] => {
    const steps: Step[] = [
      { request: request('GET', `${host}/cart?id=1`) },
      { request: request('GET', host) },
      { label: `payload.url == "${host}/a"` },
    ]
    return read(written(junit, recorded([{ sets: [{ steps }] }]))).names
  }
  expect(on('https://shop.example.com')).toEqual(['GET /cart?id=1', 'GET /', 'payload.url == "/a"'])
  expect(on('http://127.0.0.1:8080')).toEqual(on('https://shop.example.com'))
})

test('text that no XML may hold is written so that it can be read', () => {
  const evil = ']]></failure><x a="1">&amp;\x1b[31m\x00\ufffe\ud800 end'
  const xml = written(
    junit,
    recorded([
      {
        name: evil,
        file: evil,
        sets: [
          { name: evil, notices: [evil], steps: [{ status: 'failed', label: evil, message: evil, actual: evil }] },
        ],
      },
    ]),
  )
  const { counted, text, names } = read(xml)
  expect(counted).toEqual({ tests: 1, failures: 1, errors: 0, skipped: 0 })
  expect(text).toContain(']]></failure><x a="1">&amp;\\x1b[31m\\x00\\ufffe\\ud800 end')
  expect(names[0]).toBe(']]></failure><x a="1">&amp;\\x1b[31m\\x00\\ufffe\\ud800 end')
})

test('a huge message is cut in the attribute and whole in the text', () => {
  const xml = written(junit, recorded([{ sets: [{ steps: [{ status: 'failed', message: 'x'.repeat(5000) }] }] }]))
  expect(/message="(x+…)"/.exec(xml)?.[1]).toHaveLength(1001)
  expect(xml).toContain('x'.repeat(5000))
})

test('whatever happened, the document is XML and no failure, error or skip is lost', () => {
  fc.assert(
    fc.property(anyTests, (anything) => {
      const events = recorded(anything)
      const { claimed, counted } = read(written(junit, events))
      const { failures, errors, skipped } = foldReport(events).summary
      expect(counted).toEqual(claimed)
      expect(counted).toMatchObject({ failures, errors, skipped })
    }),
    { numRuns: 200 },
  )
})
