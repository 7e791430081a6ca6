import type { RunEvent } from '@merlon/protocol'
import type { StartRun } from '@merlon/protocol/http'
import { describe, expect, test } from 'vitest'
import { eventsOf, openStudio, type TestStudio } from './studio.ts'
import { openTarget } from './target.ts'

type Part = NonNullable<StartRun['part']>

/** Runs a part of a text, and gives what its steps said. */
async function send(
  studio: TestStudio,
  text: string,
  place: Part['place'],
  more: Partial<StartRun> & { mode?: Part['mode']; path?: string } = {},
): Promise<{ run: string; steps: string[] }> {
  const { mode = 'only', path = 'tests/a.yaml', ...rest } = more
  const body = { tests: [path], texts: [{ path, text }], part: { place, mode }, ...rest }
  const { run } = await studio.call('startRun', { body })
  const steps: string[] = []
  for await (const { data } of eventsOf(await studio.send('runEvents', { run }))) {
    const event = data as RunEvent
    if (event.type === 'step-finished') steps.push(`${event.record.component} ${event.record.status}`)
  }
  return { run, steps }
}

test('a newcomer sends a request, keeps its token, and sends the next one with it', async () => {
  const target = await openTarget()
  const studio = await openStudio()
  const post = `steps:\n  - post: { url: ${target.url}/user?token=abc, var: payload }\n`
  expect((await send(studio, post, ['steps', 0])).steps).toEqual(['post passed'])
  const kept = `${post}  - set: { var: access_token, value: "\${payload.Token}" }\n`
  const put = `${kept}  - put: { url: ${target.url}/cart?token=1, headers: { authorization: "\${access_token}" }, var: cart }\n`
  const { steps, run } = await send(studio, put, ['steps', 2])
  expect(steps).toEqual(['set passed', 'put passed'])
  expect(target.heard).toEqual(['POST /user?token=abc', 'PUT /cart?token=1'])
  const checked = `${put}  - assert: cart.authorization == 'abc'\n`
  expect((await send(studio, checked, ['steps', 3])).steps).toEqual(['assert passed'])
  // It says nothing about the test, and is kept in memory only.
  expect(await studio.call('getRun', { run })).toMatchObject({ partial: true, status: 'passed' })
  const { variables } = await studio.call('scopeAt', {
    body: { path: 'tests/a.yaml', text: checked, place: ['steps', 3] },
  })
  expect(variables.find(({ name }) => name === 'payload')).toMatchObject({ seen: true, value: { Token: 'abc' } })
  await studio.close()
  const again = await openStudio({ folder: studio.folder })
  expect((await again.call('listRuns', {})).runs).toEqual([])
})

test('the response of a partial run can be read by its hash', async () => {
  const target = await openTarget()
  const studio = await openStudio()
  const { run } = await send(studio, `steps:\n  - get: ${target.url}/x\n`, ['steps', 0])
  const response = await studio.send('runEvents', { run }, { headers: { accept: 'application/x-ndjson' } })
  const events = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent)
  const hash = events.flatMap((event) => (event.type === 'body' ? event.hash : [])).at(-1)
  expect(JSON.parse((await studio.call('runBody', { run, hash: hash ?? '' })).text ?? '')).toMatchObject({
    Token: 'T-1',
  })
})

test('steps nested in loops and branches are sent with the variables of their round', async () => {
  const target = await openTarget()
  const studio = await openStudio()
  const text = `steps:
  - set: { var: ids, value: [1, 2] }
  - each:
      expression: ids
      steps:
        - if:
            expression: "true"
            steps:
              - get: ${target.url}/item/\${_1}
`
  await studio.call('startRun', { body: { texts: [{ path: 'tests/a.yaml', text }] } })
  await target.arrived('GET /item/2')
  const edited = text.replace('/item/', '/thing/')
  const place = ['steps', 1, 'each', 'steps', 0, 'if', 'steps', 0]
  expect((await send(studio, edited, place)).steps).toEqual(['get passed'])
  expect(target.heard).toEqual(['GET /item/1', 'GET /item/2', 'GET /thing/2'])
})

const whole = (url: string): string => `before:
  - get: ${url}/before
steps:
  - get: ${url}/one
  - group:
      - get: ${url}/two
      - get: ${url}/three
  - get: ${url}/four
finally:
  - delete: ${url}/end
`

