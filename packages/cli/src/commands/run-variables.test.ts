import { describe, expect, test } from 'vitest'
import { type Invocation, project } from '../test/cli.ts'

/** What a test sees as the variable `it`, with its type. */
async function seen(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  invocation: Invocation = {},
): Promise<unknown> {
  const here = project({
    'tests/a.yaml': 'steps:\n  - fact: { identifier: it, label: it, value: "${JSON.stringify(it)}" }\n',
    ...files,
  })
  const { exit, stdout, stderr } = await here.run(['run', '--json', '-', ...args], invocation)
  if (exit !== 0) throw new Error(`exit ${exit}: ${stdout}${stderr}`)
  const report = JSON.parse(stdout) as { tests: { runs: { facts: { it: { value: string } } }[] }[] }
  return JSON.parse(report.tests[0]!.runs[0]!.facts.it.value)
}

const vault = { 'vault.yaml': 'it: vault\n' }
const staging = { 'environments/staging.yaml': 'it: staging\n', 'environments/local.yaml': 'it: local\n' }
const file = { 'more.yaml': 'it: file\n' }
const fromProcess = { env: { MERLON_VAR_it: 'process' } }

describe('later places win', () => {
  test.each<[string, readonly string[], Readonly<Record<string, string>>, Invocation]>([
    ['vault', [], vault, {}],
    ['staging', ['-e', 'staging'], { ...vault, ...staging }, {}],
    ['local', ['-e', 'staging', '-e', 'local'], { ...vault, ...staging }, {}],
    ['process', ['-e', 'staging'], { ...vault, ...staging }, fromProcess],
    ['file', ['-e', 'staging', '--vars', 'more.yaml'], { ...vault, ...staging, ...file }, fromProcess],
    [
      'flag',
      ['--var', 'it=flag', '--vars', 'more.yaml', '-e', 'staging'],
      { ...vault, ...staging, ...file },
      fromProcess,
    ],
    ['second', ['--var', 'it=first', '--var', 'it=second'], {}, {}],
  ])('%s', async (value, args, files, invocation) => {
    expect(await seen(args, files, invocation)).toBe(value)
  })
})

describe('types', () => {
  test.each<[string, unknown]>([
    ['it=5', '5'],
    ['it:=5', 5],
    ['it:="5"', '5'],
    ['it:={"a":[1,null,true]}', { a: [1, null, true] }],
    ['it=a=b', 'a=b'],
    ['it=', ''],
    ['it=two\nlines', 'two\nlines'],
  ])('--var %s', async (flag, value) => {
    expect(await seen(['--var', flag])).toEqual(value)
  })

  test('a file of variables keeps its types, in YAML and JSON', async () => {
    expect(await seen(['--vars', 'v.yaml'], { 'v.yaml': 'it: { port: 80, on: true }\n' })).toEqual({
      port: 80,
      on: true,
    })
    expect(await seen(['--vars', 'v.json'], { 'v.json': '{ "it": [1, "1"] }' })).toEqual([1, '1'])
  })
})

test('an environment that does not exist runs nothing, even beside one that does', async () => {
  const here = project({ 'tests/a.yaml': 'steps:\n  - assert: 1 == 1\n', ...staging })
  const { exit, stderr } = await here.run(['run', '-e', 'staging', '-e', 'prod'])
  expect(exit).toBe(2)
  expect(stderr).toContain("error[unknown-environment]: there is no environment 'prod'")
  expect(stderr).toContain('local, staging')
})
