import type { RunEvent } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import json from './json.ts'
import { reportSchema } from './json-schema.ts'
import { createReportStream } from './stream.ts'
import { anyTests } from './test/any-tests.ts'
import {
  memorySpool,
  recorded,
  request,
  reRead,
  response,
  type Step,
  started,
  type Test,
  written,
} from './test/build.ts'
import { complaints } from './test/schema.ts'

interface JsonStep {
  readonly status: string
  readonly component: string
  readonly steps?: readonly JsonStep[]
}

const report = (events: readonly RunEvent[]): Record<string, unknown> => JSON.parse(written(json, events))

const sent: Step = {
  component: 'post',
  title: 'Log in',
  durationMs: 83,
  request: request('POST', 'http://shop.test/login', {
    headers: [['Accept', '*/*']],
    body: { hash: 'b1' },
    footprint: 'shop.test/login',
  }),
  response: response(200, {
    statusText: 'OK',
    http: '1.1',
    size: 9,
    body: { hash: 'b2' },
    headers: [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ],
    redirects: [{ status: 302, url: 'http://shop.test/', method: 'POST' }],
  }),
  variables: [{ name: 'domain', value: 'http://shop.test', from: 'environment staging' }],
  attempts: [{ status: 'errored', message: 'refused', request: request('POST', 'http://shop.test/login') }],
}
const failed: Step = {
  status: 'failed',
  index: [2, 0],
  phase: 'finally',
  stopped: true,
  message: '`a` is 3, not 4',
  help: 'look again',
  expression: 'a',
  expected: 4,
  actual: 3,
  diff: [{ path: 'b', kind: 'missing', expected: null }],
  comment: 'as agreed',
  notices: ['`c` is empty'],
  excerpt: { line: 3, column: 2, endColumn: 5, text: 'a: b' },
  origin: { step: 1, label: 'POST http://shop.test/login', status: 200 },
}
const bodies = [
  { hash: 'b1', mime: 'application/json', size: 2, text: '{}' },
  { hash: 'b2', mime: 'image/png', size: 90_000, base64: 'AAEC', cut: true },
]
const everything: Test[] = [
  {
    sets: [
      {
        name: 'one shirt',
        steps: [sent, {}, { label: 'each items', steps: [failed, { index: [1], alias: 'assert' }] }],
        bodies,
        message: 'stopped',
        notices: ['late'],
      },
    ],
  },
  { name: 'Empty', tags: [], sets: [] },
]

