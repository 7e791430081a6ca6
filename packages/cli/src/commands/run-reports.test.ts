import { describe, expect, test } from 'vitest'
import { failing, folder, passing, project, timeless } from '../test/cli.ts'
import { sendJson, serve } from '../test/server.ts'

/** A report without times: its own, and those in the `Date` of answers. */
const comparable = (json: string): unknown =>
  JSON.parse(json, (key, value: unknown) => {
    if (Array.isArray(value) && value[0] === 'Date') return 'Date'
    return /^(?:durationMs|startedAt|metrics)$/.test(key) ? undefined : value
  })

describe('reports', () => {
  test('all of them at once; the console says where files went', async () => {
    const here = project({ 'tests/a.yaml': passing('A'), 'tests/b.yaml': failing('B') })
    const { exit, stdout } = await here.run([
      'run',
      '--json',
      'deep/down/out.json',
      '--junit',
      'out.xml',
      '--events',
      'out.jsonl',
    ])
    expect(exit).toBe(1)
    expect(stdout.trimEnd().split('\n').slice(-3)).toEqual([
      'report: out.jsonl',
      'report: deep/down/out.json',
      'report: out.xml',
    ])
    expect(JSON.parse(here.read('deep/down/out.json'))).toMatchObject({
      schema: 'merlon.report/1',
      status: 'failed',
      summary: { tests: 2, failures: 1 },
    })
    expect(here.read('out.xml')).toMatch(/^<\?xml .*<\/testsuites>\s*$/s)
    expect(
      here
        .read('out.jsonl')
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { type: string }).type)
        .at(-1),
    ).toBe('run-finished')
  })

  test('one report may go to standard output, which then holds nothing else', async () => {
    const here = project({ 'tests/a.yaml': passing('A') })
    const { stdout } = await here.run(['run', '--json', '-', '--junit', 'out.xml'])
    expect(JSON.parse(stdout)).toMatchObject({ status: 'passed' })
    expect((await here.run(['run', '--reporter', 'junit'])).stdout).toMatch(/^<\?xml /)
  })

  test.each([
    [['--json', '-', '--events', '-'], "'--events -' and '--json -' cannot both write to standard output"],
    [['--json', '-', '--reporter', 'junit'], "'--reporter junit' and '--json -' cannot both write to standard output"],
    [['--json', 'a', '--junit', 'a'], "'--json' and '--junit' cannot both write into 'a'"],
    [['--reporter', 'jsn'], "there is no reporter 'jsn'"],
    [['--json', 'tests'], "'tests' cannot be written: it is a folder"],
    [['--json', 'tests/a.yaml/out.json'], "'tests/a.yaml/out.json' cannot be written"],
    [['--json', '/proc/none/out.json'], "'/proc/none/out.json' cannot be written"],
    [['--json', '/dev/full'], "'/dev/full' cannot be written: the disk is full"],
  ])('%j is refused', async (args, message) => {
    const { exit, stderr } = await project({ 'tests/a.yaml': passing('A') }).run(['run', ...args])
    expect(exit).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^ +at /m)
  })

  test('-q says nothing of what passed, -v every step', async () => {
    const here = project({ 'tests/a.yaml': passing('A'), 'tests/b.yaml': failing('B') })
    const quiet = (await here.run(['run', '-q', '--json', 'out.json'])).stdout
    expect(quiet).not.toContain('✓')
    expect(quiet).not.toContain('report:')
    expect(quiet).toContain('✗ B')
    expect((await here.run(['run', '-v'])).stdout).toContain('✓ one == 1')
  })

  test('no colours into a pipe, unless they are forced', async () => {
    const here = project({ 'tests/a.yaml': failing('A') })
    expect((await here.run(['run'])).stdout).not.toContain('\x1b')
    expect((await here.run(['run'], { env: { FORCE_COLOR: '1' } })).stdout).toContain('\x1b[31m')
    expect((await here.run(['run'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain('\x1b')
    expect((await here.run(['run', '--no-color'], { env: { FORCE_COLOR: '1' } })).stdout).not.toContain('\x1b')
  })
})

test('many workers say the same as one, in the same order', async () => {
  const server = await serve(({ url }, response) => sendJson(response, { id: Number(url.slice(1)), items: [1, 2, 3] }))
  const tests = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [
      `tests/t${String(at).padStart(2, '0')}.yaml`,
      `name: Test ${at}\ninputs:\n  first: { add: 0 }\n  second: { add: 1 }\nsteps:\n  - get: "${server.url}/${at}"\n  - set: { var: n, value: "\${Math.random()}" }\n  - comment: "\${n}"\n  - assert: payload.id + add == ${at}\n  - each: { expression: payload.items, steps: [{ assert: _1 > 0 }] }\n`,
    ]),
  )
  const here = project(tests)
  const runWith = async (workers: string): Promise<{ exit: number | null; stdout: string; json: unknown }> => {
    const { exit, stdout } = await here.run(['run', '-v', '-j', workers, '--seed', '7', '--json', 'out.json'])
    return { exit, stdout: timeless(stdout), json: comparable(here.read('out.json')) }
  }
  const one = await runWith('1')
  expect(one.exit).toBe(1)
  expect(JSON.stringify(one.json).length).toBeGreaterThan(5000)
  expect(await runWith('8')).toEqual(one)
  expect(await runWith('100%')).toEqual(one)
})

