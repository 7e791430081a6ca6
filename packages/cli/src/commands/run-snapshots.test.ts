import { expect, test } from 'vitest'
import { project } from '../test/cli.ts'

const looking = (value: string, more = ''): string =>
  `steps:\n  - set: { var: it, value: ${value} }\n  - assert-snapshot: it\n${more}`

const ON_A_BUILD_SERVER = { env: { CI: 'true' } }

test('a snapshot is written beside the test, compared with, and replaced when that is asked for', async () => {
  const here = project({ 'tests/a.yaml': looking('{ b: 1, a: [2] }') })
  expect((await here.run(['run'])).exit).toBe(0)
  const kept = here.read('tests/a.snap')
  expect(JSON.parse(kept)).toEqual({ schema: 'merlon.snapshots/1', snapshots: { it: { a: [2], b: 1 } } })
  expect((await here.run(['run'], ON_A_BUILD_SERVER)).exit).toBe(0)

  here.write({ 'tests/a.yaml': looking('{ b: 1, a: [3] }') })
  const changed = await here.run(['run'])
  expect(changed.exit).toBe(1)
  expect(changed.stdout).toContain('--update-snapshots')
  expect(here.read('tests/a.snap')).toBe(kept)

  expect((await here.run(['run', '--update-snapshots'])).exit).toBe(0)
  expect(here.read('tests/a.snap')).not.toBe(kept)
  expect((await here.run(['run'], ON_A_BUILD_SERVER)).exit).toBe(0)
  expect((await here.run(['list'])).stdout).not.toContain('.snap')
})

test('on a build server a missing one fails and is not written', async () => {
  const here = project({ 'tests/a.yaml': looking('1') })
  const ended = await here.run(['run'], ON_A_BUILD_SERVER)
  expect([ended.exit, here.exists('tests/a.snap')]).toEqual([1, false])
  expect((await here.run(['run', '--update-snapshots'], ON_A_BUILD_SERVER)).exit).toBe(0)
  expect(here.exists('tests/a.snap')).toBe(true)
})

test('a test from standard input has nowhere to keep one', async () => {
  const here = project({})
  const ended = await here.run(['run', '-'], { input: looking('1') })
  expect([ended.exit, ended.stderr]).toEqual([1, ''])
  expect(ended.stdout).toContain('this test is not kept in a file')
})

test('those that no step looks at are named, and removed by an update', async () => {
  const here = project({ 'tests/a.yaml': looking('1', '  - assert-snapshot: { expression: it, name: more }\n') })
  await here.run(['run'])
  here.write({ 'tests/a.yaml': looking('1') })
  const { exit, stderr } = await here.run(['run'])
  expect([exit, stderr]).toEqual([0, "tests/a.snap: no step looks at 'more'; `--update-snapshots` removes it\n"])
  const updated = await here.run(['run', '--update-snapshots'])
  expect(updated.stderr).toBe("tests/a.snap: removed what no step looks at: 'more'\n")
  expect(JSON.parse(here.read('tests/a.snap'))).toMatchObject({ snapshots: { it: 1 } })
  expect(here.read('tests/a.snap')).not.toContain('more')
})

test.each([
  ['a step was skipped', looking('1', '  - assert-snapshot: { expression: it, name: more }\n    skip: later\n')],
  [
    'a branch was not taken',
    looking('1', '  - if: { expression: "false", steps: [{ assert-snapshot: { expression: it, name: more } }] }\n'),
  ],
  ['a step failed', looking('1', '  - assert: "false"\n  - assert-snapshot: { expression: it, name: more }\n')],
  ['the run stopped', looking('1', '  - stop: enough\n  - assert-snapshot: { expression: it, name: more }\n')],
])('where %s, none is said to be left over, and none removed', async (_, text) => {
  const here = project({ 'tests/a.yaml': looking('1', '  - assert-snapshot: { expression: it, name: more }\n') })
  await here.run(['run'])
  const kept = here.read('tests/a.snap')
  here.write({ 'tests/a.yaml': text })
  expect((await here.run(['run', '--update-snapshots'])).stderr).toBe('')
  expect(here.read('tests/a.snap')).toBe(kept)
})

test('a choice of input sets leaves those of the others alone', async () => {
  const here = project({
    'tests/a.yaml': 'inputs:\n  one: { it: 1 }\n  two: { it: 2 }\nsteps:\n  - assert-snapshot: it\n',
  })
  await here.run(['run'])
  const kept = here.read('tests/a.snap')
  expect((await here.run(['run', '--input', 'two', '--update-snapshots'])).stderr).toBe('')
  expect(here.read('tests/a.snap')).toBe(kept)
})

test('a damaged file fails the step and stays as it is', async () => {
  const here = project({ 'tests/a.yaml': looking('1'), 'tests/a.snap': '<<<<<<< ours\n' })
  const ended = await here.run(['run', '--update-snapshots'])
  expect(ended.exit).toBe(1)
  expect(ended.stdout).toContain('tests/a.snap holds a merge conflict')
  expect(here.read('tests/a.snap')).toBe('<<<<<<< ours\n')
})
