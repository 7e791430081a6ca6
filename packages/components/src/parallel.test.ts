import type { RunEvent, StepReport } from '@merlon/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standingClock } from './test/clock.ts'
import { type Around, type Ended, mistakesIn, runYaml } from './test/engine.ts'
import { type Served, sendJson, serve } from './test/server.ts'

/** Answers requests in an order of their own: the n-th of those that wait, by turns of `picks`. */
async function inAnyOrder(picks: readonly number[], together: number): Promise<Served & { most(): number }> {
  const waiting: (() => void)[] = []
  let most = 0
  let turn = 0
  let due = false
  const answerOne = (): void => {
    due = false
    const [answer] = waiting.splice((picks[turn % picks.length] ?? 0) % Math.max(1, waiting.length), 1)
    turn += 1
    answer?.()
    if (waiting.length > 0) later()
  }
  const later = (): void => {
    if (due) return
    due = true
    setImmediate(answerOne)
  }
  const served = await serve(({ url }, response) => {
    waiting.push(() => sendJson(response, { url }))
    most = Math.max(most, waiting.length)
    if (waiting.length >= together) later()
    else setTimeout(later, 20)
  })
  return { ...served, most: () => most }
}

const shape = ({ label, index, status, steps, id }: StepReport): unknown => ({
  label,
  index,
  status,
  id,
  steps: steps?.map(shape),
})

/** Reports without what depends on time. */
const timeless = ({ report }: Ended): unknown =>
  report.tests.map(({ runs }) => runs.map(({ steps }) => steps.map(shape)))

/** Events in their order, without times. */
const order = (events: readonly RunEvent[]): string[] =>
  events.map((event) => {
    if (event.type === 'step-started') return `${event.step} in ${event.parent ?? '-'} begins: ${event.record.label}`
    if (event.type === 'step-finished') return `${event.step} in ${event.parent ?? '-'} ends: ${event.record.label}`
    return event.type === 'body' ? `the body ${event.text ?? ''}` : event.type
  })

const named = (ended: Ended, label: string): StepReport => {
  const found = ended.steps.find((step) => step.label === label)
  if (!found) throw new Error(`no step '${label}' among ${ended.steps.map((step) => step.label).join(', ')}`)
  return found
}

const messageOf = ({ report }: Ended): string | undefined => report.tests[0]?.runs[0]?.message

const branches = (given: Readonly<Record<string, string>>, more = ''): string =>
  `- parallel:\n${more}    branches:\n${Object.entries(given)
    .map(([name, steps]) => `      ${name}:\n${steps.trimEnd().replace(/^/gm, '        ')}`)
    .join('\n')}`

