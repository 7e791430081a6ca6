/** What a run's summary counts, by kind and status of steps. */
import { describe, expect, test } from 'vitest'
import type { RunEvent, StepKind, StepRecord } from './events.ts'
import { createFold, emptySummary, foldReport } from './fold.ts'

const location = { file: 'tests/a.yaml', line: 3, column: 5 }
const request = { method: 'GET', url: 'http://shop.test/', headers: [] }

const begun: readonly RunEvent[] = [
  { type: 'run-started', version: 1, id: 'r1', at: '2031-04-05T06:07:08.000Z', seed: 42, environments: ['staging'] },
  { type: 'test-started', test: 0, name: 'test 0', file: 'tests/a.yaml', tags: ['x'] },
  { type: 'set-started', test: 0, set: 0, name: 'default' },
]

function finished(kind: StepKind, record: Partial<StepRecord>, own?: boolean): RunEvent {
  const whole: StepRecord = { component: 'c', label: 'l', status: 'passed', location, ...record }
  return { type: 'step-finished', test: 0, set: 0, step: 1, kind, record: whole, ...(own === undefined ? {} : { own }) }
}

const summaryOf = (event: RunEvent) => foldReport([...begun, event]).summary
const nothing = { ...emptySummary(), tests: 1, runs: 1 }

describe('a finished step counts', () => {
  test.each<[what: string, event: RunEvent, counted: object]>([
    ['a request that was sent', finished('request', { request }), { requests: 1 }],
    ['no request that was never sent', finished('request', {}), {}],
    ['no request of another kind of step', finished('action', { request }), {}],
    ['an assertion that passed', finished('assertion', {}), { assertions: 1 }],
    ['an assertion that failed', finished('assertion', { status: 'failed' }), { assertions: 1, failures: 1 }],
    ['an assertion that warned', finished('assertion', { status: 'warned' }), { assertions: 1, warnings: 1 }],
    ['no assertion that could not be made', finished('assertion', { status: 'errored' }), { errors: 1 }],
    ['what was skipped, and nothing else', finished('assertion', { status: 'skipped' }), { skipped: 1 }],
    ['a failed request', finished('request', { request, status: 'failed' }), { requests: 1, failures: 1 }],
    ['an errored request', finished('request', { request, status: 'errored' }), { requests: 1, errors: 1 }],
    ['nothing of an action that passed', finished('action', {}), {}],
    ['a failed action', finished('action', { status: 'failed' }), { failures: 1 }],
    ['no container that failed because of a step in it', finished('container', { status: 'failed' }), {}],
    ['no container that warned because of a step in it', finished('container', { status: 'warned' }, false), {}],
    ['a container that failed by itself', finished('container', { status: 'failed' }, true), { failures: 1 }],
    ['a container that errored by itself', finished('container', { status: 'errored' }, true), { errors: 1 }],
    ['a container that warned by itself', finished('container', { status: 'warned' }, true), { warnings: 1 }],
  ])('%s', (_what, event, counted) => {
    expect(summaryOf(event)).toEqual({ ...nothing, ...counted })
  })
})

test('a report has what the start of the run said of it, and nothing before', () => {
  const { bodies, tests, summary, ...before } = foldReport([])
  expect(before).toEqual({ id: '', startedAt: '', seed: 0, environments: [] })
  expect(foldReport(begun)).toMatchObject({
    id: 'r1',
    startedAt: '2031-04-05T06:07:08.000Z',
    seed: 42,
    environments: ['staging'],
    tests: [{ name: 'test 0', tags: ['x'], runs: [{ inputSet: 'default', set: 0 }] }],
  })
})

test('only a run that was interrupted says so', () => {
  const end = { type: 'run-finished', status: 'passed', durationMs: 9 } as const
  expect(foldReport([...begun, end])).not.toHaveProperty('interrupted')
  expect(foldReport([...begun, { ...end, interrupted: true }])).toHaveProperty('interrupted', true)
})

test('a step that was begun is one step when it is finished, and a later one with its number is another', () => {
  const step: RunEvent = finished('container', {})
  const start: RunEvent = {
    type: 'step-started',
    test: 0,
    set: 0,
    step: 1,
    kind: 'container',
    record: { component: 'c', label: 'begun', location },
  }
  const stepsOf = (events: readonly RunEvent[]) => foldReport([...begun, ...events]).tests[0]?.runs[0]?.steps
  expect(stepsOf([start])).toMatchObject([{ label: 'begun' }])
  expect(stepsOf([start, step])).toMatchObject([{ label: 'l' }])
  expect(stepsOf([start, step, step])).toHaveLength(2)
})

test('a fold that keeps nothing forgets a test when it is finished', () => {
  const fold = createFold({ keep: false })
  for (const event of begun) fold.apply(event)
  fold.apply({ type: 'set-finished', test: 0, set: 0, status: 'passed', durationMs: 1, tags: [], facts: {} })
  fold.apply({ type: 'test-finished', test: 0, status: 'passed', durationMs: 1 })
  fold.apply({ type: 'set-started', test: 0, set: 1, name: 'late' })
  expect(fold.report.summary.runs).toBe(1)
})
