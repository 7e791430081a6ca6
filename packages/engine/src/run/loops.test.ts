import { catalog } from '@merlon/components'
import type { StepReport } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standingClock } from '../../../components/src/test/clock.ts'
import { runYaml } from '../../../components/src/test/engine.ts'
import { createCatalog } from '../catalog.ts'
import { defineComponent } from '../component.ts'

const statuses = (steps: readonly StepReport[]): (string | undefined)[] => steps.map(({ status }) => status)
const failures = (count: number): string => Array.from({ length: count }, () => '- assert: "false"').join('\n')

describe('the bound on failures', () => {
  test('ends the input set at that many, and no other set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), async (most, count) => {
        const yaml = `config: { maxFailures: ${most} }\ninputs: { a: {}, b: {} }\nsteps:\n${failures(count)}\n- comment: end`
        const { report } = await runYaml(yaml)
        for (const { steps, message } of report.tests[0]?.runs ?? []) {
          const isOver = count >= most
          expect(steps).toHaveLength(isOver ? most : count + 1)
          expect(message).toBe(isOver ? `stopped after ${most} failed steps` : undefined)
        }
        expect(report.tests[0]?.runs).toHaveLength(2)
      }),
      { numRuns: 30 },
    )
  })

  test('is a hundred where nothing is said, and none where it is 0', async () => {
    expect((await runYaml(failures(150))).steps).toHaveLength(100)
    expect((await runYaml(`config: { maxFailures: 0 }\nsteps:\n${failures(150)}`)).steps).toHaveLength(150)
  })

  test('does not count warnings, skipped steps, or rounds that do not count', async () => {
    const yaml = `config: { maxFailures: 2 }
steps:
- set: { var: n, value: 0 }
- assert: { expression: "false", level: warning }
- assert: { expression: "false", level: warning }
- until:
    expression: n >= 4
    every: 1ms
    steps:
    - set: { var: n, object: n + 1 }
    - assert: n >= 4
    - assert: n > 3
    - assert: n != 1
- comment: end`
    const { steps, status } = await runYaml(yaml)
    expect(steps.at(-1)?.label).toBe('end')
    expect(status).toBe('passed')
  })

  test('counts what fails in the round that counts', async () => {
    const yaml = `config: { maxFailures: 2 }\nsteps:\n- until:\n    expression: "true"\n    steps:\n    - assert: 1 == 2\n    - assert: 1 == 2\n- comment: never`
    const { steps, report } = await runYaml(yaml)
    expect(statuses(steps)).toEqual(['passed', 'failed', 'failed'])
    expect(report.tests[0]?.runs[0]?.message).toBe('stopped after 2 failed steps')
  })
})

describe('`until`', () => {
  const counting = (last: number, more = ''): string =>
    `- set: { var: n, value: 0 }\n- until:\n    expression: n >= ${last}\n    every: 1s\n    within: 1h${more}\n    steps:\n    - set: { var: n, object: n + 1 }\n    - assert: n >= ${last}\n- assert: n == ${last}`

  test('counts the last round only, and reports the others as tentative', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (rounds) => {
        const clock = standingClock()
        const { status, report, steps } = await runYaml(counting(rounds), { clock })
        expect(status).toBe('passed')
        expect(report.summary).toMatchObject({ assertions: 2, failures: 0 })
        const inside = steps.find(({ component }) => component === 'until')?.steps ?? []
        expect(inside.map(({ index, tentative = false }) => [index?.[0], tentative])).toEqual(
          Array.from({ length: rounds }, (_, at) => [
            [at, at < rounds - 1],
            [at, at < rounds - 1],
          ]).flat(),
        )
        expect(clock.monotonic()).toBe((rounds - 1) * 1000)
      }),
      { numRuns: 12 },
    )
  })

  test('fails where the condition never holds: after `max` rounds, or when its time is over', async () => {
    for (const [more, message] of [
      ['\n    max: 3', 'after 3 rounds'],
      ['', 'after 3600 s'],
    ] as const) {
      const { steps, status } = await runYaml(`config: { timeout: 5h }\nsteps:\n${counting(1e9, more)}`, {
        clock: standingClock(),
      })
      const until = steps.find(({ component }) => component === 'until')
      expect(until).toMatchObject({ status: 'failed', own: true, message: expect.stringContaining(message) as string })
      expect(status).toBe('failed')
    }
  })

  test('events come in an order that folds into the order in which steps ran', async () => {
    const yaml = `- set: { var: n, value: 0 }
- until:
    expression: n >= 3
    every: 1ms
    steps:
    - set: { var: n, object: n + 1 }
    - group:
      - assert: n > 0
      - each: { expression: "[1, 2]", steps: [{ assert: _1 > 0 }] }
    - assert: n >= 3`
    const { steps, events } = await runYaml(yaml)
    const until = steps.find(({ component }) => component === 'until')
    expect(until?.steps?.map(({ component, index }) => [component, index?.[0]])).toEqual(
      [0, 1, 2].flatMap((round) => [
        ['set', round],
        ['group', round],
        ['assert', round],
      ]),
    )
    expect(until?.steps?.[1]?.steps?.map(({ component }) => component)).toEqual(['assert', 'each'])
    const ended = events.findIndex((event) => event.type === 'step-finished' && event.record.component === 'until')
    const inside = events.flatMap((event, at) =>
      event.type === 'step-finished' && event.record.index?.length ? [at] : [],
    )
    expect(Math.max(...inside)).toBeLessThan(ended)
  })

  test('an error of its condition is a failure of its own, and what its round did is reported', async () => {
    const { steps, status } = await runYaml('- until:\n    expression: nobody()\n    steps:\n    - assert: true')
    expect(status).toBe('failed')
    expect(steps.map(({ component, status: end }) => [component, end])).toEqual([
      ['until', 'failed'],
      ['assert', 'passed'],
    ])
  })
})