describe.each<[string, (events: RunEvent[]) => RunEvent[]]>([
  ['live', (events) => events],
  ['re-read', reRead],
])('the JSON report of a run %s', (_, through) => {
  test('says everything once', () => {
    expect(report(through(recorded(everything)))).toMatchInlineSnapshot(`
      {
        "bodies": {
          "b1": {
            "size": 2,
            "text": "{}",
            "type": "application/json",
          },
          "b2": {
            "base64": "AAEC",
            "cut": true,
            "size": 90000,
            "type": "image/png",
          },
        },
        "environments": [
          "staging",
        ],
        "schema": "merlon.report/1",
        "seed": 42,
        "startedAt": "2031-04-05T06:07:08.000Z",
        "status": "failed",
        "summary": {
          "assertions": 3,
          "durationMs": 1234,
          "errors": 0,
          "failures": 1,
          "flaky": 0,
          "requests": 1,
          "runs": 1,
          "skipped": 0,
          "tests": 2,
          "warnings": 0,
        },
        "tests": [
          {
            "file": "tests/cart.yaml",
            "flaky": false,
            "name": "A cart needs a token",
            "runs": [
              {
                "durationMs": 12,
                "facts": {},
                "inputSet": "one shirt",
                "message": "stopped",
                "notices": [
                  "late",
                ],
                "status": "failed",
                "steps": [
                  {
                    "attempts": [
                      {
                        "message": "refused",
                        "request": {
                          "headers": [],
                          "method": "POST",
                          "url": "http://shop.test/login",
                        },
                        "status": "errored",
                      },
                    ],
                    "component": "post",
                    "durationMs": 83,
                    "label": "POST http://shop.test/login",
                    "location": {
                      "column": 5,
                      "file": "tests/cart.yaml",
                      "line": 7,
                    },
                    "request": {
                      "body": {
                        "hash": "b1",
                      },
                      "footprint": "shop.test/login",
                      "headers": [
                        [
                          "Accept",
                          "*/*",
                        ],
                      ],
                      "method": "POST",
                      "url": "http://shop.test/login",
                    },
                    "response": {
                      "body": {
                        "hash": "b2",
                      },
                      "headers": [
                        [
                          "Set-Cookie",
                          "a=1",
                        ],
                        [
                          "Set-Cookie",
                          "b=2",
                        ],
                      ],
                      "http": "1.1",
                      "metrics": {
                        "connect": 0,
                        "dns": 0,
                        "fetch": 3,
                        "latency": 80,
                        "overall": 83,
                        "tls": 0,
                      },
                      "redirects": [
                        {
                          "method": "POST",
                          "status": 302,
                          "url": "http://shop.test/",
                        },
                      ],
                      "size": 9,
                      "status": 200,
                      "statusText": "OK",
                    },
                    "status": "passed",
                    "title": "Log in",
                    "variables": [
                      {
                        "from": "environment staging",
                        "name": "domain",
                        "value": "http://shop.test",
                      },
                    ],
                  },
                  {
                    "component": "assert-equals",
                    "label": "payload.id == 3",
                    "location": {
                      "column": 5,
                      "file": "tests/cart.yaml",
                      "line": 7,
                    },
                    "status": "passed",
                  },
                  {
                    "component": "each",
                    "label": "each items",
                    "location": {
                      "column": 5,
                      "file": "tests/cart.yaml",
                      "line": 7,
                    },
                    "status": "passed",
                    "steps": [
                      {
                        "actual": 3,
                        "comment": "as agreed",
                        "component": "assert-equals",
                        "diff": [
                          {
                            "expected": null,
                            "kind": "missing",
                            "path": "b",
                          },
                        ],
                        "excerpt": {
                          "column": 2,
                          "endColumn": 5,
                          "line": 3,
                          "text": "a: b",
                        },
                        "expected": 4,
                        "expression": "a",
                        "help": "look again",
                        "index": [
                          2,
                          0,
                        ],
                        "label": "payload.id == 3",
                        "location": {
                          "column": 5,
                          "file": "tests/cart.yaml",
                          "line": 7,
                        },
                        "message": "\`a\` is 3, not 4",
                        "notices": [
                          "\`c\` is empty",
                        ],
                        "origin": {
                          "label": "POST http://shop.test/login",
                          "status": 200,
                        },
                        "phase": "finally",
                        "status": "failed",
                        "stopped": true,
                      },
                      {
                        "alias": "assert",
                        "component": "assert-equals",
                        "index": [
                          1,
                        ],
                        "label": "payload.id == 3",
                        "location": {
                          "column": 5,
                          "file": "tests/cart.yaml",
                          "line": 7,
                        },
                        "status": "passed",
                      },
                    ],
                  },
                ],
                "tags": [
                  "shop",
                ],
              },
            ],
            "status": "failed",
            "tags": [
              "shop",
            ],
          },
          {
            "file": "tests/cart.yaml",
            "flaky": false,
            "name": "Empty",
            "runs": [],
            "status": "passed",
            "tags": [],
          },
        ],
      }
    `)
  })

  test('has the shape that its schema describes, with nothing besides', () => {
    expect(complaints(reportSchema(), report(through(recorded(everything))))).toEqual([])
  })
})

