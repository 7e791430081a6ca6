import { describe, expect, test } from 'vitest'
import { type Around, type Ended, runTests, runYaml } from '../../../components/src/test/engine.ts'
import { type Served, sendJson, serve } from '../../../components/src/test/server.ts'

/** Answers 500 to the first requests of each path. */
async function failingFirst(times: number): Promise<Served> {
  const seen = new Map<string, number>()
  return serve(({ url }, response) => {
    const before = seen.get(url) ?? 0
    seen.set(url, before + 1)
    sendJson(response, { before }, before < times ? 500 : 200)
  })
}

const labels = ({ steps }: Ended): string[] => steps.map(({ label }) => label)
const setOf = ({ report }: Ended, at = 0): Ended['report']['tests'][number]['runs'][number] => {
  const run = report.tests[0]?.runs[at]
  if (!run) throw new Error(`no input set ${at}`)
  return run
}

describe('an input set that does not pass', () => {
  test('is run again with nothing set, as often as allowed, until it passes', async () => {
    for (const [retries, fails] of [
      [0, 1],
      [1, 1],
      [2, 1],
      [2, 2],
      [2, 3],
    ] as const) {
      const { base, heard } = await failingFirst(fails)
      const yaml = `- assert-exists: { expression: left, not: true }\n- set: { var: left, value: 1 }\n- get: ${base}/a`
      const ended = await runYaml(yaml, { retries })
      const passes = retries >= fails
      expect(heard).toHaveLength(Math.min(retries, fails) + 1)
      expect(ended.status).toBe(passes ? 'passed' : 'failed')
      expect(ended.report.tests[0]?.flaky).toBe(passes ? true : undefined)
      expect(setOf(ended).flaky).toBe(passes ? true : undefined)
      expect(setOf(ended).attempts?.map(({ status }) => status) ?? []).toEqual(
        Array.from({ length: heard.length - 1 }, () => 'failed'),
      )
      expect(ended.report.summary).toMatchObject({
        tests: 1,
        runs: 1,
        requests: 1,
        assertions: 1,
        failures: passes ? 0 : 1,
        flaky: passes ? 1 : 0,
      })
    }
  })

  test('is run again alone; sets that passed are not', async () => {
    const { base, heard } = await failingFirst(1)
    const yaml = `inputs: { a: { path: a }, b: { path: ok }, c: { path: ok } }\nsteps:\n- get: { url: "${base}/\${path}", expect: "\${path == 'ok' ? 'any' : '2xx'}" }`
    const ended = await runYaml(yaml, { retries: 3 })
    expect(heard.map(({ url }) => url)).toEqual(['/a', '/a', '/ok', '/ok'])
    expect(ended.report.tests[0]?.runs.map(({ inputSet, flaky }) => [inputSet, flaky])).toEqual([
      ['a', true],
      ['b', undefined],
      ['c', undefined],
    ])
  })

  test('cleans up after each attempt', async () => {
    const { base, heard } = await failingFirst(1)
    const yaml = `steps:\n- defer:\n  - get: { url: ${base}/deferred, expect: any }\n- get: ${base}/step\nfinally:\n- get: { url: ${base}/finally, expect: any }`
    const ended = await runYaml(yaml, { retries: 1 })
    expect(heard.map(({ url }) => url)).toEqual(['/step', '/deferred', '/finally', '/step', '/deferred', '/finally'])
    expect(ended.status).toBe('passed')
  })

  test('is run again where only its clean-up failed, or where a request could not be carried out', async () => {
    const { base } = await failingFirst(1)
    expect((await runYaml(`steps: [{ assert: true }]\nfinally:\n- get: ${base}/a`, { retries: 1 })).status).toBe(
      'passed',
    )
    const errored = await runYaml('- get: http://127.0.0.1:1/', { retries: 2 })
    expect([errored.status, setOf(errored).attempts?.map(({ status }) => status)]).toEqual([
      'errored',
      ['errored', 'errored'],
    ])
  })

  test('is not run again when the run is interrupted', async () => {
    const stopper = new AbortController()
    const ended = await runYaml('- assert: false\n- wait: 1h', {
      retries: 5,
      interrupted: stopper.signal,
      heard: (event) => {
        if (event.type === 'step-started') stopper.abort()
      },
    })
    expect(ended.events.filter(({ type }) => type === 'set-started')).toHaveLength(1)
    expect(setOf(ended).attempts).toBeUndefined()
  })

  test('draws other numbers at each attempt, the same ones for the same seed', async () => {
    const drawn = async (seed: number): Promise<(string | undefined)[]> => {
      const ended = await runYaml('- set: { var: n, object: Math.random() }\n- comment: "${n}"\n- assert: false', {
        retries: 2,
        seed,
      })
      const { attempts = [], steps } = setOf(ended)
      return [...attempts, { steps }].map((run) => run.steps[1]?.label)
    }
    const once = await drawn(5)
    expect(new Set(once).size).toBe(3)
    expect(await drawn(5)).toEqual(once)
  })
})

