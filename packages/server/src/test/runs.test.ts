import { foldReport, type RunEvent } from '@merlon/protocol'
import type { StartRun } from '@merlon/protocol/http'
import { expect, onTestFinished, test, vi } from 'vitest'
import { eventsOf, openStudio, type SentEvent, type TestStudio } from './studio.ts'
import { openTarget } from './target.ts'

const passing = (name: string): string =>
  `name: ${name}\nsteps:\n  - set: { var: one, value: 1 }\n  - assert: one == 1\n`
const failing = (name: string): string =>
  `name: ${name}\nsteps:\n  - set: { var: one, value: 1 }\n  - assert: one == 2\n`

async function follow(studio: TestStudio, run: string, headers: Record<string, string> = {}): Promise<SentEvent[]> {
  const seen: SentEvent[] = []
  for await (const one of eventsOf(await studio.send('runEvents', { run }, { headers }))) seen.push(one)
  // The last one only says that there are no more.
  expect(seen.pop()).toEqual({ data: {} })
  return seen
}

async function linesOf(studio: TestStudio, run: string): Promise<RunEvent[]> {
  const response = await studio.send('runEvents', { run }, { headers: { accept: 'application/x-ndjson' } })
  const text = await response.text()
  return text.split('\n').flatMap((line) => (line === '' ? [] : (JSON.parse(line) as RunEvent)))
}

/** Starts a run and waits for its end. */
async function finished(studio: TestStudio, body: StartRun): Promise<string> {
  const { run } = await studio.call('startRun', { body })
  await follow(studio, run)
  return run
}

test('a run is carried out, listed, and kept for whoever comes later', async () => {
  const studio = await openStudio({ files: { 'tests/a.yaml': passing('A'), 'tests/b.yaml': failing('B') } })
  const run = await finished(studio, {})
  const view = await studio.call('getRun', { run })
  expect(view).toMatchObject({
    id: run,
    status: 'failed',
    running: false,
    interrupted: false,
    partial: false,
    summary: { tests: 2, assertions: 2, failures: 1 },
    tests: [
      { name: 'A', path: 'tests/a.yaml', status: 'passed' },
      { name: 'B', path: 'tests/b.yaml', status: 'failed' },
    ],
  })
  await studio.close()
  const again = await openStudio({ folder: studio.folder })
  expect((await again.call('listRuns', {})).runs).toEqual([view])
  expect(foldReport(await linesOf(again, run)).status).toBe('failed')
})

test('a live run that is followed, lost and resumed loses and repeats nothing', async () => {
  const target = await openTarget()
  const steps = `steps:\n  - get: ${target.url}/first\n  - get: ${target.url}/held/1\n  - get: ${target.url}/last\n  - assert: true\n`
  const studio = await openStudio({ files: { 'tests/a.yaml': steps } })
  const { run } = await studio.call('startRun', { body: {} })
  await target.arrived('GET /held/1')
  const lost = new AbortController()
  const seen: SentEvent[] = []
  for await (const one of eventsOf(await studio.send('runEvents', { run }, { signal: lost.signal }))) {
    seen.push(one)
    const event = one.data as RunEvent
    if (event.type === 'step-started' && event.record.label.includes('/held')) break
  }
  lost.abort()
  expect((await studio.call('getRun', { run })).running).toBe(true)
  const resumed = follow(studio, run, { 'last-event-id': seen.at(-1)?.id ?? '' })
  target.release()
  const all = [...seen, ...(await resumed)]
  expect(all.map(({ id }) => Number(id))).toEqual(all.map((_, at) => at))
  expect(all.map(({ data }) => data)).toEqual(await linesOf(studio, run))
  expect(foldReport(all.map(({ data }) => data as RunEvent))).toMatchObject({
    status: 'passed',
    summary: { requests: 3 },
  })
  // From a number on, as a page asks that has read the beginning as lines.
  const response = await studio.fetch(`/api/v1/projects/local/runs/${run}/events?from=${all.length - 1}`)
  expect((await response.text()).match(/^data: .*$/gm)).toHaveLength(2)
})