test('a body that two tests got stands with the first of them, whichever got it first', async () => {
  const waiting: (() => void)[] = []
  const server = await serve(({ url }, response) => {
    const answer = (): void => sendJson(response, { same: true }, 500)
    if (url === '/late') waiting.push(answer)
    else answer()
    if (url === '/done') for (const late of waiting) late()
  })
  const here = project({
    'tests/a.yaml': `name: A\nsteps:\n  - get: ${server.url}/late\n`,
    'tests/b.yaml': `name: B\nsteps:\n  - get: ${server.url}/early\n  - wait: 50ms\n  - get: ${server.url}/done\n`,
  })
  const { stdout } = await here.run(['run', '-j', '2', '--events', 'r.jsonl'])
  expect(stdout.match(/body: \{"same":true\}/g)).toHaveLength(3)
  const bodies = here.read('r.jsonl').match(/^\{"type":"body","test":\d/gm)
  expect(bodies).toEqual(['{"type":"body","test":0'])
})

test('who reads the output may stop early: the run goes on, and its exit code is its own', async () => {
  const server = await serve((_request, response) => response.end())
  const steps = `- each: { expression: "Array.from({ length: 3000 }, (_, i) => i)", steps: [{ assert: _1 >= 0 }] }\n  - get: ${server.url}\n  - assert: 1 == 2`
  const here = project(Object.fromEntries([1, 2, 3].map((at) => [`tests/t${at}.yaml`, `steps:\n  ${steps}\n`])))
  const { stdout, stderr } = await here.shell('merlon run -v | head -1; echo "exit ${PIPESTATUS[0]}"')
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^✗ t1 [^\n]*\nexit 1\n$/)
  expect(server.heard.length).toBe(3)
})

test('other commands do not mind a closed pipe either', async () => {
  const { stdout, stderr } = await folder().shell(
    'merlon components | true; merlon run --help | true; echo "exit ${PIPESTATUS[0]}"',
  )
  expect({ stdout, stderr }).toEqual({ stdout: 'exit 0\n', stderr: '' })
})

describe('progress', () => {
  const files = { 'tests/a.yaml': passing('A'), 'tests/b.yaml': passing('B') }

  /** What a terminal receives. */
  const onTerminal = async (line: string): Promise<string> =>
    (await (await project(files).terminal(line)).finished).stdout

  test('is drawn on a terminal, and gone before anything else is', async () => {
    const stdout = await onTerminal('merlon run')
    expect(stdout).toContain('\r\x1b[Krunning 1/2 · A\r\x1b[K')
    expect(stdout).toContain('\r\x1b[Krunning 2/2 · B\r\x1b[K')
    expect(stdout.match(/running/g)?.length).toBe(2)
    expect(stdout).toContain('passed')
  })

  test.each(['merlon run -q', 'CI=1 merlon run', 'TERM=dumb merlon run', 'merlon run | cat'])(
    'is not drawn by %s',
    async (line) => {
      const stdout = await onTerminal(line)
      expect(stdout).toContain('passed')
      expect(stdout).not.toContain('running')
    },
  )
})