const group1 = ['steps', 1, 'group', 1]
test.each<[Part['mode'], Part['place'], string]>([
  ['only', ['steps', 0], 'one'],
  ['only', ['before', 0], 'before'],
  ['only', group1, 'three'],
  ['only', ['steps', 1], 'two three'],
  ['only', ['finally', 0], 'end'],
  ['to', ['before', 0], 'before end'],
  ['to', ['steps', 0], 'before one end'],
  ['to', ['steps', 1, 'group', 0], 'before one two end'],
  ['to', group1, 'before one two three end'],
  ['to', ['finally', 0], 'before one two three four end'],
  ['from', ['before', 0], 'before one two three four end'],
  ['from', ['steps', 0], 'one two three four end'],
  ['from', group1, 'two three four end'],
  ['from', ['steps', 2], 'four end'],
  ['from', ['finally', 0], 'end'],
])('%s %j runs %s', async (mode, place, expected) => {
  const target = await openTarget()
  const studio = await openStudio()
  await send(studio, whole(target.url), place, { mode })
  expect(target.heard.map((one) => one.replace(/.*\//, '')).join(' ')).toBe(expected)
})

describe('mistakes elsewhere', () => {
  const text = (url: string): string => `steps:\n  - gett: /x\n  - get: ${url}/fine\n  - assert: 1 +\n`

  test('keep no step from being sent', async () => {
    const target = await openTarget()
    const studio = await openStudio()
    expect((await send(studio, text(target.url), ['steps', 1])).steps).toEqual(['get passed'])
  })

  test('keep what has them from being sent', async () => {
    const target = await openTarget()
    const studio = await openStudio()
    for (const [place, mode] of [
      [['steps', 2], 'only'],
      [['steps', 0], 'only'],
      [['steps', 1], 'from'],
    ] as const) {
      const body = {
        tests: ['tests/a.yaml'],
        texts: [{ path: 'tests/a.yaml', text: text(target.url) }],
        part: { place: [...place], mode },
      }
      expect(await studio.problem('startRun', { body })).toMatchObject({ status: 422 })
    }
    expect(target.heard).toEqual([])
  })

  test('around all steps keep everything from being sent', async () => {
    const target = await openTarget()
    const studio = await openStudio({ files: { 'vault.yaml': 'a: ${b}\nb: ${a}\n' } })
    for (const head of ['globals: 3\n', 'nonsense: 1\n', 'config: [\n', '']) {
      const body = {
        texts: [{ path: 'tests/a.yaml', text: `${head}steps:\n  - get: ${target.url}/fine\n` }],
        part: { place: ['steps', 0], mode: 'only' as const },
      }
      expect((await studio.problem('startRun', { body })).status, head).toBe(422)
    }
    expect(target.heard).toEqual([])
  })
})

test('a step is tried with one input set: the one asked for, else the last that ran, else the first', async () => {
  const target = await openTarget()
  const studio = await openStudio()
  const text = `inputs:\n  one: { x: 1 }\n  two: { x: 2 }\n  three: { x: 3 }\nsteps:\n  - get: ${target.url}/\${x}\n`
  await send(studio, text, ['steps', 0])
  await send(studio, text, ['steps', 0], { inputSets: ['two'] })
  await send(studio, text, ['steps', 0])
  await send(studio, text, ['steps', 0], { mode: 'to' })
  expect(target.heard.map((one) => one.slice('GET /'.length)).join(' ')).toBe('1 2 2 1 2 3')
})

test('a saved request and a step of a snippet are sent by themselves', async () => {
  const target = await openTarget()
  const studio = await openStudio({ files: { 'requests/one.yaml': `steps:\n  - get: ${target.url}/saved\n` } })
  const { run } = await studio.call('startRun', { body: { tests: ['requests/one.yaml'] } })
  await (await studio.send('runEvents', { run })).text()
  const snippet = `params: { who: ann }\nsteps:\n  - get: ${target.url}/nobody\n  - get: ${target.url}/\${who}\n`
  await send(studio, snippet, ['steps', 1], { path: 'snippets/s.yaml' })
  expect(target.heard).toEqual(['GET /saved', 'GET /ann'])
})

test('secrets of the run before are masked in what is sent with them', async () => {
  const target = await openTarget()
  const studio = await openStudio()
  const text = `steps:\n  - set: { var: password, value: hunter2hunter2, secret: true }\n  - get: ${target.url}/echo?token=\${password}\n`
  await send(studio, text, ['steps', 1], { mode: 'to' })
  const { run } = await send(studio, text, ['steps', 1])
  const lines = await (await studio.send('runEvents', { run }, { headers: { accept: 'application/x-ndjson' } })).text()
  expect(target.heard.at(-1)).toBe('GET /echo?token=hunter2hunter2')
  expect(lines).not.toContain('hunter2hunter2')
  for (const [, hash] of lines.matchAll(/"hash":"([^"]+)"/g))
    expect(JSON.stringify(await studio.call('runBody', { run, hash: hash ?? '' }))).not.toContain('hunter2hunter2')
})

test('twenty partial runs are remembered, older ones are not', async () => {
  const studio = await openStudio()
  const text = 'steps:\n  - assert: true\n'
  const runs: string[] = []
  for (let count = 0; count < 23; count += 1) runs.push((await send(studio, text, ['steps', 0])).run)
  const listed = (await studio.call('listRuns', {})).runs
  expect(listed.length).toBeLessThanOrEqual(21)
  expect(listed.map(({ id }) => id)).toEqual(runs.slice(-listed.length).reverse())
  expect(await studio.problem('getRun', { run: runs[0] ?? '' })).toMatchObject({ status: 404 })
})