describe('what runs side by side is reported as it is written', () => {
  const yaml = (base: string, atOnce: number): string => `
- set: { var: at, value: 0 }
- each:
    expression: "[1, 2, 3, 4, 5, 6, 7]"
    parallel: ${atOnce}
    label: "number \${_1}"
    steps:
      - get: ${base}/\${_1}
      - each:
          expression: "[1, 2]"
          parallel: 2
          steps:
            - get: ${base}/\${_1}/\${_2}
            - assert: payload.url == "/" + _1 + "/" + _2
      - assert: payload.url == "/" + _1 + "/2"
${branches({
  left: `- get: ${base}/left\n- assert: at == 0`,
  right: `- group:\n  - get: ${base}/right\n  - fake: { var: name, spec: fullName }\n- comment: "\${name}"`,
})}
- assert: 1 == 1
`

  test('whatever is answered first', async () => {
    const picks = fc.array(fc.nat(9), { minLength: 1, maxLength: 10 })
    const reference = await inAnyOrder([0], 1)
    const first = await runYaml(yaml(reference.base, 1))
    const expected = JSON.stringify(timeless(first)).replaceAll(reference.base, '')
    await fc.assert(
      fc.asyncProperty(picks, fc.integer({ min: 1, max: 9 }), async (given, atOnce) => {
        const { base } = await inAnyOrder(given, Math.min(atOnce, 3))
        const ended = await runYaml(yaml(base, atOnce))
        expect(ended.steps.filter(({ status }) => status !== 'passed')).toEqual([])
        expect(JSON.stringify(timeless(ended)).replaceAll(base, '')).toBe(expected)
        expect(order(ended.events).join('\n').replaceAll(base, '')).toBe(
          order(first.events).join('\n').replaceAll(reference.base, ''),
        )
      }),
      { numRuns: 12 },
    )
  })

  test('steps have numbers of their own, in the order in which they began where nothing runs side by side', async () => {
    const { base } = await inAnyOrder([3, 1, 2, 0], 3)
    const { steps } = await runYaml(yaml(base, 4))
    expect(steps.map(({ id }) => id)).toEqual(steps.map((_, at) => at + 1))
  })

  test('a failure names the request that brought the value by its number', async () => {
    const { base } = await inAnyOrder([1, 0], 2)
    const ended = await runYaml(
      `${branches({ a: `- get: ${base}/a`, b: `- get: ${base}/b\n- assert: payload.url == "no"` })}\n- assert: payload.url == "never"`,
    )
    const request = named(ended, `GET ${base}/b`)
    for (const label of ['payload.url == "no"', 'payload.url == "never"'])
      expect(named(ended, label).origin).toEqual({ step: request.id, label: request.label, status: 200 })
  })

  test('the first that has not ended is told at once, and what comes after it when it has', async () => {
    const heard: string[] = []
    const yaml = branches({
      slow: '- comment: slow begins\n- wait: 30ms\n- comment: slow ends',
      quick: '- comment: quick',
    })
    let sofar: string[] = []
    await runYaml(yaml, {
      heard: (event) => {
        if (event.type === 'step-started' && event.record.component === 'wait')
          setTimeout(() => (sofar = [...heard]), 5)
        if (event.type === 'step-finished') heard.push(event.record.label)
      },
    })
    expect(sofar).toEqual(['slow begins'])
    expect(heard.filter((label) => !label.startsWith('wait'))).toEqual([
      'slow begins',
      'slow ends',
      'slow',
      'quick',
      'quick',
      'parallel slow, quick',
    ])
  })

  test('each branch holds its steps under its name, in the order in which they are written', async () => {
    const ended = await runYaml(
      branches({ '"10"': '- comment: ten', '"2"': '- comment: two', zebra: '- assert: true' }),
    )
    expect(ended.report.tests[0]?.runs[0]?.steps[0]?.steps).toMatchObject([
      {
        label: '10',
        component: 'parallel',
        kind: 'container',
        status: 'passed',
        location: { line: 3, column: 7 },
        steps: [{ label: 'ten' }],
      },
      { label: '2', steps: [{ label: 'two' }] },
      { label: 'zebra', steps: [{ label: 'true', component: 'assert' }] },
    ])
  })
})

describe('how many run at a time', () => {
  test.each([1, 2, 5])('at most %i, and a place is taken again as soon as it is free', async (most) => {
    const { base, heard, most: seen } = await inAnyOrder([most - 1, 0], most)
    const yaml = `- each: { expression: "[1,2,3,4,5,6,7,8,9,10]", parallel: ${most}, steps: [{ get: "${base}/\${_1}" }] }`
    expect((await runYaml(yaml)).status).toBe('passed')
    expect(heard).toHaveLength(10)
    expect(seen()).toBe(most)
  })

  test('all branches where nothing is said, `max` of them where it is', async () => {
    const three = (base: string): Record<string, string> =>
      Object.fromEntries(['a', 'b', 'c'].map((name) => [name, `- get: ${base}/${name}`]))
    const all = await inAnyOrder([0], 3)
    await runYaml(branches(three(all.base)))
    expect(all.most()).toBe(3)
    const two = await inAnyOrder([0], 2)
    await runYaml(branches(three(two.base), '    max: 2\n'))
    expect(two.most()).toBe(2)
  })

  test('a round does not wait for others that began with it', async () => {
    const clock = standingClock()
    const yaml = '- each: { expression: "[5000, 1000, 1000, 1000, 1000]", parallel: 2, steps: [{ wait: "${_1}ms" }] }'
    expect((await runYaml(yaml, { clock })).status).toBe('passed')
    expect(clock.monotonic()).toBe(5000)
  })

  test('rounds do not run far ahead of one that takes long, since what they say has to wait', async () => {
    let furthest = 0
    let over = false
    const yaml =
      '- each:\n    expression: "Array.from({ length: 3000 }, (_, at) => at)"\n    parallel: 4\n    steps:\n      - if: { expression: _1 == 0, steps: [{ wait: 200 }] }\n      - assert: _1 >= 0'
    const { status, steps } = await runYaml(yaml, {
      watch: ({ when, index }) => {
        const round = index?.[0]
        if (round === 0 && when === 'after') over = true
        if (!over && round !== undefined) furthest = Math.max(furthest, round)
      },
    })
    expect(status).toBe('passed')
    expect(furthest).toBeGreaterThan(100)
    expect(furthest).toBeLessThan(1000)
    expect(steps.filter(({ kind }) => kind === 'assertion').map(({ index }) => index?.[0])).toEqual(
      Array.from({ length: 3000 }, (_, at) => at),
    )
  })

  test('thousands of rounds without waiting let others have their turn', async () => {
    const yaml =
      '- each: { expression: "Array.from({ length: 20000 }, (_, at) => at)", parallel: 10, steps: [{ assert: _1 >= 0 }] }'
    let turns = 0
    const timer = setInterval(() => (turns += 1), 5)
    const { report } = await runYaml(yaml)
    clearInterval(timer)
    expect(report.summary.assertions).toBe(20_000)
    expect(turns).toBeGreaterThan(0)
  })
})

