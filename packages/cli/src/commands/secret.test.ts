import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder, project } from '../test/cli.ts'

const vault = {
  'vault.yaml': 'host: x\nsecrets: [password]\n',
  'environments/staging.yaml': 'secrets: [token]\n',
  'environments/local.yaml': 'host: y\n',
}

test('set, get, rm: the value comes from standard input and is nowhere in what is said', async () => {
  const here = project(vault)
  const set = await here.run(['secret', 'set', 'password'], { input: 'correct horse\n' })
  expect(set).toEqual({
    exit: 0,
    stderr: '',
    stdout: "'password' is kept in .merlon/secrets.yaml, on this machine only\n",
  })
  expect(statSync(join(here.path, '.merlon/secrets.yaml')).mode & 0o777).toBe(0o600)
  expect(here.read('.merlon/.gitignore')).toBe('*\n')
  expect(await here.run(['secret', 'get', 'password'])).toEqual({ exit: 0, stderr: '', stdout: 'correct horse\n' })
  expect((await here.run(['secret', 'rm', 'password'])).exit).toBe(0)
  expect(await here.run(['secret', 'get', 'password'])).toMatchObject({
    exit: 2,
    stdout: '',
    stderr: expect.stringContaining("there is no value for the secret 'password'"),
  })
  expect(await here.run(['secret', 'rm', 'password'])).toMatchObject({ exit: 2 })
})

test('-e keeps another value for one environment', async () => {
  const here = project(vault)
  await here.run(['secret', 'set', 'password'], { input: 'for all' })
  await here.run(['secret', 'set', 'password', '-e', 'staging'], { input: 'for staging' })
  const get = async (...args: string[]): Promise<string> =>
    (await here.run(['secret', 'get', 'password', ...args])).stdout
  expect([await get(), await get('-e', 'staging'), await get('-e', 'local')]).toEqual([
    'for all\n',
    'for staging\n',
    'for all\n',
  ])
  await here.run(['secret', 'rm', 'password', '-e', 'staging'])
  expect(await get('-e', 'staging')).toBe('for all\n')
})

describe('set says', () => {
  test('how to list a name that no vault lists yet', async () => {
    const here = project(vault)
    expect((await here.run(['secret', 'set', 'api_key'], { input: 'abcdef' })).stdout).toContain(
      'write this in vault.yaml\n\n  secrets: [password, api_key]\n',
    )
    expect((await here.run(['secret', 'set', 'api_key', '-e', 'staging'], { input: 'abcdef' })).stdout).toContain(
      'write this in environments/staging.yaml\n\n  secrets: [token, api_key]\n',
    )
    expect((await here.run(['secret', 'set', 'token', '-e', 'staging'], { input: 'abcdef' })).stdout).not.toContain(
      'secrets:',
    )
    expect((await project().run(['secret', 'set', 'first'], { input: 'abcdef' })).stdout).toContain(
      'write this in vault.yaml\n\n  secrets: [first]\n',
    )
  })

  test('when a value is too short to be masked', async () => {
    expect((await project(vault).run(['secret', 'set', 'password'], { input: 'abc' })).stdout).toContain(
      'too short to be masked',
    )
  })
})

test('list shows which secrets have a value, and no value', async () => {
  const here = project({ ...vault, '.merlon/secrets.yaml': 'password: correct horse\n' })
  expect(await here.run(['secret', 'list'])).toEqual({
    exit: 0,
    stderr: '',
    stdout:
      'password  vault.yaml  has a value\ntoken     environments/staging.yaml  has no value here\n\n1 secret without a value: `merlon secret set NAME` reads one from standard input\n',
  })
  expect((await here.run(['secret', 'list'], { env: { MERLON_SECRET_STAGING_token: 'x' } })).stdout).not.toContain(
    'no value',
  )
  expect((await project().run(['secret', 'list'])).stdout).toContain('no vault or environment lists a secret')
})

describe('refused', () => {
  test.each([
    [['secret'], 'needs to know what to do'],
    [['secret', 'gte', 'x'], "did you mean 'get'?"],
    [['secret', 'set'], 'needs the name of a secret'],
    [['secret', 'set', 'password', 'correct horse'], 'its value is read from standard input'],
    [['secret', 'set', 'pass-word'], "'pass-word' cannot be the name of a secret"],
    [['secret', 'set', 'environments'], "'environments'"],
    [['secret', 'set', 'password'], "there is no value for 'password' on standard input"],
    [['secret', 'set', 'password', '-e', 'stagin'], "did you mean 'staging'?"],
    [['secret', 'get', 'pasword'], "did you mean 'password'?"],
  ])('%j', async (args, message) => {
    const here = project(vault)
    const { exit, stdout, stderr } = await here.run(args, { input: args.includes('environments') ? 'a value' : '' })
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/^ +at /m)
    expect(here.exists('.merlon/secrets.yaml')).toBe(false)
  })

  test('outside a project, and where the file is broken, without showing what is in it', async () => {
    expect(await folder().run(['secret', 'list'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('there is no merlon.yaml'),
    })
    const broken = await project({ ...vault, '.merlon/secrets.yaml': 'password: [hunter2222' }).run([
      'secret',
      'get',
      'password',
    ])
    expect(broken.exit).toBe(2)
    expect(broken.stderr).toContain('line 1 is not YAML')
    expect(broken.stderr).not.toContain('hunter2222')
  })
})

describe('on a terminal', () => {
  test('it asks, and shows nothing of what is typed', async () => {
    const here = project(vault)
    const { process: child, said, finished } = await here.terminal('merlon secret set password')
    await said("value of 'password': ")
    child.stdin?.write('correct horse\r')
    const { exit, stdout } = await finished
    expect(exit).toBe(0)
    expect(stdout).not.toContain('correct')
    expect((await here.run(['secret', 'get', 'password'])).stdout).toBe('correct horse\n')
  })

  test('Ctrl-C sets nothing', async () => {
    const here = project(vault)
    const { process: child, said, finished } = await here.terminal('merlon secret set password')
    await said("value of 'password': ")
    child.stdin?.write('corr\u0003')
    expect((await finished).exit).toBe(130)
    expect(here.exists('.merlon/secrets.yaml')).toBe(false)
  })

  test('`merlon run --secret` asks in the same way', async () => {
    const here = project({ 'tests/a.yaml': 'steps:\n  - assert: password.length == 13\n' })
    const { process: child, said, finished } = await here.terminal('merlon run --secret password')
    await said("value of 'password': ")
    child.stdin?.write('correct horse\r')
    const { exit, stdout } = await finished
    expect(exit).toBe(0)
    expect(stdout).not.toContain('correct')
  })
})