describe('`before` of a test that is run again', () => {
  const around: Around = { retries: 2 }

  test('is not run again, and what it deferred is done once, at the end of the last attempt', async () => {
    const { base, heard } = await failingFirst(1)
    const yaml = `before:\n- set: { var: made, value: 7 }\n- defer:\n  - get: { url: ${base}/clear, expect: any }\n- get: { url: ${base}/before, expect: any }\nsteps:\n- assert: made == 7\n- get: ${base}/step`
    const ended = await runYaml(yaml, around)
    expect(heard.map(({ url }) => url)).toEqual(['/before', '/step', '/step', '/clear'])
    expect(ended.status).toBe('passed')
    expect(labels(ended)).not.toContain(`GET ${base}/before`)
    expect(setOf(ended).attempts?.[0]?.steps.map(({ label }) => label)).toContain(`GET ${base}/before`)
  })

  test('is run again where it failed itself, after what it had deferred', async () => {
    const { base, heard } = await failingFirst(1)
    const yaml = `inputs: { a: {}, b: {} }\nbefore:\n- defer:\n  - get: { url: ${base}/clear, expect: any }\n- get: ${base}/before\nsteps:\n- get: { url: ${base}/step, expect: any }`
    const ended = await runYaml(yaml, around)
    expect(heard.map(({ url }) => url)).toEqual(['/before', '/clear', '/before', '/step', '/step', '/clear'])
    expect(ended.status).toBe('passed')
    expect(ended.report.tests[0]?.runs.map(({ flaky }) => flaky)).toEqual([true, undefined])
  })

  test('is run again where what it made was cleaned up before the clean-up failed', async () => {
    const { base, heard } = await failingFirst(1)
    const yaml = `before:\n- defer:\n  - get: { url: ${base}/clear, expect: any }\n- get: { url: ${base}/before, expect: any }\nsteps:\n- assert: true\nfinally:\n- get: ${base}/finally`
    const ended = await runYaml(yaml, around)
    expect(heard.map(({ url }) => url)).toEqual(['/before', '/clear', '/finally', '/before', '/clear', '/finally'])
    expect(ended.status).toBe('passed')
  })

  test('is run again for the last of several input sets, whose clean-up took with it what it needs', async () => {
    const { base, heard } = await failingFirst(1)
    const yaml = `inputs: { a: { path: ok }, b: { path: b } }\nbefore:\n- set: { var: made, value: 7 }\n- get: { url: ${base}/before, expect: any }\n- defer:\n  - get: { url: ${base}/clear, expect: any }\nsteps:\n- assert: made == 7\nfinally:\n- get: { url: "${base}/\${path}", expect: "\${path == 'ok' ? 'any' : '2xx'}" }`
    const ended = await runYaml(yaml, around)
    expect(heard.map(({ url }) => url)).toEqual(['/before', '/ok', '/clear', '/b', '/before', '/clear', '/b'])
    expect(ended.status).toBe('passed')
    expect(ended.report.tests[0]?.runs.map(({ flaky }) => flaky)).toEqual([undefined, true])
  })

  test('is cleaned up after when the run is interrupted, whichever input set runs and whatever it does', async () => {
    const slow = { steps: 'wait: 1h', finally: 'wait: 1ms', failing: 'assert: false' }
    for (const [steps, last] of [
      [slow.steps, 'assert: true'],
      [slow.failing, slow.finally],
    ] as const) {
      const { base, heard } = await failingFirst(0)
      const stopper = new AbortController()
      const yaml = `inputs: { a: {}, b: {} }\nbefore:\n- defer:\n  - get: ${base}/clear\nsteps:\n- ${steps}\nfinally:\n- ${last}`
      const ended = await runYaml(yaml, {
        retries: 2,
        interrupted: stopper.signal,
        heard: (event) => {
          if (event.type === 'step-started' && event.record.component === 'wait') stopper.abort()
        },
      })
      expect(heard.map(({ url }) => url)).toEqual(['/clear'])
      expect(ended.report.tests[0]?.runs.map(({ status }) => status)).toEqual([
        steps === slow.failing ? 'failed' : 'errored',
      ])
    }
  })

  test('that fails at every attempt is not run for the other input sets', async () => {
    const { base, heard } = await failingFirst(9)
    const ended = await runYaml(
      `inputs: { a: {}, b: {} }\nbefore:\n- get: ${base}/before\nsteps:\n- assert: true`,
      around,
    )
    expect(heard).toHaveLength(3)
    expect(ended.report.tests[0]?.runs.map(({ status, attempts = [] }) => [status, attempts.length])).toEqual([
      ['failed', 2],
      ['errored', 0],
    ])
  })
})

test('only tests that did not pass in the end count for the run', async () => {
  const { base } = await failingFirst(1)
  const { status, report } = await runTests([`- get: ${base}/a`, '- assert: true', `- get: ${base}/b`], { retries: 1 })
  expect(status).toBe('passed')
  expect(report.tests.map(({ status, flaky }) => [status, flaky])).toEqual([
    ['passed', true],
    ['passed', undefined],
    ['passed', true],
  ])
  expect(report.summary.flaky).toBe(2)
})
