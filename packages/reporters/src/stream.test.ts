import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { RunEvent } from '@merlon/protocol'
import { describe, expect, test } from 'vitest'
import events from './events.ts'
import type { OpenReport } from './reporter.ts'
import { reporterTable } from './reporters.generated.ts'
import { createReportStream } from './stream.ts'
import { type memorySpool, recorded, started, written } from './test/build.ts'

/** Reports by name what it was told. */
function listener(): { heard: string[]; report: OpenReport } {
  const heard: string[] = []
  const report: OpenReport = {
    runStarted: ({ seed }) => heard.push(`run ${seed}`),
    testStarted: ({ name }) => heard.push(`test ${name}`),
    body: (hash) => heard.push(`body ${hash}`),
    setFinished: (test, run) =>
      heard.push(`set ${run.inputSet} of ${test.name}: ${run.status}, ${run.steps.length} steps`),
    testFinished: ({ name, status }) => heard.push(`end of ${name}: ${status}`),
    finished: ({ status }) => heard.push(`finished ${status}`),
  }
  return { heard, report }
}

const body = { hash: 'b1', mime: 'text/plain', size: 1, text: 'x' }
const tests = [
  { name: 'A', sets: [{ name: 'one', steps: [{}], bodies: [body] }, { name: 'two' }] },
  { name: 'B', sets: [{ name: 'three', steps: [{ status: 'failed' as const }] }] },
]

describe('a stream of reports', () => {
  test('tells what is finished, in order', () => {
    const { heard, report } = listener()
    const stream = createReportStream([report])
    for (const event of recorded(tests)) stream.apply(event)
    stream.end()
    expect(heard).toEqual([
      'run 42',
      'test A',
      'body b1',
      'set one of A: passed, 1 steps',
      'set two of A: passed, 0 steps',
      'end of A: passed',
      'test B',
      'set three of B: failed, 1 steps',
      'end of B: failed',
      'finished failed',
    ])
  })

  test('closes a test that broke off before the next one begins', () => {
    const all = recorded(tests)
    const { heard, report } = listener()
    const stream = createReportStream([report])
    const isEnd = (event: RunEvent): boolean =>
      (event.type === 'set-finished' && event.set === 1) || event.type === 'test-finished'
    for (const event of all) if (!(isEnd(event) && 'test' in event && event.test === 0)) stream.apply(event)
    expect(heard.slice(4, 7)).toEqual(['set two of A: errored, 0 steps', 'end of A: errored', 'test B'])
  })

  test('closes what a broken-off run left open, failed where something had failed', () => {
    const all = recorded(tests)
    const { heard, report } = listener()
    const stream = createReportStream([report])
    const last = all.findLastIndex((event) => event.type === 'step-finished')
    for (const event of all.slice(0, last + 1)) stream.apply(event)
    stream.end()
    stream.end()
    expect(heard.slice(-3)).toEqual(['set three of B: failed, 1 steps', 'end of B: failed', 'finished failed'])
  })

  test('holds nothing of the input sets that are finished', { timeout: 60_000 }, async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const reports = await Promise.all(Object.values(reporterTable).map((entry) => entry.load()))
    let length = 0
    const write = (text: string): void => void (length += text.length)
    const spool = (): ReturnType<typeof memorySpool> => ({ append: write, drain: () => [] })
    const stream = createReportStream(
      reports.map((one) =>
        one.open({
          write,
          color: true,
          width: 80,
          verbosity: 'normal',
          spool,
          pathPrefix: '',
          asset: () => '<!--events-->',
        }),
      ),
    )
    stream.apply(started)
    stream.apply({ type: 'test-started', test: 0, name: 'Many', file: 'tests/many.yaml', tags: [] })
    collect()
    const before = process.memoryUsage().heapUsed
    for (let set = 0; set < 20_000; set += 1) for (const event of bigSet(set)) stream.apply(event)
    collect()
    const grown = process.memoryUsage().heapUsed - before
    stream.apply({ type: 'test-finished', test: 0, status: 'failed', durationMs: 1 })
    stream.apply({ type: 'run-finished', status: 'failed', durationMs: 1 })
    // Together the sets hold more than 80 MB.
    expect(length).toBeGreaterThan(80_000_000)
    expect(grown).toBeLessThan(20_000_000)
  })
})

function bigSet(set: number): RunEvent[] {
  const inside = { test: 0, set, step: 1, kind: 'assertion' } as const
  const location = { file: 'tests/many.yaml', line: 7, column: 5 }
  const record = { component: 'assert', label: 'a', location, message: `${set} `.padEnd(4000, 'x') }
  return [
    { type: 'set-started', test: 0, set, name: `row ${set}` },
    { type: 'step-finished', ...inside, record: { ...record, status: set % 2 === 0 ? 'failed' : 'warned' } },
    {
      type: 'set-finished',
      test: 0,
      set,
      status: set % 2 === 0 ? 'failed' : 'passed',
      durationMs: 1,
      tags: [],
      facts: {},
      notices: [`row ${set}`],
    },
  ]
}

test('the events reporter writes one event per line, as it is', () => {
  const all = recorded(tests)
  const lines = written(events, all).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(all)
})

test('the table names every reporter as it names itself', async () => {
  for (const [name, { load, ...entry }] of Object.entries(reporterTable)) {
    expect(await load()).toMatchObject({ name, ...entry })
  }
})

describe('an input set that is run again', () => {
  const retried = (attempt: number, ...more: readonly RunEvent[]): RunEvent[] => [
    { type: 'set-started', test: 0, set: 0, name: 'one', ...(attempt > 1 ? { attempt } : {}) },
    ...more,
  ]
  const ending = { type: 'set-finished', test: 0, set: 0, durationMs: 1, tags: [], facts: {} } as const
  const begin: RunEvent[] = [started, { type: 'test-started', test: 0, name: 'A', file: 'tests/a.yaml', tags: [] }]

  test('hands over an input set once, with the attempts before the one that counts', () => {
    const sets: unknown[] = []
    const tests: unknown[] = []
    const stream = createReportStream([
      {
        setFinished: (_test, { status, flaky, attempts = [] }) =>
          sets.push([status, flaky, attempts.map((one) => one.status)]),
        testFinished: ({ status, flaky }) => tests.push([status, flaky]),
        finished: ({ summary }) => tests.push(summary.flaky),
      },
    ])
    const events: RunEvent[] = [
      ...begin,
      ...retried(1, { ...ending, status: 'failed', retried: true }),
      ...retried(2, { ...ending, status: 'errored', retried: true }),
      ...retried(3, { ...ending, status: 'passed' }),
      { type: 'test-finished', test: 0, status: 'passed', durationMs: 1 },
      { type: 'run-finished', status: 'passed', durationMs: 1 },
    ]
    for (const event of events) stream.apply(event)
    expect(sets).toEqual([['passed', true, ['failed', 'errored']]])
    expect(tests).toEqual([['passed', true], 1])
  })

  test.each([
    ['before the next attempt', []],
    ['in it', retried(2)],
  ])('hands over an input set that broke off %s', (_when, more) => {
    const { heard, report } = listener()
    const stream = createReportStream([report])
    for (const event of [...begin, ...retried(1, { ...ending, status: 'failed', retried: true }), ...more])
      stream.apply(event)
    stream.end()
    expect(heard.slice(-3)).toEqual(['set one of A: errored, 0 steps', 'end of A: errored', 'finished errored'])
  })
})
