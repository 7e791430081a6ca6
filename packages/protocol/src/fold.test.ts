import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RunEvent, StepKind, StepRecord } from './events.ts'
import { createFold, foldReport } from './fold.ts'
import type { StepReport } from './report.ts'

const location = { file: 'tests/a.yaml', line: 3, column: 5 }
const record = (more: Partial<StepRecord> = {}): StepRecord => ({
  component: 'assert',
  label: 'a',
  status: 'passed',
  location,
  ...more,
})
const request = { method: 'GET', url: 'http://shop.test/', headers: [] }

const started: RunEvent = {
  type: 'run-started',
  version: 1,
  id: 'r1',
  at: '2031-04-05T06:07:08.000Z',
  seed: 42,
  environments: ['staging'],
}
const ended: RunEvent = { type: 'run-finished', status: 'passed', durationMs: 9 }
const testStarted = (test: number): RunEvent => ({
  type: 'test-started',
  test,
  name: `test ${test}`,
  file: 'tests/a.yaml',
  tags: ['smoke'],
})
const testFinished = (test: number): RunEvent => ({ type: 'test-finished', test, status: 'passed', durationMs: 8 })
const setStarted = (test: number, set = 0): RunEvent => ({ type: 'set-started', test, set, name: `set ${set}` })
const setFinished = (test: number, set = 0): RunEvent => ({
  type: 'set-finished',
  test,
  set,
  status: 'passed',
  durationMs: 7,
  tags: ['smoke', 'new'],
  facts: {},
})

function begun(test: number, step: number, kind: StepKind, parent?: number): RunEvent {
  const { status: _, ...announced } = record()
  return {
    type: 'step-started',
    test,
    set: 0,
    step,
    kind,
    ...(parent === undefined ? {} : { parent }),
    record: announced,
  }
}

function done(
  test: number,
  step: number,
  kind: StepKind,
  more: Partial<StepRecord> = {},
  { parent, own }: { parent?: number; own?: true } = {},
): RunEvent {
  return {
    type: 'step-finished',
    test,
    set: 0,
    step,
    kind,
    ...(parent === undefined ? {} : { parent }),
    ...(own ? { own } : {}),
    record: record(more),
  }
}

const oneSet = (...steps: RunEvent[]): RunEvent[] => [
  started,
  testStarted(0),
  setStarted(0),
  ...steps,
  setFinished(0),
  testFinished(0),
  ended,
]
const stepsOf = (events: readonly RunEvent[]): readonly StepReport[] | undefined =>
  foldReport(events).tests[0]?.runs[0]?.steps

