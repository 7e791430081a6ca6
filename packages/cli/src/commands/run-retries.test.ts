import { describe, expect, test } from 'vitest'
import { type Folder, passing, project, timeless } from '../test/cli.ts'
import { serve, type TestServer } from '../test/server.ts'

/** A server whose paths answer 500 the first `fails` times each, and a project with a test that asks it. */
async function unsteady(fails: number): Promise<{ here: Folder; server: TestServer }> {
  const seen = new Map<string, number>()
  const server = await serve(({ url }, response) => {
    const before = seen.get(url) ?? 0
    seen.set(url, before + 1)
    response.writeHead(before < fails ? 500 : 200, { 'content-type': 'application/json' }).end('{}')
  })
  const here = project({
    'tests/a.yaml': `name: Unsteady\nsteps:\n  - get: ${server.url}/a\n`,
    'tests/b.yaml': passing('Steady'),
  })
  return { here, server }
}

test('an input set that does not pass is run again, and what passes then is flaky in every report', async () => {
  const { here, server } = await unsteady(1)
  const reports = ['--json', 'r.json', '--junit', 'r.xml', '--events', 'r.jsonl']
  const { exit, stdout } = await here.run(['run', '--retries', '2', ...reports])
  expect(exit).toBe(0)
  expect(server.heard).toHaveLength(2)
  expect(timeless(stdout)).toContain(
    '~ Unsteady   1 input set · 1 request · T\n  ~ flaky: passed at attempt 2\n    attempt 1 failed at tests/a.yaml:3:10: the answer is 500 Internal Server Error, not 2xx\n',
  )
  expect(timeless(stdout)).toContain('✓ Steady')
  expect(timeless(stdout)).toContain('passed   2 tests · 2 input sets · 1 request · 1 check · 1 flaky · T')

  const json = JSON.parse(here.read('r.json'))
  expect(json.summary).toMatchObject({ tests: 2, runs: 2, requests: 1, failures: 0, flaky: 1 })
  expect(json.tests).toMatchObject([
    {
      name: 'Unsteady',
      status: 'passed',
      flaky: true,
      runs: [
        {
          status: 'passed',
          flaky: true,
          steps: [{ response: { status: 200 } }],
          attempts: [{ status: 'failed', steps: [{ status: 'failed', response: { status: 500 } }] }],
        },
      ],
    },
    { name: 'Steady', status: 'passed', flaky: false },
  ])
  expect(json.tests[1].runs[0]).not.toHaveProperty('attempts')

  const junit = here.read('r.xml')
  expect(junit).toContain('<testsuite name="Unsteady" file="tests/a.yaml" tests="1" failures="0" errors="0"')
  expect(junit).toContain('attempt 1 failed: the answer is 500 Internal Server Error, not 2xx')
  expect(junit).toContain('flaky: passed at attempt 2')
})

test('a stored run says the same when it is read again', async () => {
  const { here } = await unsteady(1)
  const first = await here.run(['run', '--retries', '1', '--json', 'live.json', '--events', 'r.jsonl'])
  const again = await here.run(['report', 'r.jsonl'])
  expect(again.exit).toBe(0)
  expect(again.stdout).toBe(first.stdout.replace(/^report: .*\n/gm, ''))
  await here.run(['report', 'r.jsonl', '--json', 'again.json'])
  expect(JSON.parse(here.read('again.json'))).toEqual(JSON.parse(here.read('live.json')))
})

describe('the exit code', () => {
  test.each([
    [1, ['--retries', '1'], 0],
    [1, ['--retries', '1', '--fail-on-flaky'], 1],
    [1, [], 1],
    [2, ['--retries', '1'], 1],
    [0, ['--retries', '1', '--fail-on-flaky'], 0],
  ] as const)('with %i failures and %j is %i', async (fails, flags, code) => {
    const { here } = await unsteady(fails)
    expect((await here.run(['run', ...flags])).exit).toBe(code)
    const again = flags.filter((flag) => flag === '--fail-on-flaky')
    expect((await here.run(['report', ...again])).exit).toBe(code)
  })
})

test('what passes at no attempt shows the last one and says how often it was tried', async () => {
  const { here } = await unsteady(9)
  const { stdout } = await here.run(['run', '--retries', '2', 'tests/a.yaml'])
  expect(stdout).toMatch(/^✗ Unsteady/m)
  expect(stdout).toContain('did not pass at any of 3 attempts; this is the last')
  expect(stdout.match(/failed\[get\]/g)).toHaveLength(1)
})

test('`--bail` counts what did not pass in the end', async () => {
  const { here } = await unsteady(1)
  const { stdout, exit } = await here.run(['run', '--retries', '1', '--bail'])
  expect(exit).toBe(0)
  expect(stdout).toContain('✓ Steady')
})

test('as many retries as make no sense are refused', async () => {
  const { here } = await unsteady(0)
  const { exit, stderr } = await here.run(['run', '--retries', 'twice'])
  expect(exit).toBe(2)
  expect(stderr).toContain("--retries takes a whole number, not 'twice'")
})
