import { describe, expect, test } from 'vitest'
import { passing, project } from '../test/cli.ts'

const snippet = 'steps:\n  - get: /user\n'
const fine = {
  'tests/a.yaml': passing('A'),
  'tests/b.yaml': passing('B'),
  'snippets/login.yaml': snippet,
  'vault.yaml': 'host: http://127.0.0.1:1\n',
}

describe('when nothing is wrong', () => {
  test('it says what it looked at, on one line', async () => {
    expect(await project(fine).run(['check'])).toEqual({
      exit: 0,
      stderr: '',
      stdout: '2 tests, 1 snippet: nothing wrong\n',
    })
  })

  test('a project without tests is fine too', async () => {
    expect(await project().run(['check'])).toEqual({ exit: 0, stderr: '', stdout: '0 tests: nothing wrong\n' })
  })

  test('selection flags choose what is checked', async () => {
    const here = project({ ...fine, 'tests/c.yaml': 'name: C\ntags: [broken]\nsteps:\n  - gett: /\n' })
    expect((await here.run(['check', '-t', 'not broken'])).exit).toBe(0)
    expect((await here.run(['check', 'tests/a.yaml'])).stdout).toBe('1 test, 1 snippet: nothing wrong\n')
    expect((await here.run(['check'])).exit).toBe(2)
  })
})

describe('mistakes are found wherever they are, although no test uses what they are in', () => {
  test.each<[string, string, string]>([
    ['tests/x.yaml', 'steps:\n  - gett: /\n', 'unknown-component'],
    ['snippets/x.yaml', 'steps:\n  - get: { ulr: / }\n', 'unknown-field'],
    ['environments/x.yaml', 'host: "${"\n', 'bad-template'],
    ['environments/x.yaml', '- host\n', 'wrong-type'],
    ['vault.yaml', 'a: "${1 +}"\n', 'bad-template'],
    ['vault.yaml', 'password: here\nsecrets: [password]\n', 'secret-in-file'],
    ['merlon.yaml', 'nmae: x\n', 'unknown-field'],
    ['merlon.yaml', 'config: { timeuot: 3 }\n', 'unknown-field'],
    ['.merlon/secrets.yaml', '- a\n', 'secrets-file'],
  ])('%s: %j', async (path, text, code) => {
    const here = project({ [path]: text })
    const { exit, stdout, stderr } = await here.run(['check'])
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^error\\[${code}\\]`))
    expect(stdout).toMatch(/\n1 error\n$/)
    if (!path.startsWith('.merlon')) expect(stdout).toContain(`--> ${path}:`)
  })

  test('each mistake once, all of them together, in the order of the files', async () => {
    const here = project({
      'tests/b.yaml': 'steps:\n  - gett: /\n',
      'tests/a.yaml': 'steps:\n  - get: { ulr: / }\n',
      'vault.yaml': 'a: "${"\n',
    })
    const { stdout } = await here.run(['check'])
    expect([...stdout.matchAll(/--> (\S+?):/g)].map(([, file]) => file)).toEqual([
      'tests/a.yaml',
      'tests/b.yaml',
      'vault.yaml',
    ])
  })

  test('an environment that is asked for and is not there', async () => {
    const { exit, stdout } = await project(fine).run(['check', '-e', 'prod'])
    expect(exit).toBe(2)
    expect(stdout).toContain("there is no environment 'prod'")
  })
})

test('a secret that is too short to be masked is a warning, which does not show it', async () => {
  const here = project({
    ...fine,
    'vault.yaml': 'secrets: [long, pin]\n',
    'environments/staging.yaml': 'secrets: [code]\n',
    '.merlon/secrets.yaml': 'long: long enough\npin: "739"\nenvironments: { staging: { code: x8 } }\n',
  })
  const { exit, stdout } = await here.run(['check'])
  expect(exit).toBe(0)
  expect(stdout).toContain("warning[short-secret]: the value of 'pin' is too short")
  expect(stdout).toContain('--> vault.yaml:1:17')
  expect(stdout).toContain("warning[short-secret]: the value of 'code' is too short")
  expect(stdout).toMatch(/\n2 warnings\n$/)
  expect(stdout).not.toMatch(/739|x8/)
})

describe('--json', () => {
  test('every mistake is an entry with its place', async () => {
    const { exit, stdout } = await project({ 'tests/a.yaml': 'steps:\n  - gett: /\n' }).run(['check', '--json'])
    expect(exit).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      schema: 'merlon.diagnostics/1',
      diagnostics: [
        {
          code: 'unknown-component',
          severity: 'error',
          message: "there is no component called 'gett' (did you mean 'get'?)",
          help: '`merlon components` lists them all',
          file: 'tests/a.yaml',
          line: 2,
          column: 5,
          endLine: 2,
          endColumn: 9,
        },
      ],
    })
  })

  test('and an empty list when nothing is wrong', async () => {
    const { exit, stdout } = await project(fine).run(['check', '--json'])
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '{"schema":"merlon.diagnostics/1","diagnostics":[]}\n' })
  })
})