test('two clients that follow one run see the same', async () => {
  const target = await openTarget()
  const studio = await openStudio({
    files: { 'tests/a.yaml': `steps:\n  - get: ${target.url}/held/1\n  - assert: true\n` },
  })
  const { run } = await studio.call('startRun', { body: {} })
  await target.arrived('GET /held/1')
  const both = [follow(studio, run), follow(studio, run)]
  target.release()
  const [one, other] = await Promise.all(both)
  expect(one).toEqual(other)
  expect(one?.at(-1)?.data).toMatchObject({ type: 'run-finished', status: 'passed' })
})

test('a run that is stopped cleans up', async () => {
  const target = await openTarget()
  const studio = await openStudio({
    files: {
      'tests/a.yaml': `steps:\n  - get: ${target.url}/held/1\n  - get: ${target.url}/never\nfinally:\n  - delete: ${target.url}/cart\n`,
      'tests/b.yaml': `steps:\n  - get: ${target.url}/never\n`,
    },
  })
  const { run } = await studio.call('startRun', { body: {} })
  await target.arrived('GET /held/1')
  await studio.call('stopRun', { run })
  await follow(studio, run)
  expect(target.heard).toEqual(['GET /held/1', 'DELETE /cart'])
  expect(await studio.call('getRun', { run })).toMatchObject({ status: 'errored', interrupted: true, running: false })
  // It is over: stopping it again changes nothing.
  await studio.call('stopRun', { run })
})

test('closing the studio ends its runs with their clean-up', async () => {
  const target = await openTarget()
  const studio = await openStudio({
    files: { 'tests/a.yaml': `steps:\n  - get: ${target.url}/held/1\nfinally:\n  - delete: ${target.url}/cart\n` },
  })
  await studio.call('startRun', { body: {} })
  await target.arrived('GET /held/1')
  await studio.close()
  expect(target.heard).toEqual(['GET /held/1', 'DELETE /cart'])
})

test('four runs go on at once; others wait for their turn, and can be stopped meanwhile', async () => {
  const target = await openTarget()
  const studio = await openStudio({ files: { 'tests/a.yaml': `steps:\n  - get: ${target.url}/held/1\n` } })
  const ids: string[] = []
  for (let count = 0; count < 6; count += 1) ids.push((await studio.call('startRun', { body: {} })).run)
  await target.arrived('GET /held/1', 4)
  const [fifth, sixth] = ids.slice(4) as [string, string]
  expect(await studio.call('getRun', { run: fifth })).toMatchObject({ running: true, tests: [] })
  await studio.call('stopRun', { run: fifth })
  await follow(studio, fifth)
  expect(await studio.call('getRun', { run: fifth })).toMatchObject({ running: false, interrupted: true, tests: [] })
  expect(target.heard).toHaveLength(4)
  target.release()
  await follow(studio, sixth)
  expect(await studio.call('getRun', { run: sixth })).toMatchObject({ status: 'passed' })
  expect(target.heard).toHaveLength(5)
})

test('tests are chosen by path, folder and tags, and texts stand in place of files', async () => {
  const tagged = (name: string, tags: string): string => `${passing(name)}tags: [${tags}]\n`
  const studio = await openStudio({
    files: {
      'tests/a.yaml': tagged('A', 'smoke'),
      'tests/cart/b.yaml': tagged('B', 'smoke, slow'),
      'tests/cart/c.yaml': tagged('C', 'slow'),
    },
  })
  const ran = async (body: StartRun): Promise<(string | undefined)[]> => {
    const { tests } = await studio.call('getRun', { run: await finished(studio, body) })
    return tests.map(({ name, status }) => `${name} ${status}`)
  }
  expect(await ran({})).toEqual(['A passed', 'B passed', 'C passed'])
  expect(await ran({ tests: ['tests/cart'] })).toEqual(['B passed', 'C passed'])
  expect(await ran({ tests: ['tests/a.yaml', 'tests/cart/c.yaml'] })).toEqual(['A passed', 'C passed'])
  expect(await ran({ tags: 'smoke and not slow' })).toEqual(['A passed'])
  const text = { path: 'tests/cart/c.yaml', text: failing('Not saved') }
  expect(await ran({ texts: [text] })).toEqual(['Not saved failed'])
  expect(await ran({ texts: [{ path: 'tests/new.yaml', text: passing('New') }] })).toEqual(['New passed'])
  expect((await ran({ tests: ['tests/cart'], texts: [text] })).sort()).toEqual(['B passed', 'Not saved failed'])
  for (const body of [{ tests: ['tests/no.yaml'] }, { tags: 'none' }, { tags: 'and and' }, { tests: ['../tests'] }])
    expect(await studio.problem('startRun', { body })).toMatchObject({ status: 422 })
})