describe('loops', () => {
  test('nested ones add their numbers to the index and name their elements by depth', async () => {
    const yaml = `- each:
    expression: "['a', 'b']"
    steps:
    - set: { var: n, value: 0 }
    - while:
        expression: n < 2
        steps:
        - set: { var: n, object: n + 1 }
        - each:
            expression: "['x', 'y', 'z']"
            steps:
            - comment: "\${_1}\${n}\${_2}"`
    const { steps } = await runYaml(yaml)
    const found = steps
      .filter(({ component }) => component === 'comment')
      .map(({ label, index }) => `${label} ${index?.join()}`)
    const expected = ['a', 'b'].flatMap((one, at) =>
      [0, 1].flatMap((round) =>
        ['x', 'y', 'z'].map((other, inner) => `${one}${round + 1}${other} ${at},${round},${inner}`),
      ),
    )
    expect(found).toEqual(expected)
  })

  test('the element is gone after its loop, and the outer one is back after an inner loop', async () => {
    const yaml = `- each:\n    expression: "[1]"\n    as: item\n    index: at\n    steps:\n    - each: { expression: "[2]", as: item, steps: [{ assert: _1 == 1 && _2 == 2 && item == 2 }] }\n    - assert: _1 == 1 && typeof _2 == 'undefined' && item == 1 && at == 0\n- assert: typeof _1 == 'undefined' && typeof item == 'undefined' && typeof at == 'undefined'`
    const { status, steps } = await runYaml(yaml)
    expect(steps.flatMap(({ message }) => message ?? [])).toEqual([])
    expect(status).toBe('passed')
  })

  test.each(['given.items', 'nobody', 'given.nothing.deeper'])(
    'over the missing `%s` never pass',
    async (expression) => {
      const around = { variables: { given: { items: null } } }
      const silent = await runYaml(
        `- each:\n    expression: ${expression}\n    steps:\n    - comment: hi\n    - set: { var: x, value: 1 }`,
        around,
      )
      expect(statuses(silent.steps)).toEqual(['failed', 'skipped', 'skipped'])
      expect(silent.status).toBe('failed')
      const asserting = await runYaml(
        `- each:\n    expression: ${expression}\n    steps:\n    - assert: _1.id > 0\n    - assert-exists: _1`,
        around,
      )
      expect(statuses(asserting.steps).slice(1)).toEqual(['failed', 'failed'])
      expect(asserting.status).toBe('failed')
      const lenient = await runYaml(
        `- each:\n    expression: ${expression}\n    steps:\n    - assert-is: { expression: _1.id, type: integer, ifExists: true }`,
        around,
      )
      expect(lenient.status).toBe('failed')
    },
  )

  test('over nothing at all warn, unless `min` is said', async () => {
    const each = (more: string): string => `- each:\n    expression: "[]"${more}\n    steps:\n    - assert: false`
    expect((await runYaml(each(''))).steps).toMatchObject([{ status: 'warned' }])
    expect((await runYaml(each('\n    min: 0'))).steps).toMatchObject([{ status: 'passed' }])
    expect((await runYaml(each('\n    min: 1'))).steps).toMatchObject([{ status: 'failed', own: true }])
  })

  test('run once for each element, and fail beyond their bounds', async () => {
    const list = fc.array(fc.integer(), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(
        list,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        async (items, min, max) => {
          const { steps } = await runYaml(
            `- each:\n    expression: given\n    min: ${min}\n    max: ${max}\n    steps:\n    - comment: "\${_1}"`,
            { variables: { given: items } },
          )
          const fits = items.length >= min && items.length <= max
          expect(steps[0]?.status).toBe(fits ? 'passed' : 'failed')
          expect(steps.slice(1).map(({ label }) => label)).toEqual(fits ? items.map(String) : [])
        },
      ),
      { numRuns: 50 },
    )
  })

  test('`while` fails when its bound is reached', async () => {
    const { steps } = await runYaml('- while:\n    expression: "true"\n    max: 7\n    steps:\n    - comment: again')
    expect(steps).toHaveLength(8)
    expect(steps[0]).toMatchObject({ status: 'failed', own: true })
    const bounded = await runYaml(
      'config: { maxIterations: 4 }\nsteps:\n- while:\n    expression: "true"\n    steps:\n    - comment: again',
    )
    expect(bounded.steps).toHaveLength(5)
    expect(bounded.status).toBe('failed')
  })

  test('a stop inside ends all of them, and the input set', async () => {
    const yaml =
      '- each:\n    expression: "[1, 2]"\n    steps:\n    - while:\n        expression: "true"\n        steps:\n        - stop: enough\n    - comment: never\n- comment: never'
    const { steps, status } = await runYaml(yaml)
    expect(steps.map(({ component }) => component)).toEqual(['each', 'while', 'stop'])
    expect(status).toBe('passed')
  })
})