test('a passed assertion says only what, where and in which round', () => {
  const step: Step = { index: [1], message: 'no', expression: 'a', durationMs: 3, variables: [] }
  expect(report(recorded([{ sets: [{ steps: [step] }] }]))).toHaveProperty('tests.0.runs.0.steps.0', {
    component: 'assert-equals',
    label: 'payload.id == 3',
    status: 'passed',
    location: { file: 'tests/cart.yaml', line: 7, column: 5 },
    index: [1],
  })
})

test('a run that broke off keeps what happened and is not called passed', () => {
  const events = recorded(everything)
  const last = events.findIndex((event) => event.type === 'step-started' && event.kind === 'container')
  const broken = report(events.slice(0, last + 1))
  expect(broken).toMatchObject({
    status: 'errored',
    interrupted: true,
    tests: [
      {
        status: 'errored',
        runs: [
          {
            status: 'errored',
            message: 'the run broke off here',
            steps: [{ status: 'passed' }, { status: 'passed' }, { status: 'errored' }],
          },
        ],
      },
    ],
  })
  expect(complaints(reportSchema(), broken)).toEqual([])
  expect(report([])).toMatchObject({ status: 'errored', tests: [] })
})

function countFaults(steps: readonly JsonStep[]): Record<string, number> {
  const counts: Record<string, number> = { failures: 0, errors: 0, skipped: 0, warnings: 0 }
  const names: Record<string, string> = {
    failed: 'failures',
    errored: 'errors',
    skipped: 'skipped',
    warned: 'warnings',
  }
  const walk = (step: JsonStep): void => {
    const name = names[step.status]
    // The containers of these tests have no fault of their own.
    if (name !== undefined && (step.component !== 'each' || name === 'skipped')) counts[name] = (counts[name] ?? 0) + 1
    for (const one of step.steps ?? []) walk(one)
  }
  for (const step of steps) walk(step)
  return counts
}

test('whatever happened, the report is JSON of its schema and its counts are those of its steps', () => {
  fc.assert(
    fc.property(anyTests, fc.nat(), (tests, cut) => {
      const events = recorded(tests)
      const whole = report(events)
      expect(complaints(reportSchema(), whole)).toEqual([])
      const steps = (whole.tests as { runs: { steps: JsonStep[] }[] }[]).flatMap((one) =>
        one.runs.flatMap((run) => run.steps),
      )
      expect(whole.summary).toMatchObject(countFaults(steps))
      const prefix = report(events.slice(0, cut % events.length))
      expect(complaints(reportSchema(), prefix)).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('bodies that come again, as in runs put together, are written once', () => {
  const again = recorded([{ sets: [{ bodies }, { bodies }] }])
  expect(written(json, again).match(/"b1":/g)).toHaveLength(1)
})

test('15,000 passed assertions cost little to write', () => {
  const steps = Array.from(
    { length: 15_000 },
    (_, at): Step => ({ label: `payload.items[${at}].price > 0`, index: [at] }),
  )
  const events = recorded([{ sets: [{ steps: [{ steps }] }] }])
  const open = json.open({
    write: () => undefined,
    color: false,
    width: 80,
    verbosity: 'normal',
    spool: memorySpool,
    pathPrefix: '',
    asset: () => '',
  })
  let began = 0
  let spent = 0
  const timed = {
    ...open,
    setFinished: (...given: Parameters<NonNullable<typeof open.setFinished>>): void => {
      began = performance.now()
      open.setFinished?.(...given)
      spent = performance.now() - began
    },
  }
  const stream = createReportStream([timed])
  for (const event of events) stream.apply(event)
  // About 10 ms; a bound that a busy machine does not break.
  expect(spent).toBeLessThan(150)
  expect(began).toBeGreaterThan(0)
})

test('the schema refuses what is no report', () => {
  expect(complaints(reportSchema(), { ...report([started]), status: 'fine' })).toEqual([
    "status: 'fine' is none of passed, failed, errored",
  ])
  expect(complaints(reportSchema(), { ...report([started]), extra: 1 })).toEqual(['extra is not described'])
})