test('with a mistake in one of the tests nothing runs, and all mistakes are shown', async () => {
  const target = await openTarget()
  const studio = await openStudio({
    files: {
      'tests/a.yaml': `steps:\n  - get: ${target.url}/\n`,
      'tests/b.yaml': 'steps:\n  - gett: /x\n',
      'tests/c.yaml': 'steps:\n  - assert: 1 +\n',
    },
  })
  const { diagnostics } = await studio.problem('startRun', { body: {} })
  expect(diagnostics.map(({ code, location }) => [code, location?.file])).toEqual([
    ['unknown-component', 'tests/b.yaml'],
    ['bad-expression', 'tests/c.yaml'],
  ])
  expect(
    await studio.problem('startRun', { body: { tests: ['tests/a.yaml'], environments: ['nowhere'] } }),
  ).toMatchObject({
    status: 422,
    diagnostics: [{ code: 'unknown-environment' }],
  })
  expect(target.heard).toEqual([])
  expect((await studio.call('listRuns', {})).runs).toEqual([])
})

test('variables, an environment, an input set and a seed are taken into the run', async () => {
  const target = await openTarget()
  const steps = `inputs:\n  one: { x: 1 }\n  two: { x: 2 }\nsteps:\n  - get: "\${host}/\${x}/\${who}/\${N.random(1, 1000000)}"\n`
  const studio = await openStudio({
    files: { 'tests/a.yaml': steps, 'environments/local.yaml': `host: ${target.url}\n` },
  })
  const body = { environments: ['local'], inputSets: ['two'], variables: [{ name: 'who', value: 'ann' }], seed: 7 }
  await finished(studio, body)
  await finished(studio, body)
  expect(target.heard[0]).toMatch(/^GET \/2\/ann\/\d+$/)
  expect(target.heard).toEqual([target.heard[0], target.heard[0]])
})

test('a list is given in pages, and for one test alone', async () => {
  const studio = await openStudio({ files: { 'tests/a.yaml': passing('A'), 'tests/b.yaml': passing('B') } })
  const ids: string[] = []
  for (const name of ['a', 'b', 'a', 'b', 'a']) ids.unshift(await finished(studio, { tests: [`tests/${name}.yaml`] }))
  const first = await studio.call('listRuns', { limit: 2 })
  expect(first.runs.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  const second = await studio.call('listRuns', { limit: 2, cursor: first.next })
  expect(second.runs.map(({ id }) => id)).toEqual(ids.slice(2, 4))
  const last = await studio.call('listRuns', { limit: 2, cursor: second.next })
  expect(last.runs.map(({ id }) => id)).toEqual(ids.slice(4))
  expect(last.next).toBeUndefined()
  const ofA = await studio.call('listRuns', { test: 'tests/a.yaml' })
  expect(ofA.runs.map(({ id }) => id)).toEqual([ids[0], ids[2], ids[4]])
})

test.each(['nothing', '..%2F..%2Fmerlon', 'a/b', '.hidden', 'x'.repeat(500)])('there is no run %s', async (run) => {
  const studio = await openStudio({ files: { '.merlon/secrets.yaml': 'a: b\n', '.merlon/runs/.hidden.jsonl': '{}\n' } })
  for (const name of ['getRun', 'runEvents'] as const)
    expect(await studio.problem(name, { run })).toMatchObject({ status: 404 })
  expect(await studio.problem('runBody', { run, hash: 'x' })).toMatchObject({ status: 404 })
  expect(await studio.problem('runReport', { run, format: 'json' })).toMatchObject({ status: 404 })
})

test('a run of the studio goes through the proxy of the environment, as one of the command does', async () => {
  const proxy = await openTarget()
  vi.stubEnv('no_proxy', '')
  vi.stubEnv('http_proxy', proxy.url)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const studio = await openStudio({ files: { 'tests/a.yaml': 'steps:\n  - get: http://shop.example/orders\n' } })
  const run = await finished(studio, {})
  expect(await studio.call('getRun', { run })).toMatchObject({ status: 'passed' })
  expect(proxy.heard).toEqual(['GET http://shop.example/orders'])
})
