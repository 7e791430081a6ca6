import type { RunEvent } from '@merlon/protocol'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { schema } from 'ctrf'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import ctrf from './ctrf.ts'
import { anyTests } from './test/any-tests.ts'
import { recorded, reRead, written } from './test/build.ts'
import { everything } from './test/cases.ts'

const ajv = new Ajv({ strict: false, allErrors: true })
// Its default export is wrapped by a loader of CommonJS.
;(addFormats as unknown as (to: Ajv) => void)(ajv)
const conforms = ajv.compile(schema)

/** What the published schema says is wrong. */
const mistakes = (report: unknown): unknown => (conforms(report) ? [] : conforms.errors)

test('a report has a test per input set, with what went wrong and its steps', () => {
  const report = JSON.parse(written(ctrf, recorded(everything)))
  expect(mistakes(report)).toEqual([])
  expect(report.results.summary).toMatchObject({ tests: 3, passed: 1, failed: 2, skipped: 0, other: 0, suites: 2 })
  expect(report.results.tests).toMatchObject([
    {
      name: 'Login works [a guest]',
      status: 'failed',
      filePath: 'tests/login.yaml',
      message: '`login.status` is 401, not 200',
      trace: expect.stringContaining('tests/login.yaml:11:14'),
      line: 11,
      snippet: '      value: 200',
      steps: [
        { name: 'POST /login', status: 'passed' },
        { name: 'login.status == 200 [1, 0]', status: 'failed' },
        { name: 'payload.id == 3', status: 'passed' },
        { name: 'payload.id == 3', status: 'skipped' },
      ],
    },
    { status: 'failed', rawStatus: 'errored', message: '`before` failed, so this input set was not run' },
    { name: 'A cart [default]', status: 'passed' },
  ])
  expect(report.results.tests[2]).not.toHaveProperty('message')
})

test('the report of a stored run is the same', () => {
  const events = recorded(everything)
  expect(written(ctrf, reRead(events))).toBe(written(ctrf, events))
})

test('whatever happened, the report conforms to the published schema and its counts add up', () => {
  fc.assert(
    fc.property(anyTests, fc.nat(), (tests, cut) => {
      const events = recorded(tests)
      const report = JSON.parse(written(ctrf, events.slice(0, (cut % events.length) + 1)))
      expect(mistakes(report)).toEqual([])
      const { summary, tests: all } = report.results
      const failed = all.filter((one: { status: string }) => one.status === 'failed').length
      expect(summary).toMatchObject({ tests: all.length, failed, passed: all.length - failed })
    }),
  )
})

test('a run that was interrupted between input sets does not read as passed', () => {
  const interrupted = recorded([{ name: 'A', sets: [{ steps: [{}] }] }]).map(
    (event): RunEvent => (event.type === 'run-finished' ? { ...event, status: 'errored', interrupted: true } : event),
  )
  const report = JSON.parse(written(ctrf, interrupted))
  expect(mistakes(report)).toEqual([])
  expect(report.results.summary).toMatchObject({ tests: 2, passed: 1, failed: 1 })
  expect(report.results.tests[1]).toMatchObject({ name: 'the run', status: 'failed', rawStatus: 'errored' })
})

test('a set that passed at its second attempt is flaky, and says what went wrong before', () => {
  const events = recorded([{ sets: [{ name: 'one', steps: [{ status: 'failed', message: 'too early' }] }] }])
  const again = recorded([{ sets: [{ name: 'one', steps: [{}] }] }])
  const second = again.filter(({ type }) => /^(set|step)-/.test(type))
  const twice = events.flatMap((event): RunEvent[] => {
    if (event.type === 'set-finished')
      return [
        { ...event, retried: true },
        ...second.map((one) => (one.type === 'set-started' ? { ...one, attempt: 2 } : one)),
      ]
    return [event.type === 'test-finished' || event.type === 'run-finished' ? { ...event, status: 'passed' } : event]
  })
  const report = JSON.parse(written(ctrf, twice))
  expect(mistakes(report)).toEqual([])
  expect(report.results.summary).toMatchObject({ tests: 1, passed: 1, failed: 0, flaky: 1 })
  expect(report.results.tests).toMatchObject([
    {
      status: 'passed',
      flaky: true,
      retries: 1,
      retryAttempts: [{ attempt: 1, status: 'failed', message: 'too early' }],
    },
  ])
})
