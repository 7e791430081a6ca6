/** Runs as files: those of the command, large ones, broken ones, and what is made of them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { foldReport, type RunEvent } from '@merlon/protocol'
import type { Change } from '@merlon/protocol/http'
import { reporterTable } from '@merlon/reporters'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { builtCommand } from '../../../cli/src/test/build.ts'
import { eventsOf, makeFolder, openStudio, type TestStudio } from './studio.ts'
import { openTarget } from './target.ts'

const passing = (name: string): string =>
  `name: ${name}\nsteps:\n  - set: { var: one, value: 1 }\n  - assert: one == 1\n`

let command = ''
beforeAll(async () => {
  command = await builtCommand()
}, 60_000)

function merlon(cwd: string, ...args: string[]): { process: ChildProcess; ended: Promise<unknown> } {
  const child = spawn(process.execPath, [command, ...args], { cwd, stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { process: child, ended: once(child, 'close') }
}

async function linesOf(studio: TestStudio, run: string): Promise<string[]> {
  const response = await studio.send('runEvents', { run }, { headers: { accept: 'application/x-ndjson' } })
  return (await response.text()).trimEnd().split('\n')
}

const finished = async (studio: TestStudio, tests?: string[]): Promise<string> => {
  const { run } = await studio.call('startRun', { body: tests ? { tests } : {} })
  await (await studio.send('runEvents', { run })).text()
  return run
}

/** The next run that the studio tells of and that fits. */
async function told(
  studio: TestStudio,
  fits: (run: Extract<Change, { type: 'run' }>['run']) => boolean,
): Promise<string> {
  const stop = new AbortController()
  for await (const { data } of eventsOf(await studio.send('watchProject', {}, { signal: stop.signal }))) {
    const change = data as Change
    if (change.type !== 'run' || !fits(change.run)) continue
    stop.abort()
    return change.run.id
  }
  throw new Error('the stream ended')
}

test('what `merlon run` runs shows up by itself, while it goes on and when it is over', async () => {
  const target = await openTarget()
  const studio = await openStudio({
    files: {
      'tests/a.yaml': `steps:\n  - get: ${target.url}/first\n  - get: ${target.url}/held/1\n  - assert: true\n`,
    },
  })
  const running = told(studio, ({ running: now }) => now)
  const { ended } = merlon(studio.folder, 'run')
  const run = await running
  expect(await studio.problem('stopRun', { run })).toMatchObject({ status: 409 })
  const live = studio.send('runEvents', { run }).then((response) => response.text())
  await target.arrived('GET /held/1')
  target.release()
  await ended
  const text = await live
  expect(text).toContain('"run-finished"')
  expect(text.match(/^id: \d+$/gm)).toEqual((await linesOf(studio, run)).map((_, at) => `id: ${at}`))
  expect(await studio.call('getRun', { run })).toMatchObject({
    status: 'passed',
    running: false,
    summary: { requests: 2 },
  })
})

test.each([
  ['the project itself', '.', ['run']],
  ['a folder in it', 'tests/cart', ['run', '.']],
  ['a folder around it', '..', ['run', '@/tests/cart/a.yaml']],
])('paths of a run that was started in %s are those of the project', async (_, cwd, args) => {
  const studio = await openStudio({ files: { 'tests/cart/a.yaml': passing('A') } })
  const named = args.map((one) => one.replace('@', basename(studio.folder)))
  await merlon(join(studio.folder, cwd), ...named).ended
  const [run] = (await studio.call('listRuns', { test: 'tests/cart/a.yaml' })).runs
  expect(run).toMatchObject({ status: 'passed', tests: [{ path: 'tests/cart/a.yaml' }] })
  const report = foldReport((await linesOf(studio, run?.id ?? '')).map((line) => JSON.parse(line) as RunEvent))
  expect(report.tests[0]?.file).toBe('tests/cart/a.yaml')
  expect(report.tests[0]?.runs[0]?.steps[0]?.location.file).toBe('tests/cart/a.yaml')
})

