import { foldReport, type RunEvent } from '@merlon/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runTests } from '../../../components/src/test/engine.ts'
import { sendJson, serve } from '../../../components/src/test/server.ts'

/** Events without what differs from one run to the next: times, and measured durations. */
function timeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timeless)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['durationMs', 'at', 'startedAt', 'metrics', 'endedAt'].includes(key))
      .map(([key, member]) => [key, key === 'headers' ? [] : timeless(member)]),
  )
}

const drawing = (name: string): string => `name: ${name}
inputs: { a: {}, b: {} }
before:
- set: { var: first, object: Math.random() }
steps:
- set: { var: n, object: Math.random() }
- fake: { var: person, spec: fullName }
- assert-equals: { expression: n, value: never }
- assert-equals: { expression: first, value: never }
- assert-equals: { expression: person, value: never }
- assert-equals: { expression: "[1, 2, 3, 4, 5, 6, 7, 8, 9].pick(3)", value: never }
- each: { expression: "[1, 2]", steps: [{ assert-equals: { expression: Math.random(), value: never } }] }
- defer: [{ assert-equals: { expression: n, value: never } }]
`
const many = ['one', 'two', 'three', 'four'].map(drawing)

const ofTest = (events: readonly RunEvent[], test: number): unknown[] =>
  events.filter((event) => 'test' in event && event.test === test).map(timeless)

test('the same seed gives the same events, and another seed others', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0 }), async (seed) => {
      const first = await runTests(many, { seed })
      const second = await runTests(many, { seed })
      expect(second.events.map(timeless)).toEqual(first.events.map(timeless))
      const other = await runTests(many, { seed: seed + 1 })
      expect(other.events.map(timeless)).not.toEqual(first.events.map(timeless))
    }),
    { numRuns: 5 },
  )
})

test('a test gives the same events beside others, in any order of them, and with several workers', async () => {
  const { base } = await serve((heard, response) => sendJson(response, { path: heard.url }))
  const requesting = many.map((yaml, at) => `${yaml}- get: { url: "${base}/${at}" }\n- assert: payload.path == '/x'\n`)
  const alone = await runTests(requesting)
  const together = await runTests(requesting, { workers: 4 })
  for (const [at] of requesting.entries()) {
    const bodies = (all: unknown[]): unknown[] => all.filter((one) => (one as RunEvent).type !== 'body')
    expect(bodies(ofTest(together.events, at))).toEqual(bodies(ofTest(alone.events, at)))
  }
  expect(together.report.summary).toEqual({ ...alone.report.summary, durationMs: together.report.summary.durationMs })
})

test('a seed of the test itself holds whatever seed the run has', async () => {
  const yaml = `config: { seed: 42 }\nsteps:\n- assert-equals: { expression: Math.random(), value: never }`
  const drawn = async (seed: number): Promise<unknown> => (await runTests([yaml], { seed })).steps[0]?.actual
  expect(await drawn(1)).toEqual(await drawn(2))
})

test('a report folded from stored events is the one folded live, and every prefix folds', async () => {
  const { base } = await serve((_heard, response) => sendJson(response, { id: 7 }))
  const yaml = `${drawing('stored')}- get: ${base}/\n- until: { expression: "true", steps: [{ assert: payload.id == 8 }] }\n- get: http://127.0.0.1:1/\n- assert: payload.id == 7`
  const { events, report } = await runTests([yaml])
  const stored = events.map((event) => JSON.parse(JSON.stringify(event)) as RunEvent) // written and read by us
  expect(foldReport(stored)).toEqual(report)
  for (let end = 0; end <= events.length; end += 1) {
    const { summary } = foldReport(events.slice(0, end))
    expect(summary.failures).toBeLessThanOrEqual(report.summary.failures)
  }
})
