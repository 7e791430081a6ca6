import { foldReport, type RunEvent, type StepRecord } from '@merlon/protocol'
import { describe, expect, test } from 'vitest'
import { filtered, type SuiteFilter, slowestRequests, suiteRows, tagsOf } from './suite-rows.ts'

const at = (line: number) => ({ file: 'tests/a.yaml', line, column: 1 })

const step = (record: Partial<StepRecord>, kind: 'request' | 'assertion' = 'assertion') => ({ record, kind })

interface OneTest {
  readonly name: string
  readonly tags?: string[]
  readonly status?: 'passed' | 'failed'
  readonly ms?: number
  readonly steps?: ReturnType<typeof step>[]
}

function run(...tests: OneTest[]) {
  const events: RunEvent[] = [
    { type: 'run-started', version: 1, id: 'r', at: '2031-01-01T00:00:00Z', seed: 1, environments: [] },
  ]
  for (const [test, { name, tags = [], status = 'passed', ms = 1, steps = [] }] of tests.entries()) {
    events.push({ type: 'test-started', test, name, file: `tests/${name}.yaml`, tags })
    events.push({ type: 'set-started', test, set: 0, name: 'default' })
    for (const [id, { record, kind }] of steps.entries())
      events.push({
        type: 'step-finished',
        test,
        set: 0,
        step: id + 1,
        kind,
        record: { component: 'assert', label: 'a == b', status: 'passed', location: at(id), ...record },
      })
    events.push({ type: 'set-finished', test, set: 0, status, durationMs: ms, tags: [...tags, 'seen'], facts: {} })
    events.push({ type: 'test-finished', test, status, durationMs: ms })
  }
  return foldReport(events)
}

const names = (report: ReturnType<typeof run>, filter: Partial<SuiteFilter>): string[] =>
  filtered(suiteRows(report, false), { status: 'all', tag: '', search: '', order: 'as-run', ...filter }).map(
    ({ test }) => test.name,
  )

const answer = (overall: number): Partial<StepRecord> => ({
  request: { method: 'GET', url: 'http://shop.test/cart?x=Shirt', headers: [] },
  response: {
    status: 200,
    headers: [],
    metrics: { dns: 0, connect: 0, tls: 0, latency: overall, fetch: 0, overall },
    redirects: [],
  },
})

const report = run(
  { name: 'slow', tags: ['smoke'], ms: 900, steps: [step(answer(800), 'request')] },
  { name: 'bad', status: 'failed', ms: 5, steps: [step({ status: 'failed', message: 'no shirt here' })] },
  { name: 'quick', tags: ['smoke', 'cart'], ms: 2, steps: [step(answer(2), 'request'), step(answer(30), 'request')] },
)

describe('the overview of a run', () => {
  test('is filtered by outcome and by tag, those that came up in the run included', () => {
    expect(names(report, { status: 'failed' })).toEqual(['bad'])
    expect(names(report, { status: 'passed' })).toEqual(['slow', 'quick'])
    expect(names(report, { tag: 'smoke' })).toEqual(['slow', 'quick'])
    expect(names(report, { tag: 'seen' })).toEqual(['slow', 'bad', 'quick'])
    expect(names(report, { tag: 'smoke', status: 'failed' })).toEqual([])
    expect(tagsOf(report)).toEqual(['cart', 'seen', 'smoke'])
  })

  test('is sorted by failures, and by time', () => {
    expect(names(report, { order: 'failures' })).toEqual(['bad', 'slow', 'quick'])
    expect(names(report, { order: 'slowest' })).toEqual(['slow', 'bad', 'quick'])
  })

  test('finds words of tests and of steps: labels, messages, addresses', () => {
    expect(names(report, { search: 'quick.yaml' })).toEqual(['quick'])
    expect(names(report, { search: 'shirt' })).toEqual(['slow', 'bad', 'quick'])
    const [, , quick] = filtered(suiteRows(report, false), {
      status: 'all',
      tag: '',
      search: 'x=shirt',
      order: 'as-run',
    })
    expect(quick).toBeUndefined()
    const rows = filtered(suiteRows(report, false), { status: 'all', tag: '', search: 'x=shirt', order: 'as-run' })
    expect(rows.map(({ test, found }) => [test.name, found.map(({ step }) => step.id)])).toEqual([
      ['slow', [1]],
      ['quick', [1, 2]],
    ])
  })

  test('says of a failed test what the first step at fault said', () => {
    expect(suiteRows(report, false).map(({ message }) => message)).toEqual([undefined, 'no shirt here', undefined])
  })

  test('names the slowest requests, slowest first, and no more than asked for', () => {
    expect(slowestRequests(report, 2).map(({ ms }) => ms)).toEqual([800, 30])
    expect(slowestRequests(report, 9).map(({ ms }) => ms)).toEqual([800, 30, 2])
  })
})
