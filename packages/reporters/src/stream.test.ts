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
      reports.map((one) => one.open({ write, color: true, width: 80, verbosity: 'normal', spool })),
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
