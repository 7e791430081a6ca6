import { expect, test } from 'vitest'
import { passing, project } from '../test/cli.ts'

const files = {
  'tests/a.yaml': passing('A', 'tags: [smoke, cart]\ninputs: { small: { x: 1 }, large: { x: 2 } }\n'),
  'tests/deep/b.yaml': passing('B', 'tags: smoke\n'),
}

test('it lists tests with tags and input sets, and counts tags', async () => {
  expect(await project(files).run(['list'])).toEqual({
    exit: 0,
    stderr: '',
    stdout:
      'tests/a.yaml       A  [smoke, cart]\n  - small\n  - large\ntests/deep/b.yaml  B  [smoke]\n\n2 tests · 3 input sets\ntags: cart (1), smoke (2)\n',
  })
})

test('--json has the same for programs', async () => {
  const { stdout } = await project(files).run(['list', '--json', '-t', 'cart'])
  expect(JSON.parse(stdout)).toEqual({
    schema: 'merlon.tests/1',
    tests: [{ name: 'A', file: 'tests/a.yaml', tags: ['smoke', 'cart'], inputSets: ['small', 'large'] }],
  })
})

test('what does not load is told on stderr, the others are listed', async () => {
  const { exit, stdout, stderr } = await project({ ...files, 'tests/c.yaml': 'name: C\nsteps:\n  - gett: /\n' }).run([
    'list',
  ])
  expect(exit).toBe(2)
  expect(stderr).toContain('tests/c.yaml:3:5')
  expect(stdout).toContain('tests/deep/b.yaml  B')
})

test('nothing to list exits with 4', async () => {
  expect(await project(files).run(['list', '-t', 'nope'])).toMatchObject({ exit: 4, stdout: '' })
  expect(await project().run(['list'])).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining('there are no tests in this project'),
  })
})