describe('a fold', () => {
  test('puts steps into the step that holds them, where they began', () => {
    const steps = stepsOf(
      oneSet(
        begun(0, 1, 'container'),
        begun(0, 2, 'request', 1),
        done(0, 2, 'request', { durationMs: 4 }, { parent: 1 }),
        done(0, 3, 'assertion', {}, { parent: 1 }),
        done(0, 1, 'container'),
        done(0, 4, 'assertion'),
      ),
    )
    expect(steps).toMatchObject([
      { id: 1, status: 'passed', steps: [{ id: 2, durationMs: 4, status: 'passed' }, { id: 3 }] },
      { id: 4, status: 'passed' },
    ])
  })

  test('counts leaves, and a container only for a fault or a skip of its own', () => {
    const report = foldReport(
      oneSet(
        begun(0, 1, 'container'),
        done(0, 2, 'assertion', { status: 'failed' }, { parent: 1 }),
        done(0, 3, 'assertion', { status: 'warned' }, { parent: 1 }),
        done(0, 1, 'container', { status: 'failed' }),
        done(0, 4, 'container', { status: 'failed' }, { own: true }),
        done(0, 5, 'container', { status: 'skipped' }),
        done(0, 6, 'request', { status: 'errored', request }),
        done(0, 7, 'action', { status: 'failed' }),
        done(0, 8, 'assertion'),
      ),
    )
    const counts = { requests: 1, assertions: 3, failures: 3, errors: 1, warnings: 1, skipped: 1 }
    expect(report.summary).toEqual({ ...counts, flaky: 0, tests: 1, runs: 1, durationMs: 9 })
    expect(report.tests[0]?.runs[0]?.summary).toMatchObject(counts)
  })

  test('says which containers are at fault themselves', () => {
    const faulty = [
      begun(0, 1, 'container'),
      done(0, 1, 'container', { status: 'failed' }, { own: true }),
      done(0, 2, 'container', { status: 'failed' }, { own: true }),
      done(0, 3, 'container', { status: 'failed' }),
    ]
    expect(stepsOf(oneSet(...faulty))?.map((step) => step.own)).toEqual([true, true, undefined])
  })

  test('counts of rounds that were tried again only the requests', () => {
    const tried = { tentative: true, status: 'failed' } as const
    const { summary } = foldReport(
      oneSet(done(0, 1, 'request', { ...tried, request }), done(0, 2, 'assertion', tried), done(0, 3, 'assertion')),
    )
    expect(summary).toMatchObject({ requests: 1, assertions: 1, failures: 0 })
  })

  test('keeps bodies by their hash', () => {
    const events = oneSet({ type: 'body', test: 0, hash: 'b1', mime: 'text/plain', size: 2, text: 'hi' })
    expect([...foldReport(events).bodies]).toEqual([['b1', { mime: 'text/plain', size: 2, text: 'hi' }]])
  })

  test('tells two tests apart however their events mix', () => {
    const perTest = (test: number): RunEvent[] => [
      testStarted(test),
      setStarted(test),
      begun(test, 1, 'container'),
      done(test, 2, 'assertion', { label: `of ${test}` }, { parent: 1 }),
      done(test, 1, 'container'),
      setFinished(test),
      testFinished(test),
    ]
    const apart = foldReport([started, ...perTest(0), ...perTest(1), ended])
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), (turns) => {
        const queues = [perTest(0), perTest(1)] as const
        const mixed = turns.flatMap(
          (second) => (queues[second ? 1 : 0].shift() ?? queues[second ? 0 : 1].shift()) as RunEvent,
        )
        const { tests, ...rest } = foldReport([started, ...mixed, ended])
        expect({ ...rest, tests: [...tests].sort((a, b) => a.test - b.test) }).toEqual(apart)
      }),
    )
  })

  test('of the beginning of a run has the shape of the whole', () => {
    const events = oneSet(begun(0, 1, 'container'), begun(0, 2, 'request', 1))
    for (let length = 0; length <= 5; length += 1) {
      const { tests, summary } = foldReport(events.slice(0, length))
      expect(tests).toHaveLength(length > 1 ? 1 : 0)
      expect(summary.runs).toBe(length > 2 ? 1 : 0)
    }
    const [container] = stepsOf(events.slice(0, 5)) ?? []
    expect(container).toMatchObject({ id: 1, steps: [{ id: 2 }] })
    expect(container?.status).toBeUndefined()
  })

  test('of stored events is that of the live ones', () => {
    const events = oneSet(
      begun(0, 1, 'container'),
      done(0, 2, 'assertion', { status: 'failed', actual: null }, { parent: 1 }),
      done(0, 1, 'container'),
    )
    expect(foldReport(JSON.parse(JSON.stringify(events)))).toEqual(foldReport(events))
  })

  test('passes over events of tests and input sets that it does not know', () => {
    const { tests, summary } = foldReport([
      started,
      setStarted(3),
      done(3, 1, 'assertion', { status: 'failed' }),
      setFinished(3),
      testFinished(3),
      ended,
    ])
    expect(tests).toEqual([])
    expect(summary.failures).toBe(0)
  })
})

/** An input set that is run until it passes, or `last` is its status; each attempt that did not pass failed once. */
function attempted(attempts: number, last: 'passed' | 'failed', set = 0): RunEvent[] {
  return Array.from({ length: attempts }, (_, at): RunEvent[] => {
    const status = at === attempts - 1 ? last : 'failed'
    return [
      { type: 'set-started', test: 0, set, name: `set ${set}`, ...(at > 0 ? { attempt: at + 1 } : {}) },
      { ...done(0, 1, 'assertion', { status, label: `attempt ${at + 1}` }), set } as RunEvent,
      { ...done(0, 2, 'request', { request }), set } as RunEvent,
      { ...setFinished(0, set), status, durationMs: at, ...(at < attempts - 1 ? { retried: true } : {}) } as RunEvent,
    ]
  }).flat()
}