describe('limits and mistakes of ours', () => {
  test('an expression that reaches its limit fails its step, and the run goes on', async () => {
    const sources = [
      '(() => { while (true) {} })()',
      '"a".repeat(1e9)',
      'Array(1e9).fill(0)',
      '(function f() { return f() })()',
    ]
    const yaml = sources.map((source) => `- set: { var: x, script: ${JSON.stringify(`return ${source}`)} }`).join('\n')
    const { steps } = await runYaml(`${yaml}\n- comment: end`)
    expect(statuses(steps)).toEqual([...sources.map(() => 'failed'), 'passed'])
  })

  test('an exception in a component comes out as one, and is no verdict', async () => {
    const broken = (run: () => never | Promise<never>) =>
      defineComponent({
        name: 'broken',
        title: 'Broken',
        summary: 'Ours.',
        category: 'flow',
        kind: 'assertion',
        fields: {},
        examples: [],
        label: () => 'broken',
        run,
      })
    const withOne = (run: () => never | Promise<never>) =>
      createCatalog([...catalog.components, broken(run)], catalog.helperNames)
    const fail = (): never => {
      throw new TypeError('a mistake of ours')
    }
    for (const run of [fail, () => Promise.reject(new TypeError('a mistake of ours'))]) {
      for (const yaml of [
        '- broken:',
        '- group:\n  - broken:',
        '- until:\n    expression: "true"\n    steps:\n    - broken:',
        'steps:\n- comment: x\nfinally:\n- broken:',
      ]) {
        await expect(runYaml(yaml, { catalog: withOne(run) })).rejects.toThrow('a mistake of ours')
      }
    }
  })

  test('a run that checked nothing says so', async () => {
    const { report } = await runYaml('- comment: hi')
    expect(report.tests[0]?.runs[0]?.notices?.join()).toContain('checked nothing')
  })
})

describe('a step after a loop that had to wait', () => {
  test('stands beside the loop, not inside it', async () => {
    const loop = '- while:\n    expression: n < 2\n    steps:\n    - wait: 1\n    - set: { var: n, object: n + 1 }'
    const { report } = await runYaml(`- set: { var: n, value: 0 }\n${loop}\n- assert: n == 2\n- comment: end`)
    const steps = report.tests[0]?.runs[0]?.steps ?? []
    expect(steps.map(({ component }) => component)).toEqual(['set', 'while', 'assert', 'comment'])
    expect(steps[2]?.index).toBeUndefined()
    expect(steps[1]?.steps?.map(({ index }) => index)).toEqual([[0], [0], [1], [1]])
  })
})
