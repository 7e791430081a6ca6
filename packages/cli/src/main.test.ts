import { expect, test } from 'vitest'
import { folder } from './test/cli.ts'

test('without a command it says what there is and exits with 2', async () => {
  const { exit, stdout } = await folder().run([])
  expect(exit).toBe(2)
  for (const name of ['run', 'check', 'list', 'init', 'import', 'report', 'components', 'secret', 'demo-shop'])
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
})

test('an unknown command is an error with a suggestion', async () => {
  const { exit, stderr, stdout } = await folder().run(['chek'])
  expect({ exit, stderr, stdout }).toEqual({
    exit: 2,
    stdout: '',
    stderr: "error: there is no command 'chek'\n  = help: did you mean 'check'?\n",
  })
})

test('every command has a help text with its flags and examples', async () => {
  const here = folder()
  const { stdout: overview } = await here.run(['--help'])
  const names = [...overview.matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(([, name]) => name!)
  expect(names.length).toBeGreaterThan(9)
  for (const name of names) {
    const { exit, stdout } = await here.run([name, '--help'])
    expect(exit, name).toBe(0)
    expect(stdout, name).toContain(`Usage: merlon ${name}`)
    expect(stdout, name).toContain('--help')
    expect(stdout, name).toContain('Examples:')
  }
})

test('an unknown flag, and a flag without its value, say which one and what to do', async () => {
  const here = folder()
  expect(await here.run(['run', '--jsn', 'x'])).toMatchObject({
    exit: 2,
    stderr: "error: there is no flag '--jsn'\n  = help: did you mean '--json'?\n",
  })
  expect(await here.run(['run', '-j'])).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining("'--workers' needs a value"),
  })
  expect(await here.run(['run', '--quiet=yes'])).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining("'--quiet' takes no value"),
  })
})