test('every report is byte for byte what `merlon report` writes', async () => {
  const target = await openTarget()
  const studio = await openStudio({
    files: {
      'tests/a.yaml': `name: Ä "quoted" <name>\nsteps:\n  - get: { url: ${target.url}/x, var: x }\n  - assert: x.Token == 'other'\n`,
      'tests/b.yaml': passing('B'),
      'tests/c.yaml':
        'steps:\n  - set: { var: one, value: 1 }\n  - each: { expression: "[1, 2]", steps: [{ assert: one == _1 }] }\n',
    },
  })
  const { run } = await studio.call('startRun', { body: { workers: 3 } })
  await (await studio.send('runEvents', { run })).text()
  const file = join(studio.folder, '.merlon/runs', `${run}.jsonl`)
  await merlon(studio.folder, 'report', file, '--json', 'r.json', '--junit', 'r.xml', '--events', 'r.jsonl').ended
  for (const [format, extension] of [
    ['json', 'json'],
    ['junit', 'xml'],
    ['events', 'jsonl'],
  ] as const) {
    const response = await studio.send('runReport', { run, format })
    expect(await response.text(), format).toBe(readFileSync(join(studio.folder, `r.${extension}`), 'utf8'))
  }
  for (const format of Object.keys(reporterTable)) {
    const response = await studio.send('runReport', { run, format })
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="test-project-2\d{3}-[\d-]+\.[\w.]+"/,
    )
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect((await response.text()).length, format).toBeGreaterThan(50)
  }
  expect(await studio.problem('runReport', { run, format: 'toString' })).toMatchObject({ status: 404 })
})

test('a run of 1,000 steps is followed, kept and read again in whole', async () => {
  const steps = Array.from({ length: 1000 }, (_, at) => `  - assert: ${at} == ${at}\n`).join('')
  const studio = await openStudio({ files: { 'tests/a.yaml': `steps:\n  - set: { var: x, value: 1 }\n${steps}` } })
  const { run } = await studio.call('startRun', { body: {} })
  const live = [...(await (await studio.send('runEvents', { run })).text()).matchAll(/^data: (.*)$/gm)].map(
    ([, line]) => line,
  )
  expect(live.slice(0, -1)).toEqual(await linesOf(studio, run))
  // Three events begin it, three end it, and one says that there are no more.
  expect(live).toHaveLength(3 + 1001 + 3 + 1)
})

test('bodies are given as JSON by their hash, whatever they hold, and no event repeats them', async () => {
  const bodies = [
    '<script>alert(1)</script>',
    '{"a":"\\u0000\\ud800\\"}\\n{\\"type\\":\\"run-finished\\"}"}',
    '"text":"x","base64":"y","cut":true}',
    '\u2028\u2029\r\n\n{"type":"body","test":0,"hash":"x"}',
    '',
  ]
  const target = await openTarget((request, _, response) => {
    const at = Number(request.split('/').pop())
    response.writeHead(200, { 'content-type': at === 5 ? 'application/octet-stream' : 'text/html' })
    response.end(at === 5 ? Buffer.from([0, 255, 254, 10, 13]) : bodies[at])
  })
  const steps = [0, 1, 2, 3, 4, 5].map((at) => `  - get: ${target.url}/${at}\n`).join('')
  const studio = await openStudio({ files: { 'tests/a.yaml': `steps:\n${steps}` } })
  const run = await finished(studio)
  const lines = await linesOf(studio, run)
  const report = foldReport(lines.map((line) => JSON.parse(line) as RunEvent))
  const hashes = report.tests[0]?.runs[0]?.steps.map(({ response }) => response?.body?.hash) ?? []
  for (const [at, text] of bodies.entries()) {
    const hash = hashes[at]
    if (text === '' || hash === undefined) continue
    const response = await studio.send('runBody', { run, hash })
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.json()).toMatchObject({ mime: 'text/html', text })
  }
  expect(await studio.call('runBody', { run, hash: hashes[5] ?? '' })).toMatchObject({ base64: 'AP/+Cg0=' })
  expect(lines.filter((line) => line.includes('"type":"body"')).every((line) => !/"(?:text|base64)":/.test(line))).toBe(
    true,
  )
  expect(await studio.problem('runBody', { run, hash: '../../x' })).toMatchObject({ status: 404 })
})

test('lines are compressed for who accepts it', async () => {
  const studio = await openStudio({ files: { 'tests/a.yaml': passing('A') } })
  const run = await finished(studio)
  const ask = (encoding: string): Promise<Response> =>
    studio.send('runEvents', { run }, { headers: { accept: 'application/x-ndjson', 'accept-encoding': encoding } })
  const [plain, zipped] = [await ask('identity'), await ask('gzip')]
  expect([plain.headers.get('content-encoding'), zipped.headers.get('content-encoding')]).toEqual([null, 'gzip'])
  expect(await zipped.text()).toBe(await plain.text())
})