describe('an input set that is run again', () => {
  const run = (...sets: readonly (readonly RunEvent[])[]): RunEvent[] => [
    started,
    testStarted(0),
    ...sets.flat(),
    testFinished(0),
    ended,
  ]

  test('is its last attempt, with those before it, which do not count', () => {
    const { tests, summary } = foldReport(run(attempted(3, 'passed'), attempted(1, 'passed', 1)))
    expect(tests[0]).toMatchObject({ status: 'passed', flaky: true })
    expect(tests[0]?.runs).toMatchObject([
      {
        set: 0,
        status: 'passed',
        flaky: true,
        durationMs: 2,
        steps: [{ label: 'attempt 3' }, {}],
        attempts: [
          { status: 'failed', durationMs: 0, steps: [{ label: 'attempt 1' }, {}] },
          { status: 'failed', durationMs: 1, steps: [{ label: 'attempt 2' }, {}] },
        ],
      },
      { set: 1, status: 'passed' },
    ])
    expect(tests[0]?.runs[0]?.attempts?.some((one) => 'attempts' in one)).toBe(false)
    expect(tests[0]?.runs[1]).not.toHaveProperty('flaky')
    expect(summary).toMatchObject({ runs: 2, assertions: 2, requests: 2, failures: 0, flaky: 1 })
  })

  test('is not flaky where it never passes, nor is its test where another set fails', () => {
    const never = foldReport(run(attempted(2, 'failed')).with(-2, { ...testFinished(0), status: 'failed' } as RunEvent))
    expect(never.tests[0]?.runs[0]).toMatchObject({ status: 'failed', attempts: [{ status: 'failed' }] })
    expect(never.tests[0]?.runs[0]).not.toHaveProperty('flaky')
    expect(never.summary).toMatchObject({ failures: 1, flaky: 0 })
    const mixed = run(attempted(2, 'passed'), attempted(1, 'failed', 1))
    const { tests, summary } = foldReport(mixed.with(-2, { ...testFinished(0), status: 'failed' } as RunEvent))
    expect(tests[0]?.runs.map(({ flaky }) => flaky)).toEqual([true, undefined])
    expect(tests[0]).not.toHaveProperty('flaky')
    expect(summary).toMatchObject({ failures: 1, flaky: 0 })
  })

  test('counts at every moment what its latest attempt counts', () => {
    const events = run(attempted(3, 'passed'))
    for (let length = 1; length <= events.length; length += 1) {
      const { tests, summary } = foldReport(events.slice(0, length))
      const [only, ...more] = tests[0]?.runs ?? []
      expect(more).toEqual([])
      for (const name of ['failures', 'assertions', 'requests'] as const)
        expect(summary[name]).toBe(only?.summary[name] ?? 0)
      const begun = events.slice(0, length).filter(({ type }) => type === 'set-started').length
      expect(only?.attempts?.length ?? 0).toBe(Math.max(0, begun - 1))
    }
  })

  test('is handed back once, whole, by a fold that keeps nothing', () => {
    const fold = createFold({ keep: false })
    const handed = run(attempted(3, 'passed')).flatMap((event) => fold.apply(event) ?? [])
    expect(handed.map((one) => one.run)).toEqual(foldReport(run(attempted(3, 'passed'))).tests[0]?.runs)
    expect(fold.report.summary).toEqual(foldReport(run(attempted(3, 'passed'))).summary)
  })
})

describe('a fold that keeps nothing', () => {
  test('hands back each finished input set and forgets it, but for its counts', () => {
    const fold = createFold({ keep: false })
    const handed = oneSet(done(0, 1, 'assertion', { status: 'failed' })).flatMap((event) => fold.apply(event) ?? [])
    expect(handed).toMatchObject([
      {
        test: { name: 'test 0', runs: [] },
        run: { inputSet: 'set 0', tags: ['smoke', 'new'], steps: [{ status: 'failed' }] },
      },
    ])
    expect(fold.report).toMatchObject({ status: 'passed', tests: [], summary: { tests: 1, runs: 1, failures: 1 } })
  })

  test('keeps no body', () => {
    const fold = createFold({ keep: false })
    for (const event of oneSet({ type: 'body', test: 0, hash: 'b1', mime: '', size: 2 })) fold.apply(event)
    expect(fold.report.bodies.size).toBe(0)
  })
})