describe('what a branch sets', () => {
  test('is its own until all are done; then the last in written order wins', async () => {
    const { status, steps } = await runYaml(`
- set: { var: list, value: [1] }
${branches({
  a: '- set: { var: seen, object: list.length }\n- wait: 20\n- set: { var: a, script: "list.push(2); return list.length" }\n- set: { var: both, value: a }',
  b: '- wait: 5\n- set: { var: both, value: b }\n- assert: list.length == 1\n- assert-exists: { expression: a, not: true }',
})}
- assert: both == "b"
- assert: a == 2 && list.length == 2 && seen == 1
- each:
    expression: "[3, 1, 2]"
    parallel: 3
    as: number
    steps:
      - set: { var: before, object: typeof last }
      - wait: "\${number}ms"
      - set: { var: last, object: number }
- assert: last == 2 && before == "undefined"
- assert: typeof number == "undefined" && typeof _1 == "undefined"`)
    expect(steps.filter((step) => step.status !== 'passed').map(({ label, message }) => [label, message])).toEqual([])
    expect(status).toBe('passed')
  })

  test('that never arrived is missing afterwards, unless a later branch set it', async () => {
    const refused = '- get: { url: http://127.0.0.1:1/, var: got }'
    const ended = await runYaml(
      `${branches({ a: refused, b: '- set: { var: got, value: 1 }' })}\n- assert: got == 1\n${branches({ a: '- set: { var: got, value: 1 }', b: refused })}\n- assert: got == 2`,
    )
    expect(named(ended, 'got == 1').status).toBe('passed')
    expect(named(ended, 'got == 2')).toMatchObject({
      status: 'skipped',
      message: expect.stringContaining('never arrived: GET /') as string,
    })
  })

  test('tags, facts and what is deferred come in the order in which they are written', async () => {
    const part = (name: string, wait: number): string =>
      `- wait: ${wait}\n- tag: ${name}\n- fact: { identifier: last, label: Last, value: ${name} }\n- set: { var: who, value: ${name} }\n- defer:\n  - comment: "cleans \${who}"`
    const { report, steps } = await runYaml(branches({ a: part('a', 30), b: part('b', 15), c: part('c', 0) }))
    const run = report.tests[0]?.runs[0]
    expect(run?.tags).toEqual(['a', 'b', 'c'])
    expect(run?.facts.last?.value).toBe('c')
    expect(steps.filter(({ phase }) => phase === 'deferred').map(({ label }) => label)).toEqual([
      'cleans c',
      'cleans b',
      'cleans a',
    ])
  })

  test('as a secret is masked in everything that is said of it', async () => {
    const { base } = await serve((_heard, response) => sendJson(response, { token: 'swordfish-42' }))
    const login = `- get: ${base}/login\n- set: { var: token, value: "\${payload.token}", secret: true }\n- comment: "has \${token}"`
    const { events, status } = await runYaml(
      `${branches({ a: '- wait: 20', b: login, c: login })}\n- assert: token == "swordfish-42"`,
    )
    expect(status).toBe('passed')
    // The last assertion's own text was written by the author, and is masked all the same.
    expect(JSON.stringify(events)).not.toContain('swordfish')
    expect(JSON.stringify(events)).toContain('has •••')
  })
})