const started = (id: string, more: object = {}): string =>
  `${JSON.stringify({ type: 'run-started', version: 1, id, at: '2026-11-22T10:00:00.000Z', seed: 1, environments: [], ...more })}\n`

test.each([
  ['empty', '', undefined],
  ['not of a run', 'hello\n{"a":1}\n', undefined],
  ['of another version', started('x', { version: 99 }), undefined],
  ['cut off in the middle of a line', `${started('x')}{"type":"test-sta`, { running: false, interrupted: true }],
  [
    'with a line that is none',
    `${started('x')}nonsense\n{"type":"run-finished","status":"passed","durationMs":1}\n`,
    { status: 'passed' },
  ],
])('a file that is %s harms nothing', async (_, text, expected) => {
  const folder = makeFolder({ 'merlon.yaml': 'name: X\n', '.merlon/runs/20200101T000000000Z-0001.jsonl': text })
  utimesSync(join(folder, '.merlon/runs/20200101T000000000Z-0001.jsonl'), 1, 1)
  const studio = await openStudio({ folder })
  const { runs } = await studio.call('listRuns', {})
  if (!expected) return expect(runs).toEqual([])
  expect(runs).toMatchObject([expected])
  const live = await (await studio.send('runEvents', { run: runs[0]?.id ?? '' })).text()
  expect(live).toContain('event: end')
})

test('a run of another process goes on while it says something, and broke off when it says nothing any more', async () => {
  const studio = await openStudio()
  const path = join(studio.folder, '.merlon/runs/20260101T000000000Z-0001.jsonl')
  mkdirSync(dirname(path), { recursive: true })
  const begun = told(studio, () => true)
  writeFileSync(path, started('x'))
  expect(await begun).toBe('20260101T000000000Z-0001')
  expect((await studio.call('listRuns', {})).runs).toMatchObject([{ running: true, interrupted: false }])
  const over = told(studio, ({ running }) => !running)
  appendFileSync(path, '{"type":"run-finished","status":"passed","durationMs":5}\n')
  await over
  expect((await studio.call('listRuns', {})).runs).toMatchObject([{ running: false, status: 'passed', durationMs: 5 }])
})

test('the newest fifty runs are kept', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `.merlon/runs/202001${String(10 + at)}T000000000Z-0001.jsonl`,
      started(String(at)),
    ]),
  )
  const studio = await openStudio({ files: { ...files, 'tests/a.yaml': passing('A') } })
  const run = await finished(studio)
  const left = readdirSync(join(studio.folder, '.merlon/runs')).sort()
  expect(left).toHaveLength(50)
  expect(left.at(-1)).toBe(`${run}.jsonl`)
  expect((await studio.call('listRuns', { limit: 200 })).runs).toHaveLength(50)
})

test('what changed since a step last passed is found, with the responses that it looked at', async () => {
  let price = 5
  const target = await openTarget((_, __, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ price })),
  )
  const text = (more = ''): string =>
    `steps:\n${more}  - get: { url: ${target.url}/cart, var: cart }\n  - assert: cart.price == 5\n  - get: { url: ${target.url}/cart, expect: { status: [200] } }\n`
  const studio = await openStudio({ files: { 'tests/a.yaml': text(), 'tests/b.yaml': passing('B') } })
  const passed = await finished(studio)
  await finished(studio, ['tests/b.yaml'])
  price = 6
  await finished(studio, ['tests/a.yaml'])
  // A step before it moves it to another line.
  writeFileSync(join(studio.folder, 'tests/a.yaml'), text('  - set: { var: x, value: 1 }\n'))
  const failed = await finished(studio, ['tests/a.yaml'])
  const report = foldReport((await linesOf(studio, failed)).map((line) => JSON.parse(line) as RunEvent))
  const step = report.tests[0]?.runs[0]?.steps.find(({ status }) => status === 'failed')
  const asked = { run: failed, test: 0, set: 0, step: step?.id ?? -1 }
  const { comparison } = await studio.call('compareRun', asked)
  expect(comparison).toMatchObject({
    run: passed,
    step: { component: 'assert', status: 'passed' },
    earlier: { step: { component: 'get' }, body: { text: '{"price":5}' } },
    current: { step: { component: 'get' }, body: { text: '{"price":6}' } },
  })
  expect(await studio.problem('compareRun', { ...asked, step: 999 })).toMatchObject({ status: 404 })
  expect(await studio.call('compareRun', { run: passed, test: 0, set: 0, step: 1 })).toEqual({})
})
