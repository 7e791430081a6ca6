import { describe, expect, test } from 'vitest'
import { standingClock } from '../../../components/src/test/clock.ts'
import { type Around, type Ended, runYaml } from '../../../components/src/test/engine.ts'

/** What ran, in order: the texts of comments. */
const said = ({ steps }: Ended): string[] =>
  steps.filter(({ component }) => component === 'comment').map(({ label }) => label)

const cleaning = (body: string, more = ''): string => `${more}
steps:
- defer:
  - comment: first deferred
- defer:
  - comment: second deferred
  - comment: its second step
${body}
- comment: the rest
finally:
- comment: finally one
- comment: finally two
`
const inOrder = ['second deferred', 'its second step', 'first deferred', 'finally one', 'finally two']

const standing = (): Around => ({ clock: standingClock() })

describe('what runs at the end', () => {
  test('deferred steps last in first out, then `finally`, after a pass', async () => {
    const ended = await runYaml(cleaning('- assert: true'))
    expect(said(ended)).toEqual(['the rest', ...inOrder])
    expect(ended.status).toBe('passed')
    expect(ended.steps.filter(({ phase }) => phase === 'deferred')).toHaveLength(3)
    expect(ended.steps.filter(({ phase }) => phase === 'finally')).toHaveLength(2)
  })

  test.each([
    ['a failure that stops', '- assert: { expression: "false", stopOnFail: true }', 'failed'],
    ['a stop', '- stop: enough', 'passed'],
    ['a request that cannot be carried out', '- get: { url: http://127.0.0.1:1/, stopOnFail: true }', 'errored'],
    ['too many failures', '- assert: false', 'failed', 'config: { maxFailures: 1 }'],
  ])('after %s', async (_what, body, status, more = '') => {
    const ended = await runYaml(cleaning(body, more))
    expect(said(ended)).toEqual(inOrder)
    expect(ended.status).toBe(status)
  })

  test('after a time-out, which makes the run errored', async () => {
    const ended = await runYaml(cleaning('- wait: 1h', 'config: { timeout: 5s }'), standing())
    expect(said(ended)).toEqual(inOrder)
    expect(ended.status).toBe('errored')
    expect(ended.report.tests[0]?.runs[0]).toMatchObject({ status: 'errored', message: 'its time of 5 s ran out' })
  })

  test('after Ctrl-C, and no further input set begins', async () => {
    const stopper = new AbortController()
    const ended = await runYaml(cleaning('- wait: 1h', 'inputs: { a: {}, b: {} }'), {
      ...standing(),
      interrupted: stopper.signal,
      heard: (event) => {
        if (event.type === 'step-started') stopper.abort()
      },
    })
    expect(said(ended)).toEqual(inOrder)
    expect(ended.status).toBe('errored')
    expect(ended.report).toMatchObject({ interrupted: true, status: 'errored' })
    expect(ended.report.tests[0]?.runs.map((one) => [one.inputSet, one.status, one.message])).toEqual([
      ['a', 'errored', 'interrupted'],
    ])
  })

  test('once per input set', async () => {
    const ended = await runYaml(cleaning('- assert: true', 'inputs: { a: {}, b: {} }'))
    expect(said(ended)).toEqual(['the rest', ...inOrder, 'the rest', ...inOrder])
  })

  test('each part is guarded: a failure, a stop or a mistake in one does not keep the next from running', async () => {
    const parts = [
      'assert: false',
      'assert: { expression: "false", stopOnFail: true }',
      'stop: no more',
      'assert: nobody()',
      'get: "${nowhere}"',
    ]
    for (const part of parts) {
      const yaml = `steps:\n- defer:\n  - comment: last\n- defer:\n  - ${part}\n- assert: true\nfinally:\n- ${part}\n- comment: at the end`
      const ended = await runYaml(yaml)
      expect([part, said(ended)]).toEqual([part, ['last', 'at the end']])
      expect([part, ended.status]).toEqual([part, part.startsWith('stop') ? 'passed' : 'failed'])
    }
  })

  test('a failed clean-up fails a run that had passed', async () => {
    for (const yaml of [
      'steps:\n- assert: true\nfinally:\n- assert: false',
      '- assert: true\n- defer:\n  - assert: false',
    ]) {
      const { status, report } = await runYaml(yaml)
      expect([status, report.tests[0]?.runs[0]?.status, report.summary.failures]).toEqual(['failed', 'failed', 1])
    }
  })

  test('deferred steps see the variables as they were when they were deferred, loop elements and contents included', async () => {
    const yaml = `- set: { var: id, value: 1 }
- set: { var: list, value: [1] }
- each:
    expression: "[7, 8]"
    as: item
    steps:
    - defer:
      - assert: id == 1 && list.length == 1 && _1 == item && (item == 7 || item == 8)
- set: { var: id, value: 2 }
- set: { var: n, script: "list.push(2); return list.length" }
- assert: id == 2 && n == 2`
    const { status, steps } = await runYaml(yaml)
    expect(steps.filter((one) => one.phase === 'deferred').map((one) => [one.status, one.index])).toEqual([
      ['passed', [1]],
      ['passed', [0]],
    ])
    expect(status).toBe('passed')
  })

  test('after a time-out clean-up has ten seconds, and then ends as well', async () => {
    const yaml = `config: { timeout: 5s }
steps:
- defer:
  - comment: never
- defer:
  - wait: 1h
  - comment: never
- wait: 1h
finally:
- comment: never`
    const clock = standingClock()
    const ended = await runYaml(yaml, { clock })
    expect(said(ended)).toEqual([])
    expect(clock.monotonic()).toBe(15_000)
    expect(ended.status).toBe('errored')
  })

  test('after a pass clean-up has the time of a run', async () => {
    const clock = standingClock()
    const ended = await runYaml(
      'config: { timeout: 60s }\nsteps:\n- assert: true\nfinally:\n- wait: 50s\n- comment: done',
      { clock },
    )
    expect(said(ended)).toEqual(['done'])
    expect(ended.status).toBe('passed')
    expect(clock.monotonic()).toBe(50_000)
  })
})