describe('stored variables', () => {
  const around: Around = { vault: 'id: "${Math.random()}"\ngreeting: "hello ${name}"\n' }
  const part = (name: string, wait: number): string =>
    `- wait: ${wait}\n- set: { var: name, value: ${name} }\n- set: { var: id_${name}, value: "\${id}" }\n- comment: "\${greeting}"`
  const yaml = (first: number, second: number): string =>
    `${branches({ a: part('a', first), b: part('b', second) })}\n- assert: id_a == id && id_b == id\n- comment: "id \${id}"`

  test('are filled once for all branches, and for one alone where it set what they refer to', async () => {
    const ended = await runYaml(yaml(0, 0), around)
    expect(ended.steps.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(named(ended, 'hello a')).toBeDefined()
    expect(named(ended, 'hello b')).toBeDefined()
  })

  test('come to the same whichever branch reads them first', async () => {
    const said = async (first: number, second: number): Promise<string | undefined> =>
      (await runYaml(yaml(first, second), around)).steps.at(-1)?.label
    expect(await said(15, 0)).toBe(await said(0, 15))
  })
})

test('who watches sees at each step what its branch sees, and before it what all see', async () => {
  const seen: string[] = []
  await runYaml(
    `- set: { var: all, value: 0 }\n${branches({
      a: '- set: { var: mine, value: a }\n- wait: 10\n- comment: "in a"',
      b: '- set: { var: mine, value: b }\n- comment: "in b"',
    })}\n- comment: after`,
    {
      watch: ({ when, file, offset, keep }) => {
        if (when === 'before')
          seen.push(
            [file, offset, ...[...keep().variables].map(([name, { value }]) => `${name}=${String(value)}`)]
              .slice(2)
              .join(' '),
          )
      },
    },
  )
  expect(seen).toEqual(['', 'all=0', 'all=0', 'all=0 mine=a', 'all=0', 'all=0 mine=b', 'all=0 mine=a', 'all=0 mine=b'])
})

describe('chance', () => {
  const drawn = (first: number, second: number, seed: number): Promise<Ended> =>
    runYaml(
      `${branches(
        Object.fromEntries(
          [first, second].map((wait, at) => [
            `b${at}`,
            `- wait: ${wait}\n- set: { var: n, object: Math.random() }\n- comment: "drew \${n}"`,
          ]),
        ),
      )}\n- set: { var: n, object: Math.random() }\n- comment: "drew \${n}"`,
      { seed },
    )
  const numbers = ({ steps }: Ended): string[] =>
    steps.map(({ label }) => label).filter((label) => label.startsWith('drew'))

  test('is the same for the same seed, whatever is first; each branch draws numbers of its own', async () => {
    const [one, other, third] = [
      numbers(await drawn(15, 0, 3)),
      numbers(await drawn(0, 15, 3)),
      numbers(await drawn(0, 0, 4)),
    ]
    expect(other).toEqual(one)
    expect(third).not.toEqual(one)
    expect(new Set(one).size).toBe(3)
  })
})

describe('cookies', () => {
  test('of a branch are its own until all are done, and then come together', async () => {
    const { base, heard } = await serve(({ url }, response) => {
      const set = new URL(url, 'http://x').searchParams.getAll('set')
      response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': set }).end('{}')
    })
    const sent = (path: string): string | undefined => heard.find(({ url }) => url === path)?.headers.cookie
    const { status } = await runYaml(`
- get: ${base}/?set=common=0&set=gone=1
${branches({
  a: `- get: ${base}/?set=who=a&set=only_a=1\n- get: ${base}/in-a\n- wait: 30`,
  b: `- get: ${base}/in-b-before\n- get: "${base}/?set=who=b&set=gone=;Max-Age=0"\n- get: ${base}/in-b\n- ${branches({
    c: `- get: ${base}/?set=deep=1`,
  })
    .slice(2)
    .replace(/\n/g, '\n')}`,
})}
- get: ${base}/after`)
    expect(status).toBe('passed')
    expect(sent('/in-a')).toBe('common=0; gone=1; who=a; only_a=1')
    expect(sent('/in-b-before')).toBe('common=0; gone=1')
    expect(sent('/in-b')).toBe('common=0; who=b')
    expect(sent('/after')?.split('; ').sort()).toEqual(['common=0', 'deep=1', 'only_a=1', 'who=b'])
  })

  test('that the first of all answers brought in a branch are there afterwards', async () => {
    const { base, heard } = await serve(({ url }, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': `${url.slice(1)}=1` }).end('{}'),
    )
    await runYaml(
      `- each: { expression: "['a', 'b', 'c']", parallel: 3, steps: [{ get: "${base}/\${_1}" }] }\n- get: ${base}/last`,
    )
    expect(heard.slice(0, 3).map(({ headers }) => headers.cookie)).toEqual([undefined, undefined, undefined])
    expect(heard[3]?.headers.cookie).toBe('a=1; b=1; c=1')
  })
})

describe('ends', () => {
  test('a stop ends its branch, then the input set; branches beside it go on to their end', async () => {
    const ended = await runYaml(
      `${branches({
        a: '- wait: 20\n- comment: a goes on',
        b: '- stop: enough\n- comment: never b',
        c: '- wait: 5\n- comment: c goes on',
      })}\n- comment: never\nfinally: []`
        .replace(/^/, 'steps:\n')
        .replace(/\n(?=- | {2})/g, '\n'),
    )
    const labels = ended.steps.map(({ label }) => label)
    expect(labels).toContain('a goes on')
    expect(labels).toContain('c goes on')
    expect(labels.some((label) => label.startsWith('never'))).toBe(false)
    expect(ended.status).toBe('passed')
  })

  test('no further round begins after a stop', async () => {
    const { steps } = await runYaml(
      '- each:\n    expression: "[1, 2, 3, 4]"\n    parallel: 2\n    steps:\n      - wait: 5\n      - if: { expression: _1 == 1, steps: [{ stop: enough }] }\n      - comment: "${_1}"\n- comment: never',
    )
    expect(steps.filter(({ component }) => component === 'comment').map(({ label }) => label)).not.toContain('never')
    expect(steps.some(({ index }) => index?.[0] === 3)).toBe(false)
  })

  test('the time of the input set ends all branches at once, and clean-up runs', async () => {
    const ended = await runYaml(
      `config: { timeout: 2s }\nsteps:\n${branches({
        a: '- defer:\n  - comment: cleans a\n- wait: 1h\n- comment: never',
        b: '- each: { expression: "[1, 2]", parallel: 2, steps: [{ wait: 1h }, { comment: never }] }',
      })}\nfinally:\n- comment: finally`,
      { clock: standingClock() },
    )
    const labels = ended.steps.map(({ label }) => label)
    expect(labels).not.toContain('never')
    expect(labels.slice(-2)).toEqual(['cleans a', 'finally'])
    expect([ended.status, messageOf(ended)]).toEqual(['errored', 'its time of 2 s ran out'])
  })

  test('Ctrl-C ends all branches at once, and clean-up runs', async () => {
    const stopper = new AbortController()
    const ended = await runYaml(
      `steps:\n${branches({ a: '- wait: 1h\n- comment: never', b: '- wait: 1h\n- comment: never' })}\nfinally:\n- comment: finally`,
      {
        clock: standingClock(),
        interrupted: stopper.signal,
        heard: (event) => {
          if (event.type === 'step-started' && event.record.component === 'wait') stopper.abort()
        },
      },
    )
    expect(ended.steps.map(({ label }) => label).filter((label) => label === 'never' || label === 'finally')).toEqual([
      'finally',
    ])
    expect(ended.status).toBe('errored')
  })

  test('failures count over all branches towards `maxFailures`', async () => {
    const bad = '- assert: false\n- wait: 5\n- assert: false\n- wait: 5\n- assert: false\n- comment: never'
    const ended = await runYaml(`config: { maxFailures: 4 }\nsteps:\n${branches({ a: bad, b: bad })}\n- comment: never`)
    expect(messageOf(ended)).toBe('stopped after 4 failed steps')
    expect(ended.report.summary.failures).toBe(4)
    expect(ended.steps.map(({ label }) => label)).not.toContain('never')
  })

  test('a failure in a branch fails the run and lets all go on', async () => {
    const { status, report, steps } = await runYaml(
      `${branches({ a: '- assert: false\n- assert: true', b: '- assert: true' })}\n- comment: goes on`,
    )
    expect(status).toBe('failed')
    expect(report.summary).toMatchObject({ failures: 1, assertions: 3 })
    expect(steps.at(-1)?.label).toBe('goes on')
  })
})

describe('a mistake in a branch is said before anything runs', () => {
  test.each([
    ['- parallel: { branches: {} }', ["'branches' of parallel holds no branch"]],
    ['- parallel: { branches: { a: , b: [{ assert: 1 == 1 }] } }', ["'a' of 'branches' of parallel holds nothing"]],
    ['- parallel: { max: 2 }', ["parallel needs 'branches'"]],
    ['- parallel: { branches: { a: [{ get: /a, put: /a }] } }', [expect.stringContaining('one component')]],
    ['- parallel: { branches: { a: [{ assert: "1 +" }] } }', [expect.any(String)]],
    ['- each: { expression: "[1]", parallel: 0, steps: [] }', [expect.stringContaining("'parallel' of each")]],
  ])('%s', async (yaml, said) => {
    expect(await mistakesIn(yaml)).toEqual(said)
  })
})

describe('loops and branches inside each other', () => {
  test('rounds of `until` that do not count take the failures of their branches with them', async () => {
    const ended = await runYaml(`
config: { maxFailures: 2 }
steps:
- set: { var: n, value: 0 }
- until:
    expression: n >= 3
    every: 1ms
    steps:
    - set: { var: n, object: n + 1 }
${branches({ a: '- wait: 3\n- assert: n >= 3', b: '- assert: n >= 3' }).replace(/^/gm, '    ')}
- comment: end`)
    expect(ended.status).toBe('passed')
    expect(ended.report.summary).toMatchObject({ failures: 0, assertions: 2 })
    const until = named(ended, 'until n >= 3')
    expect(until.steps?.map(({ label, index, tentative = false }) => [label, index?.[0], tentative])).toEqual(
      [0, 1, 2].flatMap((round) => [
        ['n = n + 1', round, round < 2],
        ['parallel a, b', round, round < 2],
      ]),
    )
    expect(until.steps?.[1]?.steps?.map(({ label, steps }) => [label, steps?.map((step) => step.label)])).toEqual([
      ['a', ['wait 3 ms', 'n >= 3']],
      ['b', ['n >= 3']],
    ])
  })

  test('`until` and `while` in branches end each by its own variables', async () => {
    const ended = await runYaml(`- set: { var: n, value: 0 }
${branches({
  a: '- until:\n    expression: n == 2\n    every: 1ms\n    steps:\n      - set: { var: n, object: n + 1 }\n      - assert: n == 2',
  b: '- while:\n    expression: n < 5\n    steps:\n      - set: { var: n, object: n + 1 }\n      - wait: 1',
})}
- assert: n == 5`)
    expect(ended.status).toBe('passed')
    expect(ended.report.summary.assertions).toBe(2)
  })

  test('snippets called in branches see what their branch sees, and each circle is its own', async () => {
    const { status, steps } = await runYaml(
      `${branches({ a: '- set: { var: who, value: a }\n- call: say', b: '- set: { var: who, value: b }\n- call: say' })}`,
      { snippets: { say: '- wait: 3\n- comment: "i am ${who}"' } },
    )
    expect(status).toBe('passed')
    expect(steps.map(({ label }) => label).filter((label) => label.startsWith('i am'))).toEqual(['i am a', 'i am b'])
  })

  test('what is skipped leaves absent what its branches would have set', async () => {
    const ended = await runYaml(
      `- parallel: { branches: { a: [{ set: { var: token, value: 1 } }] } }\n  skip: not today\n- assert: token == 1`,
    )
    expect(ended.steps.map(({ status }) => status)).toEqual(['skipped', 'skipped'])
  })
})
