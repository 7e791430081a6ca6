import { describe, expect, test } from 'vitest'
import { failing, folder, passing, project } from '../test/cli.ts'

const files = { 'tests/a.yaml': passing('A'), 'tests/b.yaml': failing('B') }

test('a stored run shows the same again, in every format and with the same exit code', async () => {
  const here = project(files)
  const run = await here.run(['run', '-v', '--events', 'run.jsonl', '--json', 'a.json', '--junit', 'a.xml'])
  const again = await here.run([
    'report',
    'run.jsonl',
    '-v',
    '--events',
    'b.jsonl',
    '--json',
    'b.json',
    '--junit',
    'b.xml',
  ])
  expect(again.exit).toBe(run.exit)
  expect(again.exit).toBe(1)
  expect(again.stdout.replaceAll('b.', 'a.')).toBe(run.stdout.replaceAll('run.jsonl', 'a.jsonl').replaceAll('b.', 'a.'))
  expect(here.read('b.json')).toBe(here.read('a.json'))
  expect(here.read('b.xml')).toBe(here.read('a.xml'))
  expect(here.read('b.jsonl')).toBe(here.read('run.jsonl'))
})

test.each([
  [0, passing('A')],
  [1, failing('A')],
  [3, 'steps:\n  - get: http://127.0.0.1:1\n'],
])('exit code %i', async (code, text) => {
  const here = project({ 'tests/a.yaml': text })
  expect((await here.run(['run'])).exit).toBe(code)
  expect((await here.run(['report'])).exit).toBe(code)
})

test('without a file the newest run of the project is shown', async () => {
  const here = project(files)
  expect(await here.run(['report'])).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('no run of this project is kept yet'),
  })
  await here.run(['run', 'tests/b.yaml'])
  await here.run(['run', 'tests/a.yaml'])
  const { exit, stdout } = await here.run(['report'], { cwd: 'tests' })
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^✓ A/)
})

test('a run is read from standard input, and into another format on standard output', async () => {
  const here = project(files)
  await here.run(['run', '--events', 'run.jsonl'])
  const { stdout } = await here.run(['report', '-', '--reporter', 'json'], { input: here.read('run.jsonl') })
  expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', summary: { tests: 2 } })
})

describe('a file that was cut off', () => {
  const cutRun = async (
    cut: (text: string) => string,
  ): Promise<{ exit: number | null; stdout: string; stderr: string }> => {
    const here = project(files)
    await here.run(['run', '--events', 'run.jsonl'])
    here.write({ 'cut.jsonl': cut(here.read('run.jsonl')) })
    return here.run(['report', 'cut.jsonl'])
  }

  test('in the middle of a line shows what stands before it, with a warning', async () => {
    const { exit, stdout, stderr } = await cutRun((text) =>
      text.trimEnd().split('\n').slice(0, 9).join('\n').slice(0, -7),
    )
    expect(stderr).toBe("warning: 'cut.jsonl' ends in the middle of line 9; what stands before it is shown\n")
    expect(stdout).toMatch(/^✓ A/)
    expect(stdout).toContain('interrupted')
    expect(exit).not.toBe(0)
  })

  test('between lines shows what is there, and does not pass for a run that passed', async () => {
    const { exit, stdout, stderr } = await cutRun((text) => `${text.split('\n').slice(0, 7).join('\n')}\n`)
    expect(stderr).toBe('')
    expect(stdout).toContain('interrupted')
    expect(exit).toBe(3)
  })

  test('elsewhere than at its end is no stored run', async () => {
    const { exit, stderr } = await cutRun((text) => text.replace(/^(.*\n.*\n).{5}/, '$1'))
    expect(exit).toBe(2)
    expect(stderr).toContain("line 3 of 'cut.jsonl' is no event")
  })
})

test.each<[string, string, string]>([
  ['text', 'hello\n', "'x' is no stored run"],
  ['an empty file', '', "'x' is no stored run"],
  ['a JSON report', '{"schema":"merlon.report/1"}\n', "'x' is no stored run"],
  ['another version', '{"type":"run-started","version":99}\n', 'was written by another version of merlon'],
])('%s is refused', async (_what, text, message) => {
  const { exit, stdout, stderr } = await folder({ x: text }).run(['report', 'x'])
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
  expect(stderr).toContain(message)
})

test('a file that is not there, and no project around, are said', async () => {
  expect(await folder().run(['report', 'nope'])).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining("'nope' cannot be read: there is no such file"),
  })
  expect(await folder().run(['report'])).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('there is no merlon.yaml'),
  })
})
